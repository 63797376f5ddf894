"""A shop in full swing: every customer with a birthday, half of them waiting for something."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import filled, workbook
from benchmarks.measuring import say
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.clock import Clock, fixed_clock
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.visit import Visit
from crmdesk.core.services import workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import bulk_plans

TODAY: Final = dt.date(2026, 11, 21)
CLOCK: Final[Clock] = fixed_clock(2026, 11, 21)
VISITS: Final = 12
_PART: Final = 20_000
_DAY: Final = dt.timedelta(days=1)


def database(count: int, into: Path) -> Path:
    """Return a fresh copy, in a folder, of the shop with so many customers."""
    kept = workbook.folder() / f"busy-{count}-{filled.version(Path(__file__))}.db"
    if not kept.exists():
        for old in workbook.folder().glob(f"busy-{count}-*.db*"):
            old.unlink()
        with TemporaryDirectory(dir=workbook.folder()) as folder:
            part = filled.database(count, Path(folder))
            say(f"filling a busy shop with {count:,} customers")
            shop = workspace.open_workspace(part, clock=CLOCK)
            _fill(shop, count)
            shop.database.close()
            part.replace(kept)
    target = into / "busy.db"
    shutil.copy(kept, target)
    return target


def _fill(shop: Workspace, count: int) -> None:
    for first in range(1, count + 1, _PART):
        last = min(first + _PART - 1, count)
        with workspace.operate(shop, "demo") as writing:
            happened = [one for number in range(first, last + 1) for one in _contacts(number)]
            promised = [_follow_up(number) for number in range(first, last + 1) if number % 2]
            planned = [_visit(number) for number in range(first, min(last, VISITS) + 1)]
            owners = (first, last)
            bulk_plans.write(writing.operation, owners, happened, promised, planned)
            bulk_plans.refresh_dates(writing.operation, owners)
    with shop.database.write() as connection:
        # Everybody has a birthday, one in five by the moon.
        connection.exec_driver_sql(
            "UPDATE customer SET birthday=printf('19%02d-%02d-%02d', 50 + id % 50, 1 + id % 12,"
            " 1 + id % 28), birthday_md=(1 + id % 12) * 100 + 1 + id % 28, lunar_md=0"
            " WHERE birthday_md=0 AND lunar_md=0"
        )


def _contacts(number: int) -> list[Activity]:
    """Return none to six contacts, the last one up to a year ago."""
    times, gap = number % 7, 7 + number % 40
    last = TODAY - (number * 37 % 365) * _DAY
    return [
        Activity(customer_id=number, on=last - time * gap * _DAY, kind="call", text="来电")
        for time in range(times)
    ]


def _follow_up(number: int) -> FollowUp:
    """Return what is open: half of it overdue, the rest up to six weeks ahead."""
    ahead = number * 31 % 90 - 45
    return FollowUp(customer_id=number, due=TODAY + ahead * _DAY, what="回访", priority=number % 3)


def _visit(number: int) -> Visit:
    return Visit(customer_id=number, on=TODAY, position=number, purpose="送样品")
