"""One customer is greeted from the file or from the start page, for the birthday or a festival."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.occasions import GreetingRow
from crmdesk.core.i18n import _
from crmdesk.core.services import occasions
from crmdesk.ui.kit import notices
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.greeting_card import GreetingCard
from crmdesk.ui.parts.greeting_words import how_far, occasion_name


class GreetingDialog(Dialog):
    """The greeting of one customer; with several occasions one is chosen above it."""

    def __init__(self, desk: Desk, rows: Sequence[GreetingRow], parent: QWidget) -> None:
        super().__init__(parent, _("Greeting"))
        today = desk.workspace.clock.today()
        self._rows = rows
        self.occasion = ChoiceBox(
            [
                (str(place), f"{occasion_name(row)} · {how_far(row.on, today)}")
                for place, row in enumerate(rows)
            ]
        )
        self.occasion.setAccessibleName(_("Occasion"))
        self.occasion.set_key("0")
        self.occasion.setVisible(len(rows) > 1)
        self.card = GreetingCard(desk)
        self.body.addWidget(self.occasion)
        self.body.addWidget(self.card)
        self.occasion.changed.connect(self._choose)
        self.card.finished.connect(self.accept)
        self.card.show_row(rows[0])

    def _choose(self) -> None:
        self.card.show_row(self._rows[int(self.occasion.key() or 0)])


def greet(desk: Desk, parent: QWidget, customer_id: int, name: str) -> None:
    """Open the greeting of a customer for the next birthday or a festival that is near."""
    workspace = desk.workspace

    def opened(rows: Sequence[GreetingRow]) -> None:
        if not rows:
            notices.show_notice(
                parent,
                _("There is nothing to greet {name} for now.").format(name=name),
                _("A birthday in the file, or a festival of the next days, makes it possible."),
            )
            return
        dialog = GreetingDialog(desk, rows, parent)
        dialog.open()
        dialog.card.text.setFocus(Qt.FocusReason.OtherFocusReason)

    desk.tasks.read(
        lambda: occasions.for_customer(workspace, customer_id), opened, desk.trouble, owner=parent
    )
