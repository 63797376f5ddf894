"""Pages as they will be on paper, to look at: one below the other, larger or smaller."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
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
from crmdesk.ui.kit.prepared import Prepared

_GAP: Final = 14
_STEP: Final = 1.2
_SMALLEST, _LARGEST = 0.4, 12.0
_KEPT: Final = 12
_LINE: Final = 60

PAGE, WIDTH = "page", "width"


class PaperView(QAbstractScrollArea):
    """Shows prepared pages; each is painted when it comes into view. `turned` tells the page."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared: Prepared | None = None
        self._fit = PAGE
        self._scale = 2.0
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
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
        self._pictures.clear()
        self._arrange()
        self.show_page(page)

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
        return self._prepared.pages.count if self._prepared else 0

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

    def zoom(self, factor: float) -> None:
        """Make the pages larger or smaller."""
        self._fit = ""
        self._resize_to(self._scale * factor)

    def larger(self) -> None:
        """Make the pages larger."""
        self.zoom(_STEP)

    def smaller(self) -> None:
        """Make the pages smaller."""
        self.zoom(1 / _STEP)

    def fit(self, what: str = PAGE) -> None:
        """Let the whole page fit into the view, or its width."""
        self._fit = what
        self._resize_to(self._scale)

    @property
    def scale(self) -> float:
        """Screen points for each millimetre."""
        return self._scale

    def _resize_to(self, scale: float) -> None:
        page = self.current_page()
        self._scale = max(_SMALLEST, min(scale, _LARGEST))
        self._arrange()
        self.show_page(page)

    def _arrange(self) -> None:
        if self._prepared is not None and self._fit:
            setup, room = self._prepared.document.page, self.viewport().size()
            across = (room.width() - 2 * _GAP) / setup.width_mm
            down = (room.height() - 2 * _GAP) / setup.height_mm
            self._set_scale(min(across, down) if self._fit == PAGE else across)
        self._pictures.clear()
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
                painter.drawPixmap(place, self._picture(number))
        painter.end()

    def _picture(self, number: int) -> QPixmap:
        found = self._pictures.get(number)
        if found is None:
            assert self._prepared is not None
            found = self._prepared.picture(number, self._page_size(), self.devicePixelRatioF())
            self._pictures[number] = found
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        return found

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
