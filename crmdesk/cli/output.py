"""What a command answers: one JSON document, or plain lines with aligned tables."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import _, in_a_row, language, ngettext

_GAP = "  "
_PROBLEMS_SHOWN = 20
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a command: a JSON document, the lines people read, and the exit code."""

    document: Any
    lines: Sequence[str] = field(default_factory=list)
    code: int = 0


def use_utf8() -> None:
    """Let all output be UTF-8, also into pipes and files on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Windows adds the carriage return itself; a lone surrogate must not stop the output.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(answer: Answer, *, as_json: bool) -> None:
    """Write an answer to standard output."""
    if as_json:
        print(_json(answer.document))
    else:
        for line in answer.lines:
            _write(sys.stdout, line)
    sys.stdout.flush()


def complain(sentence: str, advice: str = "", *, as_json: bool = False) -> None:
    """Write a failure and what to do about it to standard error, to a program as JSON as well."""
    if as_json:
        print(_json({"error": sentence, "advice": advice}), flush=True)
    for line in filter(None, (sentence, advice)):
        _write(sys.stderr, line)


def warn(sentence: str, advice: str = "") -> None:
    """Write what is worth knowing beside the answer to standard error."""
    _write(sys.stderr, in_a_row((sentence, advice)))


def in_phrases(parts: Iterable[str]) -> str:
    """Return reasons or steps one after the other; Chinese ones are set apart by their own sign."""
    return ("；" if language().startswith("zh") else "; ").join(filter(None, parts))


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def forget_output() -> None:
    """Let nothing more be written where nobody reads any longer, such as a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(stream: TextIO, line: str) -> None:
    print(_seen(line), file=stream)


def _seen(text: str) -> str:
    """Return a text without anything that could steer a terminal."""
    return "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _plain(value: object) -> object:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; Chinese signs take two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def one_line(text: object, limit: int = 60) -> str:
    """Return a value as one short line."""
    plain = " ".join(_seen(str(text)).split())
    if width(plain) <= limit:
        return plain
    kept, room = "", limit - 1
    for sign in plain:
        room -= width(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept}…"


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], limit: int = 60) -> list[str]:
    """Return the lines of a table whose columns stand in line, empty columns left out."""
    cells = [[one_line("" if cell is None else cell, limit) for cell in row] for row in rows]
    kept = [place for place in range(len(headers)) if any(row[place] for row in cells)]
    lines = [[headers[place] for place in kept], *([row[place] for place in kept] for row in cells)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(kept))]
    return [
        _GAP.join(
            cell + " " * (space - width(cell)) for cell, space in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]


def pairs(rows: Sequence[tuple[str, object]]) -> list[str]:
    """Return lines of names and values in line, those without a value left out."""
    filled = [(name, one_line(value, 200)) for name, value in rows if value not in (None, "")]
    space = max((width(name) for name, _value in filled), default=0)
    return [f"{name}{' ' * (space - width(name))}{_GAP}{value}" for name, value in filled]


def problem_document(problem: Problem) -> dict[str, object]:
    """Return a problem of the user's data as it stands in JSON documents."""
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "advice": problem.advice,
    }


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Return the lines of a table of problems, the first ones where there are many."""
    if not problems:
        return []
    rows = [(one.row, one.column, one.value, one.message) for one in problems[:_PROBLEMS_SHOWN]]
    lines = ["", *table((_("Row"), _("Column"), _("Value"), _("Problem")), rows)]
    more = len(problems) - _PROBLEMS_SHOWN
    if more > 0:
        text = ngettext("{count} more; --json lists all.", "{count} more; --json lists all.", more)
        lines.append(text.format(count=more))
    return lines
