"""Asking for a file, in a dialog that can choose one but never delete, rename or make anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.i18n import _


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


def ask_several(
    parent: QWidget | None, title: str, kinds: str, use: Callable[[list[Path]], object]
) -> QFileDialog:
    """Open a dialog for one or more files that exist."""
    dialog = _dialog(parent, title, kinds, None, None)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda chosen: use([Path(one) for one in chosen]))
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
    """Open a dialog for the place and name of a new file; `suffix` is without its dot.

    Of several kinds the one that is chosen decides about the end of the name.
    """
    dialog = _dialog(parent, title, kinds, use, None)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.filterSelected.connect(
        lambda kind: dialog.setDefaultSuffix(kind.rpartition("*.")[2].rstrip(")"))
    )
    dialog.open()
    return dialog


def documents() -> Path:
    """Return the folder in which the user keeps documents, else the nearest one that exists."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    wanted = Path(QStandardPaths.writableLocation(place))
    return _existing(wanted) or Path.home()


def _existing(folder: Path | None) -> Path | None:
    """Return a folder, or the nearest above it; from one that is gone Qt would make a file name."""
    if folder is None:
        return None
    return next((one for one in (folder, *folder.parents) if one.is_dir()), None)


def _dialog(
    parent: QWidget | None,
    title: str,
    kinds: str,
    use: Callable[[Path], object] | None,
    folder: Path | None,
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(_existing(folder) or documents()), kinds)
    # Where the system has no dialog of its own, Qt's knows no translation of these two.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of type:"))
    # Otherwise its Delete key takes away whole folders.
    dialog.setOption(QFileDialog.Option.ReadOnly, True)
    if use is not None:
        dialog.fileSelected.connect(lambda chosen: use(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
