"""The imports of a shop: which lists came in, what became of their rows, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.setup import COMPLAINTS, CUSTOMERS
from crmdesk.core.services import imports
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView
from crmdesk.ui.parts.undoing import undo_operation

if TYPE_CHECKING:
    from crmdesk.core.services.imports import ImportRecord

MOST: Final = 500


def import_columns() -> list[Column[ImportRecord]]:
    """Return the columns of the imports: rows = new + updated + skipped + failed."""

    def column(
        key: str, title: str, value: Callable[[ImportRecord], str], width: int
    ) -> Column[ImportRecord]:
        return Column(key, lambda: _(title), value, width=width, sortable=False)

    def number(key: str, title: str, value: Callable[[ImportRecord], int]) -> Column[ImportRecord]:
        return Column(
            key,
            lambda: _(title),
            lambda one: f"{value(one):,}",
            align="right",
            width=76,
            sortable=False,
            tabular=True,
        )

    return [
        column("when", N_("When"), _when, 130),
        column("file", N_("File"), lambda one: one.file, 150),
        column("sheet", N_("Sheet"), lambda one: one.sheet, 72),
        number("rows", N_("Rows"), lambda one: one.rows),
        number("created", N_("Added"), lambda one: one.created),
        number("updated", N_("Updated"), lambda one: one.updated),
        number("skipped", N_("Skipped"), lambda one: one.skipped),
        number("failed", N_("Failed"), lambda one: one.failed),
        column("who", N_("Imported by"), lambda one: one.who, 100),
        Column(
            "state",
            lambda: _("State"),
            lambda one: _("imported") if one.can_undo else _("undone"),
            width=90,
            sortable=False,
            tone=lambda one: "success" if one.can_undo else "muted",
            pill=True,
        ),
    ]


def _when(record: ImportRecord) -> str:
    local = record.at.astimezone()
    return f"{show_date(local.date())} {show_time(local.time())}"


class ImportsPane(QWidget):
    """The imports, newest first; what can be done with the chosen one stands below."""

    told = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._records: dict[int, ImportRecord] = {}
        self.model = RowsModel(import_columns(), desk.tasks, self._fetch, self)
        self.view = ImportsView(self.model)
        self.undo_button = button(
            _("Undo this import"), self.undo, icon="undo", tip=_("Undo this import (Ctrl+Z)")
        )
        self.created_button = button(
            _("Show the new customers"), self.show_created, icon="customers"
        )
        self.updated_button = button(
            _("Show the updated customers"), self.show_updated, icon="customers"
        )
        self._state = plain.label("", "muted", wrap=True)
        self._build()

    def _build(self) -> None:
        verbs = QWidget()
        places = FlowLayout(verbs, 8)
        for made in (self.undo_button, self.created_button, self.updated_button):
            places.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._state)
        layout.addWidget(verbs)
        self.view.current_id.connect(lambda _row_id: self._show_verbs())
        self.view.undo_wanted.connect(self.undo)
        self.view.activated_id.connect(lambda _row_id: self.show_created())
        self._show_verbs()

    def refresh(self) -> None:
        """Read the imports again."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: imports.imports(workspace, MOST), self._show, key=(id(self), "imports")
        )

    def undo(self) -> None:
        """Take the chosen import back; customers changed since are asked about."""
        record = self.record()
        if record is not None and record.can_undo:
            undo_operation(self._desk, self.window(), record.operation_id)

    def show_created(self) -> None:
        """Show the customers or complaints the chosen import made."""
        record = self.record()
        if record is None or not self.created_button.isEnabled():
            return
        if record.target == COMPLAINTS:
            brought = imports.brought_complaints(record.operation_id)
            self._desk.show_complaints(brought, _title(record))
        else:
            query = imports.newly_brought(record.operation_id, record.target)
            self._show_customers(query, record)

    def show_updated(self) -> None:
        """Show the customers the chosen import changed."""
        record = self.record()
        if record is not None and self.updated_button.isEnabled():
            self._show_customers(CustomerQuery(changed_by=record.operation_id), record)

    def record(self) -> ImportRecord | None:
        """Return the chosen import."""
        current = self.view.current()
        return self._records.get(current) if current is not None else None

    def _show_customers(self, query: CustomerQuery, record: ImportRecord) -> None:
        self._desk.show_customers(query, _title(record))

    def _show(self, found: Sequence[ImportRecord]) -> None:
        self._records = {one.operation_id: one for one in found}
        self.model.show_ids([one.operation_id for one in found], rows=found)
        self.view.set_empty(
            "import",
            _("Nothing was imported yet"),
            [(_("Import a list"), self._desk.import_list)],
            _("Each import is listed here with what became of its rows, and can be taken back."),
        )
        if self.view.current() is None and found:
            self.view.select_id(found[0].operation_id)
        self._show_verbs()

    def _show_verbs(self) -> None:
        record = self.record()
        standing = record is not None and record.can_undo
        self.undo_button.setEnabled(standing)
        target = record.target if record is not None else CUSTOMERS
        complaints = target == COMPLAINTS
        self.created_button.setText(
            _("Show the complaints") if complaints else _("Show the new customers")
        )
        icons.set_icon(self.created_button, "complaint" if complaints else "customers")
        self.updated_button.setVisible(not complaints)
        made = standing and target in (CUSTOMERS, COMPLAINTS)
        self.created_button.setEnabled(made and record is not None and record.created > 0)
        self.updated_button.setEnabled(standing and record is not None and record.updated > 0)
        self._state.setText(_sum(record) if record is not None else "")

    def _fetch(self, ids: list[int]) -> list[ImportRecord | None]:
        return [self._records.get(one) for one in ids]


def _title(record: ImportRecord) -> str:
    return _("From the import of {file}").format(file=plain.one_line(record.file))


def _sum(record: ImportRecord) -> str:
    words = _(
        "{rows:,} rows = {created:,} new + {updated:,} updated + {skipped:,} skipped"
        " + {failed:,} failed"
    )
    return words.format(
        rows=record.rows,
        created=record.created,
        updated=record.updated,
        skipped=record.skipped,
        failed=record.failed,
    )


class ImportsView(RowsView):
    """A list in which Ctrl+Z takes the chosen import back."""

    undo_wanted = Signal()

    def __init__(self, model: RowsModel) -> None:
        super().__init__(model)
        self.setProperty("kind", "boxed")
        self.setAccessibleName(_("Imports"))
        self.horizontalHeader().setSortIndicatorShown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chosen import back with Ctrl+Z."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)
