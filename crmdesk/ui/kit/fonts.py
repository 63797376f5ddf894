"""The fonts for a language: a Latin face first, then the right Chinese variant."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont

_LATIN = {
    "win32": ["Segoe UI"],
    "darwin": [".AppleSystemUIFont", "Helvetica Neue"],
    "linux": ["Noto Sans", "Inter", "Ubuntu", "Cantarell", "DejaVu Sans"],
}

_SIMPLIFIED = {
    "win32": ["Microsoft YaHei UI", "Microsoft YaHei", "SimSun"],
    "darwin": ["PingFang SC", "Hiragino Sans GB", "Heiti SC"],
    "linux": [
        "Noto Sans CJK SC",
        "Noto Sans SC",
        "Source Han Sans SC",
        "Source Han Sans CN",
        "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei",
        "Droid Sans Fallback",
    ],
}

_TRADITIONAL = {
    "win32": ["Microsoft JhengHei UI", "Microsoft JhengHei"],
    "darwin": ["PingFang TC", "Heiti TC"],
    "linux": ["Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC"],
}


def families(language: str, platform: str = sys.platform) -> list[str]:
    """Return font families in order of preference; simplified Chinese unless asked otherwise.

    A Japanese or Korean variant is never named, so Chinese text keeps its own shapes.
    """
    system = platform if platform in _LATIN else "linux"
    wants_traditional = language.replace("-", "_").lower() in ("zh_tw", "zh_hk", "zh_hant")
    first, second = _SIMPLIFIED[system], _TRADITIONAL[system]
    chinese = [*second, *first] if wants_traditional else [*first, *second]
    if system == "linux":
        # The wide DejaVu beside Chinese looks uneven: a face that has both scripts goes first.
        return [*_LATIN[system][:2], *chinese, *_LATIN[system][2:]]
    return [*_LATIN[system], *chinese]


def application_font(language: str, points: float = 10) -> QFont:
    """Return the font of the whole program."""
    font = QFont()
    font.setFamilies(families(language))
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with figures of equal width, so that numbers line up."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
