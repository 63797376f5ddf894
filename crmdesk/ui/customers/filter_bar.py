"""The filters over the customer list: compact drop-downs, and one button that clears them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.domain.custom_fields import NO, YES
from crmdesk.core.domain.customer import KINDS, CustomerQuery
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.customers.filter_menu import Filter
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout

WITHIN_DAYS: Final = (7, 30, 90)
SILENT_DAYS: Final = (30, 90, 180, 365)
_OWN: Final = {True: YES, False: NO}


class FilterBar(QWidget):
    """All filters of the list; `changed` is emitted once per change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters: dict[str, Filter] = {}
        self._own: list[str] = []
        self._made_by: int | None = None
        self._changed_by: int | None = None
        layout = FlowLayout(spacing=2)
        self.setLayout(layout)
        self.chip = button("", self._drop_chip, icon="close", kind="quiet")
        self.chip.setToolTip(plain.tip(_("Show all customers again")))
        self.chip.setProperty("chosen", True)
        # The cross stands behind the words, as on every label that can be taken away.
        self.chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.chip.hide()
        layout.addWidget(self.chip)
        for key in ("kind", "grade", "stage", "tags", "source", "staff", "district"):
            self._add(key, BY_KEY[key].show())
        self._add("birthday", BY_KEY["birthday"].show(), many=False)
        self._add("contact", BY_KEY["last_contact"].show(), many=False)
        self._add("stay_days", _("Own interval"), many=False)
        self.due = button(_("Due"), self._due_clicked, kind="quiet", icon="clock")
        self.due.setToolTip(plain.tip(_("Only customers with a follow-up due today or overdue")))
        self.due.setCheckable(True)
        layout.addWidget(self.due)
        self.clear_button = button(_("Clear all"), self.clear, kind="link", icon="close")
        layout.addWidget(self.clear_button)
        self._fixed_lists()
        self._show_clear()

    def set_lists(self, lists: Lists) -> None:
        """Offer the values of the shop."""
        for key, pairs in (
            ("grade", lists.grades),
            ("stage", lists.stages),
            ("tags", lists.tags),
            ("source", lists.sources),
            ("staff", lists.staff),
            ("district", lists.districts),
        ):
            self.filters[key].set_pairs(pairs)
        for key in ("tags", "staff", "district"):  # a new shop has none of these yet
            one = self.filters[key]
            one.setVisible(bool(one.chosen() or lists.named(key)))
        stay = self.filters["stay_days"]
        stay.setVisible(bool(stay.chosen()) or lists.own_intervals)
        self._offer_own(lists)

    def adopt(self, query: CustomerQuery, title: str) -> None:
        """Filter as a query does; `title` names what has no drop-down here."""
        contact = ""
        if query.silent_days is not None:
            contact = f"silent-{query.silent_days}"
        elif query.contact_within_days is not None:
            contact = f"within-{query.contact_within_days}"
        month = str(query.birthday_month) if query.birthday_month else ""
        for key, codes in (
            ("kind", query.kinds),
            ("grade", query.grades),
            ("stage", query.stages),
            ("tags", query.tags),
            ("source", query.sources),
            ("staff", query.staff),
            ("district", query.districts),
            ("birthday", (month,) if month else ()),
            ("contact", (contact,) if contact else ()),
            ("stay_days", () if query.own_interval is None else (_OWN[query.own_interval],)),
            *((key, dict(query.custom).get(key, ())) for key in self._own),
        ):
            self.filters[key].choose(codes, quietly=True)
        self.due.setChecked(query.due)
        self._set_chip(query.made_by, query.changed_by, title)
        self._tell()

    def apply(self, query: CustomerQuery) -> CustomerQuery:
        """Return the query narrowed by the filters."""
        chosen = {key: one.chosen() for key, one in self.filters.items()}
        contact = chosen["contact"][0] if chosen["contact"] else ""
        side, _dash, days = contact.partition("-")
        return replace(
            query,
            kinds=chosen["kind"],
            grades=chosen["grade"],
            stages=chosen["stage"],
            tags=chosen["tags"],
            sources=chosen["source"],
            staff=chosen["staff"],
            districts=chosen["district"],
            made_by=self._made_by,
            changed_by=self._changed_by,
            custom=tuple((key, chosen[key]) for key in self._own if chosen[key]),
            own_interval=chosen["stay_days"][0] == YES if chosen["stay_days"] else None,
            birthday_month=int(chosen["birthday"][0]) if chosen["birthday"] else None,
            contact_within_days=int(days) if side == "within" else None,
            silent_days=int(days) if side == "silent" else None,
            due=self.due.isChecked(),
        )

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, in order."""
        own = [self.filters[key] for key in self._own]
        others = [one for one in self.filters.values() if one not in own]
        return [self.chip, *others, *own, self.due, self.clear_button]

    def count(self) -> int:
        """Return how many filters are set."""
        chosen = sum(bool(one.chosen()) for one in self.filters.values())
        return chosen + self.due.isChecked() + self._has_chip()

    def clear(self) -> None:
        """Let everything through again."""
        if not self.count():
            return
        for one in self.filters.values():
            one.choose((), quietly=True)
        self.due.setChecked(False)
        self._set_chip(None, None, "")
        self._tell()

    def _offer_own(self, lists: Lists) -> None:
        """Offer a filter for each of the owner's own fields that has one, in their order."""
        wanted = {one.key: one for one in lists.catalogue.fields if one.own and one.filter}
        gone = [self.filters.pop(key) for key in self._own if key not in wanted]
        for key, field in wanted.items():
            if key not in self.filters:
                self._add(key, field.show())
            self.filters[key].set_title(field.show())
            self.filters[key].set_pairs(lists.answers(field))
        if list(wanted) == self._own:
            return
        self._own = list(wanted)
        layout = self.layout()
        assert layout is not None
        for widget in self.stops()[1:]:
            layout.removeWidget(widget)
            layout.addWidget(widget)
        for one, after in pairwise(self.stops()):
            self.setTabOrder(one, after)
        for one in gone:
            removal.remove(one, layout=layout)
        if any(one.chosen() for one in gone):
            self._tell()

    def _has_chip(self) -> bool:
        return self._made_by is not None or self._changed_by is not None

    def _set_chip(self, made_by: int | None, changed_by: int | None, title: str) -> None:
        self._made_by, self._changed_by = made_by, changed_by
        self.chip.setText(plain.caption(plain.one_line(title)[:40]))
        self.chip.setVisible(self._has_chip())

    def _drop_chip(self) -> None:
        self._set_chip(None, None, "")
        self._tell()

    def _add(self, key: str, title: str, *, many: bool = True) -> None:
        made = Filter(title, many=many)
        made.changed.connect(self._tell)
        self.filters[key] = made
        self._place(made)

    def _place(self, widget: QWidget) -> None:
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def _fixed_lists(self) -> None:
        self.filters["kind"].set_pairs([(code, _(text)) for code, text in KINDS.items()])
        months = [(str(number), _(name)) for number, name in enumerate(MONTH_NAMES, 1)]
        self.filters["birthday"].set_pairs(months)
        pairs = [(f"within-{days}", _within(days)) for days in WITHIN_DAYS]
        pairs += [(f"silent-{days}", _silent(days)) for days in SILENT_DAYS]
        self.filters["contact"].set_pairs(pairs)
        self.filters["stay_days"].set_pairs([(YES, _("Yes")), (NO, _("No"))])

    def _due_clicked(self) -> None:
        self._tell()

    def _tell(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.count() > 0)


def _within(days: int) -> str:
    return ngettext("in the last {count} day", "in the last {count} days", days).format(count=days)


def _silent(days: int) -> str:
    return ngettext("none for {count} day", "none for {count} days", days).format(count=days)
