"""All customers, or a filtered selection, as a file that the import reads back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.problems import FileProblem, Problem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.services import export_cards, export_rows
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import listing

KINDS: Final = (".xlsx", ".csv", ".vcf")
# Both hold every character there is; the second one is what older Chinese programs expect.
_ENCODINGS: Final = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
}


@dataclass(frozen=True, slots=True)
class ExportResult:
    """Where the rows went; `problems` are values a format cannot hold."""

    path: Path
    rows: int
    problems: tuple[Problem, ...]


def export(
    workspace: Workspace,
    path: Path,
    *,
    query: CustomerQuery | None = None,
    encoding: str = "utf-8",
    progress: Progress = QUIET,
) -> ExportResult:
    """Write customers to an .xlsx, .csv or .vcf file, whole or not at all. Raises FileProblem.

    `encoding` is for .csv: `utf-8` with a mark, or `gb18030` (also called `gbk`).
    """
    from crmdesk.core.reports import vcard, workbook

    kind, codec = _checked(path, encoding)
    wanted = query or CustomerQuery()
    with workspace.database.read() as connection:
        ids = listing.ids(connection, wanted, workspace.clock.today())
        layout = export_rows.layout_of(connection)
        total = len(ids)
        if kind == ".vcf":
            cards = export_cards.cards(connection, ids, layout)
            problems = vcard.write_cards(path, cards, progress, total)
        else:
            headers = export_rows.headers(layout)
            rows = export_rows.rows(connection, ids, layout)
            if kind == ".xlsx":
                problems = workbook.write_workbook(
                    path, _("Customers"), headers, rows, progress, total
                )
            else:
                problems = workbook.write_csv(path, headers, rows, progress, total, codec)
    return ExportResult(path, total, tuple(problems))


def _checked(path: Path, encoding: str) -> tuple[str, str]:
    """Return the kind of file and the codec of its text. Raises FileProblem for other ones."""
    if path.suffix.lower() not in KINDS:
        raise FileProblem(
            _("{name} ends neither in .xlsx nor in .csv or .vcf.").format(name=path.name),
            _("Choose a file name that ends in .xlsx, .csv or .vcf."),
        )
    return _codec(path, encoding)


def checked_list(path: Path, encoding: str) -> tuple[str, str]:
    """Return the kind and the codec of a file that holds a table. Raises FileProblem."""
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise FileProblem(
            _("{name} ends neither in .xlsx nor in .csv.").format(name=path.name),
            _("Choose a file name that ends in .xlsx or .csv."),
        )
    return _codec(path, encoding)


def _codec(path: Path, encoding: str) -> tuple[str, str]:
    kind = path.suffix.lower()
    plain = encoding.strip().lower().replace("_", "-")
    codec = _ENCODINGS.get(plain)
    if codec is None:
        raise FileProblem(
            _("A list is not written in “{name}”.").format(name=encoding),
            _("Use utf-8 or gb18030."),
        )
    if kind != ".csv" and codec != "utf-8-sig":
        raise FileProblem(
            _("Only a .csv file can be written in another encoding."),
            _("Choose a file name that ends in .csv, or leave the encoding out."),
        )
    return kind, codec
