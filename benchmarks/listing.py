"""How long a list takes until its first page is painted, and how much memory it holds.

Run as a process of its own: prints one JSON document.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks import measuring
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.fields import COLUMNS
from crmdesk.core.services import listing, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.customers.columns import customer_columns
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView
from crmdesk.ui.kit.tasks import Tasks

ROUNDS = 3
FILTERS = (
    CustomerQuery(grades=("A",)),
    CustomerQuery(grades=("D",), sources=("referral",)),
    CustomerQuery(tags=("VIP",)),
    CustomerQuery(tags=("窗帘",)),
    CustomerQuery(birthday_month=5),
    CustomerQuery(silent_days=180),
    CustomerQuery(contact_within_days=30),
    CustomerQuery(kinds=("company",)),
    CustomerQuery(text="张", sort="name"),
    CustomerQuery(text="杭州 138", sort=""),
)


class Shown:
    """A list in a window, as the customers' screen has it."""

    def __init__(self, desk: Workspace) -> None:
        self._desk = desk
        self.tasks = Tasks()
        columns = customer_columns(desk.clock.today)
        self.model = RowsModel(columns, self.tasks, lambda ids: listing.rows(desk, ids))
        self.view = RowsView(self.model)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.view)
        self.window.resize(1280, 800)
        self.window.show()
        settle()

    def ask(self, query: CustomerQuery) -> float:
        """Return the milliseconds until the first page of a query is painted."""
        begun = time.perf_counter()
        page = listing.first_page(self._desk, query)
        self.model.show_ids(page.ids, page.total, page.rows)
        self.view.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def hold_everything(self) -> None:
        """Hold all ids and look at pages all over the list."""
        ids = listing.ids(self._desk, CustomerQuery())
        self.model.show_ids(ids)
        for part in range(40):
            self.view.scrollTo(self.model.index(part * (len(ids) - 1) // 39, 0))
            settle(30)


def settle(milliseconds: int = 100) -> None:
    """Let Qt do what is waiting."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def slowest(shown: Shown, queries: list[CustomerQuery]) -> float:
    """Return the median milliseconds of the slowest query."""
    spent = {query: statistics.median(shown.ask(query) for _ in range(ROUNDS)) for query in queries}
    worst = max(spent, key=lambda query: spent[query])
    measuring.say(f"slowest of {len(queries)} lists: {spent[worst]:.0f} ms {worst}")
    return spent[worst]


def run(path: Path) -> dict[str, Any]:
    """Return the milliseconds of opening, sorting and filtering, and the list's MiB."""
    app = QApplication(sys.argv[:1])
    theme.install(app, "light", "zh_CN")
    desk = workspace.open_workspace(path)
    shown = Shown(desk)
    gc.collect()
    empty = measuring.memory_mib()
    shown.hold_everything()
    gc.collect()
    held = measuring.memory_mib()
    orders = [
        CustomerQuery(sort=field.key, descending=descending)
        for field in COLUMNS
        for descending in (False, True)
    ]
    answer = {
        "open_ms": slowest(shown, [CustomerQuery()]),
        "sort_ms": slowest(shown, orders),
        "filter_ms": slowest(shown, list(FILTERS)),
        "mib": held - empty,
    }
    shown.tasks.close()
    desk.database.close()
    return answer


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
