"""The last purchase is spoken of as one would to the customer, and nothing else slips out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.last_words import bought_words, item_of, last_words, when_words

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("成交客厅窗帘一套，4860元。", "客厅窗帘"),
        ("补购纱帘两片，620元。", "纱帘"),
        ("成交全屋窗帘，12800元。", "全屋窗帘"),
        ("买了两幅窗帘", "窗帘"),
        ("买3条毛巾", "毛巾"),
        ("窗帘 2 幅", "窗帘"),
        ("购买了实木餐桌，送货上门", "实木餐桌"),
        ("客户很难缠，卖了三次才成交", ""),
        ("买主很难缠", ""),
        ("成交，客户不满意", ""),
        ("收定金两千元", ""),
        ("退了一件", ""),
        ("成交难缠客户一个", ""),
        ("sold a lamp", ""),
        ("", ""),
    ],
)
def test_that_the_thing_is_taken_from_a_note_of_a_sale(text: str, item: str) -> None:
    i18n.use_language("zh_CN")
    assert item_of(text) == item


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Sold a living room set, 4,860.", "living room set"),
        ("Two more sheers, 620.", "sheers"),
        ("Curtains for the whole flat, 12,800.", ""),
        ("Sold nothing: the customer is angry", ""),
        ("Bought the customer off", ""),
        ("Ordered two very long and heavy red curtains", ""),
        ("成交客厅窗帘一套", ""),
    ],
)
def test_that_the_thing_is_taken_from_an_english_note(text: str, item: str) -> None:
    assert item_of(text) == item


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (dt.date(2026, 11, 15), "the other day", "前几天"),
        (dt.date(2026, 11, 2), "this month", "这个月"),
        (dt.date(2026, 10, 2), "last month", "上个月"),
        (dt.date(2026, 9, 30), "in September", "9月"),
        (dt.date(2025, 12, 1), "in December last year", "去年12月"),
    ],
)
def test_that_one_says_when_it_was(day: dt.date, english: str, chinese: str) -> None:
    assert when_words(day, TODAY) == english
    i18n.use_language("zh_CN")
    assert when_words(day, TODAY) == chinese


def test_that_the_last_purchase_comes_before_the_last_meeting() -> None:
    bought = bought_words("Sold a lamp.", dt.date(2026, 9, 1), TODAY)

    assert bought == "the lamp you bought in September"
    words = last_words(bought, "last month")
    assert words == "I hope you are happy with the lamp you bought in September"
    assert last_words("", "last month") == "It was good to see you last month"
    assert last_words("", "") == ""
    i18n.use_language("zh_CN")
    assert bought_words("", dt.date(2026, 9, 1), TODAY) == "您9月买的东西"


@given(st.text(max_size=40), st.sampled_from(["en", "zh_CN"]))
def test_that_no_digits_and_no_long_stories_reach_the_customer(text: str, language: str) -> None:
    i18n.use_language(language)
    item = item_of(text)

    assert len(item) <= 41 and not any(sign.isdigit() for sign in item)
