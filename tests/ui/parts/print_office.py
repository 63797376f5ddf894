"""A desk with some customers, and the window for printing on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.parts.print_window import PrintWindow
from crmdesk.ui.parts.printing import open_print
from tests.ui.desks import RememberingDesk


class Shop:
    """A desk with some customers, and the window for printing on it."""

    def __init__(self, qtbot: QtBot, desk: RememberingDesk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.ids = [
            desk.add_customer(f"客户{n}", f"138{n:08d}", "A" if n < 3 else "B") for n in range(30)
        ]
        self.window: PrintWindow | None = None

    def open(self, style: str, **what: object) -> PrintWindow:
        window = open_print(self.desk, self.parent, style, **what)
        self.window = window
        self.settle()
        return window

    def settle(self) -> None:
        assert self.window is not None
        self.qtbot.waitUntil(
            lambda: self.desk.tasks.idle() and not self.window.is_waiting()  # type: ignore[union-attr]
        )

    def choose(self, name: str, key: str) -> None:
        assert self.window is not None
        box = self.window.form.control(name)
        assert isinstance(box, ChoiceBox)
        box.set_key(key)
        self.settle()

    def kept(self) -> dict[str, object]:
        return self.desk.settings.views["print"]
