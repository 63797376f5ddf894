"""The owner chooses what to greet for, and writes the texts while seeing them on a customer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.greeting_texts import usual_text
from crmdesk.core.domain.occasions import BIRTHDAY, Care, OccasionSettings, occasion_of
from crmdesk.core.services import greetings, history, occasion_settings
from crmdesk.ui.settings.greetings_card import GreetingsCard
from crmdesk.ui.settings.occasions_card import OccasionsCard
from crmdesk.ui.settings.screen import SettingsScreen
from tests.ui.desks import RememberingDesk, shown

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def opened(qtbot: QtBot, desk: RememberingDesk) -> SettingsScreen:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def occasions_card(qtbot: QtBot, desk: RememberingDesk) -> OccasionsCard:
    card = opened(qtbot, desk).card(OccasionsCard)
    settled(qtbot, desk)
    return card


def greetings_card(qtbot: QtBot, desk: RememberingDesk) -> GreetingsCard:
    card = opened(qtbot, desk).card(GreetingsCard)
    settled(qtbot, desk)
    return card


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def keep(qtbot: QtBot, desk: RememberingDesk, button: QPushButton) -> None:
    assert button.isEnabled()
    button.click()
    settled(qtbot, desk)


def test_that_a_festival_is_chosen_with_its_grades_and_days(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = occasions_card(qtbot, desk)
    card.regions["cn"].setChecked(True)
    assert card.list.items()[0].id == "christmas"
    assert card.list.select_id("laba")
    card.list.setFocus()
    qtbot.keyClick(card.list, KEY.Key_Space)
    card.grades["B"].setChecked(False)
    card.days.setValue(3)
    card.list.select_id("christmas")
    card.toggle_button.click()
    keep(qtbot, desk, card.save_button)

    wanted = OccasionSettings(("cn", "west"), cares=(Care("laba", ("A",), 3),))
    assert occasion_settings.settings(desk.workspace) == wanted
    assert not card.save_button.isEnabled()
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert [one.id for one in card.list.items() if not one.dim] == ["christmas"]
    assert not card.regions["cn"].isChecked()


def test_that_lead_days_are_typed_and_mistakes_told(qtbot: QtBot, desk: RememberingDesk) -> None:
    card = occasions_card(qtbot, desk)
    assert card.leads.text() == "14, 7, 1, 0"
    card.leads.setText("3，soon")
    assert "soon" in card.problem.text() and card.problem.isVisibleTo(card)
    assert not card.save_button.isEnabled()
    card.leads.setText("0、30 3，3")
    assert card.problem.isHidden()
    keep(qtbot, desk, card.save_button)

    assert occasion_settings.settings(desk.workspace).lead_days == (30, 3, 0)
    assert card.leads.text() in ("0、30 3，3", "30, 3, 0")


def test_that_nothing_typed_is_lost_when_something_else_changes(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    screen.show_section("greetings")
    settled(qtbot, desk)
    screen.card(OccasionsCard).leads.setText("5")
    screen.card(GreetingsCard).text.set_text("Hello {name}")
    desk.add_customer("张伟")
    screen.refresh()
    settled(qtbot, desk)

    assert screen.card(OccasionsCard).leads.text() == "5"
    assert screen.card(GreetingsCard).text.text() == "Hello {name}"


def test_that_a_text_is_seen_on_a_real_customer_while_it_is_written(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("张伟", gender="male", birthday=Birthday(11, 22))
    desk.add_customer("Anna Smith")
    card = greetings_card(qtbot, desk)
    card.language.set_key("zh_CN")
    card.text.set_text("{称呼}，早上好！")
    qtbot.waitUntil(lambda: card.preview.words.text() == "张先生，早上好！")

    assert card.preview.title.text() == "To 张伟"
    card.text.set_text("{称呼}，{生日}快乐！")
    assert card.problem.text().startswith("{生日} is not known")
    assert not card.save_button.isEnabled()


def test_that_a_word_is_put_into_the_text_with_a_click(qtbot: QtBot, desk: RememberingDesk) -> None:
    card = greetings_card(qtbot, desk)
    card.text.set_text("")
    one = next(made for made in card.findChildren(QPushButton) if made.text() == "{shop}")
    assert "the name of the shop" in one.toolTip()
    qtbot.mouseClick(one, LEFT)
    assert card.text.text() == "{shop}"
    card.language.set_key("zh_CN")
    card.text.set_text("")
    qtbot.mouseClick(one, LEFT)
    assert card.text.text() == "{店名}"


def test_that_own_texts_are_kept_for_each_occasion_and_language(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = greetings_card(qtbot, desk)
    card.text.set_text("Happy birthday, {name}")
    card.occasion.set_key(occasion_of("christmas"))
    assert card.text.text() == usual_text(occasion_of("christmas"), "en")
    card.text.set_text("Merry Christmas, {name}")
    card.spoken.set_key("en")
    keep(qtbot, desk, card.save_button)

    kept = greetings.settings(desk.workspace)
    assert dict(kept.texts) == {
        (BIRTHDAY, "en"): "Happy birthday, {name}",
        (occasion_of("christmas"), "en"): "Merry Christmas, {name}",
    }
    assert kept.language == "en"
    card.occasion.set_key(BIRTHDAY)
    card.usual_button.click()
    keep(qtbot, desk, card.save_button)
    assert list(greetings.settings(desk.workspace).texts) == [(occasion_of("christmas"), "en")]
