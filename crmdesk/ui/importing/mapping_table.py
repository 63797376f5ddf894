"""Which column goes to which field: one line per column, with a drop-down to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crmdesk.core.domain.catalogue import BUILT_IN
from crmdesk.core.i18n import _
from crmdesk.ui.importing.field_choices import groups
from crmdesk.ui.importing.mapping_model import (
    ASKED_ROLE,
    FIELD,
    HEADER,
    SAMPLES,
    Index,
    MappingModel,
)
from crmdesk.ui.kit import icons, painting, plain, tokens

if TYPE_CHECKING:
    pass


ROW_HEIGHT: Final = 36
PADDING: Final = 10


class WordsDelegate(QStyledItemDelegate):
    """Draws a text with the same room at its left as the head above it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line of text."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, tokens.colour("selection"))
        colour = index.data(Qt.ItemDataRole.ForegroundRole) or tokens.colour("text")
        room = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        painting.draw_text(painter, room, str(index.data() or ""), option.font, colour)


class FieldDelegate(QStyledItemDelegate):
    """Draws the field like a drop-down and opens one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a box with an arrow."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, tokens.colour("selection"))
        box = option.rect.adjusted(4, 3, -6, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = chosen and bool(option.state & QStyle.StateFlag.State_Active)
        edge = tokens.colour("focus" if focus else "control_border")
        painter.setPen(QPen(edge, 1))
        painter.setBrush(tokens.colour("surface"))
        painter.drawRoundedRect(box, 5, 5)
        painter.restore()
        arrow = QRect(box.right() - 24, box.center().y() - 7, 16, 16)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(arrow.topLeft(), icons.pixmap("down", 16, "muted", ratio))
        text = str(index.data() or "")
        colour = index.data(Qt.ItemDataRole.ForegroundRole) or tokens.colour("text")
        room = box.adjusted(9, 0, -28, 0)
        if index.data(ASKED_ROLE):
            sign = QPoint(arrow.left() - 22, arrow.top())
            painter.drawPixmap(sign, icons.pixmap("help", 16, "warning", ratio))
            room.adjust(0, 0, -22, 0)
        painting.draw_text(painter, room, text, option.font, colour)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(180, ROW_HEIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a drop-down of all fields that is open at once."""
        box = QComboBox(parent)
        box.setMaxVisibleItems(16)
        columns = index.model()
        catalogue = columns.catalogue if isinstance(columns, MappingModel) else BUILT_IN
        for title, choices in groups(catalogue):
            if title:
                _add_title(box, title)
            for key, words in choices:
                box.addItem(plain.one_line(words), key)
        box.activated.connect(lambda _place: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the field of now."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the chosen field."""
        if isinstance(editor, QComboBox):
            place = model.index(index.row(), index.column())
            model.setData(place, editor.currentData(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the drop-down where the box is drawn."""
        editor.setGeometry(option.rect.adjusted(4, 2, -6, -2))

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)


def _add_title(box: QComboBox, title: str) -> None:
    box.addItem(title, None)
    model = box.model()
    if isinstance(model, QStandardItemModel):
        item = model.item(box.count() - 1)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = box.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(tokens.current().points["caption"])
        item.setFont(font)
        item.setForeground(tokens.ink("muted"))


class MappingTable(QTableView):
    """The columns; Enter or a click opens the fields, Del leaves a column out."""

    field_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = MappingModel(self)
        self.setModel(self.columns)
        self.setProperty("kind", "boxed")
        self.setItemDelegate(WordsDelegate(self))
        self.setItemDelegateForColumn(FIELD, FieldDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAccessibleName(_("The columns of the list"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(HEADER, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(SAMPLES, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(HEADER, 170)
        head.resizeSection(FIELD, 200)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.columns.field_wanted.connect(self.field_wanted)
        self.clicked.connect(self._clicked)

    def open_fields(self, row: int) -> None:
        """Open the drop-down of a column."""
        index = self.columns.index(row, FIELD)
        self.setCurrentIndex(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the fields with Enter, Space, F2 or F4; leave the column out with Del."""
        keys = Qt.Key
        row = self.currentIndex().row()
        opens = (keys.Key_Return, keys.Key_Enter, keys.Key_Space, keys.Key_F2, keys.Key_F4)
        if row >= 0 and event.key() in opens and not event.modifiers():
            self.open_fields(row)
        elif row >= 0 and event.key() == keys.Key_Delete:
            self.field_wanted.emit(self.columns.mappings[row].index, "")
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == FIELD:
            self.open_fields(index.row())
