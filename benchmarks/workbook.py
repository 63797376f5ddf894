"""The workbook that the measurements import: believable people in ten columns, written once."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.choices import SOURCES
from crmdesk.core.domain.customer import Customer
from crmdesk.core.services import demo_people

HEADERS = ("姓名", "手机", "性别", "生日", "微信", "地址", "等级", "来源", "标签", "备注")
TITLE = "客户资料表"
SEED = 7
_GENDERS = {"male": "男", "female": "女"}
_SOURCE_WORDS = {
    "referral": "朋友介绍",
    "walk_in": "到店",
    "wechat": "微信",
    "phone": "电话",
    "internet": "网络",
    "event": "活动",
}
assert set(_SOURCE_WORDS) == set(SOURCES)
Cells = tuple[object, ...]


def folder() -> Path:
    """Return the folder that keeps what is made once for several runs."""
    found = Path(tempfile.gettempdir()) / "crmdesk-benchmarks"
    found.mkdir(exist_ok=True)
    return found


def rows(count: int) -> Iterator[Cells]:
    """Yield the rows of the list, the same for a count."""
    for customer in demo_people.people(count, SEED):
        yield cells(customer)


def cells(customer: Customer) -> Cells:
    """Return a customer as the row of a list somebody keeps in a workbook."""
    return (
        customer.name,
        customer.mobile,
        _GENDERS.get(customer.gender, ""),
        _birthday(customer.birthday),
        customer.first("wechat"),
        customer.address,
        customer.grade,
        _SOURCE_WORDS.get(customer.source, ""),
        "，".join(customer.tags),
        customer.notes,
    )


def _birthday(birthday: Birthday | None) -> object:
    if birthday is None:
        return ""
    if birthday.lunar:
        return f"农历{birthday.month}月{birthday.day}日"
    if birthday.year is None:
        return f"{birthday.month}月{birthday.day}日"
    # Some have a real date, others wrote it as they liked.
    if birthday.day % 4:
        return dt.date(birthday.year, birthday.month, birthday.day)
    return f"{birthday.year}.{birthday.month}.{birthday.day}"


def workbook(count: int) -> Path:
    """Return the workbook with so many rows, made now if no run before has made it."""
    made = hashlib.sha256(repr(list(rows(200))).encode()).hexdigest()[:8]
    path = folder() / f"people-{count}-{made}.xlsx"
    if not path.exists():
        print(f"writing a workbook with {count:,} rows", file=sys.stderr)
        _write(path, count)
    return path


def _write(path: Path, count: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append([TITLE])
    sheet.append(list(HEADERS))
    for row in rows(count):
        sheet.append([value if value != "" else None for value in row])
    part = path.with_suffix(".part")
    book.save(part)
    part.replace(path)
