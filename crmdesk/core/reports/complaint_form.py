"""The complaint form: a page for each complaint to read, to complete by hand and to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.complaint import FOUNDED, SCORES, SEVERITIES, WISHES
from crmdesk.core.i18n import _, ngettext
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
from crmdesk.core.reports.wording import texts

# Room under a line that is still to be written: for words of one's own, for a signature.
_WORDS_MM: Final = 15.0
_MORE: Final = 1.25
_SIGNATURE_MM: Final = 14.0
# Under a line of an empty form, which is written by hand from the first to the last.
_LINE_MM: Final = 2.0
# A small sheet has smaller words, so that a form stays one page.
_SMALL_POINTS: Final = 7.5
_LESS: Final = 0.5
_FACTS: Final = (Column("", 19), Column("", 35), Column("", 16), Column("", 30))
_LONG: Final = (Column("", 19), Column("", 81))


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the log in short."""

    when: str
    what: str
    note: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintPage:
    """A complaint as texts; `wish` and the like are codes to tick.

    What is empty is room to write, unless it is `over`. `categories`, `channels` and `causes` are
    what can be ticked while nothing is chosen.
    """

    number: str = ""
    state: str = ""
    over: bool = False
    customer: str = ""
    phone: str = ""
    received: str = ""
    channel: str = ""
    received_by: str = ""
    category: str = ""
    product: str = ""
    ordered: str = ""
    what: str = ""
    wish: str = ""
    wish_text: str = ""
    severity: str = ""
    staff: str = ""
    due: str = ""
    founded: str = ""
    cause: str = ""
    action: str = ""
    cost: str = ""
    answered: str = ""
    prevention: str = ""
    satisfaction: int = 0
    called: str = ""
    steps: tuple[StepLine, ...] = ()
    earlier: int = 0
    categories: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


def build_complaint_forms(look: Look, pages: Sequence[ComplaintPage]) -> Document:
    """Return the forms one after the other, each complaint on a page of its own."""
    room = _LESS if look.paper == "A5" else 1.0
    if look.paper == "A5" and not look.points:
        look = replace(look, points=_SMALL_POINTS)
    blocks: list[Block] = []
    for place, page in enumerate(pages):
        # Where it goes on, the number tells loose pages apart.
        heading = " · ".join(filter(None, (_("Complaint form"), page.number)))
        blocks.append(Heading(heading, page.state, new_page=place > 0))
        # An empty form has no steps, and is written by hand: there is more room, and need, for it.
        wide = room if page.number or room < 1 else room * _MORE
        if page.over:
            wide = 0.0
        line = 0.0 if page.number or room < 1 else _LINE_MM
        blocks.extend(_received(page, room=wide, line=line))
        blocks.extend(_handled(page, room=wide, line=line))
        if page.steps:
            blocks.extend(_steps(page))
        blocks.append(Heading(_("Call-back and signatures"), minor=True))
        blocks.extend(_closed(page, room=room, line=line))
    return look.document("complaint_form", _("Complaint form"), tuple(blocks), loose=True)


def _received(page: ComplaintPage, *, room: float, line: float) -> list[Block]:
    severities = [(key, _(label)) for key, label in SEVERITIES.items()]
    pairs = (
        (_("Complaint no."), page.number, _("Received"), page.received),
        (_("Customer"), page.customer, _("Phone"), page.phone),
        (_("Product"), page.product, _("Order date"), page.ordered),
        (_("Severity"), boxes(severities, page.severity), _("Due"), page.due),
        (_("Received by"), page.received_by, _("Staff"), page.staff),
    )
    known: tuple[tuple[str, str, str, str], ...] = ()
    if page.number:
        known = ((_("Category"), page.category, _("Channel"), page.channel),)
    wishes = boxes([(key, _(label)) for key, label in WISHES.items()], page.wish)
    wish = texts(Text(wishes), Text(page.wish_text))
    return [
        _facts((*pairs, *known), strong=_("Customer"), room=line),
        *([] if page.number else [_to_choose(page)]),
        Heading(_("What happened"), minor=True),
        _to_write("", page.what, room=room),
        Table(_LONG, (Row((_label(_("Customer wants")), wish)),), headed=False),
    ]


