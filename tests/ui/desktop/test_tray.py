"""The picture beside the clock: its count, its menu, its words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from crmdesk.ui.desktop.count_icon import BADGE, EDGE, FIELD, SIZES, count_icon, picture
from crmdesk.ui.desktop.tray import Tray, bare


def colours(count: int, size: int = 64) -> set[str]:
    image = picture(size, count).toImage()
    return {
        QColor(image.pixelColor(x, y)).name() for x in range(0, size, 2) for y in range(0, size, 2)
    }


def test_that_the_picture_shows_whether_something_waits(qapp: QApplication) -> None:
    assert FIELD in colours(0) and BADGE not in colours(0)
    assert BADGE in colours(3) and FIELD not in colours(3)


def test_that_the_picture_is_to_be_seen_on_light_and_on_dark_panels(qapp: QApplication) -> None:
    # A pale edge around a deep field: one of them stands out on any panel.
    assert EDGE in colours(0) and EDGE in colours(12)
    assert picture(64, 5).toImage().pixelColor(0, 0).alpha() == 0


def test_that_every_count_has_a_picture_of_its_own_and_hundreds_fit(qapp: QApplication) -> None:
    images = [picture(22, count).toImage() for count in (0, 1, 9, 10, 42, 99)]
    assert all(one != other for place, one in enumerate(images) for other in images[:place])
    assert picture(22, 100).toImage() == picture(22, 5000).toImage()


@pytest.mark.parametrize("size", SIZES)
def test_that_the_picture_is_there_in_every_size_of_a_panel(qapp: QApplication, size: int) -> None:
    made = count_icon(7)
    assert isinstance(made, QIcon)
    assert (size, size) in {(one.width(), one.height()) for one in made.availableSizes()}


def test_that_a_click_opens_and_the_menu_asks_for_the_rest(qtbot: QtBot) -> None:
    tray = Tray()
    tray.set_count(4)
    assert [action.text() for action in tray.menu.actions() if action.text()] == [
        "Open crmdesk",
        "4 things wait for you.",
        "Find a customer",
        "New customer",
        "No reminders for an hour",
        "Quit",
    ]
    with qtbot.waitSignal(tray.open_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.waitSignal(tray.today_wanted):
        tray.today.trigger()
    with qtbot.waitSignal(tray.pause_wanted) as asked:
        tray.pause.trigger()
    assert asked.args == [True]


def test_that_without_a_place_for_it_nothing_is_promised(qapp: QApplication) -> None:
    tray = Tray()
    tray.show(True)
    assert not tray.available() and not tray.is_shown() and not tray.can_notify()
    tray.show(False)


def test_that_a_notification_is_clicked_once_and_no_name_is_taken_for_markup(
    qapp: QApplication,
) -> None:
    tray, clicks = Tray(), []
    tray.notify("Ada", "call", lambda: clicks.append("old"))
    tray.notify("<b>Bo</b>", "call", lambda: clicks.append("new"))
    tray.click_message()
    tray.click_message()
    assert clicks == ["new"]
    assert bare("<b>Bo</b> & Co") == "‹b›Bo‹/b› & Co"
