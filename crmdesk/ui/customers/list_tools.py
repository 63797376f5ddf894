"""What stands over the customer list: find field, filters, the count, columns and bin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.customers.bulk import Bulk, SelectionBar
from crmdesk.ui.customers.filter_bar import FilterBar
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.fitting_label import FittingLabel
from crmdesk.ui.kit.inputs import SearchBox
from crmdesk.ui.kit.layout import ToolbarRow

# In a narrower list the sign of the import is enough.
WORDS_WIDTH: Final = 380


class ListTools(QWidget):
    """The tools over the list; `changed` comes when another list is wished."""

    changed = Signal()
    bin_toggled = Signal(bool)
    filters_toggled = Signal(bool)
    columns_asked = Signal()
    import_asked = Signal()
    duplicates_asked = Signal()
    print_asked = Signal()

    def __init__(self, bulk: Bulk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self.search = SearchBox(_("Find in the list"))
        self.search.setToolTip(plain.tip(_("Name, pinyin, phone, company, anything (Ctrl+F)")))
        self.filters = FilterBar()
        self.filter_button = button(_("Filters"), icon="filter", kind="quiet")
        self.filter_button.setCheckable(True)
        self.count = FittingLabel("muted")
        self.import_button = tool_button(
            "import",
            _("{name} ({keys})").format(name=_("Import a list…"), keys="Ctrl+I"),
            self.import_asked.emit,
            text=_("Import a list…"),
        )
        self.duplicates_button = tool_button(
            "merge",
            _("{name} ({keys})").format(name=_("Find duplicates…"), keys="Ctrl+Shift+M"),
            self.duplicates_asked.emit,
        )
        self.print_button = tool_button(
            "print",
            _("{name} ({keys})").format(name=_("Print the list…"), keys="Ctrl+P"),
            self.print_asked.emit,
        )
        self.columns_button = tool_button("columns", _("Choose columns"), self.columns_asked.emit)
        self.bin_button = tool_button("bin", _("Show the bin"))
        self.bin_button.setCheckable(True)
        self.selection = SelectionBar(bulk)
        self._lay_out()
        self.search.text_settled.connect(self._settled)
        self.filters.changed.connect(self._filters_changed)
        self.filter_button.toggled.connect(self._filters_toggled)
        self.bin_button.toggled.connect(self._bin_toggled)

    def _lay_out(self) -> None:
        top = ToolbarRow()
        top.add(self.search, 1)
        top.add(self.filter_button)
        counting = ToolbarRow(spacing=2)
        counting.add(self.count, 1)
        counting.add(self.import_button)
        counting.add(self.duplicates_button)
        counting.add(self.print_button)
        counting.add(self.columns_button)
        counting.add(self.bin_button)
        line = QWidget()
        self._line = QStackedLayout(line)
        self._line.addWidget(counting)
        self._line.addWidget(self.selection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (top, self.filters, line):
            layout.addWidget(part)

    def query(self, sort: tuple[str, bool]) -> CustomerQuery:
        """Return what the tools ask for in an order of (column, descending)."""
        text = self.search.text().strip()
        self._asked = text
        key, descending = sort
        # A search shows the best match first, unless an order was chosen on purpose.
        if text and sort == ("name", False):
            key = ""
        in_bin = self.bin_button.isChecked()
        asked = CustomerQuery(text=text, in_bin=in_bin, sort=key, descending=descending)
        return self.filters.apply(asked)

    def clear_all(self) -> None:
        """Take back the search and every filter."""
        self.search.clear()
        if self.filters.count():
            self.filters.clear()
        else:
            self.changed.emit()

    def adopt(self, query: CustomerQuery, title: str) -> None:
        """Ask for what a query asks for; `title` names what no drop-down can."""
        for box, change in (
            (self.search, lambda: self.search.setText(query.text)),
            (self.bin_button, lambda: self.bin_button.setChecked(query.in_bin)),
        ):
            box.blockSignals(True)
            change()
            box.blockSignals(False)
        self._name_bin_button(query.in_bin)
        self.show_filters(True)
        self.filters.adopt(query, title)

    def show_filters(self, on: bool) -> None:
        """Show or hide the row of filters."""
        self.filter_button.setChecked(on)
        self.filters.setVisible(on)

    def show_count(self, query: CustomerQuery, total: int, everybody: int) -> None:
        """Say how many customers are listed."""
        if query.in_bin:
            text = ngettext(
                "{count:,} customer in the bin", "{count:,} customers in the bin", total
            ).format(count=total)
        elif total == everybody:
            text = ngettext("{count:,} customer", "{count:,} customers", total).format(count=total)
        else:
            text = ngettext(
                "{count:,} of {all:,} customer", "{count:,} of {all:,} customers", everybody
            ).format(count=total, all=everybody)
        short = f"{total:,}" if total == everybody else _("{count:,} of {all:,}")
        self.count.set_texts(text, short.format(count=total, all=everybody))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the word beside the sign of the import out, where the count needs the room."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        wide = event.size().width() >= WORDS_WIDTH
        self.import_button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
        )

    def show_selection(self, count: int) -> None:
        """Offer what can be done when several customers are chosen."""
        in_bin = self.bin_button.isChecked()
        several = count > 1 or (in_bin and count > 0)
        if several:
            self.selection.show_count(count, in_bin=in_bin)
        self._line.setCurrentIndex(1 if several else 0)

    def _settled(self, text: str) -> None:
        if text.strip() != self._asked and self.isVisible():
            self.changed.emit()

    def _filters_changed(self) -> None:
        count = self.filters.count()
        text = _("Filters ({count})").format(count=count) if count else _("Filters")
        self.filter_button.setText(text)
        self.changed.emit()

    def _filters_toggled(self, on: bool) -> None:
        self.filters.setVisible(on)
        self.filters_toggled.emit(on)

    def _bin_toggled(self, on: bool) -> None:
        self._name_bin_button(on)
        self.bin_toggled.emit(on)
        self.changed.emit()

    def _name_bin_button(self, on: bool) -> None:
        tip = _("Back to the customers") if on else _("Show the bin")
        self.bin_button.setToolTip(plain.tip(tip))
        self.bin_button.setAccessibleName(tip)
