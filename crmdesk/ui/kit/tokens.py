"""The colours and measures of the look that is in use."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QColor

from crmdesk.core import paths

TONES = ("neutral", "accent", "success", "warning", "danger", "info", "muted")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The named colours, sizes (screen points) and type sizes (pt) of one look."""

    name: str
    colours: dict[str, str]
    sizes: dict[str, int]
    points: dict[str, float]
    _made: dict[str, QColor] = field(default_factory=dict, compare=False)

    def colour(self, role: str) -> QColor:
        """Return the colour of a role."""
        made = self._made.get(role)
        if made is None:
            made = self._made[role] = QColor(self.colours[role])
        return made

    def size(self, name: str) -> int:
        """Return a measure in screen points."""
        return self.sizes[name]


@lru_cache(maxsize=4)
def load(name: str) -> Tokens:
    """Return the tokens of the look `light` or `dark`."""
    text = (paths.resource_dir() / "themes" / f"{name}.json").read_text("utf-8")
    data = json.loads(text)
    return Tokens(data["name"], data["colours"], data["sizes"], data["points"])


_current: list[Tokens] = []


def current() -> Tokens:
    """Return the tokens in use; light before a theme is installed."""
    return _current[0] if _current else load("light")


def use(name: str) -> Tokens:
    """Make a look the current one and return its tokens."""
    _current[:] = [load(name)]
    return _current[0]


def colour(role: str) -> QColor:
    """Return the current colour of a role."""
    return current().colour(role)


def size(name: str) -> int:
    """Return the current measure of that name, in screen points."""
    return current().sizes[name]


def ink(tone: str) -> QColor:
    """Return the colour that text and icons of a tone are drawn in."""
    return colour("text" if tone == "neutral" else tone)


def soft(tone: str) -> QColor:
    """Return the quiet background of a tone, readable under its ink."""
    return colour("neutral_soft" if tone in ("neutral", "muted") else f"{tone}_soft")
