"""Pages as they will be on paper, to look at: one below the other, larger or smaller."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.page_press import Prepared

_GAP: Final = 14
_STEP: Final = 1.2
_SMALLEST, _LARGEST = 0.4, 12.0
_KEPT: Final = 12
_LINE: Final = 60

PAGE, WIDTH = "page", "width"


@dataclass(frozen=True, slots=True)
class PageWish:
    """A page that came into view, and the size in which its picture is wanted."""

    prepared: Prepared
    number: int
    size: QSize
    ratio: float


class PaperView(QAbstractScrollArea):
    """Shows prepared pages; `wished` asks for the picture of a page that comes into view.

    Until it is there, the page is blank, or shown as it was. `turned` tells the page.
    """

    turned = Signal(int)
    wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared: Prepared | None = None
        self._fit = PAGE
        self._scale = 2.0
        self._pictures: OrderedDict[int, tuple[PageWish, QPixmap]] = OrderedDict()
        self._asked: dict[int, PageWish] = {}
        self._message = plain.label("", "muted", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setParent(self.viewport())
        self._message.hide()
        self.setAccessibleName(_("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "boxed")
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._scrolled())

    # What is shown

    def show_pages(self, prepared: Prepared) -> None:
        """Show other pages, at the same place where there is one."""
        page = self.current_page()
        self._prepared = prepared
        self._message.hide()
        self._asked.clear()
        for number in [one for one in self._pictures if one > prepared.count]:
            del self._pictures[number]
        self._arrange()
        self.show_page(page)

    def show_picture(self, wish: PageWish, picture: QImage) -> None:
        """Show the picture of a page, unless other pages are shown by now."""
        if self._prepared is None or wish.prepared.number != self._prepared.number:
            return
        self._asked.pop(wish.number, None)
        if picture.isNull():
            return
        self._pictures[wish.number] = (wish, QPixmap.fromImage(picture))
        self._pictures.move_to_end(wish.number)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def show_message(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._prepared = None
        self._pictures.clear()
        self._message.setText(text)
        self._message.show()
        self._arrange()
        self.turned.emit(0)

    def page_count(self) -> int:
        """Return how many pages there are."""
        return self._prepared.count if self._prepared else 0

    def current_page(self) -> int:
        """Return the page at the top of the view, 1-based; 0 when there is none."""
        if not self.page_count():
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(1, min(middle // self._pitch() + 1, self.page_count()))

    def show_page(self, number: int) -> None:
        """Go to a page, 1-based; a number beyond the ends goes to the end."""
        number = max(1, min(number, self.page_count()))
        self.verticalScrollBar().setValue((number - 1) * self._pitch())
        self._scrolled()

    def step(self, pages: int) -> None:
        """Turn pages forward, or back."""
        self.show_page(self.current_page() + pages)

    # How large

    def larger(self) -> None:
        """Make the pages larger."""
        self._resize_to(self._scale * _STEP, "")

    def smaller(self) -> None:
        """Make the pages smaller."""
        self._resize_to(self._scale / _STEP, "")

    def fit(self, what: str = PAGE) -> None:
        """Let the whole page fit into the view, or its width."""
        self._resize_to(self._scale, what)

    @property
    def scale(self) -> float:
        """Screen points for each millimetre."""
        return self._scale

    def _resize_to(self, scale: float, fit: str) -> None:
        page = self.current_page()
        self._fit = fit
        self._set_scale(scale)
        self._arrange()
        self.show_page(page)

    def _arrange(self) -> None:
        if self._prepared is not None and self._fit:
            setup, room = self._prepared.document.page, self.viewport().size()
            across = (room.width() - 2 * _GAP) / setup.width_mm
            down = (room.height() - 2 * _GAP) / setup.height_mm
            self._set_scale(min(across, down) if self._fit == PAGE else across)
        size = self._page_size()
        view = self.viewport().size()
        whole = self.page_count() * self._pitch() + _GAP
        self.verticalScrollBar().setRange(0, max(0, whole - view.height()))
        self.verticalScrollBar().setPageStep(max(1, view.height()))
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setRange(0, max(0, size.width() + 2 * _GAP - view.width()))
        self.horizontalScrollBar().setPageStep(max(1, view.width()))
        self._message.setGeometry(self.viewport().rect().adjusted(24, 24, -24, -24))
        self.viewport().update()

    def _set_scale(self, scale: float) -> None:
        self._scale = max(_SMALLEST, min(scale, _LARGEST))

    def _page_size(self) -> QSize:
        if self._prepared is None:
            return QSize(1, 1)
        setup = self._prepared.document.page
        return QSize(round(setup.width_mm * self._scale), round(setup.height_mm * self._scale))

    def _pitch(self) -> int:
        # A page that fits has the view for itself.
        height = self._page_size().height() + _GAP
        return max(height, self.viewport().height()) if self._fit == PAGE else height

    def _place(self, number: int) -> QRect:
        size = self._page_size()
        view = self.viewport()
        left = max(_GAP, (view.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = (number - 1) * self._pitch() - self.verticalScrollBar().value()
        above = (self._pitch() - size.height()) // 2 if self._fit == PAGE else _GAP
        return QRect(QPoint(left, top + above), size)

    def _scrolled(self) -> None:
        self.viewport().update()
        self.turned.emit(self.current_page())

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in view on a darker ground."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("sunken"))
        for number in range(1, self.page_count() + 1):
            place = self._place(number)
            if place.top() > event.rect().bottom():
                break
            if place.bottom() >= event.rect().top():
                painter.setPen(theme.colour("border"))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
                self._paint_page(painter, place, number)
        painter.end()

    def _paint_page(self, painter: QPainter, place: QRect, number: int) -> None:
        assert self._prepared is not None
        wish = PageWish(self._prepared, number, place.size(), self.devicePixelRatioF())
        shown, picture = self._pictures.get(number, (None, None))
        if shown != wish and self._asked.get(number) != wish:
            self._asked[number] = wish
            self.wished.emit(wish)
        if picture is None:
            painter.fillRect(place, Qt.GlobalColor.white)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new size."""
        super().resizeEvent(event)
        page = self.current_page()
        self._arrange()
        if self._fit:
            self.show_page(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the pages."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.show_page(1)
        elif key == Qt.Key.Key_End:
            self.show_page(self.page_count())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (_LINE if key == Qt.Key.Key_Down else -_LINE))
        else:
            super().keyPressEvent(event)
