"""Everything that is known of a customer on paper, each customer on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from crmdesk.core.i18n import _
from crmdesk.core.reports.document import (
    EMPTY,
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
from crmdesk.core.reports.wording import texts

Pair = tuple[str, str]
_LABEL, _VALUE = 12, 38
# After a last cell with nothing at all in it, the engine forgets the room above the next heading.
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_FACTS: Final = (
    Column("", _LABEL),
    Column("", _VALUE),
    Column("", _LABEL),
    Column("", _VALUE),
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    day: str
    kind: str
    text: str
    detail: str = ""
    staff: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A contact person as a line."""

    name: str
    role: str
    phone: str
    notes: str


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """A customer's file as texts; what is empty leaves no trace."""

    name: str
    note: str = ""
    alarms: tuple[str, ...] = ()
    facts: tuple[Pair, ...] = ()
    contact: tuple[Pair, ...] = ()
    own: tuple[Pair, ...] = ()
    persons: tuple[PersonLine, ...] = ()
    notes: str = ""
    planned: tuple[Happening, ...] = ()
    happened: tuple[Happening, ...] = ()
    more: str = ""


def build_customer_files(
    look: Look, files: Sequence[CustomerFile], *, remark: str = ""
) -> Document:
    """Return the files one after the other, each beginning on a new page."""
    blocks: list[Block] = []
    for number, one in enumerate(files):
        blocks.append(Heading(one.name, one.note, new_page=number > 0))
        blocks.extend(_blocks(one))
    title = _("Customer file")
    return look.document("customer_file", title, tuple(blocks), remark=remark, loose=True)


def _blocks(one: CustomerFile) -> list[Block]:
    blocks: list[Block] = [Text(words, strong=True, alarms=True) for words in one.alarms]
    for heading, pairs in (
        (_("Contact"), one.contact),
        (_("At a glance"), one.facts),
        (_("More about the customer"), one.own),
    ):
        if pairs:
            blocks += [Heading(heading, minor=True), _pairs(pairs)]
    if one.persons:
        blocks += [Heading(_("Contact persons"), minor=True), _persons(one.persons)]
    if one.notes.strip():
        blocks.append(Heading(_("Notes"), minor=True))
        blocks += [Text(line) for line in one.notes.splitlines() if line.strip()]
    if one.planned:
        blocks += [Heading(_("Next dates"), minor=True), _happenings(one.planned)]
    if one.happened:
        blocks += [Heading(_("Activities"), minor=True), _happenings(one.happened)]
    if one.more:
        blocks.append(Text(one.more, small=True, quiet=True))
    return blocks


def _pairs(pairs: Sequence[Pair]) -> Table:
    """Return label and value twice beside each other, read downwards."""
    half = (len(pairs) + 1) // 2
    rows = []
    for left, right in zip_longest(pairs[:half], pairs[half:]):
        label, value = right or ("", _NO_BREAK)
        rows.append(
            Row(
                (
                    texts(Text(left[0], quiet=True)),
                    cell(left[1]),
                    texts(Text(label, quiet=True)),
                    cell(value),
                )
            )
        )
    return Table(_FACTS, tuple(rows), headed=False)


def _persons(persons: Sequence[PersonLine]) -> Table:
    columns = (
        Column(_("Name"), 22),
        Column(_("Role"), 18),
        Column(_("Phone"), 24),
        Column(_("Notes"), 36),
    )
    rows = tuple(
        Row((cell(one.name, strong=True), cell(one.role), cell(one.phone), cell(one.notes)))
        for one in persons
    )
    return Table(columns, rows, compact=True)


def _happenings(lines: Sequence[Happening]) -> Table:
    columns = (
        Column(_("Date"), 18),
        Column(_("Type"), 15),
        Column(_("Text"), 55),
        Column(_("Staff"), 12),
    )
    rows = tuple(
        Row(
            (
                cell(one.day, small=True),
                texts(Text(one.kind, small=True), Text(one.state, small=True, quiet=True)),
                texts(Text(one.text), Text(one.detail, small=True)) if one.text else _only(one),
                cell(one.staff, small=True) if one.staff else EMPTY,
            )
        )
        for one in lines
    )
    return Table(columns, rows, compact=True)


def _only(one: Happening) -> Cell:
    return texts(Text(one.detail))
