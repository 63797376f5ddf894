"""Number formats of .xlsx that show zeros in front of a number, as `00000` shows 12 as 00012."""

from __future__ import annotations

import html
import re
from typing import Final

_FORMAT: Final = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_STYLES: Final = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE: Final = re.compile(rb"<(?:\w+:)?xf[\s>]([^>]*)>")
_NUMBER: Final = re.compile(rb"""\bnumFmtId\s*=\s*["'](\d{1,9})["']""")
_CODE: Final = re.compile(rb"""\bformatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What follows a `;` or a `_` is for other values, or a blank.
_ONLY_ZEROS: Final = re.compile(r"(0{2,30})(?:_.)?(?:;.*)?")


def zero_widths(styles: bytes) -> dict[bytes, int]:
    """Return how many digits each style shows at least, by the number a cell names it with."""
    formats = {}
    for match in _FORMAT.finditer(styles):
        number, code = _NUMBER.search(match[1]), _CODE.search(match[1])
        if number and code:
            text = html.unescape((code[1] or code[2] or b"").decode("utf-8", "replace"))
            if zeros := _ONLY_ZEROS.fullmatch(text):
                formats[number[1]] = len(zeros[1])
    used = _CELL_STYLES.search(styles) if formats else None
    found = {}
    for place, match in enumerate(_STYLE.finditer(used[0]) if used else ()):
        number = _NUMBER.search(match[1])
        if number and number[1] in formats:
            found[b"%d" % place] = formats[number[1]]
    return found
