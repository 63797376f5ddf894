"""What a value of the user's data that cannot be understood is called."""

from __future__ import annotations

from crmdesk.core.domain.problems import CrmError

SHOWN_LENGTH = 40


class BadValue(CrmError, ValueError):
    """A value cannot be read as what it should be: one sentence, and one piece of advice."""


def shown(value: object) -> str:
    """Return a value short enough to be quoted in a sentence."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
