"""Bringing in a list: read, understand, check every row, then write all of it or nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.collecting import no_collection
from crmdesk.core.domain.problems import CrmError, Problem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import (
    ADD,
    DUPLICATE,
    MODES,
    NEW,
    PROBLEM,
    SKIPPED,
    UPDATE,
    ImportPlan,
)
from crmdesk.core.importing.setup import CUSTOMERS, ImportSetup
from crmdesk.core.services import import_targets
from crmdesk.core.services.workspace import Workspace, operate

if TYPE_CHECKING:
    from crmdesk.core.importing.mapping import ColumnMapping
    from crmdesk.core.importing.readers.source import Source
    from crmdesk.core.importing.sheet import SheetFile

_LOOKED_AT = 2000
_NAMES = frozenset({"name", "family_name", "given_name", "company"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: rows = created + updated + skipped + failed."""

    import_id: int
    file: str
    sheet: str
    encoding: str | None
    header_row: int
    rows: int
    created: int
    updated: int
    skipped: int
    failed: int
    mapping: dict[str, str | None]
    problems: tuple[Problem, ...]
    seconds: float
    changes: Changes
    # What was written of what, so that rows that were left can be shown and written to a file.
    setup: ImportSetup = field(repr=False, compare=False)
    plan: ImportPlan = field(repr=False, compare=False)


def read(
    source: Path | Source,
    progress: Progress = QUIET,
    *,
    encoding: str | None = None,
    password: str | None = None,
) -> SheetFile:
    """Read a list in a child process: a file, or what was pasted.

    `encoding` is the user's choice for a text file, `password` for a protected workbook. Raises
    FileProblem with one sentence and advice, PasswordNeeded when it opens with another password.
    """
    from crmdesk.core.importing import child

    return child.read_file(source, progress=progress, encoding=encoding, password=password)


def begin(
    file: SheetFile,
    *,
    sheet: str | None = None,
    header_index: int | None = None,
    header_height: int | None = None,
    guess_header: bool = True,
    catalogue: Catalogue = BUILT_IN,
    target: str = CUSTOMERS,
) -> ImportSetup:
    """Return how a list seems to be meant. Raises CrmError for an unknown sheet or no rows.

    `header_index` is the row the user chose; without one the headers are looked for, or with
    `guess_header` False there are none. `header_height` None: seen from the rows.
    """
    from crmdesk.core.importing import header, own_export

    index = header.guess_sheet(file) if sheet is None else _sheet_index(file, sheet)
    chosen = file.sheets[index]
    if not chosen.rows:
        raise CrmError(
            _("The sheet “{name}” is empty.").format(name=chosen.name),
            _("Choose another sheet or another file."),
        )
    if header_index is None and guess_header:
        header_index = header.find_header(chosen)
    height = header_height or header.height_of(chosen, header_index)
    below = chosen.rows[header.first_data_row(header_index, height) :]
    if not below:
        raise CrmError(
            _("There are no rows below the headers in “{name}”.").format(name=chosen.name),
            _("Choose another sheet or another file."),
        )
    names = header.headings(chosen, header_index, height)
    catalogue, guessed = import_targets.guess(target, names, below[:_LOOKED_AT], catalogue)
    setup = ImportSetup(
        file,
        index,
        header_index,
        tuple(guessed),
        target=target,
        header_height=height,
        catalogue=catalogue,
    )
    return own_export.with_its_fields(setup) if target == CUSTOMERS else setup


def _sheet_index(file: SheetFile, name: str) -> int:
    for index, sheet in enumerate(file.sheets):
        if sheet.name == name:
            return index
    raise CrmError(
        _("There is no sheet “{name}” in this file.").format(name=name),
        _("The sheets are: {names}.").format(names=", ".join(one.name for one in file.sheets)),
    )


def with_mapping(setup: ImportSetup, overrides: Mapping[str, str | None]) -> ImportSetup:
    """Return the setup with columns mapped as the user says: header to field, None drops.

    A field is named by its key, its label or `new:` with a type, which makes a field of the
    owner's named like the column. Raises CrmError for what does not exist or is asked for twice.
    """
    from crmdesk.core.importing import mapping, setup_changes

    for header, wanted in overrides.items():
        if wanted and (kind := setup_changes.new_type(wanted)):
            for at in mapping.columns_of(setup.mappings, header):
                one = setup.mappings[at]
                setup = setup_changes.with_new_field(setup, one.index, one.header, kind)
    known = {
        header: wanted
        for header, wanted in overrides.items()
        if not (wanted and setup_changes.new_type(wanted))
    }
    changed = mapping.apply_overrides(setup.mappings, known, setup.catalogue)
    return replace(setup, mappings=tuple(changed))


