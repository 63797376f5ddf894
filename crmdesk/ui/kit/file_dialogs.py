"""Asking for a file, in a dialog that can choose one but never delete, rename or make anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_open(
    parent: QWidget | None,
    title: str,
    kinds: str,
    use: Callable[[Path], object],
    *,
    folder: Path | None = None,
) -> QFileDialog:
    """Open a dialog for one file that exists; `kinds` is a name filter of Qt."""
    dialog = _dialog(parent, title, kinds, use, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_save(
    parent: QWidget | None,
    title: str,
    kinds: str,
    use: Callable[[Path], object],
    *,
    name: str,
    suffix: str,
) -> QFileDialog:
    """Open a dialog for the place and name of a new file; `suffix` is without its dot."""
    dialog = _dialog(parent, title, kinds, use, None)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def documents() -> Path:
    """Return the folder in which the user keeps documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


def _dialog(
    parent: QWidget | None,
    title: str,
    kinds: str,
    use: Callable[[Path], object],
    folder: Path | None,
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder or documents()), kinds)
    # Otherwise its Delete key takes away whole folders.
    dialog.setOption(QFileDialog.Option.ReadOnly, True)
    dialog.fileSelected.connect(lambda chosen: use(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
