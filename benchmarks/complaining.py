"""How long lists, board and reports of complaints take, beside the bare questions for their rows.

Run as a process of its own: prints one JSON document. The list and the board are to be there
within 100 ms, a report within a second.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.busy import CLOCK
from benchmarks.grievances import YEARS
from benchmarks.measuring import say
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import ALL, SAVED, SORTS, ComplaintQuery
from crmdesk.core.services import (
    complaint_figures,
    complaint_lists,
    complaint_solutions,
    complaints,
    today,
    workspace,
)
from crmdesk.core.services.workspace import Workspace

ROUNDS: Final = 9
_REPORT_ROUNDS: Final = 5
_ME: Final = "王芳"
_MONTH: Final = Period.month(2026, 10)
_YEAR: Final = Period.year(2025)
_TEN_YEARS: Final = Period(dt.date(2017, 1, 1), dt.date(2026, 12, 31))
# The words of every fourth complaint, a word of none, the end of a phone, and a number.
_TEXTS: Final = ("窗帘", "没有这样的词", "0001", "TS-2025-00")
_TOLD: Final = "说好上午送货，等到下午四点也没有人来，电话也没有打一个"
# What nobody can do without: the newest rows, and a column of a year.
_NEWEST: Final = "SELECT * FROM complaint ORDER BY received_at DESC LIMIT 200"
_OF_THE_YEAR: Final = (
    "SELECT received_at, answer_minutes, close_minutes, category, product, channel, staff,"
    " severity, cause, cost, satisfaction FROM complaint WHERE received_at BETWEEN ? AND ?"
)


def _milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    work()
    found = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def _slowest(shop: Workspace, queries: dict[str, ComplaintQuery]) -> float:
    spent = {
        name: _milliseconds(lambda query=query: complaint_lists.first_page(shop, query))
        for name, query in queries.items()
    }
    worst = max(spent, key=lambda name: spent[name])
    say(f"slowest of {len(spent)} lists: {spent[worst]:.0f} ms {worst}")
    return spent[worst]


def _bare(shop: Workspace, query: str, values: tuple[str, ...] = ()) -> None:
    with shop.database.read() as connection:
        connection.exec_driver_sql(query, values).fetchall()


def run(path: Path) -> dict[str, Any]:
    """Return the milliseconds of lists, board, reports and Today."""
    shop = workspace.open_workspace(path, clock=CLOCK, who=_ME)
    everything = ComplaintQuery()
    all_of = complaint_lists.saved(shop, ALL)
    year = (f"{_YEAR.first}T", f"{_YEAR.last}T24")
    floor = _milliseconds(lambda: _bare(shop, _OF_THE_YEAR, year))
    answer = {
        "saved_page_ms": _slowest(shop, {key: complaint_lists.saved(shop, key) for key in SAVED}),
        "sorted_page_ms": _slowest(
            shop,
            {
                f"{key} {turned}": ComplaintQuery(sort=key, descending=turned)
                for key in SORTS
                for turned in (False, True)
            },
        ),
        "text_page_ms": _slowest(shop, {text: ComplaintQuery(text=text) for text in _TEXTS}),
        "newest_floor_ms": _milliseconds(lambda: _bare(shop, _NEWEST)),
        "all_ids_ms": _milliseconds(lambda: complaint_lists.ids(shop, all_of)),
        "board_ms": _milliseconds(lambda: _board(shop)),
        "board_of_staff_ms": _milliseconds(lambda: _board(shop, ComplaintQuery(staff=_ME))),
        "board_of_words_ms": _milliseconds(lambda: _board(shop, ComplaintQuery(text=_TEXTS[2]))),
        "board_of_common_words_ms": _milliseconds(
            lambda: _board(shop, ComplaintQuery(text=_TEXTS[0]))
        ),
        "solved_before_ms": _milliseconds(
            lambda: complaint_solutions.solved_before(
                shop, _TOLD, category="delivery", product="窗帘 7 号"
            )
        ),
        "saved_counts_ms": _milliseconds(lambda: complaint_lists.saved_counts(shop)),
        "month_report_ms": _milliseconds(
            lambda: complaint_figures.report(shop, _MONTH), _REPORT_ROUNDS
        ),
        "year_report_ms": _milliseconds(
            lambda: complaint_figures.report(shop, _YEAR), _REPORT_ROUNDS
        ),
        "all_years_report_ms": _milliseconds(
            lambda: complaint_figures.report(shop, _TEN_YEARS), _REPORT_ROUNDS
        ),
        "year_floor_ms": floor,
        "today_ms": _milliseconds(lambda: today.today(shop)),
        "complaints": complaint_lists.count(shop, everything),
        "in_the_month": complaint_lists.count(shop, _MONTH.query()),
        "in_the_year": complaint_lists.count(shop, _YEAR.query()),
        "years": YEARS,
    }
    answer["year_ratio"] = answer["year_report_ms"] / floor
    shop.database.close()
    return answer


def _board(shop: Workspace, query: ComplaintQuery | None = None) -> None:
    """Read the board as the screen does: its columns, and the cards that are seen first."""
    for column in complaint_lists.board(shop, query):
        complaints.rows(shop, column.ids[:20])


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
