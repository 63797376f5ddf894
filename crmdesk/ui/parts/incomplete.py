"""Saying that a file which was written does not hold every text whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import ngettext
from crmdesk.ui.kit import notices


def tell_incomplete(widget: QWidget, problems: Sequence[Problem]) -> None:
    """Say how many texts are not complete, and where the first is; nothing without any."""
    if not problems:
        return
    first, count = problems[0], len(problems)
    told = ngettext(
        "{count} text is not complete in the file, first in row {row}: {reason}",
        "{count} texts are not complete in the file, first in row {row}: {reason}",
        count,
    ).format(count=count, row=first.row, reason=first.message)
    notices.show_notice(widget, told, first.advice, tone="warning")
