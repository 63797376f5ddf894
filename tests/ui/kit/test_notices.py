from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit import notices
from crmdesk.ui.kit.notices import NoticeBar, ProgressPanel, StatusLine


def test_that_undo_is_offered_and_works_once(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    undone: list[str] = []
    line.show_done("<i>Lee</i> saved", lambda: undone.append("Lee"))
    assert line.message.text() == "<i>Lee</i> saved"
    assert line.message.textFormat() == Qt.TextFormat.PlainText
    line.undo_button.click()
    line.undo()
    assert undone == ["Lee"]
    assert line.message.text() == ""
    line.show_done("Backed up")
    assert not line.undo_button.isVisible()


def test_that_progress_is_told_in_numbers_and_stopped_once(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    stopped: list[bool] = []
    panel.start("Importing", lambda: stopped.append(True))
    panel.report(34_210, 100_000, "Writing")
    assert panel.numbers.text() == "Writing   34,210 of 100,000 (34 %)"
    assert panel.bar.value() == 34_210
    panel.cancel_button.click()
    panel.cancel_button.click()
    assert stopped == [True]
    panel.report(7, 0, "")
    assert panel.numbers.text() == "7"
    panel.finish()
    assert not panel.isVisible()


def test_that_the_notice_finds_the_bar_of_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(window)
    inner = QWidget(window)
    pressed: list[bool] = []
    window.show()
    action = ("Again", lambda: pressed.append(True))
    assert notices.show_notice(inner, "Done", tone="success", action=action)
    assert bar.isVisible()
    bar.clear()
    assert not bar.isVisible()
    lonely = QWidget()
    qtbot.addWidget(lonely)
    assert not notices.show_notice(lonely, "Nobody hears this")


def test_that_a_file_that_was_written_can_be_opened_until_something_else_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    line.show_done("Written", file=tmp_path / "figures.xlsx")
    assert not line.open_button.isHidden()
    line.open_button.click()
    line.show_done("Backed up")

    assert opened == [(tmp_path / "figures.xlsx").as_posix()]
    assert line.open_button.isHidden()


def test_that_a_long_line_keeps_its_end_and_tells_all_in_the_tooltip(qtbot: QtBot) -> None:
    line = notices.StatusLine()
    qtbot.addWidget(line)
    line.resize(400, 34)
    line.show()
    text = f"{'Name ' * 100} is now on 2026-12-01."
    line.show_done(text, lambda: None)
    assert line.message.width() < 400
    assert line.undo_button.geometry().right() <= line.width()
    assert "2026-12-01" in line.message.toolTip()
    line.show_done("Saved.")
    assert line.message.toolTip() == ""


def test_that_what_is_left_out_of_the_status_line_is_told_by_its_tip(qtbot: QtBot) -> None:
    line = notices.StatusLine()
    qtbot.addWidget(line)
    line.resize(300, 34)
    line.show()
    text = "Complaint TS-2026-0001 of Lee was received."
    line.show_done(text, lambda: None)
    qtbot.waitUntil(lambda: text in line.message.toolTip())
    line.resize(900, 34)
    qtbot.waitUntil(lambda: line.message.toolTip() == "")
