"""What one key does to the line at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from crmdesk.core.i18n import N_, _
from crmdesk.core.services.visit_results import QUICK_TEXTS
from crmdesk.ui.kit.actions import action_inside, tip_with_keys

# key, text, what the tooltip says, keys, icon
_ACTIONS: Final = (
    ("done", N_("Done"), N_("Done, and on to the next one"), ("D",), "check"),
    ("missed", N_("Missed"), N_("Missed: nobody was there"), ("X",), "close"),
    ("move", N_("Move…"), N_("Move to another day"), ("M", "V"), "right"),
    ("skip", N_("Skip"), N_("Skip this one for now"), ("S",), "down"),
    ("clear", N_("No result"), N_("Take the result back"), ("Del",), "undo"),
    ("words", N_("Write what happened"), N_("Write what happened"), ("T",), "edit"),
    ("customer", N_("Open the customer"), N_("Open the customer"), ("O",), "person"),
)
BUTTONS: Final = 5


def row_actions(
    view: QWidget, slots: Mapping[str, Callable[[], object]], pick: Callable[[int], object]
) -> dict[str, QAction]:
    """Return the actions of a list by their names; the first ones are worth a button.

    The digits call `pick`.
    """
    made: dict[str, QAction] = {}
    for key, text, tip, keys, icon in _ACTIONS:
        action = action_inside(view, _(text), slots[key], icon=icon)
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.setToolTip(tip_with_keys(_(tip), action.shortcut()))
        made[key] = action
    for number in range(1, QUICK_TEXTS + 1):
        words = _("What happened: text {number}").format(number=number)
        action_inside(view, words, partial(pick, number), str(number))
    return made
