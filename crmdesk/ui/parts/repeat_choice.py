"""A quiet choice beside the next date: whether it comes again, in a menu of the usual rules."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.recurrence import Rule, show_rule
from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.actions import connect_keys, tip_with_keys, tool_button
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.parts.rule_edit import ROLLING, USUAL_DAYS, sentence, usual_rules

KEYS: Final = "Alt+R"


class RepeatChoice(QWidget):
    """A line that tells the chosen rule, there only while there is one.

    Its button sits at the end of another line; the rule follows the date it is asked for, also
    that of so many days after the last contact.
    """

    changed = Signal()

    def __init__(
        self,
        line: QLineEdit,
        clock: Clock,
        date: DateEdit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._clock = clock
        self._date = date
        self._key = ""
        self._words = plain.label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words)
        row.addWidget(tool_button("close", _("It does not come again"), self.clear))
        row.addStretch()
        self._opener = line.addAction(
            icons.icon("refresh", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._keys = connect_keys(line, KEYS, self.open)
        self._opener.setToolTip(tip_with_keys(_("Let it come again"), self._keys.shortcut()))
        self._opener.triggered.connect(self.open)
        date.date_changed.connect(lambda _date: self.refresh())
        self.clear()

    def key(self) -> str:
        """Return the key of the chosen rule, nothing for none."""
        return self._key

    def set_key(self, key: str) -> None:
        """Choose a rule by its key."""
        self._key = key
        self.refresh()
        self.changed.emit()

    def clear(self) -> None:
        """Let it not come again."""
        self.set_key("")

    def rule(self) -> Rule | None:
        """Return the rule for the present date, None while none is chosen."""
        return self._rules().get(self._key)

    def _rules(self) -> dict[str, Rule]:
        today, start = self._clock.today(), self._date.date()
        ahead = (start - today).days if start is not None else 0
        after = Rule(f"AFTER={ahead if ahead > 0 else USUAL_DAYS}")
        return {**usual_rules(start or today), ROLLING: after}

    def offer(self, offered: bool) -> None:
        """Show the button, or hide it where nothing can come again."""
        self._opener.setVisible(offered)
        self._keys.setEnabled(offered)
        if not offered and self._key:
            self.clear()

    def refresh(self) -> None:
        """Tell the rule again, after the date has changed."""
        rule = self.rule()
        icons.set_icon(self._opener, "refresh", "accent" if rule else "muted")
        self._words.setText(_("Comes again: {rule}").format(rule=show_rule(rule)) if rule else "")
        self.setVisible(rule is not None)

    def open(self, _checked: bool = False) -> QMenu:
        """Offer the usual rules, and return the menu."""
        menu = QMenu(self._line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # One of them holds at a time.
        group = QActionGroup(menu)
        for key, words in (
            ("", _("Does not come again")),
            *((key, sentence(show_rule(rule))) for key, rule in self._rules().items()),
        ):
            action = menu.addAction(plain.caption(words))
            group.addAction(action)
            action.setCheckable(True)
            action.setChecked(key == self._key)
            action.triggered.connect(partial(self._chosen, key))
        place = QPoint(self._line.width() - menu.sizeHint().width(), self._line.height())
        menu.popup(self._line.mapToGlobal(place))
        return menu

    def _chosen(self, key: str, _checked: bool = False) -> None:
        if key == ROLLING and not self._date.text().strip():
            self._date.set_date(self._clock.today() + dt.timedelta(days=USUAL_DAYS))
        self.set_key(key)
