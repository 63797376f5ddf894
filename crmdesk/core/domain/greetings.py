"""Greeting texts: templates whose empty parts are left out, and what is put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crmdesk.core import i18n
from crmdesk.core.i18n import N_, _

NAME: Final = "name"
FESTIVAL_NAME: Final = "festival"
LAST: Final = "last"
BOUGHT: Final = "bought"
MET: Final = "met"
AGE: Final = "age"
SHOP: Final = "shop"

_OPEN: Final = re.compile(r"\[([^\[\]]*)\]|［([^［］]*)］")
_PLACE: Final = re.compile(r"\{([^{}]*)\}|｛([^｛｝]*)｝")
_CLAUSE: Final = re.compile(r"[^，。！？；、,.!?;\n]*(?:[，。！？；、,.!?;]+[ \t]*\n?|\n|\Z)")
_ENDS: Final = "。！？.!?\n"
_PAUSES: Final = "，、；,;"
_GAPS: Final = re.compile(r"[ \t]{2,}")
_LINES: Final = re.compile(r"[ \t]*\n[ \t\n]*")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in braces that is filled in: its names in both languages, and what it becomes."""

    key: str
    chinese: str
    what: str

    def show(self) -> str:
        """Return the placeholder as the user writes it."""
        word = self.chinese if i18n.language().startswith("zh") else self.key
        return f"{{{word}}}"


PLACEHOLDERS: Final = (
    Placeholder(NAME, "称呼", N_("how the customer is addressed")),
    Placeholder(FESTIVAL_NAME, "节日", N_("the name of the festival")),
    Placeholder(LAST, "上次", N_("a sentence about the last purchase or meeting")),
    Placeholder(BOUGHT, "买过", N_("what was bought last, and when")),
    Placeholder(MET, "见面", N_("when the customer was seen last")),
    Placeholder(AGE, "岁数", N_("the age at a round birthday")),
    Placeholder(SHOP, "店名", N_("the name of the shop")),
)
_KEYS: Final = {word: one.key for one in PLACEHOLDERS for word in (one.key, one.chinese)}


def unknown_placeholders(template: str) -> list[str]:
    """Return the words in braces of a template that mean nothing, each once."""
    words = [match[1] or match[2] or "" for match in _PLACE.finditer(template)]
    return list(dict.fromkeys(word for word in words if _key_of(word) is None))


def problem_of(template: str) -> str:
    """Return in a sentence what is wrong with a template, or nothing."""
    unknown = unknown_placeholders(template)
    if unknown:
        return _("{word} is not known. You can use: {all}.").format(
            word=f"{{{unknown[0]}}}", all=" ".join(one.show() for one in PLACEHOLDERS)
        )
    bare = _PLACE.sub("", template)
    if any(sign in bare for sign in "{}｛｝"):
        return _("A brace is missing: write the words like {example}.").format(
            example=PLACEHOLDERS[0].show()
        )
    if any(sign in _OPEN.sub("", bare) for sign in "[]［］"):
        return _("A square bracket is missing its partner.")
    return ""


def render(template: str, values: Mapping[str, str]) -> str:
    """Return the text of a template.

    What stands in square brackets is left out when something in it is not known; elsewhere only
    the clause is. An unknown word in braces stays as it is written.
    """
    kept = _OPEN.sub(lambda match: _optional(match[1] or match[2] or "", values), template)
    clauses: list[str] = []
    for match in _CLAUSE.finditer(kept):
        clause = match[0]
        if _complete(clause, values):
            clauses.append(clause)
        elif clauses:
            clauses[-1] = _ended_like(clauses[-1], clause)
    text = _PLACE.sub(lambda match: _filled(match, values), "".join(clauses))
    return _GAPS.sub(" ", _LINES.sub("\n", text)).strip().rstrip(_PAUSES)


def _optional(inner: str, values: Mapping[str, str]) -> str:
    return inner if _complete(inner, values) else ""


def _complete(text: str, values: Mapping[str, str]) -> bool:
    keys = (_key_of(match[1] or match[2] or "") for match in _PLACE.finditer(text))
    return all(key is None or values.get(key) for key in keys)


def _ended_like(before: str, dropped: str) -> str:
    """Return a clause that ends the sentence when the one that ended it is gone."""
    bare, end = before.rstrip(), dropped.rstrip(" \t")[-1:]
    if bare[-1:] in tuple(_PAUSES) and end in tuple(_ENDS):
        return bare[:-1] + dropped[len(dropped.rstrip(_ENDS + " \t")) :]
    return before


def _filled(match: re.Match[str], values: Mapping[str, str]) -> str:
    key = _key_of(match[1] or match[2] or "")
    return match[0] if key is None else values.get(key, "")


def _key_of(word: str) -> str | None:
    return _KEYS.get(word.strip().lower())
