"""Brings the answer of a query into the table: the first page at once, all ids after it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.services import customers, listing
from crmdesk.core.services.listing import Page
from crmdesk.ui.customers.columns import customer_columns
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel


@dataclass(frozen=True, slots=True)
class Answer:
    """The first page of a query and the number of all customers."""

    query: CustomerQuery
    page: Page
    everybody: int


class ListSource(QObject):
    """Holds the model of the list; `arriving` comes before and `answered` after it has changed."""

    arriving = Signal(object)
    answered = Signal(object, int)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown: CustomerQuery | None = None
        self.everybody = 0
        columns = customer_columns(desk.workspace.clock.today)
        self.model = RowsModel(columns, desk.tasks, self._fetch, self)
        self.model.load_failed.connect(desk.trouble)

    def ask(self, query: CustomerQuery) -> None:
        """Ask for a query in the background; an answer that comes too late is dropped."""
        workspace = self._desk.workspace

        def answer() -> Answer:
            page = listing.first_page(workspace, query)
            return Answer(query, page, customers.count_all(workspace))

        self._desk.tasks.read(answer, self._first, key=(self, "list"))

    def _fetch(self, ids: list[int]) -> list[Any]:
        return listing.rows(self._desk.workspace, ids)

    def _first(self, answer: Answer) -> None:
        page, query = answer.page, answer.query
        same = query == self.shown and page.total == self.model.rowCount()
        self.shown, self.everybody = query, answer.everybody
        self.arriving.emit(query)
        if same and self.model.ids()[: len(page.ids)] == page.ids:
            # The same list with other contents: nothing moves on the screen.
            self.model.invalidate()
        else:
            self.model.show_ids(page.ids, page.total, page.rows)
        self.answered.emit(query, page.total)
        if page.total > len(page.ids):
            workspace = self._desk.workspace
            self._desk.tasks.read(
                lambda: listing.ids(workspace, query),
                partial(self._all, query),
                key=(self, "ids"),
                owner=self,
            )

    def _all(self, query: CustomerQuery, ids: array[int]) -> None:
        if query is not self.shown:
            return
        if ids != self.model.ids():
            self.model.extend(ids)
        self.answered.emit(query, len(ids))
