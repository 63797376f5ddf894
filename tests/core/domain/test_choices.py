"""Values of lists: one code for what people write in many ways."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.choices import CATEGORY, DEFAULTS, SPELLINGS, Choice, code_for, show_code
from crmdesk.core.i18n import use_language


@pytest.mark.parametrize(
    "name, text, code",
    [
        ("grade", "a", "A"),
        ("grade", "B级", "B"),
        ("grade", "钻石", "钻石"),
        ("stage", "老客户", "loyal"),
        ("stage", " Loyal ", "loyal"),
        ("stage", "观望", "观望"),
        ("source", "朋友介绍", "referral"),
        ("source", "Walk-in", "walk_in"),
        ("staff", "小李", "小李"),
        ("tag", "VIP", "VIP"),
        ("grade", "", ""),
    ],
)
def test_that_a_written_value_has_its_code(name: str, text: str, code: str) -> None:
    assert code_for(name, text) == code


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_every_label_leads_back_to_its_code(language: str) -> None:
    use_language(language)
    for name, codes in DEFAULTS.items():
        for code in codes:
            assert code_for(name, show_code(name, code)) == code
            assert code_for(name, code) == code


def test_that_spellings_lead_to_built_in_values() -> None:
    for name, spellings in SPELLINGS.items():
        assert set(spellings.values()) <= set(DEFAULTS[name])


def test_that_the_owners_label_is_shown_before_the_built_in_one() -> None:
    assert Choice("stage", "loyal", "铁杆").show() == "铁杆"
    assert Choice("stage", "loyal").show() == "Loyal"
    assert Choice("stage", "观望").show() == "观望"


def test_that_an_owners_own_category_is_not_taken_for_a_built_in_one() -> None:
    assert code_for(CATEGORY, "安装") == "安装"
    assert code_for(CATEGORY, "质量问题") == "quality"
