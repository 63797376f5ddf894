"""Letters find their way: every word on a label or an envelope has its place."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.reports.document import Box, Look
from crmdesk.core.reports.label_sheets import LABEL_SHEETS
from crmdesk.core.reports.post import (
    ENVELOPES,
    Recipient,
    Sender,
    build_envelopes,
    build_labels,
)

LOOK = Look("福星电器", dt.date(2026, 11, 23))
ZHANG = Recipient("张伟", "杭州市西湖区文三路398号", "310012", "东方公司", courtesy="先生")
SHOP = Sender("福星电器", "杭州市文二路1号 310013", "0571-88888888")
SHEET = LABEL_SHEETS["a4-3x8"]


def words(box: Box) -> list[str]:
    return [text.text for text in box.paragraphs]


@given(st.integers(0, 100), st.integers(1, 24))
def test_that_every_label_has_a_place_of_its_own_after_those_that_are_used(
    count: int, first: int
) -> None:
    people = [dataclasses.replace(ZHANG, name=f"客户{n}") for n in range(count)]
    document = build_labels(LOOK, SHEET, people, first=first)
    boxes = [box for page in document.placed for box in page.boxes]
    assert [words(box)[0] for box in boxes] == [one.name for one in people]
    assert len(document.placed) == (-(-(count + first - 1) // SHEET.count) if count else 0)
    places = [
        (number, box.left, box.top)
        for number, page in enumerate(document.placed)
        for box in page.boxes
    ]
    assert len(set(places)) == count
    if count:
        left, top = SHEET.place(first)
        assert left <= boxes[0].left <= left + SHEET.width
        assert top <= boxes[0].top <= top + SHEET.height


def test_that_a_start_beyond_the_sheet_begins_at_its_last_label() -> None:
    document = build_labels(LOOK, SHEET, [ZHANG, ZHANG], first=99)
    assert [len(page.boxes) for page in document.placed] == [1, 1]


def test_that_china_writes_from_the_place_down_and_others_from_the_name_up() -> None:
    english = build_labels(LOOK, SHEET, [ZHANG]).placed[0].boxes[0]
    assert words(english) == ["张伟", "东方公司", ZHANG.address, "310012"]
    with i18n.speaking("zh_CN"):
        chinese = build_labels(LOOK, SHEET, [ZHANG]).placed[0].boxes[0]
    assert words(chinese) == ["310012", ZHANG.address, "东方公司", "张伟\xa0\xa0先生\xa0\xa0收"]


def test_that_a_letter_to_a_company_names_the_person_it_is_for() -> None:
    firm = Recipient("东方公司", "文三路1号", company="东方公司", attention="王经理")
    with i18n.speaking("zh_CN"):
        box = build_labels(LOOK, SHEET, [firm]).placed[0].boxes[0]
    assert words(box)[-2:] == ["东方公司", "王经理\xa0\xa0收"]


def test_that_words_keep_away_from_the_edge_of_the_paper() -> None:
    for box in build_labels(LOOK, SHEET, [ZHANG] * SHEET.count).placed[0].boxes:
        assert box.left >= 4.0
        assert box.left + box.width <= 210 - 4.0
        assert box.top >= 3.0
        assert box.top + box.height <= 297 - 3.0


@pytest.mark.parametrize("key", ENVELOPES)
def test_that_an_envelope_has_its_size_and_everything_lies_on_it(key: str) -> None:
    envelope = ENVELOPES[key]
    document = build_envelopes(LOOK, envelope, SHOP, [ZHANG, ZHANG])
    assert len(document.placed) == 2
    assert (document.page.width_mm, document.page.height_mm) == (envelope.width, envelope.height)
    for box in document.placed[0].boxes:
        assert 0 < box.left < box.left + box.width < envelope.width
        assert 0 < box.top < box.top + box.height < envelope.height


def test_that_a_chinese_envelope_has_a_box_for_each_digit_at_the_upper_left() -> None:
    document = build_envelopes(LOOK, ENVELOPES["cn-5"], SHOP, [ZHANG])
    boxes = [box for box in document.placed[0].boxes if box.frame == "postcode"]
    assert "".join(words(box)[0] for box in boxes) == "310012"
    assert len({box.top for box in boxes}) == 1
    assert boxes[0].left < 15
    assert boxes[-1].left + boxes[-1].width < 90
    assert boxes[0].top + boxes[0].height < 26


def test_that_printed_boxes_are_not_drawn_again_and_a_missing_postcode_leaves_them_empty() -> None:
    without = dataclasses.replace(ZHANG, postcode="")
    drawn = build_envelopes(LOOK, ENVELOPES["cn-5"], None, [without])
    assert [words(box) for box in drawn.placed[0].boxes if box.frame] == [[]] * 6
    plain = build_envelopes(LOOK, ENVELOPES["cn-5"], None, [ZHANG], outlines=False)
    assert not [box for box in plain.placed[0].boxes if box.frame]
    assert ["3"] in [words(box) for box in plain.placed[0].boxes]


def test_that_the_sender_stands_below_on_a_chinese_envelope_and_above_on_others() -> None:
    chinese = build_envelopes(LOOK, ENVELOPES["cn-6"], SHOP, [ZHANG]).placed[0].boxes[-1]
    assert words(chinese) == ["杭州市文二路1号", "福星电器　0571-88888888", "邮政编码：310013"]
    assert chinese.top > 60
    assert chinese.align == "right"
    western = build_envelopes(LOOK, ENVELOPES["dl"], SHOP, [ZHANG]).placed[0].boxes[-1]
    assert words(western)[0] == "福星电器"
    assert western.top < 20
