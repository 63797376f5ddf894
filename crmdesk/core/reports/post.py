"""What goes by post: address labels and envelopes, each word in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from crmdesk.core.i18n import N_, _, language
from crmdesk.core.reports.document import (
    USUAL_POINTS,
    Box,
    Document,
    Look,
    PageSetup,
    PlacedPage,
    Text,
)
from crmdesk.core.reports.label_sheets import LabelSheet

_PADDING_X, _PADDING_Y = 4.0, 2.5
# A low label has no room to give away.
_LOW, _LOW_PADDING_Y = 30.0, 1.5
# Printers cannot reach the very edge of the paper.
_UNREACHED: Final = 5.0
# The last word of a Chinese addressee must not stand alone on a line.
_TOGETHER: Final = "\N{NO-BREAK SPACE}" * 2
_WHOLE_POSTCODE: Final = re.compile(r"\d{6}")
_POSTCODE_IN_TEXT: Final = re.compile(r"(?<!\d)\d{6}(?!\d)")

# The six boxes at the upper left of a Chinese envelope: place, size and step in millimetres.
_BOXES_LEFT, _BOXES_TOP, _BOX_WIDTH, _BOX_HEIGHT, _BOX_STEP = 12.0, 10.0, 8.0, 9.0, 10.0


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to; `attention` is the person it is for at a company."""

    name: str
    address: str
    postcode: str = ""
    company: str = ""
    attention: str = ""
    courtesy: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends it: the shop."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A size of envelope; a Chinese one has boxes for the postcode and the sender below."""

    key: str
    label: str
    width: float
    height: float
    chinese: bool = False


_ENVELOPES: Final = (
    Envelope("cn-5", N_("China no. 5 (220 × 110 mm)"), 220.0, 110.0, chinese=True),
    Envelope("cn-6", N_("China no. 6 (230 × 120 mm)"), 230.0, 120.0, chinese=True),
    Envelope("cn-7", N_("China no. 7 (229 × 162 mm)"), 229.0, 162.0, chinese=True),
    Envelope("dl", N_("DL (220 × 110 mm)"), 220.0, 110.0),
    Envelope("c6", N_("C6 (162 × 114 mm)"), 162.0, 114.0),
    Envelope("c5", N_("C5 (229 × 162 mm)"), 229.0, 162.0),
    Envelope("us-10", N_("No. 10 (9½ × 4⅛ inches)"), 241.3, 104.8),
)
ENVELOPES: Final[dict[str, Envelope]] = {one.key: one for one in _ENVELOPES}


def build_labels(
    look: Look,
    sheet: LabelSheet,
    recipients: Sequence[Recipient],
    *,
    first: int = 1,
    outlines: bool = False,
    remark: str = "",
) -> Document:
    """Return sheets of address labels; a used sheet begins at its label `first`, counted from 1."""
    start = min(max(first, 1), sheet.count)
    waiting = iter(recipients)
    pages = []
    while batch := list(islice(waiting, sheet.count - start + 1)):
        boxes = []
        for number, recipient in enumerate(batch, start=start):
            if outlines:
                left, top = sheet.place(number)
                boxes.append(Box(left, top, sheet.width, sheet.height, frame="thin"))
            boxes.append(_label(sheet, number, recipient))
        pages.append(PlacedPage(tuple(boxes), alike=True))
        start = 1
    setup = PageSetup(sheet.paper, margins_mm=(0.0, 0.0, 0.0, 0.0))
    return _placed(look, "labels", _("Address labels"), setup, pages, remark)


def build_envelopes(
    look: Look,
    envelope: Envelope,
    sender: Sender | None,
    recipients: Sequence[Recipient],
    *,
    outlines: bool = True,
    remark: str = "",
) -> Document:
    """Return an envelope for each; `outlines` draws the boxes where none are printed yet."""
    lay = _chinese_envelope if envelope.chinese else _western_envelope
    pages = [PlacedPage(lay(envelope, sender, one, outlines)) for one in recipients]
    size = (envelope.width, envelope.height)
    setup = PageSetup(margins_mm=(0.0, 0.0, 0.0, 0.0), size_mm=size)
    return _placed(look, "envelopes", _("Envelopes"), setup, pages, remark)


def _placed(
    look: Look,
    template: str,
    title: str,
    setup: PageSetup,
    pages: Sequence[PlacedPage],
    remark: str,
) -> Document:
    return Document(
        title=title,
        language=language(),
        page=setup,
        template=template,
        points=look.points or USUAL_POINTS,
        placed=tuple(pages),
        remark=remark,
    )


