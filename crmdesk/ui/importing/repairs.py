"""What the user changes in a checked list: cells and decisions, each with its way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.plan import ADD, FILL, OVERWRITE, SKIP
from crmdesk.core.services import import_repair
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import ImportPlan
    from crmdesk.core.importing.setup import ImportSetup

# None: as the list is taken as a whole.
DECISIONS: Final[dict[str | None, str]] = {
    SKIP: N_("Leave out"),
    OVERWRITE: N_("Take the list's values"),
    FILL: N_("Fill what is missing"),
    ADD: N_("Add as new"),
    None: N_("As the list"),
}
SHORT: Final = 24


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that may go for others too: what to say, what the button says, what it does."""

    text: str
    button: str
    apply: Callable[[ImportSetup], ImportSetup]


class Repairs(QObject):
    """Holds the setup as changed; checks it anew in the background, also while more is changed.

    `changed` tells that something was changed, `checked` that a new plan is there, and `offered`
    that there is something to do for others too, or no more.
    """

    changed = Signal()
    checked = Signal()
    offered = Signal()

    def __init__(self, desk: Desk, flow: ImportFlow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = flow
        self.setup: ImportSetup | None = None
        self.offer: Offer | None = None
        self._undo: list[tuple[Mapping[tuple[int, int], str], Mapping[int, str]]] = []
        flow.rechecked.connect(self._rechecked)
        flow.failed.connect(lambda *_words: self._give_up())

    def begin(self, setup: ImportSetup) -> None:
        """Start from what was checked; another sheet or other headers end what can be undone."""
        before = self.setup
        if before is None or before.sheet is not setup.sheet or _moved(before, setup):
            self._undo.clear()
        self.setup = setup
        self._set_offer(None)

    def write_cell(self, position: int, column: int, text: str) -> None:
        """Write a cell of a planned row anew, and look for cells that said the same."""
        setup, plan = self.setup, self._flow.plan
        if setup is None or plan is None:
            return
        index = plan.rows[position].index
        self._change(import_repair.with_edit(setup, (index,), column, text))
        self._look(
            lambda: import_repair.cells_to_offer(setup, plan, position, column),
            lambda others: _cell_offer(setup, others, index, column, text),
        )

    def decide(self, positions: Sequence[int], decision: str | None) -> None:
        """Give planned rows a mode of their own, and look for rows like them."""
        setup, plan = self.setup, self._flow.plan
        if setup is None or plan is None or not positions:
            return
        indexes = [plan.rows[position].index for position in positions]
        self._change(import_repair.with_decision(setup, indexes, decision))
        self._look(
            lambda: _others(_rows_like(plan, positions), indexes),
            lambda others: _row_offer(others, decision),
        )

    def take_offer(self) -> None:
        """Do for the others what was done for one."""
        offer = self.offer
        if offer is not None and self.setup is not None:
            self._change(offer.apply(self.setup))

    def drop_offer(self) -> None:
        """Leave the others as they are."""
        self._set_offer(None)

    def can_undo(self) -> bool:
        """Return whether something was changed."""
        return bool(self._undo)

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo and self.setup is not None:
            edits, decisions = self._undo.pop()
            self._take(replace(self.setup, edits=edits, decisions=decisions))

    def _change(self, setup: ImportSetup) -> None:
        assert self.setup is not None
        self._undo.append((self.setup.edits, self.setup.decisions))
        self._take(setup)

    def _take(self, setup: ImportSetup) -> None:
        self._set_offer(None)
        self.setup = setup
        self.changed.emit()
        # While a check is under way the next one waits for it.
        self._flow.recheck(setup)

    def _rechecked(self) -> None:
        if self.setup is not None and self.setup is not self._flow.setup:
            self._flow.recheck(self.setup)
        else:
            self.checked.emit()

    def _give_up(self) -> None:
        if self._flow.setup is not None and self.setup is not self._flow.setup:
            self.setup = self._flow.setup
            self._undo.clear()
            self.changed.emit()

    def _look(
        self, work: Callable[[], list[int]], offer: Callable[[list[int]], Offer | None]
    ) -> None:
        mine = self.setup

        def found(others: list[int]) -> None:
            if others and self.setup is mine:
                self._set_offer(offer(others))

        self._desk.tasks.read(work, found, key=(id(self), "alike"), owner=self)

    def _set_offer(self, offer: Offer | None) -> None:
        if offer is not self.offer:
            self.offer = offer
            self.offered.emit()


def _moved(before: ImportSetup, now: ImportSetup) -> bool:
    return before.first_data != now.first_data


def _others(found: Sequence[int], done: Sequence[int]) -> list[int]:
    known = frozenset(done)
    return [index for index in found if index not in known]


def _rows_like(plan: ImportPlan, positions: Sequence[int]) -> list[int]:
    """Return the indexes of all rows like these, one look for each kind of reason."""
    kinds = {(plan.rows[one].state, plan.rows[one].why): one for one in positions}
    places = [place for one in kinds.values() for place in import_repair.rows_alike(plan, one)]
    return [plan.rows[place].index for place in places]


def _cell_offer(setup: ImportSetup, others: list[int], index: int, column: int, text: str) -> Offer:
    from crmdesk.core.importing.setup import cells_of
    from crmdesk.core.importing.value_guess import show_cell

    count = len(others)
    header = next((one.header for one in setup.mappings if one.index == column), "")
    cells = cells_of(setup, index)
    was = show_cell(cells[column]) if column < len(cells) else ""
    if was:
        told = ngettext(
            "“{text}” stands in {count:,} other cell of “{column}”.",
            "“{text}” stands in {count:,} other cells of “{column}”.",
            count,
        )
    else:
        told = ngettext(
            "{count:,} other cell of “{column}” is empty too.",
            "{count:,} other cells of “{column}” are empty too.",
            count,
        )
    words = ngettext(
        "Change the other {count:,} cell like it too",
        "Change the other {count:,} cells like it too",
        count,
    )
    return Offer(
        told.format(text=_short(was), count=count, column=_short(header)),
        words.format(count=count),
        lambda now: import_repair.with_edit(now, others, column, text),
    )


def _row_offer(others: list[int], decision: str | None) -> Offer:
    count = len(others)
    told = ngettext(
        "{count:,} other row is like it: the same state for the same reason.",
        "{count:,} other rows are like it: the same state for the same reason.",
        count,
    )
    words = ngettext(
        "{decision}: also the other {count:,} row",
        "{decision}: also the other {count:,} rows",
        count,
    )
    return Offer(
        told.format(count=count),
        words.format(decision=_(DECISIONS[decision]), count=count),
        lambda now: import_repair.with_decision(now, others, decision),
    )


def _short(text: str) -> str:
    shown = plain.one_line(text)
    return shown if len(shown) <= SHORT else f"{shown[: SHORT - 1]}…"
