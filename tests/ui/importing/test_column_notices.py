"""Above the columns it is told what a list may be, and what would be left out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.importing.setup import ACTIVITIES, CUSTOMERS
from crmdesk.ui.importing.wizard import ImportWizard
from tests.core.importing import making
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import becomes, opened, wait

MEMBERS = (
    ("序号", "姓名", "手机", "口味", "余额", "身份证号"),
    (1, "张伟", 13800001001, "微辣", 120, "330106199005011234"),
    (2, "李娜", 13800001002, "<b>甜</b>", 88.5, ""),
)
CONTACTS = (
    ("客户姓名", "手机", "跟进日期", "跟进方式", "跟进内容", "跟进人"),
    ("张伟", 13800001001, "2026-03-01", "电话", "问了价格", "小李"),
)


def test_that_columns_nothing_is_known_of_are_named_and_kept_with_one_click(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "会员.xlsx", MEMBERS))
    notice = wizard.columns.left_over
    assert notice.isVisible() and not wizard.columns.other_target.isVisible()
    assert notice.text() == "2 columns are left out: 口味, 余额."
    qtbot.mouseClick(notice.fields_button, Qt.MouseButton.LeftButton)
    wait(qtbot, desk, wizard)
    assert wizard.flow.setup is not None and not notice.isVisible()
    own = [(one.label, one.type) for one in wizard.flow.setup.catalogue.custom]
    assert own == [("口味", "text"), ("余额", "number")]
    wizard.columns._verbs.field(4, None)
    wait(qtbot, desk, wizard)
    assert becomes(wizard)["余额"] is None and not notice.isVisible(), "left out on purpose"


def test_that_columns_nothing_is_known_of_go_to_the_notes_when_wanted(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "会员.xlsx", MEMBERS))
    qtbot.mouseClick(wizard.columns.left_over.notes_button, Qt.MouseButton.LeftButton)
    wait(qtbot, desk, wizard)
    found = becomes(wizard)
    assert (found["口味"], found["余额"]) == ("notes", "notes")
    assert (found["序号"], found["身份证号"]) == (None, None)
    assert not wizard.columns.left_over.isVisible()


def test_that_a_list_of_past_contacts_is_seen_and_taken_as_such_with_one_click(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "跟进记录.xlsx", CONTACTS))
    notice = wizard.columns.other_target
    assert wizard.flow.setup is not None and wizard.flow.setup.target == CUSTOMERS
    assert notice.isVisible() and not wizard.columns.left_over.isVisible()
    assert notice.text() == "This looks like past contacts and follow-ups."
    qtbot.mouseClick(notice.switch_button, Qt.MouseButton.LeftButton)
    wait(qtbot, desk, wizard)
    assert wizard.flow.setup.target == ACTIVITIES and not notice.isVisible()
    assert wizard.columns.options.target.key() == ACTIVITIES
    assert becomes(wizard)["跟进内容"] == "text"


def test_that_of_many_columns_left_over_the_first_are_named(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    headers = ("姓名", *(f"项{letter}" for letter in "甲乙丙丁戊己庚"))
    rows = (headers, ("张伟", *("x" for _one in headers[1:])))
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    told = wizard.columns.left_over.text()
    assert told == "7 columns are left out: 项甲, 项乙, 项丙, 项丁, 项戊, 项己 and others."
