"""How one thing of the calendar is drawn, and how it is told in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.calendar import BIRTHDAY, CLOSED, NAMES, CalendarItem
from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import MISSED
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.calendar.book import Entry
from crmdesk.ui.kit import fonts, icons, painting, plain, tokens

BAR: Final = 3
# What is not planned yet has so much of its colour.
PALE: Final = 0.45
RADIUS: Final = 4.0
ICON: Final = 13
# A chip that is narrower has room for a few letters and nothing else.
LEAST_ICON: Final = 48
# So much of a name is seen before its time takes room.
ENOUGH: Final = 54
# The tone of each kind, also of the dots that explain the colours.
TONES: Final = {
    "follow_up": "accent",
    "visit": "info",
    "birthday": "warning",
    "festival": "danger",
    "closed": "muted",
}
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Type:
    """The fonts of the calendar and what follows from them."""

    small: QFont
    strong: QFont
    figures: QFont
    chip_height: int
    # Words on no ground can be read in a line of this height.
    least_height: int

    @staticmethod
    def of(widget: QWidget) -> Type:
        """Return the fonts that suit a widget."""
        small = painting.pill_font(widget.font())
        strong = QFont(small)
        strong.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(small).height() + 2
        return Type(small, strong, fonts.tabular(small), height, height * 7 // 10)


def words_of(entry: Entry) -> str:
    """Return what a chip says besides its time."""
    if entry.more:
        return ngettext("+{count} more", "+{count} more", entry.many).format(count=entry.many)
    if entry.item is None:
        return ngettext("{count} birthday", "{count} birthdays", entry.many).format(
            count=entry.many
        )
    return plain.one_line(entry.item.title)


def told(entry: Entry) -> str:
    """Return a whole sentence on a chip, for a tooltip and for those who cannot see it."""
    item = entry.item
    if item is None:
        names = [plain.one_line(one.title) for one in entry.items[:12]]
        if len(entry.items) > len(names) or (names and entry.many > len(entry.items)):
            names.append("…")
        return "\n".join([words_of(entry), *names])
    first = f"{show_time(item.at)} {item.title}".strip()
    kind = _(NAMES[item.noun])
    state = _("done") if item.done else ""
    return "\n".join(part for part in (first, item.detail, kind, item.staff, state) if part)


def draw_chip(
    painter: QPainter,
    rect: QRect,
    entry: Entry,
    type_: Type,
    *,
    lines: int = 1,
    solid: bool = False,
    chosen: bool = False,
    hovered: bool = False,
) -> None:
    """Draw a chip: a coloured edge, the time, who and what; several lines where there is room.

    What is done has no ground of its own unless it is `solid`, over lines.
    """
    if entry.more:
        colour = tokens.colour("accent" if hovered or chosen else "muted")
        over = max(0, (type_.chip_height - rect.height() + 1) // 2)
        place = rect.adjusted(6, -over, -2, over)
        painting.draw_text(painter, place, words_of(entry), type_.strong, colour)
    else:
        _ground(painter, rect, entry, hovered, solid)
        _inside(painter, rect, entry, type_, lines)
    if chosen:
        painting.draw_focus(painter, rect.adjusted(-1, -1, 1, 1))


def tone_of(entry: Entry) -> str:
    """Return the tone of a chip."""
    return entry.items[0].tone if entry.items else "muted"


def _ground(painter: QPainter, rect: QRect, entry: Entry, hovered: bool, solid: bool) -> None:
    tone = tone_of(entry)
    quiet = entry.item is not None and entry.item.done
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(rect), RADIUS, RADIUS)
    ground = tokens.colour("hover") if quiet else QColor(tokens.soft(tone))
    if _is_pale(entry):
        ground.setAlphaF(PALE)
    if hovered and not quiet:
        ground = ground.darker(106) if tokens.current().name == "light" else ground.lighter(122)
    if not quiet or hovered or solid:
        painter.fillPath(shape, ground)
    if not quiet and _has_bar(entry):
        painter.setClipPath(shape)
        bar = QColor(tokens.ink(tone))
        bar.setAlphaF(PALE if _is_pale(entry) else 1.0)
        painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), bar)
    painter.restore()


def _is_pale(entry: Entry) -> bool:
    """Tell whether something is only promised by a round."""
    return entry.item is not None and bool(entry.item.round)


def _has_bar(entry: Entry) -> bool:
    return entry.item is not None and entry.item.noun not in (BIRTHDAY, CLOSED)


def _inside(painter: QPainter, rect: QRect, entry: Entry, type_: Type, lines: int) -> None:
    item = entry.item
    quiet = item is not None and (
        item.done or item.noun == CLOSED or item.status == MISSED or bool(item.round)
    )
    ink = tokens.colour("muted" if quiet else "text")
    row = QRect(rect.left() + BAR + 4, rect.top(), rect.width() - BAR - 7, type_.chip_height)
    if lines == 1:
        row.setHeight(rect.height())
    icon = "check" if item is not None and item.done else "" if _has_bar(entry) else _icon(entry)
    if icon and rect.width() >= LEAST_ICON:
        tone = "muted" if quiet else tone_of(entry)
        ratio = painter.device().devicePixelRatioF()
        top = row.center().y() - ICON // 2 + 1
        painter.drawPixmap(QPoint(rect.left() + 5, top), icons.pixmap(icon, ICON, tone, ratio))
        row.setLeft(rect.left() + 5 + ICON + 4)
    font = QFont(type_.small if quiet else type_.strong)
    font.setStrikeOut(item is not None and item.status == MISSED)
    words = words_of(entry)
    if item is not None and item.at is not None:
        name = min(QFontMetrics(font).horizontalAdvance(words), ENOUGH)
        row.setLeft(row.left() + _time(painter, row, item, type_, quiet, name))
    if rect.width() < LEAST_ICON:
        # A sign for "there is more" would take the room of what there is.
        _clipped(painter, row, words, font, ink)
        return
    painting.draw_text(painter, row, words, font, ink)
    if item is not None and item.detail:
        _detail(painter, rect, row, item, QFontMetrics(font).horizontalAdvance(words), type_, lines)


def _clipped(painter: QPainter, row: QRect, words: str, font: QFont, ink: QColor) -> None:
    painter.save()
    painter.setClipRect(row, Qt.ClipOperation.IntersectClip)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(row, _LEFT | int(Qt.TextFlag.TextSingleLine), words)
    painter.restore()


def _icon(entry: Entry) -> str:
    return "cake" if tone_of(entry) == TONES[BIRTHDAY] else "moon"


def _time(
    painter: QPainter, row: QRect, item: CalendarItem, type_: Type, quiet: bool, name: int
) -> int:
    text = show_time(item.at)
    width = QFontMetrics(type_.figures).horizontalAdvance(text)
    # In a narrow column the name is worth more than the time, which the place tells as well.
    if row.width() - width - 6 < name:
        return 0
    ink = tokens.colour("muted") if quiet else tokens.ink(item.tone)
    painting.draw_text(painter, row, text, type_.figures, ink)
    return width + 6


def _detail(
    painter: QPainter,
    rect: QRect,
    row: QRect,
    item: CalendarItem,
    used: int,
    type_: Type,
    lines: int,
) -> None:
    text, muted = plain.one_line(item.detail), tokens.colour("muted")
    if lines == 1:
        rest = row.adjusted(used + 6, 0, 0, 0)
        if rest.width() >= 24:
            painting.draw_text(painter, rest, text, type_.small, muted)
        return
    below = QRect(row.left(), row.bottom() - 1, rect.right() - row.left() - 3, 0)
    below.setLeft(rect.left() + BAR + 4)
    below.setBottom(rect.bottom() - 2)
    painter.setFont(type_.small)
    painter.setPen(muted)
    wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    painter.save()
    painter.setClipRect(below)
    painter.drawText(below, wrap, text)
    painter.restore()


def draw_dots(
    painter: QPainter,
    rect: QRect,
    entry: Entry,
    type_: Type,
    *,
    chosen: bool = False,
    hovered: bool = False,
) -> None:
    """Draw what a day holds where there is no room for chips: a few dots and the number."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    left = rect.left() + 2
    for item in entry.items[:3]:
        painter.setBrush(tokens.ink("muted" if item.done else item.tone))
        painter.drawEllipse(left, rect.center().y() - 2, 5, 5)
        left += 8
    painter.restore()
    place = QRect(left + 2, rect.top(), rect.right() - left - 2, rect.height())
    ink = tokens.colour("accent" if hovered or chosen else "muted")
    painting.draw_text(painter, place, str(entry.many), type_.small, ink, _LEFT)
    if chosen:
        painting.draw_focus(painter, rect)


def draw_cursor(painter: QPainter, rect: QRect, focused: bool) -> None:
    """Draw the ring around the spot of the keyboard, quiet while the keyboard is elsewhere."""
    painter.setPen(QPen(tokens.colour("focus" if focused else "border"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect), RADIUS, RADIUS)


def ghost_pen() -> QPen:
    """Return the pen around the place where something that is dragged would land."""
    return QPen(tokens.colour("accent"), 1.5, Qt.PenStyle.DashLine)
