"""How a header of somebody's list is written once spelling and decoration are taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

# After NFKC full-width brackets are ASCII; a remark in brackets goes only where it says how to
# fill the column in, since `电话（家）` and `手机(2)` keep their meaning.
_ASIDE: Final = re.compile(
    r"[(\[【<][^)\]】>]*(?:必填|选填|可选|可空|非空|required|optional)[^)\]】>]*[)\]】>]"
)
_DECORATION: Final = re.compile(r"[\s_*:;,。、'\"‘’“”()\[\]{}【】<>《》「」\u200b\ufeff]+")


@cache
def _simplified() -> dict[int, str]:
    # The dictionary costs a tenth of a second, so it is loaded with the first header.
    from zhconv.zhconv import getdict

    table: dict[str, str] = getdict("zh-hans")
    return {ord(char): plain for char, plain in table.items() if len(char) == 1}


def normal_header(text: str) -> str:
    """Return a header in the form in which headers are compared.

    Wide forms become plain, traditional characters simplified, letters small; spaces, `_`, `*`,
    `:`, brackets, quotes and remarks such as `（必填）` are dropped.
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isascii():
        plain = plain.translate(_simplified())
    plain = plain.lower()
    return _DECORATION.sub("", _ASIDE.sub("", plain))
