"""The dialogs that ask for a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core import i18n
from crmdesk.ui.kit import file_dialogs

KINDS = "All files (*)"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_no_dialog_for_files_can_delete_anything(window: QWidget) -> None:
    chosen: list[Path] = []
    dialogs = [
        file_dialogs.ask_open(window, "Open", KINDS, chosen.append),
        file_dialogs.ask_save(window, "Save", KINDS, chosen.append, name="a.db", suffix="db"),
    ]
    for dialog in dialogs:
        assert dialog.testOption(QFileDialog.Option.ReadOnly)
        assert dialog.isVisible()
        dialog.reject()
    assert chosen == []


def test_that_a_dialog_begins_in_its_folder_and_else_in_the_documents(
    window: QWidget, tmp_path: Path
) -> None:
    opened = file_dialogs.ask_open(window, "Open", KINDS, print, folder=tmp_path)
    assert Path(opened.directory().path()) == tmp_path
    opened.reject()
    saved = file_dialogs.ask_save(window, "Save", KINDS, print, name="a.db", suffix="db")
    assert Path(saved.directory().path()) == file_dialogs.documents()
    saved.reject()


def test_that_a_folder_that_is_gone_is_no_name_for_a_file(window: QWidget, tmp_path: Path) -> None:
    gone = tmp_path / "stick" / "lists"
    opened = file_dialogs.ask_open(window, "Open", KINDS, print, folder=gone)
    assert Path(opened.directory().path()) == tmp_path
    assert not opened.selectedFiles() or Path(opened.selectedFiles()[0]).name != "lists"
    opened.reject()
    assert file_dialogs.documents().is_dir()


def test_that_the_dialog_of_qt_speaks_the_language_of_the_program(window: QWidget) -> None:
    with i18n.speaking("zh_CN"):
        dialog = file_dialogs.ask_open(window, "打开", KINDS, print)
    labels = QFileDialog.DialogLabel
    assert dialog.labelText(labels.LookIn) == "位置："
    assert dialog.labelText(labels.FileType) == "文件类型："
    dialog.reject()


def test_that_a_new_file_can_be_named_and_is_handed_on(window: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    dialog = file_dialogs.ask_save(
        window, "Save", KINDS, chosen.append, name=str(tmp_path / "new.db"), suffix="db"
    )
    dialog.accept()
    assert chosen == [tmp_path / "new.db"]
