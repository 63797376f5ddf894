"""Small makers: an open shop, customers, lists to import, and all that a database holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crmdesk.core.domain.canonical import canonical
from crmdesk.core.domain.clock import Clock, fixed_clock
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile
from crmdesk.core.services import complaints, customers, importing
from crmdesk.core.services.importing import ImportResult, ImportSetup
from crmdesk.core.services.workspace import Workspace, open_workspace, operate
from crmdesk.core.store import customers as stored_customers
from crmdesk.core.store import tables

TODAY = dt.date(2026, 11, 21)
CLOCK = fixed_clock(2026, 11, 21)
_EMPTY: list[bytes] = []


def new_file(path: Path) -> Path:
    """Put an empty database of the newest shape at a path."""
    if not _EMPTY:
        with TemporaryDirectory() as folder:
            made = open_workspace(Path(folder) / "empty.db", clock=CLOCK)
            copy = Path(folder) / "copy.db"
            made.database.copy_to(copy)
            made.database.close()
            _EMPTY.append(copy.read_bytes())
    path.write_bytes(_EMPTY[0])
    return path


def open_shop(folder: Path, name: str = "shop.db", clock: Clock = CLOCK) -> Workspace:
    """Open a new, empty shop in a folder; close it with `shop.database.close()`."""
    return open_workspace(new_file(folder / name), clock=clock, who="Li")


def at(shop: Workspace, day: dt.date, hour: int = 9) -> Workspace:
    """Return the same shop on another day."""
    return dataclasses.replace(shop, clock=fixed_clock(day.year, day.month, day.day, hour))


def person(name: str = "张伟", mobile: str = "", address: str = "", **more: Any) -> Customer:
    """Return a customer that is not stored yet."""
    methods = more.pop("methods", ())
    if mobile:
        methods = (ContactMethod("mobile", mobile), *methods)
    addresses = more.pop("addresses", (Address(address),) if address else ())
    return Customer(name=name, methods=methods, addresses=addresses, **more)


def add(
    shop: Workspace, name: str = "张伟", mobile: str = "", address: str = "", **more: Any
) -> int:
    """Create a customer and return its id."""
    return customers.create(shop, person(name, mobile, address, **more)).new_id


def add_as_before(shop: Workspace, name: str, **more: Any) -> int:
    """Store a customer as it was kept before there were lengths, and return its id."""
    with operate(shop, "customer.create", {"name": name}) as writing:
        return stored_customers.insert(writing.operation, canonical(person(name, **more)))


def complain(shop: Workspace, customer_id: int, what: str = "色差", days_ago: int = 0) -> int:
    """Let a customer complain; return the id of the complaint."""
    received = shop.clock.now() - dt.timedelta(days=days_ago)
    made = Complaint(customer_id=customer_id, received_at=received, what=what)
    return complaints.receive(shop, made).new_id


def a_list(*rows: Sequence[Cell], name: str = "客户.xlsx", **more: Any) -> SheetFile:
    """Return a list as a reader would give it; the first row holds the headers."""
    sheet = Sheet("客户", [list(row) for row in rows])
    return SheetFile(name, "xlsx", None, "", (sheet,), (), **more)


def set_up(file: SheetFile, mode: str = "fill", **fields: str | None) -> ImportSetup:
    """Return the setup of an import; `fields` maps headers as a user would."""
    setup = importing.begin(file, header_index=0, guess_header=False)
    if fields:
        setup = importing.with_mapping(setup, fields)
    return dataclasses.replace(setup, mode=mode)


def bring_in(
    shop: Workspace,
    *rows: Sequence[Cell],
    mode: str = "fill",
    progress: Progress = QUIET,
    **fields: str | None,
) -> ImportResult:
    """Import a list; the first row holds the headers."""
    setup = set_up(a_list(*rows), mode, **fields)
    return importing.write(shop, setup, importing.check(shop, setup), progress)


def everybody(shop: Workspace) -> list[Customer]:
    """Return all customers in the order in which they were made, without their ids."""
    with shop.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM customer ORDER BY id").fetchall()
    return [dataclasses.replace(customers.get(shop, row[0]), id=0) for row in rows]


def recorded(shop: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the recorded tables, with everything that is worked out."""
    with shop.database.read() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY id")
            ]
            for table in tables.RECORDED
        }


def index_words(shop: Workspace) -> list[tuple[Any, ...]]:
    """Return every word of the text index with its customer, column and place."""
    with shop.database.read() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words"
            " USING fts5vocab(main, customer_text, instance)"
        )
        rows = connection.exec_driver_sql(
            "SELECT doc, col, offset, term FROM words ORDER BY 1, 2, 3, 4"
        )
        return [tuple(row) for row in rows]
