"""The quiet line that says a customer may be here already; it never stands in the way."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.customer import PHONE_KINDS, Customer, Lookalike
from crmdesk.core.i18n import _
from crmdesk.core.services import customers
from crmdesk.ui.kit import plain, removal, theme
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk

PAUSE_MS: Final = 200
MOST: Final = 3


class AlikeNotice(QFrame):
    """Looks for existing customers while a name or phone is typed, and offers to open them."""

    open_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", "warning")
        self._desk = desk
        self._customer = Customer()
        self._found: tuple[Lookalike, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 8, 4)
        self._column.setSpacing(0)
        self._pause = pause(self, PAUSE_MS, self._ask)
        self.hide()

    def look(self, customer: Customer) -> None:
        """Look again shortly, for the customer as it is typed now."""
        self._customer = customer
        self._pause.start()

    def rest(self) -> None:
        """Do not look until the next change."""
        self._pause.stop()

    def forget(self) -> None:
        """Show nothing, and drop an answer that is on its way."""
        self._pause.stop()
        self._customer = Customer()
        self._desk.tasks.read(list, self._answer, key=(self, "alike"))
        self._show([])

    def found(self) -> tuple[Lookalike, ...]:
        """Return the customers that are named."""
        return self._found

    def _ask(self) -> None:
        customer, workspace = self._customer, self._desk.workspace
        phones = [method.value for method in customer.methods if method.kind in PHONE_KINDS]
        name = customer.name.strip()
        wechat, emails = customer.first("wechat"), customer.all("email")

        def ask() -> list[Lookalike]:
            if not (name or phones or wechat or emails):
                return []
            return customers.lookalikes(
                workspace,
                name=name,
                phones=phones,
                wechat=wechat,
                emails=emails,
                birthday=customer.birthday.to_text() if customer.birthday else "",
                exclude=customer.id,
            )

        self._desk.tasks.read(ask, self._answer, key=(self, "alike"))

    def _answer(self, found: list[Lookalike]) -> None:
        self._show(found[:MOST])

    def _show(self, found: list[Lookalike]) -> None:
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        removal.clear(self._column)
        for one in found:
            self._column.addWidget(self._line(one))
        certain = any(one.certain for one in found)
        theme.mark(self, "tone", "warning" if certain else "info")
        self.setVisible(bool(found))

    def _line(self, one: Lookalike) -> QWidget:
        who = " ".join(part for part in (plain.one_line(one.name)[:60], one.mobile) if part)
        text = _("Possibly already here: {who} ({reason})").format(who=who, reason=one.reason)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain.label(text, wrap=True), 1)
        row.addWidget(
            button(_("Open existing"), partial(self.open_asked.emit, one.id), kind="link")
        )
        return made
