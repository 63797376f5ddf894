"""The forms of visits on paper: a page for each, with room to write and boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from crmdesk.core.domain.custom_fields import CHOICE, NO, TEXT, YES, YES_NO
from crmdesk.core.domain.visit_forms import Answer, show_answer
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Look,
    Row,
    Table,
    Text,
    cell,
)
from crmdesk.core.reports.tick_boxes import NO_BREAK, boxes
from crmdesk.core.reports.wording import shorten, texts

# Room under a line: for words of one's own, for anything else, for a signature.
_WORDS_MM: Final = 18.0
_LINE_MM: Final = 4.0
_SIGNATURE_MM: Final = 16.0
_NAME_LENGTH: Final = 40
# A small sheet has less room, so that a form stays one page where it can.
_LESS: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A visit with its form, all as texts; `answers` are its questions, answered or not."""

    form: str
    number: int
    customer: str
    phone: str
    address: str
    when: str
    staff: str
    purpose: str
    answers: tuple[Answer, ...]
    alarm: str = ""


def build_visit_forms(look: Look, pages: Sequence[FormPage]) -> Document:
    """Return the forms one after the other, each visit on a page of its own."""
    room = _LESS if look.paper == "A5" else 1.0
    blocks: list[Block] = []
    for place, page in enumerate(pages):
        note = _("No. {number}").format(number=page.number) if page.number else ""
        # Loose pages of one form are told apart by the customer, also where it goes on.
        heading = " · ".join(filter(None, (page.form, shorten(page.customer, _NAME_LENGTH))))
        blocks.append(Heading(heading, note, new_page=place > 0))
        if page.alarm:
            blocks.append(Text(page.alarm, strong=True, alarms=True))
        blocks.append(_head(page))
        blocks.append(Heading(_("Questions"), minor=True))
        blocks.extend(_questions(page.answers, room))
        blocks.append(Heading(_("Signatures"), minor=True))
        blocks.append(_signatures(room))
    return look.document("visit_form", _("Visit form"), tuple(blocks), loose=True)


def _head(page: FormPage) -> Table:
    columns = (Column("", 12), Column("", 44), Column("", 12), Column("", 32))
    pairs = (
        ((_("Customer"), page.customer), (_("Date"), page.when)),
        ((_("Address"), page.address), (_("Phone"), page.phone)),
        ((_("Purpose"), page.purpose), (_("Staff"), page.staff)),
    )
    rows = tuple(
        Row(
            (
                texts(Text(left[0], quiet=True)),
                cell(left[1], strong=left[0] == _("Customer")),
                texts(Text(right[0], quiet=True)),
                cell(right[1] or NO_BREAK),
            )
        )
        for left, right in pairs
    )
    return Table(columns, rows, headed=False)


def _questions(answers: Sequence[Answer], part: float) -> list[Table]:
    """Return the questions in their order, those that need equal room in one table."""
    columns = (Column("", 5, "right"), Column("", 35), Column("", 60, rule=True))
    made: list[Table] = []
    numbered = list(enumerate(answers, start=1))
    for room, group in groupby(numbered, key=lambda pair: _room(pair[1])):
        rows = tuple(
            Row((cell(str(number)), cell(answer.question.text), _to_answer(answer)))
            for number, answer in group
        )
        made.append(Table(columns, rows, row_height_mm=room * part, headed=False))
    return made


def _room(answer: Answer) -> float:
    return _WORDS_MM if answer.question.type == TEXT and not answer.value else _LINE_MM


def _to_answer(answer: Answer) -> Cell:
    kind, value = answer.question.type, answer.value
    if kind == YES_NO:
        return cell(boxes(((YES, _("Yes")), (NO, _("No"))), value))
    if kind == CHOICE:
        choices = [(one, one) for one in answer.question.choices]
        if value and value not in answer.question.choices:
            # What was answered otherwise stands beside what can be chosen.
            choices.append((value, value))
        return cell(boxes(choices, value))
    return cell(show_answer(answer) or NO_BREAK, strong=True)


def _signatures(part: float) -> Table:
    columns = (Column("", 50), Column("", 50, rule=True))
    who = (_("Customer"), _("Staff"))
    row = Row(tuple(texts(Text(one, small=True, quiet=True)) for one in who))
    return Table(columns, (row,), row_height_mm=_SIGNATURE_MM * part, headed=False)
