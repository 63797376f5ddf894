"""How long work tells how far it is and hears that it should stop: two plain callables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.i18n import _

_EVERY: Final = 2000
One = TypeVar("One")


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

    def through(
        self, many: Iterable[One], total: int, what: str, every: int = _EVERY
    ) -> Iterator[One]:
        """Give one after the other, telling now and then how far it is. Raises Cancelled."""
        for number, one in enumerate(many):
            if number % every == 0:
                self.check()
                self.report(number, total, what)
            yield one


QUIET = Progress()
