"""All customers, or a filtered selection, as a workbook or CSV that the import reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crmdesk.core.domain.birthdays import LUNAR_MONTHS, Birthday, lunar_day_name
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, show_code
from crmdesk.core.domain.customer import GENDERS, KINDS, METHOD_KINDS, Customer, CustomerQuery
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.persons_text import show_persons
from crmdesk.core.domain.problems import FileProblem, Problem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, customers, listing
from crmdesk.core.store.database import Connection

_ADDRESS: Final = ("address", "district", "postcode")


@dataclass(frozen=True, slots=True)
class ExportResult:
    """Where the rows went; `problems` are values a format cannot hold."""

    path: Path
    rows: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How many columns each repeated field needs, and how the values of the lists are called."""

    methods: dict[str, int]
    addresses: int
    # The owner's own labels of codes by list.
    labels: dict[str, dict[str, str]]

    def label(self, list_name: str, code: str) -> str:
        """Return what the owner calls a value."""
        return self.labels.get(list_name, {}).get(code) or show_code(list_name, code)


def export(
    workspace: Workspace,
    path: Path,
    *,
    query: CustomerQuery | None = None,
    progress: Progress = QUIET,
) -> ExportResult:
    """Write customers to an .xlsx or .csv file, whole or not at all. Raises FileProblem."""
    from crmdesk.core.reports import workbook

    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise FileProblem(
            _("{name} is neither .xlsx nor .csv.").format(name=path.name),
            _("Choose a file name that ends in .xlsx or .csv."),
        )
    wanted = query or CustomerQuery()
    with workspace.database.read() as connection:
        ids = listing.ids(connection, wanted, workspace.clock.today())
        layout = _layout(connection)
        headers = _headers(layout)
        rows = _rows(connection, ids, layout)
        if kind == ".xlsx":
            problems = workbook.write_workbook(
                path, _("Customers"), headers, rows, progress, total=len(ids)
            )
        else:
            problems = workbook.write_csv(path, headers, rows, progress, total=len(ids))
    return ExportResult(path, len(ids), tuple(problems))


def _layout(connection: Connection) -> _Layout:
    methods, addresses = customers.most_of_each(connection)
    return _Layout(
        {kind: max(methods.get(kind, 0), kind == "mobile") for kind in METHOD_KINDS},
        max(addresses, 1),
        choices.labels(connection),
    )


def _headers(layout: _Layout) -> list[str]:
    def label(key: str, number: int = 1) -> str:
        shown = BY_KEY[key].show()
        return shown if number == 1 else f"{shown} {number}"

    headers = [label("name"), label("kind")]
    for kind, count in layout.methods.items():
        headers += [label(kind, number) for number in range(1, count + 1)]
    headers += [label(key) for key in ("company", "contact_person", "gender", "birthday")]
    headers += [label(key) for key in ("grade", "stage", "source", "referrer", "tags", "staff")]
    headers.append(label("card"))
    for number in range(1, layout.addresses + 1):
        headers += [label(key, number) for key in _ADDRESS]
    return headers + [label(key) for key in ("last_contact", "next_date", "created", "notes")]


def _rows(connection: Connection, ids: Sequence[int], layout: _Layout) -> Iterator[list[str]]:
    for part in customers.chunks(ids):
        for customer in customers.load(connection, part):
            yield _row(customer, layout)


def _row(customer: Customer, layout: _Layout) -> list[str]:
    row = [customer.name, _(KINDS[customer.kind])]
    for kind, count in layout.methods.items():
        row += _padded(customer.all(kind), count)
    row += [
        customer.company,
        show_persons(customer.persons),
        _(GENDERS[customer.gender]) if customer.gender else "",
        birthday_text(customer.birthday),
        layout.label(GRADE, customer.grade),
        layout.label(STAGE, customer.stage),
        layout.label(SOURCE, customer.source),
        customer.referrer,
        ", ".join(customer.tags),
        layout.label(STAFF, customer.staff),
        customer.card,
    ]
    for number in range(layout.addresses):
        if number < len(customer.addresses):
            one = customer.addresses[number]
            row += [one.text, one.district, one.postcode]
        else:
            row += ["", "", ""]
    row += [
        customer.last_contact.isoformat() if customer.last_contact else "",
        customer.next_due.isoformat() if customer.next_due else "",
        customer.created.isoformat() if customer.created else "",
        customer.notes,
    ]
    return row


def _padded(values: Sequence[str], count: int) -> list[str]:
    return [*values, *[""] * (count - len(values))]


def birthday_text(birthday: Birthday | None) -> str:
    """Return a birthday as a cell: an ISO date, `--05-03` without a year, or the lunar words."""
    if birthday is None:
        return ""
    if not birthday.lunar:
        return birthday.to_text()
    year = f"{birthday.year}年" if birthday.year else ""
    leap = "闰" if birthday.leap else ""
    return f"农历{year}{leap}{LUNAR_MONTHS[birthday.month - 1]}月{lunar_day_name(birthday.day)}"
