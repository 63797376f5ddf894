"""The mark that keeps a spreadsheet from taking text in a CSV file for a formula."""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "'"
_RISKY: Final = re.compile(r"'*[=+\-@\t\r\n]")


def neutralise(text: str) -> str:
    """Return the text as it may stand in a CSV file; `restore` gives it back."""
    return MARK + text if _RISKY.match(text) else text


def restore(text: str) -> str:
    """Return the text that `neutralise` was given; text without the mark stays as it is."""
    return text[1:] if text.startswith(MARK) and _RISKY.match(text) else text
