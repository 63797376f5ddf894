"""How long work tells how far it is and hears that it should stop: two plain callables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.i18n import _


def _nothing(done: int, total: int, what: str) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Progress:
    """`report(done, total, what)` shows progress (total 0: unknown); `cancelled()` asks to stop."""

    report: Callable[[int, int, str], None] = _nothing
    cancelled: Callable[[], bool] = _never

    def check(self) -> None:
        """Raise Cancelled when the user asked to stop."""
        if self.cancelled():
            raise Cancelled(_("Stopped."), _("Nothing was changed."))


QUIET = Progress()
