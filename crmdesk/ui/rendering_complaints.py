"""The scenes of the complaints: the list, a new one, a case at each state, each form of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain import complaint as states
from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain.attachment import MOST_BYTES, NewFile
from crmdesk.core.domain.complaint_query import ALL, ComplaintQuery
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_files, complaint_lists, complaint_solutions
from crmdesk.ui.complaints.board_pane import BoardPane
from crmdesk.ui.complaints.case_pane import CasePane
from crmdesk.ui.complaints.close_step import CloseStep
from crmdesk.ui.complaints.complaint_form import ComplaintForm
from crmdesk.ui.complaints.screen import BOARD, LIST, ComplaintsScreen
from crmdesk.ui.complaints.step_forms import AnswerStep
from crmdesk.ui.kit import pictures
from crmdesk.ui.rendering_complaint_settings import close_merge, complaint_settings
from crmdesk.ui.rendering_scenes import Scene, Step, go
from crmdesk.ui.settings.solutions_card import SolutionDialog

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


_FORMS: Final = (
    (states.IN_PROGRESS, events.ANSWER),
    (states.IN_PROGRESS, events.WAIT_THIRD),
    (states.ANSWERED, events.CLOSE),
    (states.IN_PROGRESS, events.IS_DUPLICATE),
    (states.CLOSED, events.REOPEN),
)


def complaints() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene("complaints", (go("complaints"),)),
        Scene("complaints-board", (lambda w: _screen(w).show_tab(BOARD), _fold(False))),
        Scene("complaints-board-carried", (_fold(True), _carry)),
        Scene("complaints-board-refused", (_refuse,)),
        Scene("complaints-board-step", (lambda w: _board(w).take(events.ANSWER),), _step_dialog),
        Scene("complaints-board-narrowed", (_close_step, _narrow)),
        Scene("complaint-on-file", (_widen, _file)),
        Scene("complaints-filtered", (go("complaints"), _to_list, _all, _filtered)),
        Scene("complaints-none-found", (_clear, _none_found)),
        *(Scene(f"complaint-{state}", (_clear, _all, _open(state))) for state in states.STATES),
        *(
            Scene(f"complaint-form-{event}", (_open(state), _take(event)))
            for state, event in _FORMS
        ),
        Scene("complaint-unsatisfied", (_open(states.ANSWERED), _take(events.CLOSE), _unhappy)),
        Scene("complaint-missing", (_open(states.IN_PROGRESS), _take(events.ANSWER), _nothing)),
        Scene("complaint-proposals", (_answers_kept, _open(states.NEW), _take(events.ANSWER))),
        Scene("complaint-proposal-taken", (_proposal,)),
        *complaint_settings(_leave_step),
        Scene(
            "complaint-walk-in",
            (close_merge, _walk_in, lambda w: _case(w).verbs.make_customer.trigger()),
        ),
        Scene("complaint-edit", (_open(states.CLOSED), lambda w: _case(w).verbs.edit.trigger())),
        Scene("complaint-receive", (_cancel, lambda w: w.desk.new_complaint(), _told)),
        Scene("complaint-receive-solved", (_to_words, _to_case)),
        Scene("complaint-receive-case", (_read_case,), _case_dialog),
        Scene("complaint-receive-taken", (_take_case,)),
        Scene("complaint-receive-severe", (_severe,)),
        Scene("complaint-receive-more", (lambda w: _form(w).fields.more.set_expanded(True),)),
        Scene("complaint-receive-files", (_files_that_wait,)),
        Scene("complaint-receive-wrong", (_empty_form,)),
        Scene("complaint-files", (_cancel, _open(states.IN_PROGRESS), _with_files)),
        Scene("complaint-files-refused", (_chosen_file, _too_large)),
    ]


def no_complaints() -> list[Scene]:
    """Return the scenes of a shop without any."""
    return [Scene("complaints-empty", (go("complaints"),))]


def _screen(window: MainWindow) -> ComplaintsScreen:
    screen = window.body.place("complaints")
    assert isinstance(screen, ComplaintsScreen)
    return screen


def _board(window: MainWindow) -> BoardPane:
    found = _screen(window).pane(BOARD)
    assert isinstance(found, BoardPane)
    return found


def _fold(folded: bool) -> Step:
    return lambda window: _board(window).columns[states.CLOSED].fold(folded)


def _carry(window: MainWindow) -> None:
    cards = _board(window).columns[states.IN_PROGRESS].list
    _board(window).board.go_to(cards.cards.ids()[0])
    cards.carried.emit(cards.row())


def _refuse(window: MainWindow) -> None:
    board = _board(window)
    board.board.current.list.carried.emit(None)
    board.move_to(board.board.current.list.cards.ids()[0], states.CLOSED)


def _step_dialog(window: MainWindow) -> QWidget:
    return _board(window).dialog or window


def _close_step(window: MainWindow) -> None:
    if (dialog := _board(window).dialog) is not None:
        dialog.reject()


def _narrow(window: MainWindow) -> None:
    _board(window).tools.search.setText("TS")
    _board(window).tools.staff.setCurrentIndex(1)


def _widen(window: MainWindow) -> None:
    _board(window).tools.clear()


def _file(window: MainWindow) -> None:
    query = ComplaintQuery(states=frozenset({states.IN_PROGRESS}))
    for row in complaint_lists.first_page(window.desk.workspace, query).rows:
        if row is not None and row.complaint.customer_id:
            window.desk.open_customer(row.complaint.customer_id)
            return


def _to_list(window: MainWindow) -> None:
    _screen(window).show_tab(LIST)


def _none_found(window: MainWindow) -> None:
    _screen(window).show_query(
        ComplaintQuery(states=frozenset({states.REOPENED})), _(states.STATES[states.REOPENED])
    )


def _form(window: MainWindow) -> ComplaintForm:
    return _screen(window).form


def _case(window: MainWindow) -> CasePane:
    return _screen(window).browse.case


def _all(window: MainWindow) -> None:
    _screen(window).browse.list.choose(ALL)


def _filtered(window: MainWindow) -> None:
    tools = _screen(window).browse.list.tools
    tools.show_filters(True)
    tools.boxes["category"].set_key("quality")


def _clear(window: MainWindow) -> None:
    tools = _screen(window).browse.list.tools
    tools.show_filters(False)
    if tools.filter_count():
        tools.clear_all()


def _open(state: str) -> Step:
    def step(window: MainWindow) -> None:
        query = ComplaintQuery(states=frozenset({state}))
        found = complaint_lists.ids(window.desk.workspace, query, 1)
        _case(window).close_form()
        if found:
            window.desk.open_complaint(found[0])

    return step


def _leave_step(window: MainWindow) -> None:
    _case(window).close_form()


def _walk_in(window: MainWindow) -> None:
    for dialog in window.findChildren(SolutionDialog):
        dialog.reject()
    workspace = window.desk.workspace
    page = complaint_lists.first_page(workspace, ComplaintQuery())
    _case(window).close_form()
    for row in page.rows:
        if row is not None and not row.complaint.customer_id:
            window.desk.open_complaint(row.complaint.id)


def _take(event: str) -> Step:
    return lambda window: _case(window).take(event)


def _answers_kept(window: MainWindow) -> None:
    workspace = window.desk.workspace
    for text, category in (
        (
            "当面道歉，免费换新，旧的由我们上门取回；一周后再打电话问一次，确认没有别的问题。",
            "quality",
        ),
        ("退还差价，并送一张下次可用的优惠券", "price"),
        ("今天之内回电，由店长处理", ""),
    ):
        complaint_solutions.keep(workspace, text, category)


def _proposal(window: MainWindow) -> None:
    form = _case(window).step_form
    assert isinstance(form, AnswerStep)
    form.action.insertPlainText("先道歉")
    if form.proposals.proposals:
        form.proposals.take(0)


def _unhappy(window: MainWindow) -> None:
    form = _case(window).step_form
    assert isinstance(form, CloseStep)
    form.score.set_key("2")


def _nothing(window: MainWindow) -> None:
    form = _case(window).step_form
    assert isinstance(form, AnswerStep)
    form.action.clear()
    form.confirm()


def _told(window: MainWindow) -> None:
    fields = _form(window).fields
    fields.who.show_text("高先生", "")
    fields.choices["category"].set_key("quality")
    fields.choices["wish"].set_key("refund")
    fields.what.set_text("上周买的窗帘，洗了一次就掉色，浅色的沙发套也染上了。")


def _to_words(window: MainWindow) -> None:
    """Tell of what was told of before, in the language of the shop."""
    query, form = ComplaintQuery(states=frozenset({states.CLOSED})), _form(window)
    for row in complaint_lists.first_page(window.desk.workspace, query).rows[:1]:
        form.fields.what.set_text(row.complaint.what if row is not None else "")
    form.fields.what.setFocus()


def _to_case(window: MainWindow) -> None:
    form = _form(window)
    form.area.ensureWidgetVisible(form.earlier)


def _read_case(window: MainWindow) -> None:
    _form(window).earlier.open(0)


def _case_dialog(window: MainWindow) -> QWidget:
    return _form(window).earlier.dialog or window


def _take_case(window: MainWindow) -> None:
    if (dialog := _form(window).earlier.dialog) is not None:
        dialog.take_button.click()


def _severe(window: MainWindow) -> None:
    _form(window).fields.choices["severity"].set_key("severe")


def _empty_form(window: MainWindow) -> None:
    fields = _form(window).fields
    fields.more.set_expanded(False)
    fields.what.clear()
    fields.who.show_text("", "")
    _form(window).save()


def _files() -> list[NewFile]:
    photo = QImage(1200, 900, QImage.Format.Format_RGB32)
    photo.fill(QColor("#b6c9a8"))
    portrait = QImage(600, 900, QImage.Format.Format_RGB32)
    portrait.fill(QColor("#c99a8b"))
    return [
        NewFile("窗帘掉色.png", pictures.as_png(photo)),
        NewFile("picture 2026-11-30 10.20.png", pictures.as_png(portrait)),
        NewFile("收据.pdf", b"%PDF-1.7" + bytes(48_000)),
        NewFile("电话录音 2026-11-28 高先生 关于窗帘退款.mp3", bytes(1_800_000)),
        NewFile("broken.jpg", bytes(900)),
        NewFile("setup.exe", b"MZ" + bytes(9000)),
    ]


def _with_files(window: MainWindow) -> None:
    workspace, shown = window.desk.workspace, _case(window).complaint_id()
    window.desk.done(complaint_files.add(workspace, shown, _files()))


def _chosen_file(window: MainWindow) -> None:
    box = _case(window).files
    box.view.setFocus()
    box.view.choose(1)
    _case(window).area.ensureWidgetVisible(box)


def _too_large(window: MainWindow) -> None:
    box = _case(window).files
    box.keep(lambda: [complaint_files.checked(NewFile("视频.mp4", bytes(MOST_BYTES + 9)))])
    _case(window).area.ensureWidgetVisible(box)


def _files_that_wait(window: MainWindow) -> None:
    form = _form(window)
    form.fields.more.set_expanded(False)
    form.files.keep(lambda: _files()[:3])


def _cancel(window: MainWindow) -> None:
    _form(window).left.emit()
