"""The list of found customers under a find box, with the matched part marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.core.domain.customer import COMPANY, Hit
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, painting, plain, tokens

Index = QModelIndex | QPersistentModelIndex
Span = tuple[int, int]

HIT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
PADDING: Final = 10
ICON: Final = 16
# Characters shown before a match deep inside a long text.
LEAD: Final = 12


def second_line(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """Return the line under the name, and the spans of the matched part in it.

    It names the field when the match is one that is not shown otherwise.
    """
    parts = [hit.mobile, hit.company, hit.district]
    match = hit.matched
    shown = " · ".join(plain.one_line(part) for part in parts if part)
    if match.field in ("", "name") or not match.text:
        return shown, ()
    found, spans = _around(match.text, match.ranges)
    for value in (hit.mobile, hit.company, hit.district):
        if value and value == match.text and (at := shown.find(found)) >= 0:
            return shown, tuple((at + start, length) for start, length in spans)
    label = BY_KEY[match.field].show() if match.field in BY_KEY else match.label
    lead = _("{field}: {value}").format(field=label, value="") if label else ""
    lead = lead.rstrip() + " " if lead else ""
    moved = tuple((len(lead) + start, length) for start, length in spans)
    rest = f" · {shown}" if shown else ""
    return lead + found + rest, moved


def name_spans(hit: Hit) -> tuple[Span, ...]:
    """Return the spans of the matched part in the name."""
    return hit.matched.ranges if hit.matched.field == "name" else ()


def _around(text: str, ranges: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return one line of the text that begins shortly before the first match."""
    line = "".join(c if c.isprintable() else " " for c in text)
    cut = max(ranges[0][0] - LEAD, 0) if ranges else 0
    if cut:
        line, shift = "…" + line[cut:], 1 - cut
        return line[:200], tuple((start + shift, length) for start, length in ranges)
    return line[:200], tuple(ranges)


class HitModel(QAbstractListModel):
    """Holds the hits of one search."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show the hits of a new search."""
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of hits."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, or the hit itself."""
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return plain.one_line(hit.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip("\n".join((hit.name, second_line(hit)[0])))
        return None


class HitDelegate(QStyledItemDelegate):
    """Draws a hit as a name over what tells it from the others."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for two lines."""
        metrics = QFontMetrics(option.font)
        small = QFontMetrics(painting.pill_font(option.font))
        return QSize(200, metrics.height() + small.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one hit."""
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, tokens.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, tokens.colour("hover"))
        rect = option.rect.adjusted(PADDING, 5, -PADDING, -5)
        picture = icons.pixmap("company" if hit.kind == COMPANY else "person", ICON, "muted")
        painter.drawPixmap(rect.left(), option.rect.center().y() - ICON // 2, picture)
        rect.setLeft(rect.left() + ICON + PADDING)
        rect.setRight(rect.right() - self._badges(painter, rect, hit, option))
        height = QFontMetrics(option.font).height()
        top = QRect(rect.left(), rect.top(), rect.width(), height + 2)
        text = tokens.colour("selection_text" if chosen else "text")
        name = plain.one_line(hit.name)
        spans = name_spans(hit) if name == hit.name else ()
        painting.draw_marked(painter, top, name, spans, option.font, text)
        below = QRect(rect.left(), top.bottom() + 1, rect.width(), rect.bottom() - top.bottom())
        line, marks = second_line(hit)
        small = painting.pill_font(option.font)
        painting.draw_marked(painter, below, line, marks, small, tokens.colour("muted"))

    def _badges(
        self, painter: QPainter, rect: QRect, hit: Hit, option: QStyleOptionViewItem
    ) -> int:
        used = 0
        badges = [(hit.grade, "accent")]
        if hit.in_bin:
            badges.append((_("In the bin"), "warning"))
        for text, tone in badges:
            if text:
                place = rect.adjusted(0, 0, -used, 0)
                used += painting.draw_pill(painter, place, text, tone, option.font, "right") + 6
        return used


class HitList(QListView):
    """Shows hits; moved through from the box above, which keeps the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hit_model = HitModel(self)
        self.setModel(self.hit_model)
        self.setItemDelegate(HitDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show hits and choose the first."""
        self.hit_model.show_hits(hits)
        if hits:
            self.setCurrentIndex(self.hit_model.index(0))

    def current_hit(self) -> Hit | None:
        """Return the chosen hit."""
        found = self.currentIndex().data(HIT_ROLE) if self.currentIndex().isValid() else None
        return found if isinstance(found, Hit) else None

    def step(self, by: int) -> None:
        """Choose a hit further down or up."""
        count = self.hit_model.rowCount()
        if count:
            row = min(max(self.currentIndex().row() + by, 0), count - 1)
            self.setCurrentIndex(self.hit_model.index(row))

    def wanted_height(self, rows: int) -> int:
        """Return the height that shows so many hits at most."""
        count = min(rows, self.hit_model.rowCount())
        return count * self.sizeHintForRow(0) + 2 if count else 0
