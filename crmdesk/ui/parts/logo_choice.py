"""The shop's logo: chosen from a picture file, made small enough for the head of a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.services import print_options
from crmdesk.ui.kit import file_dialogs, pictures
from crmdesk.ui.kit.screen import Desk

# At the head of a page this is finer than any printer of an office.
LARGEST: Final = QSize(800, 300)
_FORMATS: Final = frozenset({b"png", b"jpeg", b"svg"})
_LARGEST_FILE: Final = 30 * 2**20


def ask(parent: QWidget, desk: Desk, done: Callable[[], object]) -> None:
    """Ask for a picture and keep it as the shop's logo; trouble is told."""

    def use(picture: bytes) -> None:
        keep(parent, desk, picture, done)

    def chosen(path: Path) -> None:
        desk.tasks.read(lambda: logo_of(path), use, desk.trouble, owner=parent)

    kinds = _("Pictures (*.png *.jpg *.jpeg *.svg)")
    file_dialogs.ask_open(parent, _("Choose a logo"), kinds, chosen)


def keep(parent: QWidget, desk: Desk, picture: bytes, done: Callable[[], object]) -> None:
    """Keep a small picture as the shop's logo, or none, in the background."""
    workspace = desk.workspace

    def kept(changes: Changes) -> None:
        desk.done(changes)
        done()

    desk.tasks.write(
        lambda: print_options.save_logo(workspace, picture), kept, desk.trouble, owner=parent
    )


def logo_of(path: Path) -> bytes:
    """Return a picture file as a PNG no larger than a logo needs. Raises FileProblem."""
    problem = FileProblem(
        _("{name} cannot be used as a logo.").format(name=path.name),
        _("Choose a picture that ends in .png, .jpg or .svg."),
    )
    if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
        raise problem
    reader = QImageReader(str(path))
    if bytes(reader.format().data()) not in _FORMATS:
        raise problem
    size = reader.size()
    if size.isValid():
        # Scaled while it is read: a poster would need all the memory there is.
        fitting = size.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        is_drawing = bytes(reader.format().data()) == b"svg"
        if is_drawing or fitting.width() < size.width():
            reader.setScaledSize(fitting)
    picture = reader.read()
    if picture.isNull():
        raise problem
    return pictures.as_png(picture)
