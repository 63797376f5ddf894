"""A small window that makes two values of a list one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.choices import CATEGORY, Choice
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.inputs import ChoiceBox


class MergeDialog(dialogs.Dialog):
    """Asks which other value takes over the complaints of a value."""

    def __init__(
        self,
        parent: QWidget,
        chosen: Choice,
        others: Sequence[Choice],
        on_chosen: Callable[[Choice, str], object],
    ) -> None:
        name = plain.one_line(chosen.show())
        super().__init__(parent, _("Merge"), _("What is “{name}” to become?").format(name=name))
        self.add_text(
            ngettext(
                "Its {count:,} complaint and its kept answers go there, and it leaves the list."
                " Undo brings all back.",
                "Its {count:,} complaints and its kept answers go there, and it leaves the list."
                " Undo brings all back.",
                chosen.used,
            ).format(count=chosen.used)
            if chosen.list == CATEGORY
            else ngettext(
                "Its {count:,} complaint goes there, and it leaves the list. Undo brings all back.",
                "Its {count:,} complaints go there, and it leaves the list. Undo brings all back.",
                chosen.used,
            ).format(count=chosen.used)
        )
        self.into = ChoiceBox([(one.code, one.show()) for one in others])
        self.into.set_key(others[0].code)
        self.into.setAccessibleName(_("Value"))
        self.body.addWidget(self.into)
        self.add_button(_("Cancel"))
        self.agree = self.add_button(_("Merge"), self.accept, "primary")
        self.accepted.connect(lambda: on_chosen(chosen, self.into.key() or ""))
        self.into.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open()
