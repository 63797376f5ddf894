"""The row over the calendar: which days, which view, which kinds, and whose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from crmdesk.core.domain.calendar import KINDS
from crmdesk.core.domain.clock import Clock
from crmdesk.core.i18n import N_, _
from crmdesk.ui.calendar.chips import TONES
from crmdesk.ui.calendar.spans import DAY, MONTH, VIEWS, WEEK, within
from crmdesk.ui.kit import painting, plain, tokens
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.parts.due_fields import due_edit

VIEW_WORDS: Final = {
    DAY: (N_("Day"), N_("Day view (D)")),
    WEEK: (N_("Week"), N_("Week view (W)")),
    MONTH: (N_("Month"), N_("Month view (M)")),
}
DOT: Final = 8


class KindChip(QAbstractButton):
    """One kind of things to show or to leave out; its dot has the colour of the kind."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(_(KINDS[kind]))
        self.setAccessibleName(self.text())
        self.setToolTip(plain.tip(_("Show or hide: {kind}").format(kind=self.text())))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of dot and word."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + DOT + 21, max(28, self.fontMetrics().height() + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a full dot for a kind that is shown, an empty one for a kind that is not."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("hover"))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.hasFocus():
            painting.draw_focus(painter, self.rect())
        tone = tokens.ink(TONES[self.kind])
        painter.setPen(QPen(tone, 1.5))
        painter.setBrush(tone if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(7, (self.height() - DOT) / 2, DOT, DOT))
        ink = tokens.colour("text" if self.isChecked() else "disabled")
        place = self.rect().adjusted(7 + DOT + 6, 0, 0, 0)
        painting.draw_text(painter, place, self.text(), self.font(), ink)
        painter.end()


class CalendarBar(QWidget):
    """Chooses the day, the view, the kinds and the staff."""

    day_changed = Signal(object)
    view_changed = Signal(str)
    filter_changed = Signal()
    stepped = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = clock.today()
        self.view = MONTH
        self.compact = False
        self.date = due_edit(clock, clock.today())
        self.date.setMinimumWidth(128)
        self.date.setMaximumWidth(132)
        self.date.setAccessibleName(_("Date"))
        self.date.setToolTip(plain.tip(_("Go to a day (G)")))
        self.staff = ChoiceBox()
        self.staff.setMaximumWidth(112)
        self.staff.setAccessibleName(_("Staff"))
        self.chips = [KindChip(kind) for kind in KINDS]
        self.views: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = FlowLayout(self, 6)
        self.set_staff([])
        self._build()
        self.date.date_settled.connect(self._date_typed)
        self.staff.changed.connect(self.filter_changed)

    def _build(self) -> None:
        today = button(_("Today"), self.go_today, kind="quiet", tip=_("Today (T)"))
        for part in (
            tool_button("left", _("Earlier (Page Up)"), lambda: self.stepped.emit(-1)),
            today,
            tool_button("right", _("Later (Page Down)"), lambda: self.stepped.emit(1)),
            self.date,
        ):
            self._row.addWidget(part)
        for view in VIEWS:
            text, tip = VIEW_WORDS[view]
            made = button(_(text), kind="quiet", tip=_(tip))
            made.setCheckable(True)
            made.setChecked(view == self.view)
            made.clicked.connect(lambda _checked=False, view=view: self.set_view(view))
            self._group.addButton(made)
            self.views[view] = made
            self._row.addWidget(made)
        for chip in self.chips:
            chip.clicked.connect(lambda _checked=False: self.filter_changed.emit())
            self._row.addWidget(chip)
        self._row.addWidget(self.staff)
        self.filters = tool_button("filter", _("What to show"), self._open_filters)
        self._row.addWidget(self.filters)
        self.filters.hide()

    def set_compact(self, compact: bool) -> None:
        """Put kinds and staff into a menu, where there is little room."""
        self.compact = compact
        for chip in self.chips:
            chip.setVisible(not compact)
        self.staff.setVisible(not compact and self.staff.count() > 1)
        self.filters.setVisible(compact)

    def _open_filters(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.chips:
            kind = menu.addAction(plain.caption(chip.text()))
            kind.setCheckable(True)
            kind.setChecked(chip.isChecked())
            kind.triggered.connect(lambda _checked=False, chip=chip: chip.click())
        menu.addSeparator()
        for place in range(self.staff.count()):
            name = menu.addAction(plain.caption(plain.one_line(self.staff.itemText(place))))
            name.setCheckable(True)
            name.setChecked(place == self.staff.currentIndex())
            name.triggered.connect(
                lambda _checked=False, place=place: self.staff.setCurrentIndex(place)
            )
        menu.popup(self.filters.mapToGlobal(self.filters.rect().bottomLeft()))
        return menu

    def set_day(self, day: dt.date) -> None:
        """Show a day, without telling."""
        self._day = day
        self.date.blockSignals(True)
        self.date.set_date(day)
        self.date.blockSignals(False)

    def set_view(self, view: str) -> None:
        """Choose day, week or month, and tell."""
        self.views[view].setChecked(True)
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def go_today(self) -> None:
        """Go to today."""
        self.day_changed.emit(self._clock.today())

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that are shown."""
        return tuple(chip.kind for chip in self.chips if chip.isChecked())

    def set_kinds(self, kinds: Sequence[str]) -> None:
        """Show these kinds alone, without telling."""
        for chip in self.chips:
            chip.setChecked(chip.kind in kinds)

    def staff_name(self) -> str:
        """Return whose things are shown; an empty text means everybody's."""
        return self.staff.key() or ""

    def staff_names(self) -> list[str]:
        """Return the names that are offered."""
        return [str(self.staff.itemData(place)) for place in range(1, self.staff.count())]

    def focus_date(self) -> None:
        """Let a date be typed."""
        self.date.setFocus()
        self.date.line.selectAll()

    def set_staff(self, names: Sequence[str]) -> None:
        """Offer these names."""
        kept = self.staff_name()
        self.staff.blockSignals(True)
        self.staff.set_choices([("", _("All staff")), *((name, name) for name in names)])
        self.staff.set_key(kept if kept in names else "")
        self.staff.blockSignals(False)
        self.staff.setVisible(bool(names) and not self.compact)

    def _date_typed(self, day: dt.date | None) -> None:
        self.day_changed.emit(within(day or self._day))
