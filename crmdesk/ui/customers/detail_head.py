"""The top of a customer's file: name, badges, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.domain.choices import GRADE, STAGE, TAG
from crmdesk.core.domain.customer import COMPANY, KINDS, Customer
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _
from crmdesk.ui.customers.columns import grade_tone, stage_tone
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.actions import action_button, button
from crmdesk.ui.kit.fitting_label import FittingLabel
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.pill import Pill

# Of a longer name two lines are enough to know it by.
LONGEST: Final = 60
# The company is said as fully as there is room beside the badges.
SHORTER: Final = (60, 30, 16, 8)


class DetailHead(QWidget):
    """Shows who the customer is, with the actions on the right."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self.name = plain.label("", "title", wrap=True, select=True)
        self._line = FittingLabel("muted")
        self._badges = QWidget()
        self._flow = FlowLayout(spacing=6)
        self._badges.setLayout(self._flow)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._line)
        below.addWidget(self._badges, 1)
        words.addLayout(below)
        top.addLayout(words, 1)
        tools = QWidget()
        row = FlowLayout(spacing=2)
        tools.setLayout(row)
        # The bin is known by its picture; in words it would need a row of its own.
        self._buttons = [
            action_button(action, text=action is not actions[-1]) for action in actions
        ]
        for one in self._buttons:
            row.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(tools)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key stops at, in order."""
        return self._buttons

    def show_customer(self, customer: Customer, lists: Lists) -> None:
        """Show a customer."""
        icon = "company" if customer.kind == COMPANY else "person"
        self._picture.setPixmap(icons.pixmap(icon, 28, "accent"))
        name = plain.one_line(customer.name)
        self.name.setText(plain.short(name, LONGEST))
        self.name.setToolTip(plain.tip(name) if len(name) > LONGEST else "")
        kind, company = _(KINDS[customer.kind]), plain.one_line(customer.company)
        lines = [f"{kind} · {plain.short(company, most)}" for most in SHORTER] if company else []
        self._line.set_texts(*lines, kind)
        self._flow.clear()
        if customer.grade:
            grade = lists.label(GRADE, customer.grade)
            text = _("Grade {grade}").format(grade=grade) if _is_letter(grade) else grade
            self._flow.addWidget(Pill(text, grade_tone(customer.grade)))
        if customer.stage:
            self._flow.addWidget(
                Pill(lists.label(STAGE, customer.stage), stage_tone(customer.stage))
            )
        for tag in customer.tags:
            self._flow.addWidget(Pill(lists.label(TAG, tag)[:40], "neutral"))


class BinNotice(QFrame):
    """Says that a customer is in the bin, and offers to take it out."""

    def __init__(self, restore: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", "warning")
        self._text = plain.label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._text, 1)
        self.restore = button(_("Restore"), restore.trigger, icon="restore")
        row.addWidget(self.restore)

    def show_customer(self, customer: Customer) -> None:
        """Show the notice for a customer in the bin."""
        self.setVisible(customer.binned_at is not None)
        self._text.setText(
            _("In the bin since {date}.").format(date=show_date_time(customer.binned_at))
        )


def _is_letter(grade: str) -> bool:
    """Tell whether a label says only with a word before it that it is a grade."""
    return len(grade) == 1 and grade.isascii()
