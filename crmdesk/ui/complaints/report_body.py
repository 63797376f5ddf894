"""The page of the report: tiles, twelve months, causes, groups, satisfaction, who came again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.complaint_figure_words import show_label, show_value
from crmdesk.core.domain.complaint_figures import (
    BY,
    CATEGORY,
    CAUSE,
    CHANNEL,
    DIMENSIONS,
    PRODUCT,
    SEVERITY,
    STAFF,
    Group,
    Report,
)
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.reports.complaint_month import short_label
from crmdesk.core.services.print_complaint_month import title_of
from crmdesk.ui.complaints import report_bars
from crmdesk.ui.complaints import report_words as words
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.bar_columns import Bar, Cell, Heads
from crmdesk.ui.kit.bar_table import BarTable
from crmdesk.ui.kit.chart_button import ButtonGrid, WordButton
from crmdesk.ui.kit.column_chart import ColumnChart
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.even_layout import EvenLayout
from crmdesk.ui.kit.figure_tile import FigureTile, Tile
from crmdesk.ui.kit.layout import Card, FlowLayout
from crmdesk.ui.kit.scrolling import Page

SHOWN: Final = 8
MORE: Final = 40
_TILE: Final = 164
_CARD: Final = 430
_EMPTY: Final = 170
_LOW_EMPTY: Final = 110
_GROUPS: Final = (CATEGORY, PRODUCT, CHANNEL, STAFF, SEVERITY)


class Tiles(QWidget):
    """The key figures and, in a line below, the remaining counts."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: dict[str, FigureTile] = {}
        self.further: list[WordButton] = []
        self._grids = (ButtonGrid(self), ButtonGrid(self))
        large, small = QWidget(), QWidget()
        self._large = EvenLayout(_TILE, 8, 8)
        large.setLayout(self._large)
        self._small = FlowLayout(small, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(large)
        layout.addWidget(small)

    def show_tiles(self, tiles: Sequence[Tile], further: Sequence[Cell]) -> None:
        """Show the figures; the tiles stay the same ones."""
        for tile in tiles:
            if tile.key not in self.tiles:
                made = self.tiles[tile.key] = FigureTile()
                made.clicked.connect(lambda _on=False, made=made: self.chosen.emit(made.payload))
                self._large.addWidget(made)
            self.tiles[tile.key].show_tile(tile)
        self._grids[0].set_rows([list(self.tiles.values())])
        while len(self.further) < len(further):
            word = WordButton(tone="accent")
            word.clicked.connect(lambda _on=False, word=word: self.chosen.emit(word.payload))
            self.further.append(word)
            self._small.addWidget(word)
        for place, word in enumerate(self.further):
            word.setVisible(place < len(further))
            if place < len(further):
                word.show_text(further[place].text, further[place].told, further[place].payload)
        self._grids[1].set_rows([self.further[: len(further)]])


class BarCard(Card):
    """A card with a table of bars; a long one shows its first lines and a button for more."""

    chosen = Signal(object)

    def __init__(self, title: str, heads: Heads, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.table = BarTable(title, heads)
        self.table.chosen.connect(self.chosen)
        self.remark = plain.label("", "hint", wrap=True)
        self.more_button = button("", self.show_more, kind="link")
        self._bars: tuple[Bar, ...] = ()
        self._shown = SHOWN
        self.body.addWidget(self.table)
        self.rest_button = button("", kind="link")
        self.rest_button.clicked.connect(lambda _on=False: self.chosen.emit(self._rest))
        self.rest_button.hide()
        self._rest: object = None
        self.body.addWidget(self.more_button)
        self.body.addWidget(self.remark)
        self.body.addWidget(self.rest_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_bars(self, bars: Sequence[Bar], remark: str = "") -> None:
        """Show lines; a card without any is left out."""
        self._bars = tuple(bars)
        plain.say(self.remark, remark)
        self.setVisible(bool(bars))
        self._show()

    def show_rest(self, rest: Cell | None) -> None:
        """Say what stands in none of the lines; a press opens its list."""
        self.rest_button.setVisible(rest is not None)
        if rest is not None:
            self._rest = rest.payload
            self.rest_button.setText(plain.caption(rest.text))

    def show_more(self) -> None:
        """Show further lines below the others, and take the keyboard to the first of them."""
        first = self._shown
        self._shown += MORE
        self._show()
        if first < len(self.table.rows):
            self.table.rows[first].setFocus()

    def forget_more(self) -> None:
        """Show the first lines alone again."""
        self._shown = SHOWN

    def _show(self) -> None:
        self.table.set_bars(self._bars[: self._shown])
        left = len(self._bars) - self._shown
        self.more_button.setVisible(left > 0)
        self.more_button.setText(
            ngettext("Show {count:,} more", "Show {count:,} more", left).format(count=left)
        )


class ReportBody(Page):
    """Shows a report; `chosen` tells what was pressed, a list of complaints or a customer."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = plain.label("", "heading", wrap=True)
        self.tiles = Tiles()
        self.empty = EmptyState("check")
        self.empty.setMinimumHeight(_EMPTY)
        self.chart = ColumnChart(_("Twelve months"), show_label("received"), show_label("on_time"))
        self.trend = Card(_("Twelve months"))
        self.trend.body.addWidget(self.chart)
        counts = (_("Count"), _("Share"))
        cells = tuple(short_label(key) for key in report_bars.CELLS)
        self.cards = {
            CAUSE: BarCard(_("Causes"), Heads(_("Cause"), (*counts, _("Cumulative")))),
            "scores": BarCard(_("Satisfaction"), Heads(_("Satisfaction"), counts)),
            **{
                key: BarCard(_(BY[key]), Heads(_(DIMENSIONS[key]), counts, cells))
                for key in _GROUPS
            },
            "repeated": BarCard(
                _("Complained repeatedly"),
                Heads(_("Customer"), (_("Phone"),), (_("In this period"), _("In twelve months"))),
            ),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QWidget()
        even = EvenLayout(_CARD, 2, 10)
        grid.setLayout(even)
        for card in self.cards.values():
            even.addWidget(card)
            card.chosen.connect(self.chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 8)
        layout.setSpacing(10)
        for part in (self.title, self.tiles, self.empty, self.trend, grid):
            layout.addWidget(part)
        layout.addStretch(1)
        self.tiles.chosen.connect(self.chosen)
        self.chart.chosen.connect(self.chosen)

    def show_report(self, report: Report) -> None:
        """Show the figures of a period."""
        count = report.total.count("received")
        self.title.setText(title_of(report.period))
        self.tiles.show_tiles(words.tiles(report), words.further(report))
        self.tiles.setVisible(bool(count) or bool(report.flow.before.count))
        self.empty.setVisible(not count)
        self.empty.set_content(
            "check",
            _("There were no complaints in this time."),
            hint=_("Figures appear here with the first complaint that is received in it."),
        )
        self.chart.set_pillars(words.trend(report))
        self.trend.setVisible(any(one.figures.count("received") for one in report.trend))
        self.cards[CAUSE].show_bars(report_bars.causes(report))
        self.cards[CAUSE].show_rest(report_bars.without_cause(report))
        scored = report.total.count("satisfaction") or report.total.count("unreached")
        self.cards["scores"].show_bars(report_bars.scores(report) if scored else (), _mean(report))
        for key in _GROUPS:
            self.cards[key].show_bars(report_bars.groups(report, _told(report.groups[key])))
        self.cards["repeated"].show_bars(report_bars.repeaters(report), _further_people(report))

    def set_low(self, low: bool) -> None:
        """Leave the title out of a low window, where the chosen period stands over it."""
        self.title.setVisible(not low)
        self.empty.setMinimumHeight(_LOW_EMPTY if low else _EMPTY)

    def forget_more(self) -> None:
        """Show the first lines of each card alone; another period has other ones."""
        for card in self.cards.values():
            card.forget_more()


def _told(found: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups, or none where nothing was given at all."""
    return found if any(one.key for one in found) else ()


def _mean(report: Report) -> str:
    value = show_value(report.total, "satisfaction", report.day_minutes)
    count = report.total.count("satisfaction")
    text = ngettext(
        "On average {mean} of 5, from {count} score.",
        "On average {mean} of 5, from {count} scores.",
        count,
    )
    return text.format(mean=value, count=f"{count:,}") if count else ""


def _further_people(report: Report) -> str:
    more = report.repeaters - len(report.repeated)
    text = ngettext("{count} more customer.", "{count} more customers.", more)
    return text.format(count=f"{more:,}") if more > 0 else ""