def check(
    workspace: Workspace,
    setup: ImportSetup,
    progress: Progress = QUIET,
    *,
    before: ImportPlan | None = None,
) -> ImportPlan:
    """Check all rows against the file itself and the database; nothing is written.

    `before` is an earlier check of the list: only what was changed since is read again.
    """
    from crmdesk.core.services.import_check import plan_rows

    if setup.mode not in MODES:
        raise ValueError(setup.mode)
    require_names(setup)
    with no_collection():
        if setup.target != CUSTOMERS:
            return import_targets.plan_rows(workspace, setup, progress)
        return plan_rows(workspace, _with_stored_fields(workspace, setup), progress, before)


def _with_stored_fields(workspace: Workspace, setup: ImportSetup) -> ImportSetup:
    """Return the setup in which the fields it made, when it was written before, are the stored."""
    if all(one.id for one in setup.catalogue.custom):
        return setup
    from crmdesk.core.importing import setup_changes
    from crmdesk.core.services import custom_fields

    return setup_changes.with_stored(setup, custom_fields.catalogue(workspace).custom)


def require_names(setup: ImportSetup) -> None:
    """Raise CrmError when no column of the list goes to a name."""
    keys = {one.field for one in setup.mappings}
    if setup.target == CUSTOMERS and not keys & _NAMES:
        raise CrmError(
            _("No column holds the names."),
            _("Choose which column is the name; the headers may stand in another row."),
        )


def write(
    workspace: Workspace,
    setup: ImportSetup,
    plan: ImportPlan,
    progress: Progress = QUIET,
    *,
    started: float | None = None,
) -> ImportResult:
    """Write a checked plan in one transaction, with a backup before it.

    Raises CrmError when anything was changed since the rows were checked.
    """
    from crmdesk.core.services import backup, import_memory
    from crmdesk.core.store import duplicates

    begun = time.perf_counter() if started is None else started
    backup.automatic(workspace, "import")
    counts = plan.counts
    details = {
        "file": setup.file.path_name,
        "sheet": setup.sheet.name,
        "digest": setup.file.digest,
        "target": setup.target,
        "mode": setup.mode,
        "rows": len(plan.rows),
        "created": counts[NEW],
        "updated": counts[UPDATE],
        "skipped": counts[DUPLICATE] + counts[SKIPPED],
        "failed": counts[PROBLEM],
    }
    with no_collection(), operate(workspace, "import", details) as writing:
        current = writing.operation
        if duplicates.newest_operation(current.connection, current.id) != plan.newest:
            raise CrmError(
                _("Customers were changed in the meantime."),
                _("Check the rows again, so that nothing is overwritten or doubled."),
            )
        import_targets.write_rows(workspace, current, setup, plan, progress)
        import_memory.remember(writing.connection, setup, workspace.clock.today())
        progress.check()
        progress.report(0, 0, _("Saving"))
        writing.message = _("{created} new, {updated} updated, {skipped} skipped, {failed} failed.")
        writing.message = writing.message.format(**details)
        writing.many = True
    changes = writing.changes()
    return _result(setup, plan, changes, time.perf_counter() - begun)


def dry_run(setup: ImportSetup, plan: ImportPlan, seconds: float) -> ImportResult:
    """Return what an import would do, without writing anything."""
    return _result(setup, plan, Changes(0, _("Nothing was written.")), seconds)


def _result(setup: ImportSetup, plan: ImportPlan, changes: Changes, seconds: float) -> ImportResult:
    return ImportResult(
        import_id=changes.operation_id,
        file=setup.file.path_name,
        sheet=setup.sheet.name,
        encoding=setup.file.encoding,
        header_row=setup.header_row,
        rows=len(plan.rows),
        created=plan.counts[NEW],
        updated=plan.counts[UPDATE],
        skipped=plan.counts[DUPLICATE] + plan.counts[SKIPPED],
        failed=plan.counts[PROBLEM],
        mapping=_mapping_of(setup.mappings),
        problems=tuple(plan.problems),
        seconds=round(seconds, 3),
        changes=changes,
        setup=setup,
        plan=plan,
    )


def _mapping_of(mappings: Sequence[ColumnMapping]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for one in mappings:
        name, number = one.header, 2
        while name in found:
            name, number = f"{one.header} ({number})", number + 1
        found[name] = one.field
    return found


__all__ = [
    "ADD",
    "ImportPlan",
    "ImportResult",
    "ImportSetup",
    "begin",
    "check",
    "dry_run",
    "read",
    "require_names",
    "with_mapping",
    "write",
]
