"""Our own line icons, drawn in the colours of the theme, crisp at every scale."""

from __future__ import annotations

import weakref
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from crmdesk.core import paths
from crmdesk.ui.kit import tokens

Target = QAction | QAbstractButton

# The sizes, in points on the screen, at which the kit shows icons.
SIZES: Final = (16, 20)

_dressed: weakref.WeakKeyDictionary[Target, tuple[str, str]] = weakref.WeakKeyDictionary()


def names() -> list[str]:
    """Return the names of all icons."""
    return sorted(path.stem for path in (paths.resource_dir() / "icons").glob("*.svg"))


def pixmap(name: str, size: int = 16, tone: str = "neutral", ratio: float = 0.0) -> QPixmap:
    """Return an icon as a picture of `size` screen points, in the colour of a tone."""
    return _render(name, size, tokens.ink(tone).name(), ratio or _screen_ratio())


def drawn(name: str, pixels: int, colour: str) -> QPixmap:
    """Return an icon in a colour of its own, whatever the theme."""
    return _render(name, pixels, colour, 1.0)


def icon(name: str, tone: str = "neutral") -> QIcon:
    """Return an icon in the colour of a tone, with its disabled look."""
    return _icon(name, tokens.ink(tone).name(), tokens.colour("disabled").name(), _screen_ratio())


def set_icon(target: Target, name: str, tone: str = "neutral") -> None:
    """Give a button or action an icon that follows later changes of the theme."""
    _dressed[target] = (name, tone)
    target.setIcon(icon(name, tone))


def refresh() -> None:
    """Draw the icons of all buttons and actions again, after a change of the theme."""
    import shiboken6

    for target, (name, tone) in list(_dressed.items()):
        if shiboken6.isValid(target):
            target.setIcon(icon(name, tone))


def _screen_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (paths.resource_dir() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def _render(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, ratio: float) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_render(name, size, colour, ratio))
        made.addPixmap(_render(name, size, disabled, ratio), QIcon.Mode.Disabled)
    return made
