"""Both sides of a row: stored, listed, and what it becomes, with the differences marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crmdesk.core.i18n import N_, _
from crmdesk.ui.kit import plain, tokens
from crmdesk.ui.kit.model_answers import Index
from crmdesk.ui.kit.pause import pause

if TYPE_CHECKING:
    from crmdesk.core.services.import_repair import FieldChange

STORED, LISTED, BECOMES = range(3)
TITLES: Final = (N_("Stored"), N_("In the list"), N_("Becomes"))
# A field of which both sides say the same stands on one line, else its name is a line above.
SAME, NAME, SIDES = range(3)
LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
PADDING: Final = 6
MOST_LINES: Final = 8
_TOP_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_NO_PARENT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; `changes` when the import changes what is stored of the field."""

    kind: int
    texts: tuple[str, str, str]
    changes: bool = False


def lines_of(fields: Sequence[FieldChange]) -> Iterator[Line]:
    """Give the lines of fields: those that change first, then those the list says otherwise."""
    two = any(one.stored for one in fields)
    for one in sorted(fields, key=_weight):
        if two and _weight(one) < SAME_WEIGHT:
            yield Line(NAME, (one.label, "", ""))
            yield Line(SIDES, (one.stored, one.listed, one.becomes), one.changes)
        else:
            yield Line(SAME, (one.label, one.becomes or one.listed, ""))


SAME_WEIGHT: Final = 2


def _weight(field: FieldChange) -> int:
    if field.changes:
        return 0
    return 1 if field.listed and field.listed != field.stored else SAME_WEIGHT


class CompareModel(QAbstractTableModel):
    """The lines of a comparison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_fields(self, fields: Sequence[FieldChange]) -> None:
        """Show the fields of another row."""
        self.beginResetModel()
        self.lines = tuple(lines_of(fields))
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return stored, listed, becomes."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a text, or its line."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(line.texts[index.column()])
        return line if role == LINE_ROLE else None


class CompareDelegate(QStyledItemDelegate):
    """Draws wrapped plain text; what comes in is marked, what goes is struck out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the text needs at the width of its cell, to some lines."""
        line, view = index.data(LINE_ROLE), option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else 100
        if line.kind != SIDES and isinstance(view, QTableView) and index.column() == line.kind ^ 1:
            width = view.viewport().width() - (width if line.kind == SAME else 0)
        metrics = QFontMetrics(_font(option, index, line))
        room = QRect(0, 0, max(width - 2 * PADDING, 10), 4000)
        text = line.texts[index.column()]
        needed = metrics.boundingRect(room, _flags(text, metrics, room.width()), text).height()
        most = MOST_LINES * metrics.lineSpacing()
        shown = min(max(needed, metrics.lineSpacing()), most)
        return QSize(width, shown + (PADDING if line.kind == NAME else 2 * PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect, line, column = option.rect, index.data(LINE_ROLE), index.column()
        incoming = line.changes and column == BECOMES
        if incoming:
            painter.fillRect(rect.adjusted(0, 2, 0, -2), tokens.soft("success"))
        if line.kind != NAME:
            under = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            painter.fillRect(under, tokens.colour("grid"))
        ink = "success" if incoming else "text"
        going = line.changes and column == STORED
        if going or line.kind == NAME or (line.kind == SAME and column == 0):
            ink = "muted"
        painter.save()
        painter.setClipRect(rect.adjusted(0, 0, 0, -1))
        font = _font(option, index, line)
        painter.setFont(font)
        painter.setPen(tokens.colour(ink))
        words = rect.adjusted(PADDING, PADDING, -PADDING, 0)
        text = line.texts[column]
        painter.drawText(words, _flags(text, QFontMetrics(font), words.width()), text)
        painter.restore()


def _flags(text: str, metrics: QFontMetrics, width: int) -> int:
    """Break between words; only a word that has no room on a line of its own is broken."""
    longest = max(text.split(), key=len, default="")
    broken = longest.isascii() and metrics.horizontalAdvance(longest) > width
    wrap = Qt.TextFlag.TextWrapAnywhere if broken else Qt.TextFlag.TextWordWrap
    return int(_TOP_LEFT) | int(wrap)


def _font(option: QStyleOptionViewItem, index: Index, line: Line) -> QFont:
    font = QFont(option.font)
    if line.changes and index.column() == BECOMES:
        font.setWeight(QFont.Weight.DemiBold)
    elif line.changes and index.column() == STORED:
        # What only gets company, such as a second address, is not struck out.
        stored = line.texts[STORED]
        font.setStrikeOut(bool(stored) and stored not in line.texts[BECOMES])
    elif line.kind == NAME or (line.kind == SAME and index.column() == 0):
        font.setPointSizeF(tokens.current().points["caption"])
    return font


class CompareTable(QTableView):
    """The fields of a row; the titles of the sides are there when there are two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compare = CompareModel(self)
        self.setModel(self.compare)
        self.setItemDelegate(CompareDelegate(self))
        self.setAccessibleName(_("What changes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # The arrows stay with the rows of the list; the wheel scrolls here.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(10)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(30)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._soon = pause(self, 0, self.fit)

    def show_fields(self, fields: Sequence[FieldChange]) -> None:
        """Show the fields of a comparison."""
        self.clearSpans()
        self.compare.show_fields(fields)
        lines = self.compare.lines
        for row, line in enumerate(lines):
            if line.kind == NAME:
                self.setSpan(row, 0, 1, 3)
            elif line.kind == SAME:
                self.setSpan(row, 1, 1, 2)
        self.horizontalHeader().setVisible(any(line.kind == SIDES for line in lines))
        self.scrollToTop()
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the columns."""
        super().resizeEvent(event)
        self._soon.start()

    def fit(self) -> None:
        """Give each side its third of the width, and every line the height of its words."""
        for column in range(len(TITLES)):
            self.setColumnWidth(column, self.viewport().width() // len(TITLES))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.widget = self
        for row in range(self.compare.rowCount()):
            # Not resizeRowsToContents: it makes room for the hidden header at the left.
            columns = range(len(TITLES))
            hints = (self._hint(option, self.compare.index(row, one)) for one in columns)
            self.setRowHeight(row, max(hints))

    def _hint(self, option: QStyleOptionViewItem, index: QModelIndex) -> int:
        return self.itemDelegate().sizeHint(option, index).height()
