"""Backups made, listed and brought back on screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.services import backup
from crmdesk.ui.backups.line import size_text
from crmdesk.ui.backups.screen import BackupsScreen
from crmdesk.ui.kit.dialogs import Dialog
from tests.ui.desks import RememberingDesk, shown


def opened(qtbot: QtBot, desk: RememberingDesk) -> BackupsScreen:
    screen = BackupsScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def press(qtbot: QtBot, dialog: Dialog, text: str) -> None:
    chosen = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)


def test_that_ctrl_b_makes_a_checked_backup_and_lists_it(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("Ada")
    screen = opened(qtbot, desk)
    assert screen.empty.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(screen.lines) == 1 and desk.tasks.idle())
    made = backup.backups(desk.workspace)[0]
    assert made.checked
    assert screen.lines[0].title.text() == "Today, 09:00"
    assert screen.lines[0].details.text() == f"{size_text(made.size)} · checked · made by hand"
    assert not screen.empty.isVisible()


def test_that_a_backup_can_go_to_a_chosen_place(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    desk.add_customer("Ada")
    (tmp_path / "stick").mkdir()
    screen = opened(qtbot, desk)
    screen.back_up_to()
    asked = screen.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "stick" / "copy.db"))
    asked.reject()
    qtbot.waitUntil(desk.tasks.idle)
    assert (tmp_path / "stick" / "copy.db").exists()


def test_that_restoring_asks_once_and_leaves_the_rest_to_the_window(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("Ada")
    made = backup.backup(desk.workspace)
    screen = opened(qtbot, desk)
    qtbot.mouseClick(screen.lines[0].restore, Qt.MouseButton.LeftButton)
    dialog = screen.findChild(Dialog)
    assert isinstance(dialog, Dialog)
    assert "Today, 09:00" in dialog.heading.text()
    assert desk.asked == []
    press(qtbot, dialog, "Restore")
    assert desk.asked == [("restore_backup", made.path)]


def test_that_saying_no_restores_nothing(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.add_customer("Ada")
    made = backup.backup(desk.workspace)
    screen = opened(qtbot, desk)
    press(qtbot, screen.restore(made.path), "Cancel")
    assert desk.asked == []


def test_that_sizes_are_said_as_people_read_them() -> None:
    assert [size_text(size) for size in (0, 2048, 5 * 1024**2, 3 * 1024**3)] == [
        "1 KB",
        "2 KB",
        "5.0 MB",
        "3.0 GB",
    ]
