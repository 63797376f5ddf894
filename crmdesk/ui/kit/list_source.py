"""Brings the answer of a query into a table: the first page at once, all ids after it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.table_model import Fetch, RowsModel
from crmdesk.ui.kit.tasks import Tasks


class FirstPage(Protocol):
    """The beginning of a list: the first ids with their rows, and how long the list is."""

    @property
    def ids(self) -> array[int]:
        """The first ids in display order."""

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of these ids."""

    @property
    def total(self) -> int:
        """How long the whole list is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is read: the beginning of a query, all its ids, and the rows of some ids."""

    first_page: Callable[[Any], FirstPage]
    ids: Callable[[Any], array[int]]
    rows: Fetch


class QuerySource(QObject):
    """Holds the model of a list; `arriving` comes before and `answered` after it has changed."""

    arriving = Signal(object)
    answered = Signal(object, int)

    def __init__(
        self,
        tasks: Tasks,
        reading: Reading,
        columns: Sequence[Column[Any]],
        trouble: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._reading = reading
        self.shown: Any = None
        self.model = RowsModel(columns, tasks, reading.rows, self)
        self.model.load_failed.connect(trouble)

    def ask(self, query: Any) -> None:
        """Ask for a query in the background; an answer that comes too late is dropped."""
        self._tasks.read(
            partial(self._reading.first_page, query),
            partial(self._first, query),
            key=(self, "list"),
            owner=self,
        )

    def _first(self, query: Any, page: FirstPage) -> None:
        same = query == self.shown and page.total == self.model.rowCount()
        self.shown = query
        self.take(page)
        self.arriving.emit(query)
        if same and self.model.ids()[: len(page.ids)] == page.ids:
            # The same list with other contents: nothing moves on the screen.
            self.model.invalidate()
        else:
            self.model.show_ids(page.ids, page.total, page.rows)
        self.answered.emit(query, page.total)
        if page.total > len(page.ids):
            self._tasks.read(
                partial(self._reading.ids, query),
                partial(self._all, query),
                key=(self, "ids"),
                owner=self,
            )

    def take(self, page: FirstPage) -> None:
        """Look at a page before it is shown; a list that knows more of it keeps that."""

    def _all(self, query: Any, ids: array[int]) -> None:
        if query is not self.shown:
            return
        if ids != self.model.ids():
            self.model.extend(ids)
        self.answered.emit(query, len(ids))
