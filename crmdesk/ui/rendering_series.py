"""The scenes of follow-ups that come again, and of chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.services import followups
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.parts.followup_plan import FollowUpForm, edit_follow_up, plan_follow_up
from crmdesk.ui.rendering_scenes import Scene, go
from crmdesk.ui.settings.chain_form import ChainDialog
from crmdesk.ui.settings.chains_card import ChainsCard
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.today.screen import TodayScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def series() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene("series-today", (go("today"), _choose)),
        Scene("series-done", (_done,)),
        Scene("series-plan", (_plan, _weekly), _form),
        Scene("series-words", (_words,), _form),
        Scene("series-edit", (_close, _edit), _form),
        Scene("chains", (_close, go("settings"), _show_chains)),
        Scene("chain-form", (_edit_chain,), _chain_form),
        Scene("chain-customer", (_close, _open_chain_customer, _note_again)),
    ]


def _today(window: MainWindow) -> TodayScreen:
    screen = window.body.place("today")
    assert isinstance(screen, TodayScreen)
    return screen


def _choose(window: MainWindow) -> None:
    pane = _today(window).follow_ups
    for card in pane.list.items():
        if isinstance(card.payload, FollowUpRow) and card.payload.rule:
            pane.jump(card.payload.follow_up.id)
            return


def _done(window: MainWindow) -> None:
    _today(window).follow_ups.start_done()


def _plan(window: MainWindow) -> None:
    pane = _today(window).follow_ups
    pane.panel.close_form()
    row = pane.current()
    if row is not None:
        plan_follow_up(window.desk, window, row.follow_up.customer_id, row.customer)


def _edit(window: MainWindow) -> None:
    row = _today(window).follow_ups.current()
    if row is not None:
        edit_follow_up(window.desk, window, row.follow_up, row.customer)


def _opened(window: MainWindow) -> FollowUpForm | None:
    forms = [one for one in window.findChildren(FollowUpForm) if one.isVisible()]
    return forms[-1] if forms else None


def _weekly(window: MainWindow) -> None:
    if (form := _opened(window)) is not None:
        form.rule.choice.set_key("week")
        form.rule.end.set_key("times")


def _words(window: MainWindow) -> None:
    if (form := _opened(window)) is not None:
        form.rule.choice.set_key("words")
        form.rule.words.setText("last friday of the month")
        form.rule.words.textEdited.emit("")


def _form(window: MainWindow) -> QWidget:
    found = _opened(window)
    return found.window() if found is not None else window


def _close(window: MainWindow) -> None:
    for dialog in window.findChildren(Dialog):
        dialog.reject()


def _settings(window: MainWindow) -> SettingsScreen:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    return screen


def _show_chains(window: MainWindow) -> None:
    _settings(window).card(ChainsCard)


def _edit_chain(window: MainWindow) -> None:
    _settings(window).card(ChainsCard).edit()


def _chain_form(window: MainWindow) -> QWidget:
    found = [one for one in window.findChildren(ChainDialog) if one.isVisible()]
    return found[-1] if found else window


def _open_chain_customer(window: MainWindow) -> None:
    rows = followups.open_rows(window.desk.workspace)
    customer = next((row.follow_up.customer_id for row in rows if row.follow_up.chain), 0)
    if customer:
        window.desk.open_customer(customer)


def _note_again(window: MainWindow) -> None:
    screen = window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    note = screen.detail.note
    note.next_date.set_text("+14")
    note.repeat.set_key("weeks")
