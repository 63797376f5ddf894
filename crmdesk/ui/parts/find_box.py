"""The find box: type anything about a customer, and the best matches are listed at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.inputs import SearchBox
from crmdesk.ui.kit.key_press import ENTER
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.hit_popup import SHOWN_ROWS, HitPopup

if TYPE_CHECKING:
    from crmdesk.core.domain.complaint import Complaint
    from crmdesk.core.domain.customer import Hit


LIMIT: Final = 50
LONGEST_TOLD: Final = 60


class FindBox(QWidget):
    """A search box with its list of customers.

    Emits `chosen` with a customer's id, `picked` with the Hit itself, and `create_requested` with
    the typed text when nobody was found and a new customer is wished. One that `complains` offers
    a complaint as well: `complaint_requested` carries the id or the typed text. `keeps_text`
    leaves the name of the chosen customer in the box. `nobody` tells that Enter found nobody to
    choose where no new customer is offered; `nobody_words` say so of the `{text}`.
    """

    chosen = Signal(int)
    picked = Signal(object)
    create_requested = Signal(str)
    complaint_requested = Signal(int, str)
    text_changed = Signal(str)
    nobody = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        creates: bool = True,
        complains: bool = False,
        keeps_text: bool = False,
        nobody_words: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._creates = creates
        self._complains = complains
        self._keeps_text = keeps_text
        self._answered: str | None = None
        self._quiet: str | None = None
        self._enter_waits = False
        self._leave_out: frozenset[int] = frozenset()
        self._popup: HitPopup | None = None
        self._nobody_words = nobody_words or _("Nobody found for “{text}”.")
        self.box = SearchBox(placeholder or _("Name, pinyin, phone, anything"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.installEventFilter(self)
        self.box.text_settled.connect(self._search)
        self.box.textEdited.connect(self._edited)

    def text(self) -> str:
        """Return the typed text."""
        return self.box.text()

    def set_text(self, text: str) -> None:
        """Put a text into the box without searching for it."""
        self._quiet = text.strip()
        self.box.setText(text)
        self._answered = None

    def clear(self) -> None:
        """Empty the box and close its list."""
        self.set_text("")
        self.close_list()

    def start(self) -> None:
        """Take the keyboard, with the old text selected."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def leave_out(self, ids: Sequence[int]) -> None:
        """Do not list these customers."""
        self._leave_out = frozenset(ids)

    def close_list(self) -> None:
        """Close the list of hits."""
        self._enter_waits = False
        if self._popup is not None:
            self._popup.hide()

    def is_open(self) -> bool:
        """Return whether the list of hits is shown."""
        return self._popup is not None and not self._popup.isHidden()

    def hits(self) -> tuple[Hit, ...]:
        """Return the hits that are listed."""
        return self._popup.list.hit_model.hits if self._popup is not None else ()

    # Searching

    def _edited(self, text: str) -> None:
        self._quiet = None
        self.text_changed.emit(text)
        if not text.strip():
            self._answered = None
            self.close_list()

    def _search(self, text: str, *, asked: bool = False) -> None:
        wanted = text.strip()
        # A text put here by the program is not searched for, unless a key asks for it.
        if not asked and (wanted == self._quiet or not self.isVisible()):
            return
        if not wanted:
            self.close_list()
        workspace = self._desk.workspace

        def ask() -> tuple[list[Hit], Complaint | None]:
            from crmdesk.core.services import complaints, finding

            hits = finding.find(workspace, wanted, LIMIT) if wanted else []
            return hits, complaints.meant(workspace, wanted) if self._complains else None

        self._desk.tasks.read(ask, partial(self._found, wanted), key=(self, "find"), owner=self)

    def _found(self, wanted: str, found: tuple[list[Hit], Complaint | None]) -> None:
        if not wanted or wanted != self.text().strip():
            return
        self._answered = wanted
        waited, self._enter_waits = self._enter_waits, False
        if not self.box.hasFocus() and not waited:
            return
        hits, case = found
        self._fill(wanted, [hit for hit in hits if hit.id not in self._leave_out], case)
        if waited:
            self._enter()

    def _fill(self, wanted: str, hits: list[Hit], case: Complaint | None) -> None:
        popup = self._ready_popup()
        popup.list.show_hits(hits)
        told = plain.short(plain.one_line(wanted), LONGEST_TOLD)
        popup.nothing.setText(self._nobody_words.format(text=told))
        popup.nothing.setVisible(not hits and case is None)
        popup.offer_case(case)
        popup.creator.setText(
            plain.caption(_("New customer “{name}”").format(name=plain.one_line(wanted)[:40]))
        )
        popup.offer(
            creates=self._creates and case is None, complains=self._complains and case is None
        )
        popup.show_under(self)

    def _ready_popup(self) -> HitPopup:
        window = self.window()
        if self._popup is None or self._popup.parentWidget() is not window:
            from crmdesk.ui.parts import hit_list

            self._popup = HitPopup(window)
            self._popup.list.clicked.connect(
                lambda index: self._choose(index.data(hit_list.HIT_ROLE))
            )
            self._popup.creator.clicked.connect(self._create)
            self._popup.complainer.clicked.connect(self.complain)
            self._popup.case_asked.connect(self._desk.open_complaint)
            self._popup.case_asked.connect(self.clear)
        return self._popup

    # Choosing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead the keys that move through the list, and close it when the box is left."""
        if watched is not self.box:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.close_list()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # While the list is open, Esc closes it and nothing else.
            if event.key() == Qt.Key.Key_Escape and (self.is_open() or self.text()):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: SHOWN_ROWS,
            Qt.Key.Key_PageUp: -SHOWN_ROWS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            if self.is_open() and self._popup is not None:
                self._popup.list.step(steps[key])
            elif self.text().strip():
                self._search(self.text(), asked=True)
            return True
        if key in ENTER:
            return self._enter()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        return False

    def _enter(self) -> bool:
        wanted = self.text().strip()
        if not wanted:
            return False
        if self._answered != wanted:
            # Typed faster than the answer came: choose as soon as it is there.
            self._enter_waits = True
            self._search(wanted, asked=True)
            return True
        if not self.is_open() or self._popup is None:
            self._search(wanted, asked=True)
            return True
        hit = self._popup.list.current_hit()
        if hit is not None:
            self._choose(hit)
        elif self._popup.case_id:
            self._popup.case.click()
        elif self._creates:
            self._create()
        else:
            self.close_list()
            self.nobody.emit()
        return True

    def _escape(self) -> bool:
        if self.is_open():
            self.close_list()
            return True
        if self.text() and not self._keeps_text:
            self.clear()
            self.text_changed.emit("")
            return True
        return False

    def _choose(self, hit: Hit) -> None:
        self.close_list()
        self.set_text(plain.one_line(hit.name) if self._keeps_text else "")
        self.picked.emit(hit)
        self.chosen.emit(hit.id)

    def _create(self) -> None:
        wanted = self.text().strip()
        self.clear()
        self.create_requested.emit(wanted)

    def complain(self) -> None:
        """Ask for a complaint of the hit that is current, or of whoever was typed."""
        hit = self._popup.list.current_hit() if self._popup is not None else None
        wanted = self.text().strip()
        self.clear()
        self.complaint_requested.emit(hit.id if hit else 0, "" if hit else wanted)
