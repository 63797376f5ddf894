"""A shop with any number of complaints and their logs, written past the services."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks import busy, filled, workbook
from benchmarks.measuring import say
from crmdesk.core.domain.complaint import ENDED, OPEN, STATES, WAITING, Complaint
from crmdesk.core.services import workspace
from crmdesk.core.services.complaints import number_of
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaint_tables as tables
from crmdesk.core.store import complaints

# Every hundredth is still open; the others were received over so many days.
YEARS: Final = 3
_DAYS: Final = 365 * YEARS
_PART: Final = 20_000
_MINUTE: Final = dt.timedelta(minutes=1)
_CATEGORIES: Final = ("quality", "attitude", "price", "delivery", "after_sales", "other")
_CHANNELS: Final = ("shop", "phone", "wechat", "platform", "other")
_CAUSES: Final = ("product", "supplier", "mistake", "delivery", "misunderstanding", "use", "")
_STAFF: Final = ("王芳", "李强", "陈静", "")
_SEVERITIES: Final = ("minor",) * 12 + ("serious",) * 3 + ("severe",)
_ENDS: Final = ("closed",) * 17 + ("unfounded", "unfounded", "duplicate")
_WORDS: Final = (
    "窗帘装好以后颜色和样品不一样，客户说客厅一半深一半浅。",
    "约好上午送货，下午四点才到，也没有提前打电话。",
    "轨道用了两个月就拉不动，拉的时候还有响声。",
    "收的安装费和报价单上的不一样，多收了两百。",
    "问进度的时候店员态度不好，说了两次才理。",
)


def database(count: int, into: Path) -> Path:
    """Return a fresh copy, in a folder, of a shop with so many customers and complaints."""
    kept = workbook.folder() / f"grievances-{count}-{_version()}.db"
    if not kept.exists():
        for old in workbook.folder().glob(f"grievances-{count}-*.db*"):
            old.unlink()
        with TemporaryDirectory(dir=workbook.folder()) as folder:
            part = busy.database(count, Path(folder))
            say(f"writing {count:,} complaints")
            shop = workspace.open_workspace(part, clock=busy.CLOCK)
            _fill(shop, count)
            shop.database.close()
            part.replace(kept)
    target = into / "grievances.db"
    shutil.copy(kept, target)
    return target


def _version() -> str:
    made_by = [Path(str(one)) for one in (busy.__file__, tables.__file__, complaints.__file__)]
    return filled.version(*made_by, Path(__file__))


def _fill(shop: Workspace, count: int) -> None:
    made = _complaints(shop, count)
    columns = [column.name for column in tables.complaint.c if column.name != "id"]
    insert = _insert("complaint", columns)
    log = _insert("complaint_log", ["customer_id", "complaint_id", "at", "who", "event", "state"])
    with shop.database.write() as connection:
        for first in range(1, count + 1, _PART):
            part = [next(made) for _number in range(first, min(first + _PART, count + 1))]
            values = [complaints.values_of(one) for one in part]
            connection.exec_driver_sql(
                insert, [tuple(row[name] for name in columns) for row in values]
            )
            lines = [line for number, one in enumerate(part, first) for line in _log(number, one)]
            connection.exec_driver_sql(log, lines)
        connection.exec_driver_sql("ANALYZE")


def _insert(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"


def _complaints(shop: Workspace, count: int) -> Iterator[Complaint]:
    """Yield complaints in the order of their days, so many that the last came just now."""
    dice = random.Random(11)
    now = shop.clock.now()
    numbers: dict[int, int] = {}
    for number in range(count):
        received = now - dt.timedelta(minutes=(count - number) * _DAYS * 24 * 60 // count)
        year = received.astimezone().year
        numbers[year] = numbers.get(year, 0) + 1
        recent = count - number <= count // 50
        state = dice.choice(sorted(OPEN)) if recent and number % 2 else dice.choice(_ENDS)
        yield Complaint(
            number=number_of(year, numbers[year]),
            **_who(dice, count),
            **_what(dice, received),
            **_stands(dice, state, received, now),
        )


def _who(dice: random.Random, count: int) -> dict[str, Any]:
    if dice.random() < 0.15:
        phone = f"139{dice.randrange(count * 2):08d}"
        return {"walk_in_name": "王先生", "walk_in_phone": phone}
    return {"customer_id": dice.randint(1, count)}


def _what(dice: random.Random, received: dt.datetime) -> dict[str, Any]:
    return {
        "received_at": received,
        "received_by": dice.choice(_STAFF),
        "channel": dice.choice(_CHANNELS),
        "category": dice.choice(_CATEGORIES),
        "product": f"窗帘 {dice.randrange(300)} 号" if dice.random() < 0.8 else "",
        "what": "".join(dice.choices(_WORDS, k=dice.randint(1, 4))),
        "wish": dice.choice(("refund", "exchange", "repair", "apology")),
        "severity": dice.choice(_SEVERITIES),
        "staff": dice.choice(_STAFF),
    }


def _stands(
    dice: random.Random, state: str, received: dt.datetime, now: dt.datetime
) -> dict[str, Any]:
    """Return what the log amounts to, believable rather than reckoned."""
    minutes = sorted(dice.randrange(30, 3000) for _step in range(3))
    answered = state in ("answered", "closed")
    over = state in ENDED
    accepted = state != "new"
    due = received + dt.timedelta(days=3) if state in OPEN and state not in WAITING else None
    return {
        "state": state,
        "opened_at": received,
        "acknowledged_at": received + minutes[0] * _MINUTE if accepted else None,
        "acknowledge_minutes": minutes[0] if accepted else None,
        "answered_at": received + minutes[1] * _MINUTE if answered else None,
        "answer_minutes": minutes[1] if answered else None,
        "ended_at": min(received + minutes[2] * _MINUTE, now) if over else None,
        "close_minutes": minutes[2] if over else None,
        "waiting_since": received + minutes[1] * _MINUTE if state in WAITING else None,
        "due_at": due,
        "late": answered and minutes[1] > 2400,
        "reopened": int(dice.random() < 0.05),
        "satisfaction": dice.choice((0, 1, 2, 3, 4, 5, 5)) if state == "closed" else 0,
        "cause": dice.choice(_CAUSES) if answered else "",
        "action": dice.choice(_WORDS) if answered else "",
        "cost": dice.choice((0, 0, 0, 5000, 12_000)) if answered else 0,
    }


def _log(number: int, one: Complaint) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of a log that leads to where a complaint stands."""
    steps = [(one.received_at, "receive", "new")]
    if one.acknowledged_at:
        steps.append((one.acknowledged_at, "acknowledge", "in_progress"))
    if one.answered_at:
        steps.append((one.answered_at, "answer", "answered"))
    if one.state in WAITING and one.waiting_since:
        event = one.state.replace("waiting", "wait")
        steps.append((one.waiting_since, event, one.state))
    if one.ended_at:
        event = "close" if one.state == "closed" else one.state
        steps.append((one.ended_at, event, one.state))
    for at, event, state in steps:
        assert state in STATES
        yield (
            one.customer_id or None,
            number,
            complaints.instant_text(at),
            one.staff,
            event,
            state,
        )
