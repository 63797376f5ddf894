"""Contacts as a vCard 3.0 file in UTF-8, as phones and mail programs read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.reports.target import whole_file

_LINE: Final = 75
_STEP: Final = 1000
_SHOWN: Final = 40
# What a contact cannot hold: control characters but for line ends and tabs, and halves of pairs.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name with parameters, and its text or the parts of its text.

    `listed`: the parts are values of a list, parted by commas and not by semicolons.
    """

    name: str
    parts: tuple[str, ...]
    listed: bool = False


def write_cards(
    path: Path,
    cards: Iterable[Sequence[Line]],
    progress: Progress = QUIET,
    total: int = 0,
) -> list[Problem]:
    """Write a file of contacts, whole or not at all.

    Returns what could not be kept; raises FileProblem when the file cannot be written, Cancelled
    when the user stops it.
    """
    problems: list[Problem] = []
    with whole_file(path) as part, part.open("wb") as stream:
        done = 0
        told = _("Writing contacts")
        for done, card in enumerate(progress.through(cards, total, told, _STEP), 1):
            for line in _card(card, done, problems):
                stream.write(line)
        progress.check()
        progress.report(done, max(total, done), told)
    return problems


def _card(lines: Sequence[Line], number: int, problems: list[Problem]) -> Iterator[bytes]:
    yield b"BEGIN:VCARD\r\nVERSION:3.0\r\n"
    for line in lines:
        parts = [_kept(line.name, part, number, problems) for part in line.parts]
        value = ("," if line.listed else ";").join(part.translate(_ESCAPES) for part in parts)
        yield folded(f"{line.name}:{value}")
    yield b"END:VCARD\r\n"


def folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 bytes, none of which cuts a character."""
    data = line.encode()
    pieces: list[bytes] = []
    start, room = 0, _LINE
    while len(data) - start > room:
        end = start + room
        # The bytes of a character but its first are 10xxxxxx.
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _LINE - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _kept(name: str, text: str, number: int, problems: list[Problem]) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _ILLEGAL.search(text):
        return text
    problems.append(
        Problem(
            _("Characters that cannot be shown were left out of the file."),
            _("Look at the text in the program and correct it there."),
            row=number,
            column=name,
            value=text[:_SHOWN],
        )
    )
    return _ILLEGAL.sub("", text)
