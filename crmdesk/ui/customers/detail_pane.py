"""A customer's file beside the list: who it is, what is known, what happened, and the note form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.activity import TimelineItem
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import NotFound
from crmdesk.core.i18n import _
from crmdesk.core.services import complaints, customers
from crmdesk.ui.customers.complaint_notice import ComplaintNotice
from crmdesk.ui.customers.detail_head import BinNotice, DetailHead
from crmdesk.ui.customers.fact_texts import facts_of
from crmdesk.ui.customers.facts import Facts
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.customers.timeline import Timeline
from crmdesk.ui.customers.timeline_verbs import TimelineVerbs
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_inside, tool_button
from crmdesk.ui.kit.layout import line
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import Page, ScrollArea
from crmdesk.ui.parts.note_form import NoteForm


@dataclass(frozen=True, slots=True)
class FileRead:
    """A customer with the timeline, as they were read together."""

    customer: Customer
    timeline: list[TimelineItem]
    complaints: list[Complaint]


# Lower than this, in screen points, everything scrolls together.
LOW: Final = 440
# Lower than this the note form does without its heading.
NOT_HIGH: Final = 700
# What happened last is in sight: so many entries, under their title.
ENTRIES: Final = 4
ENTRY_HEIGHT: Final = 52
AROUND: Final = 76
LEAST: Final = QSize(300, 150)
MARGINS: Final = (16, 10, 16, 10)
TOP_MARGINS: Final = (16, 12, 16, 6)
LOW_MARGINS: Final = (12, 10, 4, 10)


class DetailPane(QFrame):
    """Shows one customer; `edit_asked` and `customer_asked` carry the id, `gone` has no file."""

    edit_asked = Signal(int)
    customer_asked = Signal(int)
    gone = Signal()
    shown = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._desk = desk
        self._lists = Lists()
        self._customer: Customer | None = None
        self._wanted = 0
        self._low = False
        self._make_actions()
        first = (self.edit, self.note_now, self.follow_up, self.visit)
        acts = (*first, self.complain, self.print, self.bin)
        self.head = DetailHead(acts)
        self.bin_notice = BinNotice(self.restore)
        self.complaints = ComplaintNotice(desk)
        self.facts = Facts()
        self.timeline = Timeline()
        self.note = NoteForm(desk)
        self.verbs = TimelineVerbs(desk, self, self.note)
        self._lay_out()
        self.facts.customer_asked.connect(self.customer_asked)
        self.facts.greeting_asked.connect(self.greet.trigger)
        self.timeline.asked.connect(self.verbs.do)
        for part in (self.facts, self.timeline):
            part.made_again.connect(self._order_tabs)
        self.note.started.connect(self._scroll_to_note)

    def _make_actions(self) -> None:
        # The screen lends these actions to the list beside, so that keys work there as well.
        action = partial(action_inside, self)
        self.edit = action(_("Edit"), self._edit, "Ctrl+E", "edit")
        self.note_now = action(_("Note"), self._note, "Ctrl+M", "note")
        self.follow_up = action(_("Follow-up"), self._plan_follow_up, "Ctrl+Shift+F", "follow-up")
        self.visit = action(_("Plan visit"), self._plan_visit, "Ctrl+Shift+V", "visits")
        self.complain = action(
            _("Complaint…"), lambda: self._desk.new_complaint(self.customer_id()), "", "complaint"
        )
        # The keys of the window begin a complaint of whoever is shown.
        self.complain.setToolTip(plain.tip(_("New complaint of this customer (Ctrl+Shift+C)")))
        self.print = action(
            _("Print"),
            lambda: self._desk.print_style("customer_file", ids=(self.customer_id(),)),
            "Ctrl+Shift+P",
            "print",
        )
        self.bin = action(_("Move to the bin"), self._to_bin, "", "bin")
        self.bin.setToolTip(plain.tip(_("Move to the bin (Delete in the list)")))
        self.greet = action(_("Greet"), self._greet, "Ctrl+G", "chat")
        self.restore = action(_("Restore"), self._restore, "", "restore")

    def _lay_out(self) -> None:
        inner = Page()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(10)
        column.addWidget(self.facts)
        column.addWidget(line())
        title = QHBoxLayout()
        title.addWidget(plain.label(_("What happened and what is planned"), "subheading"), 1)
        self.chain = tool_button(
            "link",
            _("Begin a chain of follow-ups"),
            lambda: self.verbs.choose_chain(self.customer_id()),
            shortcut="Ctrl+Shift+K",
        )
        title.addWidget(self.chain)
        column.addLayout(title)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self.area = ScrollArea(inner)
        self._column = column
        self._top = QWidget()
        above = QVBoxLayout(self._top)
        above.setContentsMargins(*TOP_MARGINS)
        self._above = above
        above.setSpacing(6)
        # In a low window as well it is the first thing that is seen.
        above.addWidget(self.complaints)
        above.addWidget(self.head)
        above.addWidget(self.bin_notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        self._layout = layout
        self._line = line()
        layout.addWidget(self._top)
        layout.addWidget(self._line)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.note)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which everything can still be reached by scrolling."""
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the name and the note form scroll as well when the window is very low."""
        super().resizeEvent(event)
        self.note.set_compact(event.size().height() < NOT_HIGH)
        self.facts.set_room(_room_for_facts(self, self._top))
        low = event.size().height() < LOW
        if low == self._low:
            return
        self._low = low
        self._line.setVisible(not low)
        self._column.setContentsMargins(*(LOW_MARGINS if low else MARGINS))
        self._above.setContentsMargins(*((0, 0, 0, 0) if low else TOP_MARGINS))
        if low:
            self._column.insertWidget(0, self._top)
            self._column.addWidget(self.note)
        else:
            self._layout.insertWidget(0, self._top)
            self._layout.addWidget(self.note)

    def set_lists(self, lists: Lists) -> None:
        """Show the owner's own labels."""
        self._lists = lists
        if self._customer is not None:
            self._draw_customer(self._customer)

    def customer_id(self) -> int:
        """Return the id of the customer that is shown or on its way, or 0."""
        return self._wanted

    def customer(self) -> Customer | None:
        """Return the customer that is shown."""
        return self._customer

    def open(self, customer_id: int) -> None:
        """Show a customer as soon as the file is read."""
        self._wanted = customer_id
        workspace = self._desk.workspace

        def ask() -> FileRead:
            customer = customers.get(workspace, customer_id)
            told = customers.timeline(workspace, customer_id)
            return FileRead(customer, told, complaints.of_customer(workspace, customer_id))

        self._desk.tasks.read(ask, self._arrived, self._failed, key=(self, "file"))

    def refresh(self, changes: Changes | None) -> None:
        """Read the file again if it was changed."""
        touched = changes.customer_ids if changes is not None else frozenset()
        if self._wanted and (not touched or self._wanted in touched):
            self.open(self._wanted)

    def _arrived(self, read: FileRead) -> None:
        before = self._customer.id if self._customer else 0
        self._customer = read.customer
        self._draw_customer(read.customer)
        self.complaints.show_complaints(read.customer, read.complaints)
        self.timeline.show_items(read.timeline, self._desk.workspace.clock.today())
        self.note.set_customer(read.customer.id, read.customer.grade)
        self.facts.set_room(_room_for_facts(self, self._top))
        self._order_tabs()
        if before != read.customer.id:
            self.area.verticalScrollBar().setValue(0)
        self.shown.emit(read.customer.id)

    def _scroll_to_note(self) -> None:
        if self._low:
            self.area.ensureWidgetVisible(self.note.save_button)
            self.area.ensureWidgetVisible(self.note.heading)

    def _order_tabs(self) -> None:
        """Let the Tab key go down the file: actions, facts, timeline, note form."""
        tab = Qt.FocusPolicy.TabFocus
        made = [
            part
            for part in (*self.facts.findChildren(QWidget), *self.timeline.findChildren(QWidget))
            if part.focusPolicy() & tab == tab and not part.focusProxy()
        ]
        for one, after in pairwise(
            [*self.complaints.stops(), *self.head.stops(), *made, *self.note.stops]
        ):
            self.setTabOrder(one, after)

    def _draw_customer(self, customer: Customer) -> None:
        binned = customer.binned_at is not None
        self.head.show_customer(customer, self._lists)
        self.bin_notice.show_customer(customer)
        today = self._desk.workspace.clock.today()
        self.facts.show_facts(facts_of(customer, self._lists, today))
        self.note.setVisible(not binned)
        acts = (self.edit, self.note_now, self.follow_up, self.visit, self.greet, self.bin)
        for action in (*acts, self.complain):
            action.setEnabled(not binned)

    def _failed(self, error: Exception) -> None:
        self._wanted = 0
        self._customer = None
        self.gone.emit()
        if not isinstance(error, NotFound):
            self._desk.trouble(error)

    # What the user does

    def _edit(self) -> None:
        if self._customer is not None:
            self.edit_asked.emit(self._customer.id)

    def _note(self) -> None:
        self.note.start()

    def _plan_follow_up(self) -> None:
        self.note.plan_next()

    def _plan_visit(self) -> None:
        if self._customer is not None:
            self._desk.plan_visit([self._customer.id])

    def _greet(self) -> None:
        if self._customer is not None:
            # Imported at its first use: the start is quicker.
            from crmdesk.ui.parts.greeting_dialog import greet

            greet(self._desk, self, self._customer.id, plain.one_line(self._customer.name))

    def _to_bin(self) -> None:
        if self._customer is not None:
            workspace, one = self._desk.workspace, self._customer.id
            self._desk.tasks.write(
                lambda: customers.to_bin(workspace, [one]), self._desk.done, self._desk.trouble
            )

    def _restore(self) -> None:
        if self._customer is not None:
            workspace, one = self._desk.workspace, self._customer.id
            self._desk.tasks.write(
                lambda: customers.restore(workspace, [one]), self._desk.done, self._desk.trouble
            )


def _room_for_facts(pane: DetailPane, top: QWidget) -> int:
    """Return how high the facts may be, so that what happened is in sight; 0 for any height."""
    if pane.height() < LOW:
        return 0
    entries = min(max(len(pane.timeline.lines()), 1), ENTRIES)
    taken = sum(
        part.heightForWidth(pane.width()) if part.hasHeightForWidth() else part.height()
        for part in (top, pane.note)
    )
    return max(pane.height() - taken - AROUND - entries * ENTRY_HEIGHT, 1)
