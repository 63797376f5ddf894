"""The occasions a shop greets for: lead days of birthdays, regions, and festivals by grade."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from crmdesk.core.domain.choices import GRADE, Choice
from crmdesk.core.domain.festivals import REGIONS, next_day, to_greet
from crmdesk.core.domain.occasions import Care, OccasionSettings, read_lead_days, show_lead_days
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import choices, occasion_settings
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.settings.card import SavedCard


@dataclass(frozen=True, slots=True)
class _Read:
    settings: OccasionSettings
    grades: tuple[Choice, ...]


class OccasionsCard(SavedCard):
    """Kept in the database with Save; nothing is greeted for that is not chosen here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Birthdays and festivals"), parent)
        self._kept = OccasionSettings(())
        self._cares: dict[str, Care] = {}
        self._order: list[str] = []
        self.leads = QLineEdit()
        self.regions = {key: QCheckBox(_(name)) for key, name in REGIONS.items()}
        self.list = CardList(click_chooses=False)
        self.list.setMinimumHeight(230)
        self.grades: dict[str, QCheckBox] = {}
        self._grade_row = FlowLayout(spacing=12)
        self.days = NumberBox(0, 60)
        self.days.setAccessibleName(_("Days before the festival"))
        self.toggle_button = button(
            _("Greet for it"), self.toggle, tip=_("Greet for it, or not (Space in the list)")
        )
        self._lay_out()
        action_inside(self.list, _("Greet for it"), self.toggle, "Space")
        self.leads.textChanged.connect(self._changed)
        self.leads.returnPressed.connect(self.save)
        for box in self.regions.values():
            box.toggled.connect(self._regions_changed)
        self.days.valueChanged.connect(self._care_changed)
        self.list.current_changed.connect(lambda _card: self._show_care())
        self.list.chosen.connect(lambda _card: self.toggle())
        self.refresh()

    def _lay_out(self) -> None:
        form = Form(columns=1)
        form.add(
            _("Bring a birthday to mind so many days before"),
            self.leads,
            hint=_("Such as 14, 7, 1, 0: 0 is the day itself."),
        )
        where = QWidget()
        row = FlowLayout(where, 16)
        row.setContentsMargins(0, 0, 0, 0)
        for box in self.regions.values():
            row.addWidget(box)
        form.add(_("Festivals of"), where)
        self.body.addWidget(form)
        self.body.addWidget(plain.label(_("Festivals you greet for"), "label"))
        self.body.addWidget(
            plain.label(
                _(
                    "The customers are spread over the open days before the festival, the first"
                    " grade first."
                ),
                "hint",
                wrap=True,
            )
        )
        self.body.addWidget(self.list)
        above = FlowLayout(spacing=8)
        above.addWidget(self.toggle_button)
        self.body.addLayout(above)
        care = Form(columns=2)
        who = QWidget()
        who.setLayout(self._grade_row)
        self._grade_row.setContentsMargins(0, 0, 0, 0)
        care.add(_("Customers of grade"), who)
        care.add(_("Begin so many days before"), self.days)
        self._care_form = care
        self.body.addWidget(care)
        self.body.addWidget(self.problem)
        self.add_save()

    def refresh(self) -> None:
        """Read the settings, unless something was changed that is not saved yet."""
        if self.save_button.isEnabled():
            return
        workspace = self._desk.workspace

        def read() -> _Read:
            grades = choices.choices(workspace, GRADE, counted=False)
            return _Read(occasion_settings.settings(workspace), tuple(grades))

        self._desk.tasks.read(read, self._show, key=(self, "occasions"))

    def written(self) -> OccasionSettings | None:
        """Return what the card says, or None while the lead days cannot be read."""
        try:
            leads = read_lead_days(self.leads.text())
        except BadValue as bad:
            self._tell(str(bad))
            return None
        self._tell("")
        regions = tuple(key for key, box in self.regions.items() if box.isChecked())
        return OccasionSettings(regions, leads, tuple(self._cares.values()))

    def toggle(self) -> None:
        """Greet for the chosen festival, or not any more."""
        key = self.current()
        if key is None:
            return
        if key in self._cares:
            del self._cares[key]
        else:
            first = list(self.grades)[:2]
            self._cares[key] = Care(key, tuple(first))
        self._draw()
        self._changed()

    def current(self) -> str | None:
        """Return the key of the chosen festival."""
        card = self.list.current()
        return str(card.id) if card is not None else None

    def save(self) -> None:
        """Keep what the card says."""
        wanted, workspace = self.written(), self._desk.workspace
        if wanted is None or not self.save_button.isEnabled():
            return
        self.keep(lambda: occasion_settings.save(workspace, wanted), lambda: self._remember(wanted))

    def _remember(self, saved: OccasionSettings) -> None:
        self._kept = saved

    def _show(self, found: _Read) -> None:
        self._kept = found.settings
        self._cares = {care.festival: care for care in found.settings.cares}
        self._grade_row.clear()
        self.grades = {one.code: QCheckBox(plain.caption(one.show())) for one in found.grades}
        for box in self.grades.values():
            box.toggled.connect(self._care_changed)
            self._grade_row.addWidget(box)
        with QSignalBlocker(self.leads):
            self.leads.setText(show_lead_days(found.settings.lead_days))
        for key, region in self.regions.items():
            with QSignalBlocker(region):
                region.setChecked(key in found.settings.regions)
        self._draw()
        self._changed()

    def _draw(self) -> None:
        today = self._desk.workspace.clock.today()
        regions = [key for key, box in self.regions.items() if box.isChecked()]
        known = to_greet(regions)
        chosen = self.current()
        if set(known) != set(self._order):
            # Chosen ones first, each half as in the year; nothing moves while one chooses.
            self._order = sorted(known, key=lambda key: key not in self._cares)
        cards = [self._card(key, known[key], today, regions) for key in self._order]
        self.list.set_items(cards)
        if chosen is None or not self.list.select_id(chosen, scroll=False):
            self.list.select_id(cards[0].id if cards else None, scroll=False)
        self._show_care()

    def _card(self, key: str, name: str, today: dt.date, regions: Sequence[str]) -> CardItem:
        care = self._cares.get(key)
        coming = next_day(key, today, regions)
        return CardItem(
            id=key,
            title=name,
            subtitle=self._care_words(care) if care else _("not greeted for"),
            right=show_day(coming.day, today) if coming else "",
            icon="check" if care else "star",
            icon_tone="success" if care else "muted",
            dim=care is None,
        )

    def _care_words(self, care: Care) -> str:
        labels = [box.text() for code, box in self.grades.items() if code in care.grades]
        words = ngettext(
            "{grades} · from {count} day before", "{grades} · from {count} days before", care.days
        )
        return words.format(grades=", ".join(labels) or _("nobody"), count=care.days)

    def _show_care(self) -> None:
        key = self.current()
        care = self._cares.get(key or "")
        self._care_form.setEnabled(care is not None)
        for code, box in self.grades.items():
            with QSignalBlocker(box):
                box.setChecked(care is not None and code in care.grades)
        with QSignalBlocker(self.days):
            self.days.setValue(care.days if care else Care("").days)
        self.toggle_button.setEnabled(key is not None)
        words = _("Do not greet for it") if care else _("Greet for it")
        self.toggle_button.setText(plain.caption(words))

    def _care_changed(self) -> None:
        key = self.current()
        if key is None or key not in self._cares:
            return
        grades = tuple(code for code, box in self.grades.items() if box.isChecked())
        self._cares[key] = dataclasses.replace(
            self._cares[key], grades=grades, days=self.days.value()
        )
        self._draw()
        self._changed()

    def _regions_changed(self) -> None:
        self._draw()
        self._changed()

    def _changed(self) -> None:
        wanted = self.written()
        self.save_button.setEnabled(wanted is not None and wanted != self._kept)
