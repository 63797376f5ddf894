"""A small memory of rows by page, with the newest use kept longest."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

PAGE_ROWS: Final = 100
KEPT_PAGES: Final = 40


class RowPages:
    """The loaded pages of a list; an entry of None is a row that could not be loaded."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Sequence[Any | None]] = OrderedDict()
        self._old: dict[int, Any] = {}

    def get(self, page: int) -> Sequence[Any | None] | None:
        """Return a page and count it as used, or None when it is not loaded."""
        found = self._pages.get(page)
        if found is not None:
            self._pages.move_to_end(page)
        return found

    def put(self, page: int, rows: Sequence[Any | None]) -> None:
        """Keep a page, and let the one that was longest unused go."""
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)

    def old(self, row_id: int) -> Any | None:
        """Return what was last known of a row, to show until it is loaded again."""
        return self._old.get(row_id)

    def retire_all(self, ids: Sequence[int]) -> None:
        """Drop every page, but remember the last used rows by id until new ones arrive."""
        self._old.clear()
        for page in list(self._pages)[-6:]:
            self._remember(ids, page)
        self._pages.clear()

    def retire(self, ids: Sequence[int], page: int) -> None:
        """Drop one page, but remember its rows by id until new ones arrive."""
        if len(self._old) > PAGE_ROWS * KEPT_PAGES:
            self._old.clear()
        self._remember(ids, page)
        self._pages.pop(page, None)

    def remember(self, ids: Sequence[int], rows: Sequence[Any | None]) -> None:
        """Keep rows by id, to show until their page is loaded."""
        for row_id, row in zip(ids, rows, strict=False):
            if row is not None:
                self._old[row_id] = row

    def loaded(self) -> list[int]:
        """Return the numbers of the loaded pages."""
        return list(self._pages)

    def _remember(self, ids: Sequence[int], page: int) -> None:
        first = page * PAGE_ROWS
        self.remember(ids[first : first + PAGE_ROWS], self._pages.get(page, ()))
