"""How long a month of the calendar takes, read and painted, beside bare queries for its rows.

Run as a process of its own: prints one JSON document.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks import measuring
from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.calendar import CalendarSpan
from crmdesk.core.services import calendar, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.calendar.book import Book
from crmdesk.ui.calendar.month_board import MonthBoard
from crmdesk.ui.kit import theme

ROUNDS = 7
OPEN = 50_000
IN_THE_YEAR = 10_000
VISITS = 3_000
SHOWN_DAYS = 42
# As many of a kind as the month's grid asks for on each day.
MOST = 12
DAY = dt.timedelta(days=1)


def _fill(desk: Workspace, today: dt.date) -> None:
    """Give everybody a birthday, and plan a year: written past the services, which take longer."""
    dice = random.Random(7)
    new_year = today.replace(month=1, day=1)
    with desk.database.write() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM customer")]
        born = [_birthday(number, dice) for number in range(len(ids))]
        connection.exec_driver_sql(
            "UPDATE customer SET birthday=?, birthday_md=?, lunar_md=? WHERE id=?",
            [
                (one.to_text(), one.solar_key, one.month * 100 + one.day if one.lunar else 0, row)
                for one, row in zip(born, ids, strict=True)
            ],
        )
        connection.exec_driver_sql(
            "INSERT INTO follow_up (customer_id, due, at_time, what, kind, priority, status)"
            " VALUES (?, ?, ?, '问问新窗帘怎么样', 'call', 1, 'open')",
            [
                (dice.choice(ids), _due(number, new_year, dice), _time(dice))
                for number in range(OPEN)
            ],
        )
        connection.exec_driver_sql(
            "INSERT INTO visit (customer_id, on_date, at_time, position, purpose, status)"
            " VALUES (?, ?, ?, 1, '量尺寸', 'planned')",
            [
                (dice.choice(ids), (new_year + dice.randrange(365) * DAY).isoformat(), _time(dice))
                for _number in range(VISITS)
            ],
        )
        connection.exec_driver_sql("ANALYZE")


def _birthday(number: int, dice: random.Random) -> Birthday:
    lunar = number % 5 == 0
    return Birthday(dice.randint(1, 12), dice.randint(1, 28), dice.randint(1940, 2010), lunar)


def _due(number: int, new_year: dt.date, dice: random.Random) -> str:
    within = number < IN_THE_YEAR - VISITS
    days = dice.randrange(365) if within else -1 - dice.randrange(1000)
    return (new_year + days * DAY).isoformat()


def _time(dice: random.Random) -> str | None:
    return dice.choice((None, "09:30", "10:00", "14:15", "16:45"))


def _floor(desk: Workspace, first: dt.date, last: dt.date) -> float:
    """Return the milliseconds of the plainest queries for what the month shows."""
    days = [first + number * DAY for number in range(SHOWN_DAYS)]
    solar = ",".join(str(day.month * 100 + day.day) for day in days)
    found = lunar_days_between(first, SHOWN_DAYS)
    lunar = ",".join(str(month * 100 + day) for _day, month, day in found)
    span = (first.isoformat(), last.isoformat())
    begun = time.perf_counter()
    with desk.database.read() as connection:
        for table, day, more in (
            ("follow_up", "due", "AND t.status='open'"),
            ("visit", "on_date", ""),
        ):
            connection.exec_driver_sql(
                f"SELECT t.*, c.name FROM {table} t JOIN customer c ON c.id=t.customer_id"
                f" WHERE t.{day} BETWEEN ? AND ? {more}",
                span,
            ).fetchall()
        for column, keys in (("birthday_md", solar), ("lunar_md", lunar)):
            connection.exec_driver_sql(
                "SELECT id, name, birthday FROM customer"
                f" WHERE {column} > 0 AND {column} IN ({keys})"
            ).fetchall()
    return (time.perf_counter() - begun) * 1000


def _month(desk: Workspace, first: dt.date, last: dt.date) -> float:
    begun = time.perf_counter()
    calendar.span(desk, first, last, most=MOST)
    return (time.perf_counter() - begun) * 1000


def _crowded(desk: Workspace, first: dt.date, last: dt.date) -> float:
    with desk.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE follow_up SET due=date(?, '+' || (id % ?) || ' days')",
            (first.isoformat(), SHOWN_DAYS),
        )
    return statistics.median(_month(desk, first, last) for _ in range(3))


class Shown:
    """A month in a window, as the calendar's screen has it."""

    def __init__(self, today: dt.date) -> None:
        self.board = MonthBoard(today)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.board)
        self.window.resize(1280, 800)
        self.window.show()

    def paint(self, span: CalendarSpan, month: int) -> float:
        """Return the milliseconds until a month that was read is painted."""
        begun = time.perf_counter()
        self.board.show_month(Book(span), month)
        self.board.viewport().repaint()
        return (time.perf_counter() - begun) * 1000


def run(path: Path) -> dict[str, Any]:
    """Return the milliseconds of a month: read, painted, crowded, and of the bare queries."""
    app = QApplication(sys.argv[:1])
    theme.install(app, "light", "zh_CN")
    desk = workspace.open_workspace(path)
    today = desk.clock.today()
    _fill(desk, today)
    first = today.replace(month=6, day=1)
    first -= first.weekday() * DAY
    last = first + (SHOWN_DAYS - 1) * DAY
    items = calendar.span(desk, first, last, most=MOST)
    measuring.say(f"{items.total():,} items in {SHOWN_DAYS} days, {len(items.items):,} read")
    ours, floor = measuring.alternating(
        lambda: _month(desk, first, last), lambda: _floor(desk, first, last), ROUNDS
    )
    spans = [
        calendar.span(desk, first + shift * DAY, last + shift * DAY, most=MOST)
        for shift in range(0, 7 * ROUNDS, 7)
    ]
    shown = Shown(today)
    shown.paint(spans[0], first.month)
    answer = {
        "month_ms": ours,
        "floor_ms": floor,
        "ratio": ours / floor,
        "paint_ms": statistics.median(shown.paint(span, first.month + 1) for span in spans),
        # All open follow-ups in the days that are shown: nobody has that, and it must not hang.
        "crowded_ms": _crowded(desk, first, last),
    }
    desk.database.close()
    return answer


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
