"""Greeting texts read well, whatever is known of the customer and whatever is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.festivals import KINDS
from crmdesk.core.domain.greeting_texts import COMPANY_DAY, LATE_BIRTHDAY, usual_text
from crmdesk.core.domain.greetings import (
    PLACEHOLDERS,
    problem_of,
    render,
    unknown_placeholders,
)
from crmdesk.core.domain.occasions import BIRTHDAY, occasion_of

WHO = {"name": "张先生"}
OCCASIONS = [
    BIRTHDAY,
    LATE_BIRTHDAY,
    COMPANY_DAY,
    *(occasion_of(kind.key) for kind in KINDS if kind.greet),
]


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("{称呼}，生日快乐！", {}, "张先生，生日快乐！"),
        ("{name}, happy birthday!", {}, "张先生, happy birthday!"),
        ("｛ 称呼 ｝，您好！", {}, "张先生，您好！"),
        ("{称呼}，您好！[{上次}。]祝好。", {}, "张先生，您好！祝好。"),
        ("{称呼}，您好！[{上次}。]祝好。", {"last": "上次很好"}, "张先生，您好！上次很好。祝好。"),
        ("{称呼}您好，谢谢您买{买过}，祝好。", {}, "张先生您好，祝好。"),
        ("祝{称呼}快乐，{店名}敬上。", {}, "祝张先生快乐。"),
        ("祝{称呼}快乐，{店名}", {}, "祝张先生快乐"),
        ("{称呼}，祝好！\n[{店名}]", {}, "张先生，祝好！"),
        ("{称呼}，祝好！\n[{店名}]", {"shop": "暖阳窗帘"}, "张先生，祝好！\n暖阳窗帘"),
        ("Dear {name}, [{last}, ]all the best.", {}, "Dear 张先生, all the best."),
        ("{称呼}，祝您{岁数}岁生日快乐！", {"age": "60"}, "张先生，祝您60岁生日快乐！"),
        ("{称呼}，{年龄}", {}, "张先生，{年龄}"),
        ("没有空位", {}, "没有空位"),
        ("", {}, ""),
    ],
)
def test_that_what_is_not_known_goes_with_its_clause(
    template: str, values: dict[str, str], text: str
) -> None:
    assert render(template, WHO | values) == text


def test_that_braces_in_a_name_are_not_filled_again() -> None:
    assert render("{称呼}好", {"name": "{店名}", "shop": "我"}) == "{店名}好"


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{称呼}，{生日}快乐", "{生日} is not known"),
        ("{称呼，生日快乐", "A brace is missing"),
        ("[{上次}。", "A square bracket is missing"),
        ("{}", "{} is not known"),
        ("{称呼}[，{上次}]！", ""),
        ("plain words", ""),
    ],
)
def test_that_mistakes_are_told_while_a_text_is_written(template: str, problem: str) -> None:
    assert problem_of(template).startswith(problem) and bool(problem_of(template)) == bool(problem)


def test_that_each_unknown_word_is_told_once() -> None:
    assert unknown_placeholders("{x}{name}{y}{x}") == ["x", "y"]


def test_that_placeholders_are_written_in_the_language_of_the_window() -> None:
    assert PLACEHOLDERS[0].show() == "{name}"
    i18n.use_language("zh_CN")
    assert [one.show() for one in PLACEHOLDERS][:2] == ["{称呼}", "{节日}"]


values = st.fixed_dictionaries(
    {"name": st.just("张先生")},
    optional={
        one.key: st.sampled_from(["", "9月", "暖阳窗帘"])
        for one in PLACEHOLDERS
        if one.key not in ("name", "festival")
    },
)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@given(st.sampled_from(OCCASIONS), values)
def test_that_the_usual_texts_are_whole_sentences_whatever_is_known(
    language: str, occasion: str, values: dict[str, str]
) -> None:
    template = usual_text(occasion, language)
    text = render(template, values | {"festival": "元宵节"})

    assert problem_of(template) == ""
    assert not re.search(r"[{}\[\]｛｝]", text)
    assert not re.search(r"[，。！？,.!?]\s*[，。,.]|^\s|\s$|  |\n\n", text)
    assert "张先生" in text.split("\n")[0]
    last = text.removesuffix(values.get("shop", "")).rstrip()
    assert last[-1] in "。！？.!?"


@given(st.text("{}[]｛｝称呼店名上次 ，。！a\n.,", max_size=30), values)
def test_that_no_template_fails_and_what_is_missing_never_leaves_a_hole(
    template: str, values: dict[str, str]
) -> None:
    text = render(template, values)

    assert not re.search(r"\{(称呼|店名|上次)\}", text)
    problem_of(template)
