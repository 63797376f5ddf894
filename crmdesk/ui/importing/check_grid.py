"""The table of checked rows: every cell of the list can be written anew where it stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from crmdesk.core.i18n import _
from crmdesk.ui.importing.check_model import EDITED_ROLE, MARK_ROLE, CheckModel
from crmdesk.ui.importing.check_rows import CheckRow, CheckRows, check_columns
from crmdesk.ui.kit import painting, plain, tokens
from crmdesk.ui.kit.delegates import CellDelegate
from crmdesk.ui.kit.model_answers import COLUMN_ROLE, ROW_ROLE, Index
from crmdesk.ui.kit.table_view import RowsView

LEAST_EDITOR: Final = 170


class CheckDelegate(CellDelegate):
    """Marks cells with a problem and cells written anew, and edits them in their place."""

    _tone: str | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell, with a ring around the current one."""
        self._tone = index.data(MARK_ROLE)
        super().paint(painter, option, index)
        rect = option.rect
        if index.data(EDITED_ROLE):
            corner = QPointF(rect.right() - 3, rect.top() + 4)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            triangle = [corner, corner + QPointF(-8, 0), corner + QPointF(0, 8)]
            painter.drawPolygon(QPolygonF(triangle))
            painter.restore()
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index:
            painting.draw_focus(painter, rect.adjusted(0, 1, -1, -2))

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, chosen: bool) -> None:
        super()._background(painter, option, chosen)
        tone = self._tone
        if tone:
            box = QRectF(option.rect.adjusted(2, 4, -3, -4))
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(tokens.colour(tone))
            painter.setBrush(tokens.soft(tone))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line to write in."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(str(index.data(COLUMN_ROLE).title()))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the line once: rows that are checked meanwhile do not take away what is typed."""
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setText(plain.one_line(str(index.data(Qt.ItemDataRole.EditRole) or "")))
            editor.setProperty("filled", True)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give on what was written, when something was."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            text = editor.text().strip()
            if text != index.data(Qt.ItemDataRole.EditRole):
                model.setData(index, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Give the line room to write, also in a narrow column."""
        rect = QRect(option.rect)
        rect.setWidth(max(rect.width(), LEAST_EDITOR))
        parent = editor.parentWidget()
        if parent is not None and rect.right() > parent.width():
            rect.moveRight(max(parent.width() - 1, rect.width() - 1))
        editor.setGeometry(rect)


class CheckGrid(RowsView):
    """Rows to repair: typing, F2, Enter or a double click writes a cell anew, Ctrl+Z undoes it."""

    undo_wanted = Signal()
    leave_out_wanted = Signal()
    _editable = False  # Qt sends events before the object is whole

    def __init__(self, model: CheckModel, *, editable: bool = True) -> None:
        super().__init__(model)
        self.check = model
        self._editable = editable
        self.setItemDelegate(CheckDelegate(self))
        self.setProperty("kind", "boxed")
        self.setAccessibleName(_("The rows of the list"))
        self.horizontalHeader().setSortIndicatorShown(False)
        if editable:
            # As in a spreadsheet, a letter or the first key of an input method begins a new text.
            self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
            self.activated_id.connect(lambda _row_id: self.edit_current())

    def show_lines(self, lines: CheckRows) -> None:
        """Show the columns of another list; those of the same list stay as they were made."""
        columns = check_columns(lines)
        known = [one.key for one in self.check.columns] == [one.key for one in columns]
        self.set_columns(columns)
        if not known:
            self._header.reset_columns()

    def current_place(self) -> int:
        """Return the place of the current cell in the texts of its row, -1 for none."""
        index = self.currentIndex()
        return self.check.place(self.check.columns[index.column()]) if index.isValid() else -1

    def edit_current(self) -> None:
        """Edit the current cell; in other columns the first with a problem, or the first."""
        index = self.currentIndex()
        if not index.isValid() or not self._editable or self.editor() is not None:
            return
        if self.current_place() < 0:
            index = index.siblingAtColumn(self._cell_to_repair(index))
            if not index.isValid():
                return
            self._move_to(index)
        self.scrollTo(index)
        self.edit(index)

    def start_at_cell(self) -> None:
        """Put the keyboard on the cell of the current row that has most need of it."""
        index = self.currentIndex()
        if index.isValid():
            wanted = index.siblingAtColumn(self._cell_to_repair(index))
            if wanted.isValid():
                self._move_to(wanted)

    def finish_editing(self) -> None:
        """Take what is being written as it is."""
        editor = self.editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def editor(self) -> QLineEdit | None:
        """Return the line in which a cell is being written."""
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        found = self.viewport().findChildren(QLineEdit)
        return next((one for one in found if not one.isHidden()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current cell in sight when something comes up below the rows."""
        super().resizeEvent(event)
        place = self.visualRect(self.currentIndex())
        # Where it was scrolled away by hand it stays away.
        if 0 <= place.top() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z for the cells while the keyboard is here; elsewhere it is the window's."""
        if self._editable and event.type() == QEvent.Type.ShortcutOverride:
            if isinstance(event, QKeyEvent) and _is_own(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with F2 or any letter, leave out with Del, take back with Ctrl+Z."""
        if self._editable and event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif self._editable and event.key() == Qt.Key.Key_F2:
            self.edit_current()
        elif self._editable and event.key() == Qt.Key.Key_Delete:
            self.leave_out_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space:
            self._select_current(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a new text also with a sign that comes without having been composed."""
        before, said = self.editor(), bool(event.commitString())
        if before is not None and not said and not event.preeditString():
            before.setProperty("filled", False)  # given up: the text comes back
        super().inputMethodEvent(event)
        now = self.editor()
        if now is not None and before is None and said and not event.preeditString():
            QApplication.sendEvent(now, event)

    def _select_current(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.selectionModel().select(index, self.selectionCommand(index, event))

    def keyboardSearch(self, search: str) -> None:
        """Do not look through thousands of rows for a letter that was typed."""

    def _cell_to_repair(self, index: QModelIndex) -> int:
        row = index.data(ROW_ROLE)
        places = [self.check.place(column) for column in self.check.columns]
        wanted = min(row.troubles, default=0) if isinstance(row, CheckRow) else 0
        return places.index(wanted) if wanted in places else -1

    def _move_to(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)


def _is_own(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.key() == Qt.Key.Key_Delete
