"""Fields of the owner's own: their types, and the one form in which their values are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import N_, _

TEXT: Final = "text"
NUMBER: Final = "number"
DATE: Final = "date"
CHOICE: Final = "choice"
YES_NO: Final = "yes_no"
TYPES: Final = {
    TEXT: N_("Any words"),
    NUMBER: N_("Number"),
    DATE: N_("Date"),
    CHOICE: N_("Choice"),
    YES_NO: N_("Yes or no"),
}
YES: Final = "yes"
NO: Final = "no"
_KEY: Final = re.compile(r"c([1-9]\d*)")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field an owner made; `id` is 0 until it is stored, `type` one of TYPES.

    The values of a choice are a list of choices whose name is the field's key. While an import
    makes a field, its key is `new1`, `new2`, ... and `number` counts them.
    """

    id: int
    label: str
    type: str = TEXT
    position: int = 0
    number: int = 0

    @property
    def key(self) -> str:
        """The field's key in the catalogue: `c7`, or `new1` before it is stored."""
        return f"c{self.id}" if self.id else f"new{self.number}"


def id_of_key(key: str) -> int | None:
    """Return the id of a stored custom field by its key, None for any other key."""
    found = _KEY.fullmatch(key)
    return int(found[1]) if found else None


def parse_value(kind: str, value: object, *, day_first: bool = False) -> str:
    """Return the text in which a value of a type is kept, empty for nothing.

    A number is a plain decimal, a date an ISO date, yes and no are words of their own. Raises
    BadValue for what cannot be read as the type.
    """
    # The start page knows own fields, and reads no typed value.
    from crmdesk.core.domain.dates import parse_date
    from crmdesk.core.domain.normalise import clean_text, yes_no

    text = clean_text(value)
    if not text:
        return ""
    if kind == NUMBER:
        return _number(text)
    if kind == DATE:
        return parse_date(value, day_first=day_first).isoformat()
    if kind == YES_NO:
        answer = yes_no(value)
        if answer is None:
            raise BadValue(
                _("{value} is neither yes nor no.").format(value=shown(text)),
                _("Write yes or no."),
            )
        return YES if answer else NO
    return text


def _number(text: str) -> str:
    plain = text.replace("，", ",").replace("．", ".").replace(" ", "")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadValue(
            _("{value} is not a number.").format(value=shown(text)), _("Write digits only.")
        )
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def show_value(kind: str, text: str, labels: Mapping[str, str] | None = None) -> str:
    """Return a kept value as a user reads it; `labels` are the owner's words of a choice."""
    if kind == YES_NO:
        return {YES: _("Yes"), NO: _("No")}.get(text, text)
    if kind == CHOICE and labels:
        return labels.get(text) or text
    return text
