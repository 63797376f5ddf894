"""The program beside the clock: the window closes, the program stays, starts and ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crmdesk.core import settings as local
from crmdesk.core.services import backup
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.desktop import one_window
from tests.ui.desktop.shops import TODAY, Shop


def test_that_closing_the_window_leaves_the_program_beside_the_clock_and_says_so_once(
    shop: Shop,
) -> None:
    presence = shop.open()
    shop.window.close()
    assert not shop.window.isVisible()
    assert shop.tray.said == [
        (
            "crmdesk goes on beside the clock",
            "A click on its picture opens it again. To end it, choose Quit there.",
        )
    ]
    assert local.load().told_of_tray
    shop.tray.open_wanted.emit()
    assert shop.window.isVisible()
    shop.window.close()
    assert len(shop.tray.said) == 1
    assert presence.reminding.is_looking()
    # Nothing was closed: the database works on.
    shop.plan(due=TODAY)


def test_that_closing_the_window_makes_the_backup_although_the_program_goes_on(
    shop: Shop,
) -> None:
    shop.open()
    shop.window.close()
    shop.settle()
    assert [(one.why, one.checked) for one in backup.backups(shop.workspace)] == [("close", True)]
    # Opened and closed again at once, nothing is made of the same.
    shop.plan(due=TODAY)
    shop.tray.open_wanted.emit()
    shop.window.close()
    shop.settle()
    assert len(backup.backups(shop.workspace)) == 1


def test_that_a_program_that_is_never_ended_makes_a_backup_a_day(shop: Shop) -> None:
    presence = shop.open()
    shop.window.close()
    shop.settle()
    for day in range(1, 4):
        shop.plan(due=TODAY + dt.timedelta(days=day))
        for _look in range(3):
            shop.now += dt.timedelta(hours=8)
            presence.backups.look()
            shop.settle()
    assert [one.why for one in backup.backups(shop.workspace)] == ["day"] * 3 + ["close"]
    # Where nothing was changed, the newest one is enough.
    shop.now += dt.timedelta(days=2)
    presence.backups.look()
    shop.settle()
    assert len(backup.backups(shop.workspace)) == 4


def test_that_quit_makes_the_backup_and_leaves_nothing(shop: Shop) -> None:
    presence = shop.open()
    shop.window.close()
    with shop.qtbot.waitSignal(shop.window.closed, timeout=20_000):
        shop.tray.quit.trigger()
    assert backup.backups(shop.workspace)[0].why == "close"
    assert not shop.tray.is_shown() and not presence.reminding.is_looking()
    assert not one_window.marker(shop.workspace.path).exists()


def test_that_without_a_tray_closing_the_window_ends_the_program(shop: Shop) -> None:
    shop.tray.there = False
    shop.open()
    with shop.qtbot.waitSignal(shop.window.closed, timeout=20_000):
        shop.window.close()
    assert backup.backups(shop.workspace)


def test_that_the_owner_decides_whether_closing_ends_the_program(shop: Shop) -> None:
    shop.settings.close_to_tray = False
    shop.open()
    with shop.qtbot.waitSignal(shop.window.closed, timeout=20_000):
        shop.window.close()


def test_that_shutting_the_computer_down_ends_at_once_also_while_hidden(shop: Shop) -> None:
    shop.open()
    shop.window.close()
    shop.window.end_now()
    assert shop.window._ended
    assert backup.backups(shop.workspace)


def test_that_a_start_in_the_background_shows_no_window_and_tells_the_day_in_one_line(
    shop: Shop,
) -> None:
    for day in (1, 2):
        shop.plan(due=TODAY - dt.timedelta(days=day))
    shop.open(hidden=True)
    assert not shop.window.isVisible()
    assert shop.tray.said == [("2 follow-ups", "Ada")]
    assert shop.tray.today.text() == "2 things wait for you."


def test_that_a_start_in_the_background_without_a_tray_shows_the_window_after_all(
    shop: Shop,
) -> None:
    shop.tray.there = False
    shop.settings.tray = False
    shop.open(hidden=True)
    shop.qtbot.waitUntil(shop.window.isVisible)
    assert shop.window.isMinimized()


def test_that_an_ordinary_start_says_nothing_but_what_is_still_ahead(shop: Shop) -> None:
    shop.plan(due=TODAY - dt.timedelta(days=1))
    shop.plan(at=dt.time(8, 30))
    presence = shop.open()
    assert presence.bar is not None and presence.bar.isHidden()


def test_that_the_menu_finds_and_adds_customers(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    shop.open()
    shop.window.close()
    shop.tray.find.trigger()
    assert shop.window.isVisible()
    shop.tray.new.trigger()
    shop.settle()
    screen = shop.window.body.place("customers")
    assert isinstance(screen, CustomersScreen) and screen.form.isVisible()


def test_that_a_second_start_shows_the_window_that_waits(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    presence = shop.open()
    shop.window.close()
    file = one_window.marker(shop.workspace.path)
    assert file.exists()
    with shop.qtbot.waitSignal(presence.one_window.shown):
        shop.window.desk.tasks.read(
            lambda: one_window.another_shows_itself(shop.workspace.path), lambda heard: None
        )
    shop.settle()
    assert shop.window.isVisible()


def test_that_a_mark_left_by_a_killed_program_stops_nobody(qapp: object, tmp_path: Path) -> None:
    file = one_window.marker(tmp_path / "shop.db")
    assert not one_window.another_shows_itself(tmp_path / "shop.db")
    file.parent.mkdir(parents=True)
    file.write_text(str(tmp_path / "nobody"), encoding="utf-8")
    assert not one_window.another_shows_itself(tmp_path / "shop.db")
