"""The shop's particulars, as they stand on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.i18n import _
from crmdesk.core.services import shop
from crmdesk.core.services.shop import ShopSettings
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.card import SavedCard


class ShopCard(SavedCard):
    """Name, phone, address and paper of the shop; kept in the database with Save."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("The shop"), parent)
        self._kept = ShopSettings()
        self.name = QLineEdit()
        self.phone = QLineEdit()
        self.address = QLineEdit()
        self.paper = ChoiceBox([("A4", "A4"), ("Letter", "Letter")])
        form = Form(columns=2)
        form.add(_("Shop name"), self.name, hint=_("It stands at the top of every printed sheet."))
        form.add(_("Phone"), self.phone)
        form.add(_("Address"), self.address, wide=True)
        form.add(_("Paper"), self.paper)
        self.body.addWidget(form)
        self.body.addWidget(self.problem)
        self.add_save(tip=_("Save (Ctrl+S)"))
        for line in (self.name, self.phone, self.address):
            line.textChanged.connect(self._changed)
            line.returnPressed.connect(self.save)
        self.paper.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the shop's settings, unless something was typed that is not saved yet."""
        workspace = self._desk.workspace
        if self.written() == self._kept or not self.save_button.isEnabled():
            self._desk.tasks.read(lambda: shop.settings(workspace), self._show, key=(self, "shop"))

    def written(self) -> ShopSettings:
        """Return what the fields say."""
        return ShopSettings(
            shop_name=self.name.text().strip(),
            phone=self.phone.text().strip(),
            address=self.address.text().strip(),
            paper=self.paper.key() or self._kept.paper,
        )

    def save(self) -> None:
        """Keep what the fields say."""
        if not self.save_button.isEnabled():
            return
        workspace, wanted = self._desk.workspace, self.written()
        self._tell("")
        self.keep(lambda: shop.save(workspace, wanted), lambda: self._remember(wanted))

    def _remember(self, saved: ShopSettings) -> None:
        self._kept = saved

    def _show(self, found: ShopSettings) -> None:
        self._kept = found
        self.name.setText(found.shop_name)
        self.phone.setText(found.phone)
        self.address.setText(found.address)
        self.paper.set_key(found.paper)
        self._changed()

    def _changed(self) -> None:
        self.save_button.setEnabled(self.written() != self._kept)
