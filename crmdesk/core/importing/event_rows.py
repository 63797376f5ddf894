"""From a row of cells to something that happened with a customer: one reader for all such lists.

What a list can say stands in a table of its kind: one reader per field.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.phones import digits_lost
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing import date_columns, known_headers, long_cells, totals
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import is_rounded
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell


@dataclass(slots=True)
class EventDraft(ABC):
    """What a row says: whom it is about; each kind of list adds what happened.

    `phones` are keys of the duplicate rule, `mobile` is the first phone as it is shown. `problem`
    is what keeps the row from being taken, `total` that it only sums up the list.
    """

    row: int
    sheet: str = ""
    name: str = ""
    company: str = ""
    card: str = ""
    number: str = ""
    phones: list[str] = field(default_factory=list)
    mobile: str = ""
    wechat: str = ""
    email: str = ""
    problems: list[Problem] = field(default_factory=list)
    problem: Problem | None = None
    total: bool = False

    @property
    def who(self) -> str:
        """How the row names the customer."""
        return self.name or self.company or self.mobile or self.card or self.number

    @abstractmethod
    def say(self, text: str) -> None:
        """Add words to what happened."""

    @abstractmethod
    def missing(self) -> str:
        """Say what keeps the row from being taken once all its cells are read; empty: nothing."""

    def none_at_all(self, words: Sequence[str]) -> None:
        """Note that the row only sums up the list."""
        told, advice = _("This row holds a total."), _("Nothing has to be done.")
        text = shown(" ".join(words))
        self.total = True
        self.problem = Problem(told, advice, self.row, None, text, self.sheet)
        self.problems.append(self.problem)

    def tell(self, message: str, advice: str, header: str, cell: Cell) -> None:
        """Note a cell that cannot be taken as it is."""
        self.problems.append(Problem(message, advice, self.row, header, shown(cell), self.sheet))


Draft = TypeVar("Draft", bound=EventDraft)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its cells are read: its field, and how its dates and words are meant.

    `heading` stands before its texts where another column is the one that says what happened.
    """

    field: str
    header: str
    heading: str
    day_first: bool
    epoch_1904: bool
    meant: Mapping[str, str]


CellReader = Callable[[Draft, Column, Cell], None]


class EventReader(Generic[Draft]):
    """Reads the rows of a list of events by its mapping; dates are decided by whole columns."""

    def __init__(
        self,
        setup: ImportSetup,
        draft: Callable[[int, str], Draft],
        readers: Mapping[str, CellReader[Draft]],
        told_in: str,
    ) -> None:
        """Read by a table of readers; `told_in` is the field that says what happened."""
        self.doubts: list[Problem] = []
        self._draft = draft
        self._told_in = told_in
        self._sheet = setup.sheet.name
        self._columns: list[tuple[int, Column, CellReader[Draft]]] = []
        below = setup.sheet.rows[setup.first_data :]
        main = _main_column([one for one in setup.mappings if one.field == told_in])
        for one in setup.mappings:
            if one.field is None:
                continue
            day_first, doubts = date_columns.look_at(
                one, below, self._sheet, setup.catalogue, setup.date_orders.get(one.index)
            )
            # Many contacts on one day are no wonder: only the order of the numbers is a doubt.
            self.doubts.extend(doubt for doubt in doubts if one.index not in setup.date_orders)
            column = Column(
                one.field,
                one.header,
                "" if one.index == main else f"{one.header}: ",
                day_first,
                setup.file.epoch_1904,
                setup.value_maps.get(one.field, {}),
            )
            self._columns.append((one.index, column, readers[one.field]))
        self._taken = frozenset(index for index, _column, _reader in self._columns)

    def read(self, number: int, cells: Sequence[Cell]) -> Draft | None:
        """Return what a row says, or None for a row without any value in a mapped column."""
        draft = self._draft(number, self._sheet)
        words = totals.words_of_total(cells, self._taken)
        if words is not None:
            draft.none_at_all(words)
            return draft
        empty = True
        for index, column, reader in self._columns:
            cell = cells[index] if index < len(cells) else None
            if cell is None or cell == "":
                continue
            empty = False
            try:
                if is_rounded(cell):
                    raise digits_lost(cell)
                if (
                    isinstance(cell, str)
                    and len(cell) > long_cells.ALWAYS_FITS
                    and column.field != self._told_in
                ):
                    long_cells.check(column.field, column.header, cell)
                reader(draft, column, cell)
            except BadValue as bad:
                draft.tell(bad.message, bad.advice, column.header, cell)
                if not is_rounded(cell):
                    draft.say(f"{column.header}: {clean_text(cell)}")
        if empty:
            return None
        if told := draft.missing():
            advice = _("Fill it in here, or leave the row out.")
            draft.problem = Problem(told, advice, draft.row, None, None, self._sheet)
            draft.problems.append(draft.problem)
        return draft


def _main_column(telling: Sequence[ColumnMapping]) -> int | None:
    """Return which column says what happened, whose words need no heading: no mere remark."""
    indexes = [one.index for one in telling if not known_headers.is_plain_note(one.header)]
    return next(iter(indexes or [one.index for one in telling]), None)


def plain(attribute: str, clean: Callable[[Any], Any] = clean_text) -> CellReader[Any]:
    """Return the reader of a field that is kept as it stands once it is clean."""
    return lambda draft, _column, cell: setattr(draft, attribute, clean(cell))


def read_text(draft: EventDraft, column: Column, cell: Cell) -> None:
    """Read what happened."""
    draft.say(column.heading + clean_text(cell))
