"""Reads the shown days and their neighbours in the background, each of them once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from crmdesk.core.domain.calendar import CalendarSpan
from crmdesk.core.services import calendar
from crmdesk.ui.calendar.book import Book
from crmdesk.ui.calendar.spans import Span
from crmdesk.ui.kit.screen import Desk

# The month shown, those beside it, and some that were looked at before.
KEPT: Final = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some days of some kinds, for one of the staff or for all, so many of a kind on a day."""

    span: Span
    kinds: tuple[str, ...]
    staff: str
    most: int


class Source(QObject):
    """Keeps what was read until something changes; `arrived` brings the book that was asked for."""

    arrived = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._books: OrderedDict[Wanted, Book] = OrderedDict()
        self._asked: set[Wanted] = set()
        self._shown: Wanted | None = None
        self._age = 0
        self.reads = 0

    def show(self, wanted: Wanted, neighbours: list[Wanted]) -> bool:
        """Ask for a book, then for those beside it; return whether it was there at once."""
        self._shown = wanted
        book = self._books.get(wanted)
        if book is not None:
            self._books.move_to_end(wanted)
            self.arrived.emit(book)
        else:
            self._ask(wanted)
        for other in neighbours:
            if other not in self._books:
                self._ask(other)
        return book is not None

    def shown(self) -> Wanted | None:
        """Return what is shown, or will be when it has arrived; nothing when it is out of date."""
        return self._shown

    def forget(self) -> None:
        """Drop what was read, and what is being read: something changed."""
        self._age += 1
        self._books.clear()
        self._asked.clear()
        self._shown = None

    def _ask(self, wanted: Wanted) -> None:
        if wanted in self._asked:
            return
        self._asked.add(wanted)
        self.reads += 1
        workspace = self._desk.workspace
        (first, last), kinds, staff, most = (
            wanted.span,
            wanted.kinds,
            wanted.staff,
            wanted.most,
        )
        self._desk.tasks.read(
            lambda: calendar.span(workspace, first, last, kinds, staff, most=most),
            partial(self._arrive, wanted, self._age),
            partial(self._fail, wanted),
            owner=self,
        )

    def _arrive(self, wanted: Wanted, age: int, span: CalendarSpan) -> None:
        if age != self._age:
            return
        self._asked.discard(wanted)
        self._books[wanted] = Book(span)
        while len(self._books) > KEPT:
            self._books.popitem(last=False)
        if wanted == self._shown:
            self.arrived.emit(self._books[wanted])

    def _fail(self, wanted: Wanted, error: Exception) -> None:
        self._asked.discard(wanted)
        if wanted == self._shown:
            self._desk.trouble(error)
