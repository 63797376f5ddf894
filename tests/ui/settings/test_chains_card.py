"""The chains after an occasion are switched on, changed, added, removed, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.chains import Step
from crmdesk.core.services import chains, history
from crmdesk.ui.settings.chains_card import ChainsCard
from crmdesk.ui.settings.screen import SettingsScreen
from tests.ui.desks import RememberingDesk, shown


@pytest.fixture
def card(qtbot: QtBot, desk: RememberingDesk) -> ChainsCard:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    made = screen.card(ChainsCard)
    # Its section is made now, and reads what it shows.
    qtbot.waitUntil(desk.tasks.idle)
    return made


def lines(card: ChainsCard) -> list[tuple[str, str]]:
    return [(one.title, one.right) for one in card.list.items()]


def test_that_a_chain_is_switched_on_by_a_key_and_taken_back(
    qtbot: QtBot, desk: RememberingDesk, card: ChainsCard
) -> None:
    assert lines(card)[0] == ("After a sale", "switched off")
    assert card.list.items()[0].subtitle == (
        "Sale → 3 days later: Ask whether all is well → 30 days later: Ask for a recommendation"
    )
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: lines(card)[0] == ("After a sale", "switched on"))
    assert [one.on for one in chains.templates(desk.workspace)] == [True, False, False]
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: lines(card)[0] == ("After a sale", "switched off"))


def test_that_a_chain_is_changed(qtbot: QtBot, desk: RememberingDesk, card: ChainsCard) -> None:
    card.list.select_id("repair")
    form = card.edit()
    assert form is not None
    form.occasion.set_key("visit")
    form.steps.rows[0].days.setValue(5)
    form.steps.more.click()
    form.take()
    assert form.steps_row.error() and form.isVisible()
    form.steps.rows[1].what.setText("Send a card")
    form.complained.setChecked(False)
    form.take()
    qtbot.waitUntil(desk.tasks.idle)
    kept = chains.templates(desk.workspace)[1]
    assert (kept.occasion, kept.stops_on) == ("visit", ("sale",))
    assert kept.steps == (Step(5, "Ask whether everything works again"), Step(7, "Send a card"))


def test_that_a_chain_is_added_and_removed(
    qtbot: QtBot, desk: RememberingDesk, card: ChainsCard
) -> None:
    form = card.add()
    form.take()
    assert form.name_row.error()
    form.name.setText("Tea tasting")
    form.steps.rows[0].what.setText("Ask which one they liked")
    form.steps.remove(form.steps.rows[0])
    assert len(form.steps.rows) == 1
    form.take()
    qtbot.waitUntil(lambda: lines(card)[-1] == ("Tea tasting", "switched on"))
    card.list.select_id("own1")
    card.remove()
    qtbot.waitUntil(lambda: len(lines(card)) == 3)
    assert [one.key for one in chains.templates(desk.workspace)] == ["sale", "repair", "shop"]
