"""Brings a real file into a real shop by the way of the program, and tells what is there then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.plan import ImportPlan
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import custom_fields, importing
from crmdesk.core.services.importing import ImportResult
from crmdesk.core.services.workspace import Workspace
from tests import factories

Record = dict[str, str]


@dataclass(frozen=True)
class Brought:
    """A list that came in: how it was read, understood, checked and written."""

    file: SheetFile
    setup: ImportSetup
    plan: ImportPlan
    result: ImportResult

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Created, updated, skipped and failed rows."""
        result = self.result
        counts = (result.created, result.updated, result.skipped, result.failed)
        assert sum(counts) == result.rows == len(self.plan.rows)
        return counts

    @property
    def told(self) -> list[tuple[int | None, str | None, str]]:
        """Row, column and sentence of each problem."""
        return [(one.row, one.column, one.message) for one in self.result.problems]


def understood(
    shop: Workspace,
    path: Path,
    *,
    encoding: str | None = None,
    password: str | None = None,
    sheet: str | None = None,
    fields: Mapping[str, str | None] | None = None,
    mode: str = "fill",
) -> ImportSetup:
    """Read a file in the child process and return how it is meant."""
    file = importing.read(path, encoding=encoding, password=password)
    setup = importing.begin(file, sheet=sheet, catalogue=custom_fields.catalogue(shop))
    return replace(importing.with_mapping(setup, fields or {}), mode=mode)


def written(shop: Workspace, setup: ImportSetup) -> Brought:
    """Check and write a list."""
    plan = importing.check(shop, setup)
    assert sum(plan.counts.values()) == len(plan.rows)
    return Brought(setup.file, setup, plan, importing.write(shop, setup, plan))


def bring(
    shop: Workspace,
    path: Path,
    *,
    encoding: str | None = None,
    password: str | None = None,
    sheet: str | None = None,
    fields: Mapping[str, str | None] | None = None,
    mode: str = "fill",
) -> Brought:
    """Bring a file in, as the window does when nobody changes anything."""
    setup = understood(
        shop, path, encoding=encoding, password=password, sheet=sheet, fields=fields, mode=mode
    )
    return written(shop, setup)


def refused(path: Path, password: str | None = None) -> tuple[str, str]:
    """Return sentence and advice with which a file is refused."""
    with pytest.raises(FileProblem) as told:
        importing.read(path, password=password)
    assert told.value.message and told.value.advice
    return told.value.message, told.value.advice


def records(shop: Workspace) -> list[Record]:
    """Return all customers in the order in which they came in, only what they hold."""
    return [record(one) for one in factories.everybody(shop)]


def record(customer: Customer) -> Record:
    """Return what a customer holds, field by field, several values joined by ` | `."""
    found = {
        "kind": "" if customer.kind == "person" else customer.kind,
        "name": customer.name,
        "gender": customer.gender,
        "birthday": customer.birthday.to_text() if customer.birthday else "",
        "company": customer.company,
    }
    for method in customer.methods:
        known = found.get(method.kind)
        found[method.kind] = f"{known} | {method.value}" if known else method.value
    found["address"] = " | ".join(
        " ".join(filter(None, (one.text, one.postcode))) for one in customer.addresses
    )
    found["persons"] = " | ".join(
        ", ".join(filter(None, (one.name, one.role, one.phone, one.notes)))
        for one in customer.persons
    )
    for key in ("grade", "stage", "source", "referrer", "staff", "card", "notes"):
        found[key] = getattr(customer, key)
    found["tags"] = " | ".join(customer.tags)
    found.update(customer.custom)
    if customer.created and customer.created != factories.TODAY:
        found["created"] = customer.created.isoformat()
    if customer.last_contact:
        found["last"] = customer.last_contact.isoformat()
    if customer.next_due:
        found["next"] = customer.next_due.isoformat()
    return {key: value for key, value in found.items() if value}


def people(*rows: str) -> list[Record]:
    """Return records written in short: `张伟 mobile=13800138000 birthday=1990-05-03`."""
    found = []
    for row in rows:
        name, *rest = row.split(" ")
        found.append({"name": name, **dict(part.split("=", 1) for part in rest)})
    return found


__all__ = [
    "Brought",
    "Record",
    "bring",
    "people",
    "record",
    "records",
    "refused",
    "understood",
    "written",
]
