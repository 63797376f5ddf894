"""The window that changes a chain: its occasion, its steps, and what ends it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain import activity, followup
from crmdesk.core.domain.chains import (
    COMPLAINT,
    MOST_DAYS,
    MOST_STEPS,
    OCCASIONS,
    SALE,
    Chain,
    Step,
)
from crmdesk.core.i18n import _
from crmdesk.ui.kit import dialogs, plain, removal
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.scrolling import FittingArea
from crmdesk.ui.kit.time_edit import NumberBox

BESIDE = 170


class StepRow(QWidget):
    """So many days later, what is to be done, and how."""

    def __init__(self, step: Step, remove: Callable[[StepRow], object]) -> None:
        super().__init__()
        self.days = NumberBox(0, MOST_DAYS)
        self.days.setValue(step.days)
        self.days.setAccessibleName(_("Days later"))
        self.what = QLineEdit(step.what)
        self.what.setPlaceholderText(_("What to do"))
        self.what.setAccessibleName(_("What to do"))
        self.kind = ChoiceBox([(key, _(text)) for key, text in followup.KINDS.items()])
        self.kind.set_key(step.kind)
        self.kind.setAccessibleName(_("Kind"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.days.setFixedWidth(76)
        row.addWidget(self.days)
        row.addWidget(plain.label(_("days later"), "muted"))
        row.addWidget(self.what, 3)
        row.addWidget(self.kind, 2)
        row.addWidget(tool_button("close", _("Remove this step"), lambda: remove(self)))

    def step(self) -> Step:
        """Return the step as it is written."""
        return Step(self.days.value(), self.what.text().strip(), self.kind.key() or "call")


class StepsEdit(QWidget):
    """The steps one below the other; there is always one."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self.rows: list[StepRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.more = button(
            _("One more step"), lambda: self.add(Step(7, "")), icon="plus", kind="link"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._column)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for step in steps:
            self.add(step)
        if self.rows:
            self.setFocusProxy(self.rows[0].what)

    def add(self, step: Step) -> None:
        """Add a step at the end."""
        row = StepRow(step, self.remove)
        self.rows.append(row)
        self._column.addWidget(row)
        self.more.setVisible(len(self.rows) < MOST_STEPS)
        if not step.what:
            row.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, row: StepRow) -> None:
        """Take a step away, unless it is the only one."""
        if len(self.rows) > 1:
            self.rows.remove(row)
            removal.remove(row, layout=self._column)
            self.more.show()

    def steps(self) -> tuple[Step, ...]:
        """Return the steps as they are written."""
        return tuple(row.step() for row in self.rows)


class ChainDialog(dialogs.Dialog):
    """Asks for everything about a chain and hands it over."""

    def __init__(self, parent: QWidget, chain: Chain, on_chain: Callable[[Chain], object]) -> None:
        super().__init__(parent, chain.name or _("New chain"), chain.name or _("New chain"))
        self.setMinimumWidth(560)
        self._chain = chain
        self._on_chain = on_chain
        self.name = QLineEdit(chain.name)
        self.name.setPlaceholderText(_("After a sale"))
        self.occasion = ChoiceBox([(key, _(activity.KINDS[key])) for key in OCCASIONS])
        self.occasion.set_key(chain.occasion)
        self.steps = StepsEdit(chain.steps)
        self.bought = QCheckBox(plain.caption(_("the customer buys again")))
        self.bought.setChecked(SALE in chain.stops_on)
        self.complained = QCheckBox(plain.caption(_("the customer complains")))
        self.complained.setChecked(COMPLAINT in chain.stops_on)
        self.on = QCheckBox(plain.caption(_("Begin it by itself when this is noted")))
        self.on.setChecked(chain.on)
        form = Form(columns=2)
        self.name_row = form.add(_("Name of the chain"), self.name, required=True)
        form.add(_("When this is noted"), self.occasion)
        hint = _("The days of each step count from the one before.")
        self.steps_row = form.add(_("Steps"), self.steps, wide=True, hint=hint)
        form.add(_("It ends early when"), self._ends(), wide=True)
        form.add_wide(self.on)
        self.body.addWidget(FittingArea(form, BESIDE))
        self.add_button(_("Cancel"))
        self.add_button(_("Save"), self.take, "primary")
        (self.steps if chain.name else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ends(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.bought)
        row.addWidget(self.complained)
        row.addStretch()
        both.setFocusProxy(self.bought)
        return both

    def take(self) -> None:
        """Hand over the chain; what is missing is said beside its field."""
        name, steps = self.name.text().strip(), self.steps.steps()
        self.name_row.set_error("" if name else _("Give it a name, such as After a sale."))
        complete = all(step.what for step in steps)
        self.steps_row.set_error("" if complete else _("Write what to do in every step."))
        if not name or not complete:
            return
        ends = ((SALE, self.bought), (COMPLAINT, self.complained))
        made = dataclasses.replace(
            self._chain,
            name=name,
            occasion=self.occasion.key() or self._chain.occasion,
            steps=steps,
            on=self.on.isChecked(),
            stops_on=tuple(kind for kind, box in ends if box.isChecked()),
        )
        self.accept()
        self._on_chain(made)
