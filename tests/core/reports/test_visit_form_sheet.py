"""The forms of visits as documents: boxes for choices, room for words, answers filled in."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain.visit_forms import Answer, Question
from crmdesk.core.reports.document import Document, Heading, Look, Table
from crmdesk.core.reports.visit_form_sheet import FormPage, build_visit_forms

LOOK = Look("明窗布艺", dt.date(2026, 11, 21))
PAGE = FormPage(
    form="量尺",
    number=3,
    customer="张伟",
    phone="138",
    address="文三路",
    when="2026-11-21 09:30",
    staff="小王",
    purpose="客厅量尺",
    answers=(),
)
CHOICE = Question("材料", "choice", ("普通", "高档"))


def answered(*answers: Answer) -> list[str]:
    document = build_visit_forms(LOOK, [dataclasses.replace(PAGE, answers=answers)])
    return [
        "".join(text.text for text in row.cells[2].paragraphs).replace("\xa0", " ").strip()
        for table in tables(document)
        if len(table.columns) == 3
        for row in table.rows
    ]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_that_choices_have_boxes_and_what_was_answered_is_ticked() -> None:
    yes = Question("满意吗", "yes_no")
    assert answered(Answer(yes), Answer(yes, "no"), Answer(CHOICE, "高档")) == [
        "□ Yes    □ No",
        "□ Yes    ■ No",
        "□ 普通    ■ 高档",
    ]


def test_that_an_answer_beside_the_choices_is_not_lost() -> None:
    assert answered(Answer(CHOICE, "进口")) == ["□ 普通    □ 高档    ■ 进口"]


def test_that_words_and_numbers_are_filled_in_or_left_to_write() -> None:
    number, words = Question("宽", "number"), Question("备注")
    assert answered(Answer(number, "120"), Answer(words)) == ["120", ""]


def test_that_words_have_more_room_than_a_number_and_the_order_stays() -> None:
    asked = [Question("宽", "number"), Question("备注"), Question("高", "number")]
    answers = tuple(Answer(one) for one in asked)
    document = build_visit_forms(LOOK, [dataclasses.replace(PAGE, answers=answers)])
    rooms = [one.row_height_mm for one in tables(document) if len(one.columns) == 3]
    assert rooms[1] > rooms[0] == rooms[2]
    numbers = [
        row.cells[0].paragraphs[0].text for one in tables(document)[1:-1] for row in one.rows
    ]
    assert numbers == ["1", "2", "3"]


def test_that_each_visit_begins_a_page_with_its_number_on_the_sheet() -> None:
    document = build_visit_forms(LOOK, [PAGE, PAGE])
    heads = [one for one in document.blocks if isinstance(one, Heading) and not one.minor]
    assert [(one.text, one.note, one.new_page) for one in heads] == [
        ("量尺 · 张伟", "No. 3", False),
        ("量尺 · 张伟", "No. 3", True),
    ]
