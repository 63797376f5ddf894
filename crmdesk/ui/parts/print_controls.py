"""The choices of a print: each shows an option and takes what is chosen; print_picks has more."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QWidget

from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.label_sheets import LABEL_SHEETS, USUAL_SHEETS
from crmdesk.core.services.print_options import PrintOptions, Style, paper_of
from crmdesk.core.services.print_texts import USUAL_COLUMNS
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.check_list import CheckList
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.print_data import PrintData

_USUAL_GRADES: Final = ("A",)


class Control(ABC):
    """One choice: its label, its box, when it is offered, and what it does to the options."""

    label = ""
    wide = False

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def on_change(self, told: Callable[[], object]) -> None:
        """Call when the user has chosen something else."""
        self.widget.changed.connect(told)  # type: ignore[attr-defined]

    @abstractmethod
    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether the choice means something for a style."""

    @abstractmethod
    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Show what the options say."""

    @abstractmethod
    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with what is chosen."""


class Tick(Control):
    """Yes or no."""

    wide = True

    def __init__(
        self, name: str, text: str, offered: Callable[[Style], bool], usual: str = ""
    ) -> None:
        self.box = QCheckBox(plain.caption(text))
        super().__init__(self.box)
        self._name = name
        self._offered = offered
        # For an option without a value of its own: the style that has it ticked.
        self._usual = usual

    def on_change(self, told: Callable[[], object]) -> None:
        """Call when the tick is set or taken away."""
        self.box.toggled.connect(lambda _on: told())

    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether the tick means something for a style."""
        return self._offered(style)

    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Show the tick."""
        value = getattr(options, self._name)
        self.box.setChecked(style.key == self._usual if value is None else bool(value))

    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with the tick."""
        on = self.box.isChecked()
        before = getattr(options, self._name)
        if before is None and on == (style.key == self._usual):
            return options
        chosen: dict[str, Any] = {self._name: on}
        return replace(options, **chosen)


class FirstLabel(Control):
    """Where a used sheet of labels begins."""

    label = N_("First label")

    def __init__(self) -> None:
        self.box = NumberBox()
        self.box.setMinimum(1)
        self._paper = ""
        super().__init__(self.box)

    def on_change(self, told: Callable[[], object]) -> None:
        """Call when another label is first."""
        self.box.valueChanged.connect(lambda _value: told())

    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether labels are printed."""
        return "first" in style.options

    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Show the number."""
        self._paper = data.paper
        self._keep_on(options)
        self.box.setValue(options.first)

    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with the number, one that the chosen sheet has."""
        self._keep_on(options)
        return replace(options, first=self.box.value())

    def _keep_on(self, options: PrintOptions) -> None:
        usual = USUAL_SHEETS[paper_of(options.paper or self._paper)]
        # Whoever asks for the options is told of the change by what it gets.
        with QSignalBlocker(self.box):
            self.box.setMaximum((LABEL_SHEETS.get(options.label) or LABEL_SHEETS[usual]).count)


class Several(Control):
    """Some of many: columns in an order, parts, or grades."""

    wide = True

    def __init__(self, name: str, label: str, *, ordered: bool = False) -> None:
        self.list = CheckList(ordered=ordered)
        super().__init__(self.list)
        self.label = label
        self._name = name
        self._usual: tuple[str, ...] = ()

    def offered(self, style: Style, options: PrintOptions) -> bool:
        """Return whether there is something to choose from."""
        return bool(style.parts) if self._name == "parts" else self._name in style.options

    def show(self, style: Style, options: PrintOptions, data: PrintData) -> None:
        """Tick what is wanted."""
        lines, self._usual = self._lines(style, data)
        chosen = getattr(options, self._name)
        ticked = self._usual if chosen is None or (not chosen and self._name != "parts") else chosen
        self.list.set_lines(lines, ticked)

    def take(self, style: Style, options: PrintOptions) -> PrintOptions:
        """Return the options with what is ticked; the usual ones need not be kept."""
        ticked = tuple(self.list.ticked())
        none = None if self._name == "parts" else ()
        chosen: dict[str, Any] = {self._name: none if ticked == self._usual else ticked}
        return replace(options, **chosen)

    def _lines(
        self, style: Style, data: PrintData
    ) -> tuple[Sequence[tuple[str, str]], tuple[str, ...]]:
        if self._name == "columns":
            return data.fields, USUAL_COLUMNS
        if self._name == "parts":
            lines = [(key, _(text)) for key, text in style.parts.items()]
            return lines, style.chosen_parts(PrintOptions())
        usual = _USUAL_GRADES if style.key == "emergency" else ()
        return data.grades, usual
