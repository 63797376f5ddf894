"""The pictures of every screen: all are drawn, numbered, in the asked size, and not empty."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from crmdesk.ui.rendering import render_screens

# Some of those that show the whole window.
WHOLE = {"today", "customer", "find", "visits-week", "import-check", "silent", "welcome"}


def colours_in(picture: QImage) -> int:
    places = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
    return len({picture.pixel(x, y) for x, y in places})


def test_that_every_screen_is_drawn_into_a_numbered_picture(
    qapp: QApplication, tmp_path: Path
) -> None:
    made = render_screens(tmp_path / "pictures", language="en", size=(1024, 640))
    names = [path.stem.split("-", 1) for path in made]
    assert [number for number, _name in names] == [f"{n:02}" for n in range(1, len(made) + 1)]
    shown = {name for _number, name in names}
    assert shown >= WHOLE
    for path in made:
        picture = QImage(str(path))
        assert colours_in(picture) > 5, path.name
        # What opens over the window is drawn for itself, in its own size.
        assert picture.width() >= 200 and picture.height() >= 100, path.name
        if path.stem.split("-", 1)[1] in WHOLE:
            assert (picture.width(), picture.height()) == (1024, 640), path.name
