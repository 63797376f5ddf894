"""What is picked for a print: one of several choices, customers, or a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from crmdesk.core.domain.due_dates import parse_due
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.label_sheets import USUAL_SHEETS
from crmdesk.core.services.print_options import PrintOptions, Style, paper_of
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.parts.print_controls import Control
from crmdesk.ui.parts.print_data import PrintData

_VISIT_DAYS: Final = (1, 7, 14, 28)
_BIRTHDAY_DAYS: Final = (7, 14, 30, 90, 365)
# 0 is the month the first day lies in.
_COMPLAINT_DAYS: Final = (0, 7, 30, 90, 365)
_DAYS: Final = {"birthdays": _BIRTHDAY_DAYS, "complaints": _COMPLAINT_DAYS}


class Pick(Control):
    """One of several values of an option."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[Any, str]],
        offered: Callable[[Style], bool],
    ) -> None:
        self.box = ChoiceBox()
        super().__init__(self.box)
        self.label = label
        self._name = name
        self._choices = tuple(choices)
        self._values: dict[str, Any] = {}
        self._usual: Any = None
        self._offered = offered

    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether the choice means something for a style."""
        return self._offered(style)

    def choices(self, style: Style, data: PrintData) -> Sequence[tuple[Any, str]]:
        """Return the values with their words."""
        return self._choices

    def usual(self, style: Style, data: PrintData) -> Any:
        """Return what is shown for a value of nothing."""
        return None

    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Choose the value of the options."""
        choices = self.choices(style, data)
        self._values = {str(value): value for value, _text in choices}
        self.box.set_choices([(str(value), text) for value, text in choices])
        self._usual = self.usual(style, data)
        wanted = [getattr(options, self._name), self._usual]
        if not wanted[0] and wanted[1] is not None:
            wanted.reverse()
        keys = [str(one) for one in wanted if str(one) in self._values]
        self.box.set_key(keys[0] if keys else next(iter(self._values)))

    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with the chosen value."""
        value = self._values[self.box.key() or ""]
        # What is usual need not be said: it follows the shop.
        if value == self._usual and not getattr(options, self._name):
            return options
        chosen: dict[str, Any] = {self._name: value}
        return replace(options, **chosen)


class PickDays(Pick):
    """How many days."""

    def choices(self, style: Style, data: PrintData) -> Sequence[tuple[Any, str]]:
        """Return the numbers of days that suit the style."""
        offered = _DAYS.get(style.subject, _VISIT_DAYS)
        return [(days, _days_text(days)) for days in offered]

    def usual(self, style: Style, data: PrintData) -> Any:
        """Return the usual number of days."""
        return style.usual_days


class PickStaff(Pick):
    """Whose visits."""

    def choices(self, style: Style, data: PrintData) -> Sequence[tuple[Any, str]]:
        """Return everybody, and each of the staff."""
        return [("", _("Everybody")), *((name, name) for name in data.staff)]


class PickLabel(Pick):
    """Which sheet of labels."""

    def usual(self, style: Style, data: PrintData) -> Any:
        """Return the usual sheet of the shop's paper."""
        return USUAL_SHEETS[paper_of(data.paper)]


class PickWho(Control):
    """The customers that were listed or chosen, or all of them."""

    label = N_("Customers")

    def __init__(self, given: PrintOptions) -> None:
        self.box = ChoiceBox()
        super().__init__(self.box)
        self._given = given

    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether there are others than all."""
        given = bool(self._given.ids or self._given.query)
        return style.subject == "customers" and style.key != "emergency" and given

    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Offer those that were given first."""
        count = len(self._given.ids)
        given = _("The chosen ones ({count})").format(count=count) if count else _("As listed")
        self.box.set_choices([("given", given), ("all", _("All customers"))])
        if self.box.key() is None:
            self.box.set_key("given")

    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with those customers."""
        if self.box.key() == "all":
            return replace(options, ids=(), query=None, title="")
        given = self._given
        return replace(options, ids=given.ids, query=given.query, title=given.title)


class PickDate(Control):
    """The first day."""

    label = N_("From")

    def __init__(self, today: Callable[[], dt.date]) -> None:
        self._today = today
        self.edit = DateEdit(lambda text: parse_due(text, today()), today)
        super().__init__(self.edit)

    def on_change(self, told: Callable[[], object]) -> None:
        """Call when another day is chosen."""
        self.edit.date_changed.connect(lambda _date: told())

    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether days are printed."""
        return "days" in style.options

    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Show the first day."""
        self.edit.set_date(options.start or self._today())

    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with the first day."""
        return replace(options, start=self.edit.date() or options.start)


def _days_text(days: int) -> str:
    known = {
        0: N_("The whole month"),
        1: N_("1 day"),
        7: N_("1 week"),
        14: N_("2 weeks"),
        28: N_("4 weeks"),
        30: N_("30 days"),
        90: N_("90 days"),
        365: N_("1 year"),
    }
    return _(known[days])
