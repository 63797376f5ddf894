"""Taking an operation back, asking about the customers that were changed after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from crmdesk.core.domain.changes import Changes, EditedRecord
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import history
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Desk

# More ticks than a person would set; the list would also take seconds to appear.
MOST_ASKED: Final = 300


def undo_operation(
    desk: Desk, parent: QWidget, operation_id: int | None = None, *, again: bool = False
) -> Undoing:
    """Take an operation back, the last one without an id; ask where records were changed since.

    `again`: do what the last undo took back once more.
    """
    undoing = Undoing(desk, parent, operation_id, again=again)
    undoing.send(None)
    return undoing


class Undoing(QObject):
    """One undo on its way, with the question it may lead to.

    `working` tells when the core begins and stops; `undone` that everything wished was taken back;
    `nothing` says that there was nothing to do.
    """

    working = Signal(bool)
    undone = Signal()
    nothing = Signal(str)

    def __init__(
        self, desk: Desk, parent: QWidget, operation_id: int | None, *, again: bool = False
    ) -> None:
        super().__init__(parent)
        self._again = again
        self._desk = desk
        self._window = parent
        self._operation_id = operation_id

    def send(self, leave: Collection[int] | None) -> None:
        """Ask the core to undo; `leave` are the customers that stay as they are."""
        workspace, operation_id = self._desk.workspace, self._operation_id
        again = self._again and operation_id is None

        def work() -> Changes:
            if again:
                return history.redo(workspace)
            return history.undo(workspace, operation_id, leave=leave)

        self.working.emit(True)
        self._desk.tasks.write(work, self._done, self._failed)

    def _done(self, changes: Changes) -> None:
        self.working.emit(False)
        self._desk.done(changes)
        self.undone.emit()
        self.deleteLater()

    def _failed(self, error: Exception) -> None:
        self.working.emit(False)
        if isinstance(error, history.NothingThere):
            self.nothing.emit(error.message)
            self.deleteLater()
            return
        if not isinstance(error, history.EditedSince):
            self._desk.trouble(error)
            self.deleteLater()
            return
        self._operation_id = error.operation_id
        dialog = EditedSinceDialog(self._window, list(error.records))
        dialog.answered = self.send
        dialog.rejected.connect(self.deleteLater)
        dialog.open()


class EditedSinceDialog(Dialog):
    """Asks for each customer changed since whether the change stays or is taken back too.

    Above MOST_ASKED customers it asks once, for all of them.
    """

    def __init__(self, parent: QWidget, records: Sequence[EditedRecord]) -> None:
        super().__init__(parent, _("Changed since"))
        self.answered = _nobody
        words = ngettext(
            "{count} customer was changed after this.",
            "{count} customers were changed after this.",
            len(records),
        ).format(count=len(records))
        self.body.addWidget(plain.label(words, "subheading", wrap=True))
        self._all = frozenset(record.customer_id for record in records)
        self.list = QListWidget(self)
        self.add_button(_("Cancel"), None)
        if len(records) > MOST_ASKED:
            self.list.hide()
            self.take_all = self.add_button(_("Take them all back"), lambda: self._answer(()))
            self.go_on = self.add_button(
                _("Leave all of them"), lambda: self._answer(self._all), kind="primary"
            )
            return
        self._list_records(records)
        self.take_all = self.add_button(_("Take all back"), lambda: self._answer(()))
        self.go_on = self.add_button(_("Undo, keep the others"), self._answer_ticks, kind="primary")

    def _list_records(self, records: Sequence[EditedRecord]) -> None:
        self.body.addWidget(
            plain.label(
                _(
                    "This step is undone for the ticked customers; those it added are removed."
                    " The others stay."
                ),
                wrap=True,
            )
        )
        self.list.setProperty("kind", "boxed")
        self.list.setMinimumSize(380, 160)
        for record in records:
            item = QListWidgetItem(plain.one_line(record.name) or _("No name"))
            item.setData(Qt.ItemDataRole.UserRole, record.customer_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.body.addWidget(self.list)

    def kept(self) -> set[int]:
        """Return the customers that stay as they are."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return {
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() != Qt.CheckState.Checked
        }

    def _answer_ticks(self) -> None:
        self._answer(self.kept())

    def _answer(self, leave: Collection[int]) -> None:
        self.answered(leave)
        self.accept()


def _nobody(leave: Collection[int] | None) -> None:
    return None
