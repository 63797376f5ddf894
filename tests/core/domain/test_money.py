"""Amounts of money as people write and read them."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.money import parse_money, show_money
from crmdesk.core.domain.values import BadValue


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("180", 18000),
        ("12.5", 1250),
        ("¥1,200", 120000),
        (" 3元", 300),
        ("0", 0),
        ("１２", 1200),
        ("0.30000000000000004", 30),
    ],
)
def test_that_an_amount_is_read_as_it_is_typed(text: str, hundredths: int) -> None:
    assert parse_money(text) == hundredths


@pytest.mark.parametrize("text", ["", "much", "-5", "1e99", "nan", "inf", "12 34", "12.345"])
def test_that_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_money(text)


def test_that_an_amount_is_shown_with_its_hundredths() -> None:
    assert [show_money(one) for one in (1250, 5, 123456700)] == ["12.50", "0.05", "1,234,567.00"]
