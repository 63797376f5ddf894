"""The fonts of everything on paper, with the mainland's shapes of Chinese characters."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from itertools import islice
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPaintDevice

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, listed
from crmdesk.core.reports.wording import shorten

# The mainland's shapes of characters come first; a Japanese font would draw some differently.
CHINESE_FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)
LATIN_FAMILIES: Final = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans")
EMOJI_FAMILIES: Final = ("Noto Emoji", "Segoe UI Emoji", "Apple Color Emoji", "Noto Color Emoji")
POINTS_PER_INCH: Final = 72.0

_CHINESE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BODY_POINTS: Final = 10.0
# Signs that are not seen, or only change the one before them, need no shape of their own.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
_TAG: Final = re.compile(r"<[^>]*>|\n")
_TOLD, _LONGEST_TOLD = 3, 24


def paper_font(points: float = _BODY_POINTS) -> QFont:
    """Return the font for paper, with the mainland's shapes of Chinese characters."""
    available = set(QFontDatabase.families())
    wanted = (*CHINESE_FAMILIES, *LATIN_FAMILIES, *EMOJI_FAMILIES)
    font = QFont([family for family in wanted if family in available] or ["Sans Serif"])
    font.setPointSizeF(points)
    font.setStyleStrategy(QFont.StyleStrategy.PreferOutline)
    # Other regions' glyphs and ligatures would also be lost to a search in the PDF file.
    for feature in ("locl", "liga"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def measured_font(points: float, device: QPaintDevice) -> QFont:
    """Return the font for paper in the units of a device, so that a preview draws the same."""
    font = paper_font(points)
    font.setPixelSize(round(points * device.logicalDpiY() / POINTS_PER_INCH))
    return font


def require_fonts(text: str) -> None:
    """Raise CrmError when the text has Chinese characters and no font here can draw them."""
    if not _CHINESE.search(text):
        return
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not families:
        raise CrmError(
            _("This computer has no font with Chinese characters."),
            _("Install one (on Debian or Ubuntu: fonts-noto-cjk) and print again."),
        )


def without_shape(text: str) -> list[str]:
    """Return the characters that no font of this computer can draw, in the order of the text."""
    metrics = QFontMetricsF(paper_font())
    return [
        sign
        for sign in dict.fromkeys(text)
        if unicodedata.category(sign) not in _UNSEEN and not metrics.inFontUcs4(ord(sign))
    ]


def remark_on_boxes(html: str) -> str:
    """Return what to tell of texts with characters that will be empty boxes, or nothing."""
    missing = without_shape(html)
    if not missing:
        return ""
    # The screen may lack them too: the words around them tell which are meant.
    texts = (" ".join(unescape(text).split()) for text in _TAG.split(html))
    found = dict.fromkeys(text for text in texts if any(sign in text for sign in missing))
    told = [f"“{shorten(text, _LONGEST_TOLD)}”" for text in islice(found, _TOLD)]
    return _(
        "No font on this computer has all characters of {texts}; boxes are printed instead. "
        "Install a font that has them, or write it otherwise."
    ).format(texts=listed([*told, *["…"] * (len(found) > _TOLD)]))