def _label(sheet: LabelSheet, number: int, recipient: Recipient) -> Box:
    left, top = sheet.place(number)
    right, bottom = left + sheet.width, top + sheet.height
    across, down = PageSetup(sheet.paper).width_mm, PageSetup(sheet.paper).height_mm
    above = _PADDING_Y if sheet.height > _LOW else _LOW_PADDING_Y
    left = max(left + _PADDING_X, _UNREACHED)
    top = max(top + above, _UNREACHED)
    right = min(right - _PADDING_X, across - _UNREACHED)
    bottom = min(bottom - above, down - _UNREACHED)
    lines = _lines(recipient)
    return Box(left, top, right - left, bottom - top, lines, middle=True, whose=recipient.name)


def _lines(recipient: Recipient) -> tuple[Text, ...]:
    """Return the address as the language of the print writes it: China from the place down."""
    name = addressee(recipient)
    company = Text(recipient.company, yields=True)
    address = Text(recipient.address, yields=True)
    postcode = Text(recipient.postcode)
    if language().startswith("zh"):
        lines = (postcode, address, company, Text(name, strong=True, large=True))
    else:
        lines = (Text(name, strong=True), company, address, postcode)
    return tuple(line for line in lines if line.text)


def addressee(recipient: Recipient) -> str:
    """Return the name as it stands on a letter."""
    if not language().startswith("zh"):
        return recipient.attention or recipient.name
    name = recipient.attention or recipient.name
    return _TOGETHER.join(filter(None, (name, recipient.courtesy, "收")))


def _western_envelope(
    envelope: Envelope, sender: Sender | None, recipient: Recipient, _outlines: bool
) -> tuple[Box, ...]:
    left = envelope.width * 0.44
    top = envelope.height * 0.48
    width, height = envelope.width - left - 12.0, envelope.height - top - 12.0
    boxes = [Box(left, top, width, height, _large(_lines(recipient)), whose=recipient.name)]
    if sender is not None:
        lines = (Text(sender.name, strong=True), Text(sender.address), Text(sender.phone))
        kept = tuple(line for line in lines if line.text)
        boxes.append(Box(12.0, 10.0, envelope.width * 0.42, envelope.height * 0.3, kept))
    return tuple(boxes)


def _chinese_envelope(
    envelope: Envelope, sender: Sender | None, recipient: Recipient, outlines: bool
) -> tuple[Box, ...]:
    boxes = _postcode_boxes(recipient.postcode, outlines)
    left, right = 28.0, envelope.width - 14.0
    top = envelope.height * 0.33
    address_height, name_height = envelope.height * 0.2, envelope.height * 0.2
    whose = recipient.name
    where = (Text(recipient.address, yields=True), Text(recipient.company, yields=True))
    kept = _large([line for line in where if line.text])
    boxes.append(Box(left, top, right - left, address_height, kept, whose=whose))
    name = Text(addressee(recipient), strong=True, large=True)
    name_top = top + address_height
    width = right - left
    boxes.append(
        Box(left, name_top, width, name_height, (name,), "center", middle=True, whose=whose)
    )
    if sender is not None:
        boxes.append(_chinese_sender(envelope, sender))
    return tuple(boxes)


def _chinese_sender(envelope: Envelope, sender: Sender) -> Box:
    found = _POSTCODE_IN_TEXT.search(sender.address)
    postcode = found.group() if found else ""
    address = _POSTCODE_IN_TEXT.sub("", sender.address, count=1).strip()
    names = Text("　".join(filter(None, (sender.name, sender.phone))))
    lines = (Text(address), names, Text(f"邮政编码：{postcode}" if postcode else ""))
    height = envelope.height * 0.2
    left = envelope.width * 0.4
    return Box(
        left,
        envelope.height - height - 8.0,
        envelope.width - left - 14.0,
        height,
        tuple(line for line in lines if line.text),
        "right",
    )


def _postcode_boxes(postcode: str, outlines: bool) -> list[Box]:
    digits = postcode if _WHOLE_POSTCODE.fullmatch(postcode) else " " * 6
    return [
        Box(
            _BOXES_LEFT + place * _BOX_STEP,
            _BOXES_TOP,
            _BOX_WIDTH,
            _BOX_HEIGHT,
            (Text(digit, strong=True, large=True),) if digit.strip() else (),
            "center",
            middle=True,
            frame="postcode" if outlines else "",
        )
        for place, digit in enumerate(digits)
    ]


def _large(lines: Sequence[Text]) -> tuple[Text, ...]:
    return tuple(replace(line, large=True) for line in lines)
