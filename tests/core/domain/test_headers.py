from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.headers import normal_header


@pytest.mark.parametrize(
    "written, plain",
    [
        ("* 客户 姓名（必填）：", "客户姓名"),
        ("客戶姓名", "客户姓名"),
        ("手机\n号码", "手机号码"),
        ("Ｅ－ｍａｉｌ　１ - Value", "e-mail1-value"),
        ("电话（家）", "电话家"),
        ("【选填】备注", "备注"),
        ("Name (required)", "name"),
        ("", ""),
    ],
)
def test_that_headers_lose_their_decoration(written: str, plain: str) -> None:
    assert normal_header(written) == plain


@given(st.text())
def test_that_a_plain_header_stays_as_it_is(text: str) -> None:
    plain = normal_header(text)
    assert not any(char.isspace() for char in plain)
    assert normal_header(f" *{text}：") == plain
