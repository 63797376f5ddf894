"""Choosing how often something comes again, with the next dates shown at once."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.recurrence import Rule, parse_rule, show_rule
from crmdesk.core.domain.rule_parts import LAST, MONTHLY, WEEKLY, YEARLY, made, text_of
from crmdesk.core.domain.series import Repeat
from crmdesk.core.domain.shown_dates import show_days
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.due_fields import due_edit

NEVER: Final = ""
ROLLING: Final = "rolling"
WORDS: Final = "words"
UNTIL: Final = "until"
TIMES: Final = "times"
SHOWN_DATES: Final = 3
USUAL_DAYS: Final = 30
USUAL_TIMES: Final = 10


class RuleEdit(QWidget):
    """The few rules people use, made from the first date; days after a contact; or any in words.

    With `ends` it asks how long it goes on as well; without `rolling` only fixed dates are offered.
    `entered` tells that Enter was pressed in what is written here.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        clock: Clock,
        parent: QWidget | None = None,
        *,
        rolling: bool = True,
        ends: bool = True,
        optional: bool = True,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rolling = rolling
        self._with_ends = ends
        self._optional = optional
        self._start = clock.today()
        self._rules: dict[str, Rule] = {}
        self.choice = ChoiceBox()
        self.days = NumberBox(1, 3660)
        self.days.setValue(USUAL_DAYS)
        self.days.setAccessibleName(_("Days after the last contact"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("e.g. last Friday of the month, every 28 days"))
        self.words.setAccessibleName(_("How often, in words"))
        self.end = ChoiceBox(
            [(NEVER, _("without end")), (UNTIL, _("until a day")), (TIMES, _("so many times"))]
        )
        self.end.setAccessibleName(_("How long it goes on"))
        self.end.set_key(NEVER)
        self.until = due_edit(clock)
        self.until.setAccessibleName(_("Until"))
        self.times = NumberBox(1, 999)
        self.times.setValue(USUAL_TIMES)
        self.times.setAccessibleName(_("How many times"))
        self.preview = plain.label("", "muted", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.choice)
        self._offer()
        for signal in (
            self.choice.changed,
            self.words.textEdited,
            self.days.valueChanged,
            self.end.changed,
            self.until.date_changed,
            self.times.valueChanged,
        ):
            signal.connect(self._changed)
        for line in (self.words, self.until.line, self.days.lineEdit(), self.times.lineEdit()):
            line.returnPressed.connect(self.entered)
        self._changed()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.choice, 3)
        first.addWidget(self.days, 1)
        layout.addLayout(first)
        layout.addWidget(self.words)
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self.end, 3)
        second.addWidget(self.until, 3)
        second.addWidget(self.times, 3)
        layout.addLayout(second)
        layout.addWidget(self.preview)

    def set_start(self, day: dt.date | None) -> None:
        """Offer the rules that suit another first date; the chosen one goes with it."""
        if day is not None and day != self._start:
            self._start = day
            self._offer()
            self._changed()

    def set_repeat(self, repeat: Repeat | None) -> None:
        """Show a rule with its end, or that there is none."""
        rule = repeat.rule if repeat else None
        known = next((key for key, one in self._rules.items() if one == rule), None)
        if rule is None:
            self.choice.set_key(NEVER)
        elif rule.rolling_days and self._rolling:
            self.days.setValue(rule.rolling_days)
            self.choice.set_key(ROLLING)
        elif known is not None:
            self.choice.set_key(known)
        else:
            self.words.setText(show_rule(rule))
            self.choice.set_key(WORDS)
        if repeat is not None and repeat.until is not None:
            self.until.set_date(repeat.until)
            self.end.set_key(UNTIL)
        elif repeat is not None and repeat.most:
            self.times.setValue(repeat.most)
            self.end.set_key(TIMES)
        else:
            self.end.set_key(NEVER)
        self._changed()

    def set_rule(self, rule: Rule | None) -> None:
        """Show a rule without an end, or that there is none."""
        self.set_repeat(Repeat(rule=rule) if rule else None)

    def rule(self) -> Rule | None:
        """Return the rule, None where there is none or the words are not understood."""
        try:
            return self._read()
        except BadValue:
            return None

    def repeat(self) -> Repeat | None:
        """Return the rule with its end; None where there is none or something is not understood."""
        rule = self.rule()
        if rule is None:
            return None
        end = self.end.key() if self._with_ends else NEVER
        return Repeat(
            rule=rule,
            until=self.until.date() if end == UNTIL else None,
            most=self.times.value() if end == TIMES else 0,
        )

    def problem(self) -> str:
        """Return what keeps the rule from being used, or nothing."""
        try:
            rule = self._read()
        except BadValue as error:
            return str(error)
        if rule is None or not self._with_ends or self.end.key() != UNTIL:
            return ""
        if self.until.date() is None:
            return _("Choose the day on which it ends.")
        repeat = self.repeat()
        if repeat is not None and not repeat.dates(self._start, 1):
            return _("It would end before it begins.")
        return ""

    def _read(self) -> Rule | None:
        key = self.choice.key() or NEVER
        if key == ROLLING:
            return Rule(f"AFTER={self.days.value()}")
        if key == WORDS:
            rule = parse_rule(self.words.text(), self._start)
            if rule.rolling_days and not self._rolling:
                raise BadValue(
                    _("Here only fixed dates can come again."), _("Choose a rule such as monthly.")
                )
            return rule
        return self._rules.get(key)

    def _offer(self) -> None:
        self._rules = usual_rules(self._start)
        offered = [(key, sentence(show_rule(rule))) for key, rule in self._rules.items()]
        if self._optional:
            offered.insert(0, (NEVER, _("Does not come again")))
        if self._rolling:
            offered.append((ROLLING, _("Days after the last contact")))
        offered.append((WORDS, _("In words…")))
        before = self.choice.key()
        self.choice.set_choices(offered)
        if before is None:
            self.choice.set_key(offered[0][0])

    def _changed(self) -> None:
        key = self.choice.key() or NEVER
        repeats = bool(key) or not self._optional
        self.days.setVisible(key == ROLLING)
        self.words.setVisible(key == WORDS)
        self.end.setVisible(repeats and self._with_ends)
        self.until.setVisible(self.end.isVisibleTo(self) and self.end.key() == UNTIL)
        self.times.setVisible(self.end.isVisibleTo(self) and self.end.key() == TIMES)
        words = self._preview(key)
        plain.say(self.preview, words)
        self.changed.emit()

    def _preview(self, key: str) -> str:
        if key == WORDS and not self.words.text().strip():
            return ""
        repeat = self.repeat()
        if repeat is None or self.problem():
            return self.problem()
        if repeat.rule.rolling_days:
            return _("It moves on with every contact.")
        today = self._clock.today()
        days = show_days(repeat.dates(self._start, SHOWN_DATES), today)
        if key == WORDS:
            return _("{rule}: {dates}").format(rule=sentence(show_rule(repeat.rule)), dates=days)
        return _("Next: {dates}").format(dates=days)


def usual_rules(start: dt.date) -> dict[str, Rule]:
    """Return the rules people use most, made from a first date, by a key."""
    weekday = (start.weekday(),)
    nth = (start.day - 1) // 7 + 1
    parts = {
        "day": made("DAILY"),
        "week": made(WEEKLY, weekdays=weekday),
        "weeks": made(WEEKLY, 2, weekdays=weekday),
        "month": made(MONTHLY, days=(start.day,)),
        "nth": made(MONTHLY, weekdays=weekday, nth=(nth if nth < 5 else LAST,)),
        "quarter": made(MONTHLY, 3, days=(start.day,)),
        "year": made(YEARLY, days=(start.day,), month=start.month),
    }
    return {key: Rule(text_of(one)) for key, one in parts.items()}


def sentence(words: str) -> str:
    """Return words with a capital letter where the language has them."""
    return words[:1].upper() + words[1:]
