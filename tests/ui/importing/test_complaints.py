"""A list of old complaints goes through the window: from the file to the list of complaints."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.importing.setup import COMPLAINTS
from crmdesk.core.services import complaint_lists, complaints
from crmdesk.ui.importing.step_pieces import CHECK, COLUMNS, RESULT
from crmdesk.ui.importing.wizard import ImportWizard
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import opened, setup_of, wait

LIST = """投诉日期,客户姓名,电话,投诉类别,投诉内容,处理结果
2026-10-01,张伟,13800138000,质量,窗帘掉色,换新
2026-10-03,高先生,13900139000,送货,送晚了三天,道歉
2026-10-05,李女士,13700137000,价格,,
"""


def checked(
    wizard: ImportWizard, desk: RememberingDesk, folder: Path, qtbot: QtBot, text: str = LIST
) -> None:
    path = folder / "投诉.csv"
    path.write_text(text, "utf-8")
    opened(qtbot, desk, wizard, path)
    if wizard.step() == COLUMNS and setup_of(wizard).target != COMPLAINTS:
        notice = wizard.columns.other_target
        qtbot.waitUntil(notice.isVisible)
        assert notice.switch_button.text() == "Import as complaints"
        notice.switch_button.click()
        wait(qtbot, desk, wizard)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK


def test_that_old_complaints_are_checked_written_and_shown_among_the_complaints(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    checked(wizard, desk, tmp_path, qtbot)
    decisions = wizard.check.decisions.buttons
    shown = [made.text() for made in decisions.values() if made.isVisible()]
    assert "Fill what is missing" not in shown and "Leave out" in shown
    assert "customer" not in decisions["add"].toolTip()
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == RESULT
    page = wizard.result
    assert page.sum_text() == "3 = 2 + 0 + 0 + 1"
    page.lists.choose("created")
    wait(qtbot, desk, wizard)
    model = page.lists.complaints
    cells = [[model.index(row, at).data() for at in (2, 3, 4)] for row in range(model.rowCount())]
    assert sorted(cells) == [
        ["张伟", "Case closed", "窗帘掉色"],
        ["高先生", "Case closed", "送晚了三天"],
    ]
    assert page.lists.complaint_view.isVisible() and not page.list_button.isVisible()
    first = model.ids()[0]
    page.lists.complaint_view.activated_id.emit(first)
    assert desk.asked[-1] == ("open_complaint", first)

    assert page.show_button.text() == "Show the complaints"
    page.show_button.click()
    name, query, title = desk.asked[-1]
    assert name == "show_complaints" and title == "From the import of 投诉.csv"
    assert isinstance(query, ComplaintQuery)
    found = complaint_lists.ids(desk.workspace, query)
    assert sorted(complaints.get(desk.workspace, one).customer_id for one in found) == [0, zhang]


def test_that_a_doubtful_date_is_asked_about_and_taken_where_the_user_says_so(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    text = LIST.replace("2026-10-03", "2099-10-03")
    checked(wizard, desk, tmp_path, qtbot, text)
    page = wizard.check
    page.show_only("problem")
    page.view.selectAll()
    add = page.decisions.buttons["add"]
    qtbot.waitUntil(add.isEnabled)
    add.click()
    wait(qtbot, desk, wizard)
    assert wizard.flow.plan is not None
    assert [row.state for row in wizard.flow.plan.rows] == ["new", "new", "problem"]


def test_that_a_complaint_that_comes_meanwhile_asks_for_another_check(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    checked(wizard, desk, tmp_path, qtbot)
    one = Complaint(walk_in_name="王", what="x", received_at=desk.workspace.clock.now())
    desk.done(complaints.receive(desk.workspace, one))
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS
    assert wizard.sentence.text().startswith("Complaints or customers were changed")
