"""Pages are laid out in any thread, and shown one below the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from crmdesk.core.reports.document import Box, Document, Look, PageSetup, PlacedPage, Text
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.core.reports.visit_sheet import VisitDay, build_day_sheet
from crmdesk.ui.kit.page_press import PagePress, Prepared
from crmdesk.ui.kit.paper_view import WIDTH, PageWish, PaperView
from crmdesk.ui.kit.tasks import Tasks

MONDAY = dt.date(2026, 11, 23)
LINES = tuple(VisitLine(n, "09:30", f"客户{n}", "138", "文三路", "回访", "") for n in range(1, 41))


def _document(count: int = 40) -> Document:
    return build_day_sheet(Look("福星", MONDAY), "", [VisitDay(MONDAY, LINES[:count])])


class Desk:
    """A view whose pages are made as the window for printing does it."""

    def __init__(self, qtbot: QtBot, tasks: Tasks) -> None:
        self.qtbot, self.tasks, self.press, self.view = qtbot, tasks, PagePress(), PaperView()
        qtbot.addWidget(self.view)
        self.view.resize(600, 500)
        self.wishes: list[PageWish] = []
        self.view.wished.connect(self.draw)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def show(self, document: Document) -> None:
        self.tasks.draw(lambda: self.press.prepare(document), self.view.show_pages)
        self.settle()

    def draw(self, wish: PageWish) -> None:
        self.wishes.append(wish)
        self.tasks.draw(
            lambda: self.press.picture(wish.prepared, wish.number, wish.size, wish.ratio),
            lambda picture: self.view.show_picture(wish, picture),
            owner=self.view,
        )

    def settle(self) -> None:
        self.qtbot.waitUntil(self.tasks.idle)
        self.view.grab()
        self.qtbot.waitUntil(self.tasks.idle)

    def picture(self, document: Document, size: QSize, ratio: float = 1.0) -> QImage:
        made: list[QImage] = []
        self.tasks.draw(
            lambda: self.press.picture(self.press.prepare(document), 1, size, ratio), made.append
        )
        self.qtbot.waitUntil(lambda: bool(made))
        return made[0]


@pytest.fixture
def desk(qtbot: QtBot, tasks: Tasks) -> Iterator[Desk]:
    made = Desk(qtbot, tasks)
    made.show(_document())
    yield made
    tasks.draw(made.press.forget)
    qtbot.waitUntil(tasks.idle)


@pytest.fixture
def view(desk: Desk) -> PaperView:
    return desk.view


def _dark(picture: QImage, below: int = 200) -> list[tuple[int, int]]:
    """Return the points of a picture that are dark."""
    return [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if QColor(picture.pixel(x, y)).lightness() < below
    ]


def test_that_pages_made_in_the_background_are_shown(desk: Desk) -> None:
    assert desk.view.page_count() == 6
    desk.settle()
    assert len(_dark(desk.view.grab().toImage(), 120)) > 200


def test_that_only_pages_in_view_are_painted_and_each_once(desk: Desk) -> None:
    desk.settle()
    assert {wish.number for wish in desk.wishes} <= {1, 2}
    before = len(desk.wishes)
    desk.view.viewport().update()
    desk.settle()
    assert len(desk.wishes) == before
    desk.view.show_page(4)
    desk.settle()
    assert 4 in {wish.number for wish in desk.wishes}


def test_that_a_picture_is_as_fine_as_the_screen(desk: Desk) -> None:
    picture = desk.picture(_document(), QSize(200, 141), 2.0)
    assert picture.size() == QSize(400, 282)
    assert picture.devicePixelRatio() == 2.0


def test_that_an_outdated_page_is_not_painted(desk: Desk) -> None:
    old: list[Prepared] = []
    desk.tasks.draw(lambda: desk.press.prepare(_document()), old.append)
    desk.show(_document(3))
    made: list[QImage] = []
    desk.tasks.draw(lambda: desk.press.picture(old[0], 1, QSize(20, 14), 1.0), made.append)
    desk.qtbot.waitUntil(lambda: bool(made))
    assert made[0].isNull()


def test_that_the_pages_are_turned_by_keyboard(qtbot: QtBot, view: PaperView) -> None:
    told: list[int] = []
    view.turned.connect(told.append)
    view.step(1)
    assert view.current_page() == told[-1] == 2
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_page() == 6
    view.step(1)
    assert view.current_page() == 6
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_page() == told[-1] == 1


def test_that_the_place_is_kept_when_the_pages_or_their_size_change(desk: Desk) -> None:
    view = desk.view
    view.show_page(4)
    view.larger()
    assert view.current_page() == 4
    desk.show(_document())
    assert view.current_page() == 4
    view.fit(WIDTH)
    assert view.current_page() == 4
    desk.show(_document(8))
    assert view.current_page() == view.page_count() == 2


def test_that_the_zoom_has_its_ends_and_fits_again(view: PaperView) -> None:
    whole = view.scale
    for _step in range(30):
        view.larger()
    assert view.scale == 12.0
    for _step in range(60):
        view.smaller()
    assert view.scale == 0.4
    view.fit()
    assert view.scale == whole


def test_that_a_message_takes_the_place_of_pages(view: PaperView) -> None:
    told: list[int] = []
    view.turned.connect(told.append)
    view.show_message("<b>Nothing</b> to print.")
    assert view.page_count() == 0
    assert told[-1] == 0


def test_that_what_is_placed_lies_where_it_is_placed(desk: Desk) -> None:
    box = Box(100.0, 200.0, 50.0, 20.0, (Text("■■■■", strong=True, large=True),))
    page = PageSetup(margins_mm=(0.0, 0.0, 0.0, 0.0))
    document = Document("t", "en", page=page, template="labels", placed=(PlacedPage((box,)),))
    dark = _dark(desk.picture(document, QSize(210, 297)), 150)
    assert dark
    assert all(99 <= x <= 150 and 199 <= y <= 220 for x, y in dark)