def _to_choose(page: ComplaintPage) -> Table:
    rows = (
        Row((_label(_("Channel")), cell(_to_tick(page.channels) or NO_BREAK))),
        Row((_label(_("Category")), cell(_to_tick(page.categories) or NO_BREAK))),
    )
    return Table(_LONG, rows, headed=False)


def _handled(page: ComplaintPage, *, room: float, line: float) -> list[Block]:
    founded = boxes([(key, _(label)) for key, label in FOUNDED.items()], page.founded)
    cause = page.cause or _to_tick(page.causes)
    ticked = (
        Row((_label(_("Founded")), cell(founded))),
        Row((_label(_("Cause")), cell(cause or NO_BREAK))),
    )
    return [
        Heading(_("Handling"), minor=True),
        Table(_LONG, ticked, headed=False),
        _to_write(_("What was done"), page.action, room=room),
        _facts(((_("Cost"), page.cost, _("Answered on"), page.answered),), room=line),
        _to_write(_("Prevention"), page.prevention, room=room),
    ]


def _steps(page: ComplaintPage) -> list[Block]:
    columns = (
        Column(_("When"), 20),
        Column(_("Step"), 24),
        Column(_("Note"), 38),
        Column(_("By"), 18),
    )
    rows = tuple(
        Row(tuple(cell(text, small=True) for text in (one.when, one.what, one.note, one.who)))
        for one in page.steps
    )
    note = ""
    if page.earlier:
        left_out = ngettext(
            "{count} earlier one left out", "{count} earlier ones left out", page.earlier
        )
        note = left_out.format(count=page.earlier)
    return [Heading(_("Steps"), note, minor=True), Table(columns, rows, compact=True)]


def _closed(page: ComplaintPage, *, room: float, line: float) -> list[Block]:
    scores = boxes([(str(one), str(one)) for one in SCORES], str(page.satisfaction or ""))
    scale = _("5 is best")
    satisfied = Row((_label(_("Satisfaction")), texts(Text(f"{scores}{NO_BREAK * 6}{scale}"))))
    called = Row((_label(_("Call-back")), cell(page.called or NO_BREAK)))
    columns = (Column("", 50), Column("", 50, rule=True))
    signed = Row(
        tuple(
            texts(Text(one, small=True, quiet=True))
            for one in (_("Customer: signature, date"), _("Shop: signature, date"))
        )
    )
    return [
        Table(_LONG, (satisfied,), headed=False),
        Table(_LONG, (called,), row_height_mm=line, headed=False),
        Table(columns, (signed,), row_height_mm=_SIGNATURE_MM * room, headed=False),
    ]


def _facts(
    pairs: Sequence[tuple[str, str, str, str]], strong: str = "", *, room: float = 0.0
) -> Table:
    rows = tuple(
        Row(
            (
                _label(left),
                cell(value or NO_BREAK, strong=left == strong),
                _label(right),
                cell(other or NO_BREAK),
            )
        )
        for left, value, right, other in pairs
    )
    return Table(_FACTS, rows, row_height_mm=room, headed=False)


def _to_write(label: str, text: str, *, room: float) -> Table:
    """Return words that were said, or the room to write them."""
    height = 0.0 if text.strip() else _WORDS_MM * room
    lines = tuple(Text(line) for line in text.splitlines() if line.strip())
    said = Cell(lines or (Text(NO_BREAK),))
    if not label:
        return Table((Column("", 100),), (Row((said,)),), row_height_mm=height, headed=False)
    return Table(_LONG, (Row((_label(label), said)),), row_height_mm=height, headed=False)


def _to_tick(labels: Sequence[str]) -> str:
    return boxes([(one, one) for one in labels], "")


def _label(text: str) -> Cell:
    return texts(Text(text, quiet=True))
