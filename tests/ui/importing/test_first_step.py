"""The first step of the import: a file is chosen, dropped or opened with its password, or rows
are pasted."""

from __future__ import annotations

from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.ui.importing.list_facts import facts
from crmdesk.ui.importing.step_pieces import COLUMNS, FILE
from crmdesk.ui.importing.wizard import ImportWizard
from tests.core.importing import making
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import becomes, opened, setup_of, wait


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    path = tmp_path / "protected.xlsx"
    with making.xlsx(tmp_path / "open.xlsx").open("rb") as plain, path.open("wb") as out:
        OOXMLFile(plain).encrypt("secret", out)
    return path


def press(qtbot: QtBot, wizard: ImportWizard, key: Qt.Key) -> None:
    qtbot.keyClick(wizard.focusWidget() or wizard, key)


def test_that_a_protected_workbook_asks_for_its_password_until_it_is_right(
    wizard: ImportWizard, desk: RememberingDesk, protected: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, protected)
    panel = wizard.password
    assert panel.isVisible() and panel.line.hasFocus() and panel.sentence()
    assert panel.line.echoMode() == QLineEdit.EchoMode.Password
    assert not panel.open_button.isEnabled() and not wizard.next_button.isVisible()
    first = panel.sentence()
    qtbot.keyClicks(panel.line, "wrong")
    press(qtbot, wizard, Qt.Key.Key_Return)
    wait(qtbot, desk, wizard)
    assert panel.isVisible() and panel.line.text() == "" and panel.line.property("invalid")
    assert panel.sentence() != first
    qtbot.keyClicks(panel.line, "secret")
    press(qtbot, wizard, Qt.Key.Key_Return)
    wait(qtbot, desk, wizard)
    assert panel.isHidden() and panel.line.text() == ""
    assert wizard.step() == COLUMNS and wizard.next_button.isVisible()
    assert becomes(wizard) == {"姓名": "name", "手机": "mobile", "生日": "birthday"}


def test_that_giving_up_on_a_password_gives_the_first_step_back(
    wizard: ImportWizard, desk: RememberingDesk, protected: Path, qtbot: QtBot
) -> None:
    closed: list[bool] = []
    wizard.closed.connect(lambda: closed.append(True))
    opened(qtbot, desk, wizard, protected)
    qtbot.keyClicks(wizard.password.line, "half")
    press(qtbot, wizard, Qt.Key.Key_Escape)
    assert wizard.password.isHidden() and wizard.step() == FILE
    assert wizard.file_page.choose_button.isVisible() and wizard.password.line.text() == ""
    assert not closed


def test_that_rows_copied_in_a_spreadsheet_are_pasted_by_key_and_by_button(
    wizard: ImportWizard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    QApplication.clipboard().setText("姓名\t手机\r\n张三\t13800138000\r\n李四\t13900139000\r\n")
    qtbot.keyClick(
        wizard.focusWidget() or wizard, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
    )
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS
    assert becomes(wizard) == {"姓名": "name", "手机": "mobile"}
    assert not wizard.columns.options.encoding.isVisible()
    assert wizard.flow.setup is not None
    assert not any("UTF-8" in fact for fact in facts(wizard.flow.setup))
    wizard.back()
    wizard.file_page.paste_button.click()
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS


def test_that_a_copied_table_of_a_web_page_keeps_its_cells(
    wizard: ImportWizard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setHtml(
        "<table><tr><td>姓名</td><td>手机</td></tr>"
        "<tr><td>张三</td><td>13800138000</td></tr></table>"
    )
    QApplication.clipboard().setMimeData(data)
    wizard.paste()
    wait(qtbot, desk, wizard)
    assert becomes(wizard) == {"姓名": "name", "手机": "mobile"}


def test_that_a_file_copied_in_the_file_manager_can_be_pasted(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(messy_list))])
    QApplication.clipboard().setMimeData(data)
    wizard.paste()
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS


def test_that_an_empty_clipboard_is_told_in_one_sentence(wizard: ImportWizard) -> None:
    QApplication.clipboard().clear()
    wizard.paste()
    assert wizard.step() == FILE and not wizard.flow.busy()
    assert "no rows to paste" in wizard.sentence.text()
    assert "Ctrl+C" in wizard.sentence.text()


def test_that_contacts_of_a_phone_are_opened_like_a_list(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张三\r\nTEL;TYPE=CELL:13800138000\r\nEND:VCARD\r\n",
        "utf-8",
    )
    opened(qtbot, desk, wizard, path)
    assert wizard.step() == COLUMNS
    assert {"name", "mobile"} <= set(becomes(wizard).values())


def test_that_the_path_of_a_file_can_be_pasted_also_in_quotation_marks(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "客户 名单.csv"
    path.write_text("姓名,手机\n张伟,13811112222\n", "utf-8")
    QApplication.clipboard().setText(f'"{path}"')
    wizard.paste()
    wait(qtbot, desk, wizard)
    assert becomes(wizard) == {"姓名": "name", "手机": "mobile"}
    assert setup_of(wizard).file.path_name == "客户 名单.csv"
