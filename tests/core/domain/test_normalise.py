"""What people type gets one form, and nothing is cut or guessed silently."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.normalise import (
    BadValue,
    clean_name,
    clean_text,
    join_name,
    normal_email,
    normal_gender,
    normal_qq,
    normal_wechat,
    split_emails,
    split_tags,
    yes_no,
)


@given(st.text())
def test_that_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (clean_text, clean_name):
        once = clean(text)
        assert clean(once) == once
        assert "\x00" not in once
        once.encode()


@given(st.text(st.characters(categories=["L", "N"]), max_size=20))
def test_that_letters_are_never_lost(text: str) -> None:
    assert len(clean_text(text)) >= 1 or not text


def test_that_text_is_cleaned() -> None:
    assert clean_text(" a\x00b\r\n  c \u200bd\u3000 e\n\n") == "ab\nc d e"
    assert clean_text("e\u0301") == "é"
    assert clean_text("👨\u200d👩") == "👨\u200d👩"


def test_that_cells_become_text_without_false_decimals() -> None:
    values = [None, 3.0, 3.5, 7, dt.datetime(2026, 1, 2), dt.date(2026, 1, 2)]

    assert [clean_text(value) for value in values] == [
        "", "3", "3.5", "7", "2026-01-02", "2026-01-02",
    ]  # fmt: skip


def test_that_long_text_is_refused_not_cut() -> None:
    assert clean_text("x" * 10, 10) == "x" * 10
    with pytest.raises(BadValue, match="11"):
        clean_text("x" * 11, 10)


def test_that_names_lose_only_the_gap_that_fills_them_out() -> None:
    assert clean_name("张　三") == "张三"
    assert clean_name("欧阳 娜娜") == "欧阳 娜娜"
    assert clean_name("John\n Smith") == "John Smith"
    assert clean_name("张三（老板娘）") == "张三（老板娘）"
    assert clean_name("<b>{{ x }}</b>") == "<b>{{ x }}</b>"


def test_that_family_and_given_names_join_as_the_script_does() -> None:
    assert join_name("张", "三") == "张三"
    assert join_name("Smith", "John") == "John Smith"
    assert join_name("", "三") == "三" and join_name("张", "") == "张"


def test_that_mail_addresses_are_small_letters() -> None:
    assert normal_email(" Foo <Foo@Bar.com> ") == "foo@bar.com"
    assert normal_email("mailto:a@b.cn") == "a@b.cn"
    assert normal_email("ａ＠ｂ．ｃｎ") == "a@b.cn"
    assert split_emails("a@b.c ::: d@e.f; g@h.i j@k.l") == ["a@b.c", "d@e.f", "g@h.i", "j@k.l"]


@pytest.mark.parametrize("text", ["abc", "a@b", "@b.c", "a b@c.d", ""])
def test_that_other_texts_are_no_mail_addresses(text: str) -> None:
    with pytest.raises(BadValue):
        normal_email(text)


@pytest.mark.parametrize(
    ("value", "gender"),
    [("男", "male"), ("M", "male"), ("先生", "male"), (1, "male"), ("Male", "male")]
    + [("女", "female"), ("F", "female"), ("女士", "female"), (0, "female"), (0.0, "female")]
    + [("保密", ""), ("unknown", ""), ("", ""), (None, ""), ("Ｍ", "male")],
)
def test_that_genders_are_told_by_words(value: object, gender: str) -> None:
    assert normal_gender(value) == gender


def test_that_other_words_are_no_gender() -> None:
    with pytest.raises(BadValue):
        normal_gender("hello")


def test_that_accounts_lose_their_labels() -> None:
    assert normal_wechat("微信：abc_1") == "abc_1"
    assert normal_wechat("wxid_123") == "wxid_123"
    assert normal_qq("QQ：123456") == normal_qq(123456.0) == normal_qq("123456@qq.com") == "123456"
    with pytest.raises(BadValue):
        normal_qq("0123")


def test_that_tags_are_split_once_each() -> None:
    assert split_tags("VIP，老客户、大 单;x|y；VIP") == ["VIP", "老客户", "大 单", "x", "y"]
    assert split_tags("* myContacts ::: Work") == ["myContacts", "Work"]
    assert split_tags(None) == []


def test_that_yes_and_no_are_words_not_truth() -> None:
    assert [yes_no(v) for v in ("是", "yes", True, 1, "√")] == [True] * 5
    assert [yes_no(v) for v in ("否", "no", False, 0, "N")] == [False] * 5
    assert yes_no("maybe") is None and yes_no("") is None
