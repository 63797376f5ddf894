"""The columns of a list and their fields, and what only the user can know of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.importing.column_page import ColumnPage
from crmdesk.ui.importing.field_choices import LEAVE_OUT, NEW_FIELD, groups
from crmdesk.ui.importing.mapping_model import ASKED_ROLE, FIELD
from crmdesk.ui.importing.step_pieces import CHECK, COLUMNS
from crmdesk.ui.importing.wizard import ImportWizard
from tests.core.importing import making
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import becomes, opened, setup_of, wait

TWO_READINGS = (
    ("姓名", "手机", "生日"),
    ("张三", 13800138000, "3/4/1990"),
    ("李四", 13900139000, "5/6/1988"),
)
LEVELS = (
    ("姓名", "手机", "等级", "性别"),
    ("张三", 13800138000, "钻石", "女"),
    ("李四", 13900139000, "钻石", "男"),
    ("王五", 13700137000, "A", "男"),
)


def place_of(page: ColumnPage, header: str) -> int:
    return next(one.index for one in page.table.columns.mappings if one.header == header)


def press(qtbot: QtBot, wizard: ImportWizard, key: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(wizard.focusWidget() or wizard, key, modifier)


def test_that_dates_of_two_readings_must_be_answered_before_going_on(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", TWO_READINGS))
    panel = wizard.columns.questions
    (card,) = panel.dates.values()
    assert panel.isVisible()
    assert [made.text() for made in card.choices().values()] == ["3 April 1990", "4 March 1990"]
    assert wizard.next_button.text() == "Answer 1 question first"
    assert wizard.columns.table.columns.index(2, FIELD).data(ASKED_ROLE)
    press(qtbot, wizard, Qt.Key.Key_Return, ctrl=True)
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS and "which reading" in wizard.sentence.text()
    assert card.choices()["day"].hasFocus()
    press(qtbot, wizard, Qt.Key.Key_Space)
    wait(qtbot, desk, wizard)
    assert card.choices()["day"].isChecked() and not card.choices()["month"].isChecked()
    assert card.choices()["day"].hasFocus(), "an answer leaves the keyboard where it is"
    assert wizard.next_button.text() == "Check all rows" and not wizard.sentence.text()
    press(qtbot, wizard, Qt.Key.Key_Return, ctrl=True)
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK and wizard.flow.plan is not None
    birthdays = [target.customer.birthday for target in wizard.flow.plan.new]
    assert [(one.month, one.day) for one in birthdays if one] == [(4, 3), (6, 5)]


def test_that_going_on_before_the_questions_are_known_waits_for_them(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", TWO_READINGS))
    wizard.columns.mode.set_key("skip")
    assert wizard.flow.asked is None
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS and "which reading" in wizard.sentence.text()


def test_that_unknown_values_are_marked_and_mapped_on_the_spot(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", LEVELS))
    panel = wizard.columns.questions
    card = panel.values[2]
    assert panel.isVisible() and card.isVisible() and card.unknown() == 1
    assert panel.values[3].isHidden(), "genders are all known"
    assert list(card.boxes()) == ["钻石", "A"]
    box = card.boxes()["钻石"]
    words = [box.itemText(place) for place in range(box.count())]
    assert words == ["A", "B", "C", "D", "New: 钻石", "Leave empty"]
    assert box.key() == "钻石"
    box.setFocus()
    qtbot.keyClicks(box, "B")
    wait(qtbot, desk, wizard)
    assert setup_of(wizard).value_maps == {"grade": {"钻石": "B"}}
    assert card.boxes()["钻石"] is box and box.hasFocus() and card.isVisible()
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.flow.plan is not None
    assert [one.customer.grade for one in wizard.flow.plan.new] == ["B", "B", "A"]


def test_that_values_of_an_empty_list_are_new_options_and_every_line_of_them_can_be_read(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [("姓名", "手机", "负责人", "忌口")] + [
        (f"客户{n}", 13800138000 + n, ("小李", "小王")[n % 2], f"不吃{n % 12}") for n in range(24)
    ]
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    page = wizard.columns
    page._verbs.new_field(3, "忌口", "choice")
    wait(qtbot, desk, wizard)
    staff, foods = page.questions.values[2], page.questions.values[3]
    for card, value in ((staff, "小李"), (foods, "不吃1")):
        box = card.boxes()[value]
        words = [box.itemText(place) for place in range(box.count())]
        assert words == [f"New: {value}", "Leave empty"] and box.text() == words[0]
    boxes = list(foods.boxes().values())
    least = boxes[0].minimumSizeHint().height()

    def apart() -> bool:
        tops = sorted(box.mapTo(foods, box.rect().topLeft()).y() for box in boxes)
        return all(below - above >= least for above, below in pairwise(tops))

    assert len(boxes) == 12
    qtbot.waitUntil(apart)
    assert page.questions._scroll.verticalScrollBar().maximum() > 0


def test_that_the_values_of_a_known_column_are_shown_when_asked_for(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = (("姓名", "手机", "性别"), ("张三", 13800138000, "女"), ("李四", 13900139000, "男"))
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    page = wizard.columns
    assert page.questions.isHidden() and not page.values_button.isVisible()
    page.table.selectRow(2)
    assert page.values_button.isVisible() and "性别" in page.values_button.text()
    page.values_button.click()
    assert page.questions.isVisible()
    boxes = page.questions.values[2].boxes()
    assert boxes["女"].text() == "Female" and boxes["女"].hasFocus()
    place = boxes["女"].findData("")
    boxes["女"].setCurrentIndex(place)
    boxes["女"].activated.emit(place)
    assert setup_of(wizard).value_maps == {"gender": {"女": ""}}


def test_that_the_fields_come_in_groups_with_those_of_the_shop(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    from crmdesk.core.services import custom_fields

    custom_fields.add(desk.workspace, "忌口", "text")
    rows = (("姓名", "手机", "忌口"), ("张三", 13800138000, "花生"))
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    found = dict(groups(setup_of(wizard).catalogue))
    assert [key for key, _words in found[""]] == [LEAVE_OUT, "notes", NEW_FIELD]
    assert [words for _key, words in found["Own fields"]] == ["忌口"]
    assert ("mobile", "Mobile") in found["How to reach"]
    keys = [key for _title, choices in groups(setup_of(wizard).catalogue) for key, _w in choices]
    assert len(keys) == len(set(keys))
    assert {*setup_of(wizard).catalogue.by_key} <= set(keys)
    table = wizard.columns.table
    table.open_fields(2)
    table.field_wanted.emit(2, "notes")
    assert becomes(wizard)["忌口"] == "notes"


def test_that_a_column_becomes_a_new_field_by_keyboard(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = (("姓名", "手机", "孩子数"), ("张三", 13800138000, 2), ("李四", 13900139000, 1))
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    page = wizard.columns
    form = page.questions.new_field
    column = place_of(page, "孩子数")
    page.table.field_wanted.emit(column, NEW_FIELD)
    assert form.isVisible() and form.line.hasFocus()
    assert (form.line.text(), form.kind.key()) == ("孩子数", "number")
    press(qtbot, wizard, Qt.Key.Key_Escape)
    assert form.isHidden() and page.questions.isHidden() and wizard.step() == COLUMNS
    page.table.field_wanted.emit(column, NEW_FIELD)
    form.line.clear()
    press(qtbot, wizard, Qt.Key.Key_Return)
    assert form.isVisible() and "Type a name" in form._label.error()
    qtbot.keyClicks(form.line, "Children")
    press(qtbot, wizard, Qt.Key.Key_Return)
    wait(qtbot, desk, wizard)
    assert form.isHidden() and page.table.hasFocus()
    assert page.table.columns.index(2, FIELD).data() == "Children"
    assert becomes(wizard)["孩子数"] == "new1"
    for _step in ("check", "write"):
        wizard.next()
        wait(qtbot, desk, wizard)
    from crmdesk.core.services import custom_fields

    (made,) = custom_fields.catalogue(desk.workspace).custom
    assert (made.label, made.type) == ("Children", "number")


def test_that_tab_goes_from_the_columns_through_the_questions_to_going_on(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = tuple(
        (*row, level) for row, level in zip(TWO_READINGS, ("等级", "金", "银"), strict=True)
    )
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    wizard.columns.table.setFocus()
    passed = []
    for _step in range(9):
        press(qtbot, wizard, Qt.Key.Key_Tab)
        passed.append(wizard.focusWidget())
    panel = wizard.columns.questions
    dates, values = panel.dates[2].choices(), panel.values[3].boxes()
    assert passed[0] in dates.values()
    assert passed.index(values["金"]) > 0
    assert passed.index(values["金"]) < passed.index(wizard.columns.mode)
    assert passed.index(wizard.columns.mode) < passed.index(wizard.next_button)
