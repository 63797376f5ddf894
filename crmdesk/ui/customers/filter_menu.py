"""One filter over the list of customers: a button with a menu that stays open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme

Pairs = Sequence[tuple[str, str]]
# Several labels would make a filter's button longer than the list.
LONGEST: Final = 22
# A menu of thousands of entries takes seconds to open, and nobody reads it.
MOST_ENTRIES: Final = 200


class StayingMenu(QMenu):
    """A menu that stays open while several entries are checked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Check the entry under the mouse without closing."""
        action = self.activeAction()
        if not self._check(action):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Check the current entry with Space without closing."""
        if event.key() != Qt.Key.Key_Space or not self._check(self.activeAction()):
            super().keyPressEvent(event)

    def _check(self, action: QAction | None) -> bool:
        if action is None or not action.isEnabled() or not action.isCheckable():
            return False
        action.trigger()
        return True


class Filter(QPushButton):
    """One drop-down: its title, or what was chosen in it."""

    changed = Signal()

    def __init__(self, title: str, *, many: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(plain.caption(title), parent)
        self._title = title
        self._many = many
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self._menu: QMenu = StayingMenu(self) if many else QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._show()

    def set_title(self, title: str) -> None:
        """Call the filter otherwise."""
        self._title = title
        self._show()

    def set_pairs(self, pairs: Pairs) -> None:
        """Offer these (code, label) pairs."""
        self._pairs = tuple(pairs)
        self._show()

    def chosen(self) -> tuple[str, ...]:
        """Return the chosen codes."""
        return self._chosen

    def choose(self, codes: Sequence[str], *, quietly: bool = False) -> None:
        """Choose these codes and no others."""
        if tuple(codes) == self._chosen:
            return
        self._chosen = tuple(codes)
        self._show()
        if not quietly:
            self.changed.emit()

    def entries(self) -> list[QAction]:
        """Return the entries of the menu as it opens."""
        self._fill()
        return self._menu.actions()

    def _fill(self) -> None:
        self._menu.clear()
        offered = self._pairs[:MOST_ENTRIES]
        first = {code for code, _label in offered}
        others = [code for code in self._chosen if code not in first]
        labels = dict(self._pairs) if others else {}
        for code, label in [*offered, *((code, labels.get(code, code)) for code in others)]:
            action = self._menu.addAction(plain.caption(plain.one_line(label)[:60]))
            action.setCheckable(True)
            action.setChecked(code in self._chosen)
            action.triggered.connect(lambda on, code=code: self._toggle(code, on))
        if len(self._pairs) > MOST_ENTRIES:
            self._menu.addAction("…").setEnabled(False)
        if not self._menu.actions():
            self._menu.addAction(_("Nothing to choose from yet")).setEnabled(False)

    def _toggle(self, code: str, on: bool) -> None:
        if not self._many:
            self.choose((code,) if on else ())
            return
        rest = tuple(one for one in self._chosen if one != code)
        self.choose((*rest, code) if on else rest)

    def _show(self) -> None:
        labels = dict(self._pairs)
        shown = ", ".join(plain.one_line(labels.get(code, code)) for code in self._chosen)
        if len(shown) > LONGEST:
            count = len(self._chosen)
            shown = f"{count}" if count > 1 else shown[: LONGEST - 1] + "…"
        title = self._title if len(self._title) <= LONGEST else self._title[: LONGEST - 1] + "…"
        text = _("{field}: {value}").format(field=title, value=shown)
        self.setText(plain.caption(text if shown else title))
        theme.mark(self, "chosen", bool(self._chosen))
        theme.mark(self, "tone", "accent" if self._chosen else "")
