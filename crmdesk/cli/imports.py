"""Bringing in a list without a window, and the lists that came in."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Final

from crmdesk.cli.import_answer import answer_of, notes_of
from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import database_of, opened, stoppable
from crmdesk.core.domain.problems import CrmError, FileProblem, PasswordNeeded
from crmdesk.core.domain.progress import Progress
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import PROBLEM, ImportPlan
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.setup import CUSTOMERS, TARGETS
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import custom_fields, import_memory, import_results, importing
from crmdesk.core.services import imports as service
from crmdesk.core.services.importing import ImportSetup
from crmdesk.core.services.workspace import Workspace

PASSWORD_VARIABLE: Final = "CRMDESK_PASSWORD"
_STANDARD_INPUT: Final = "-"


def import_list(options: Namespace) -> Answer:
    """Bring in a list, or only check it."""
    started = time.perf_counter()
    _refuse_same_file(options)
    source = _source(options.file)
    with stoppable(options) as progress:
        # The list is read first: a file that cannot be read leaves no new database behind.
        file = _read(source, options, progress)
        with opened(options, make=True, trial=options.dry_run) as work:
            setup = _understood(work, file, options)
            notes = notes_of(work, setup, recalled=not options.guess_anew)
            plan = importing.check(work, setup, progress)
            # Before anything is written: where this fails, everything stays as it was.
            failed_file = _write_failed(options, setup, plan, progress)
            if options.dry_run:
                result = importing.dry_run(setup, plan, time.perf_counter() - started)
            else:
                result = importing.write(work, setup, plan, progress, started=started)
    return answer_of(result, notes, failed_file)


def _source(name: str) -> Source:
    """Return what is to be read: a file, or what another program gives."""
    if name != _STANDARD_INPUT:
        return Source.of(Path(name).expanduser())
    most = Limits().file_bytes + 1
    # A program without a console has no standard input.
    data = sys.stdin.buffer.read(most) if sys.stdin is not None else b""
    return Source(_("Standard input"), None, data)


def _read(source: Source, options: Namespace, progress: Progress) -> SheetFile:
    password = options.password
    if password is None:
        password = os.environ.get(PASSWORD_VARIABLE) or None
    try:
        return importing.read(source, progress, encoding=options.encoding, password=password)
    except PasswordNeeded as needed:
        advice = _("Give the right one with --password, or in the variable {name}.")
        raise PasswordNeeded(needed.message, advice.format(name=PASSWORD_VARIABLE)) from needed


def _understood(work: Workspace, file: SheetFile, options: Namespace) -> ImportSetup:
    """Return how the list is meant: as guessed, as it was last time, and as the user says."""
    from crmdesk.core.importing import left_over, questions, setup_changes

    wanted: dict[str, str | None] = dict(options.map)
    setup = _begin(work, file, options)
    if not options.guess_anew:
        setup = import_memory.recall(work, setup) or setup
    if setup.target != CUSTOMERS and any(
        map(setup_changes.new_type, filter(None, wanted.values()))
    ):
        raise CrmError(
            _("Only customers have fields of your own."),
            _("Name one of these fields: {names}.").format(names=", ".join(setup.catalogue.by_key)),
        )
    setup = importing.with_mapping(setup, wanted)
    if options.rest == left_over.FIELDS:
        setup = left_over.with_own_fields(setup)
    elif options.rest == left_over.NOTES:
        setup = left_over.with_notes(setup)
    if options.companies:
        setup = setup_changes.with_companies(setup, True)
    setup = replace(setup, mode=options.on_duplicate, take_hidden=not options.without_hidden)
    if options.date_order is not None:
        for one in questions.date_questions(setup):
            setup = setup_changes.with_date_order(setup, one.column, options.date_order)
    importing.require_names(setup)
    return setup


def _begin(work: Workspace, file: SheetFile, options: Namespace) -> ImportSetup:
    """Return how the list is meant; a row of headers given by hand counts as the file does."""
    catalogue, target, sheet = custom_fields.catalogue(work), options.target, options.sheet
    if options.header_row is None:
        return importing.begin(file, sheet=sheet, catalogue=catalogue, target=target)
    # Without headers at first: only then is it known which sheet is taken and where it begins.
    setup = importing.begin(
        file, sheet=sheet, guess_header=False, catalogue=catalogue, target=target
    )
    row, height = options.header_row
    if row == 0:
        return setup
    chosen = setup.sheet
    index = row - chosen.first_row
    if not 0 <= index <= len(chosen.rows) - (height or 1):
        last = chosen.first_row + len(chosen.rows) - 1
        raise CrmError(
            _("There are no headers in row {row} of “{name}”.").format(row=row, name=chosen.name),
            _("The rows with content are {first} to {last}.").format(
                first=chosen.first_row, last=last
            ),
        )
    return importing.begin(
        file,
        sheet=chosen.name,
        header_index=index,
        header_height=height,
        guess_header=False,
        catalogue=catalogue,
        target=target,
    )


def _refuse_same_file(options: Namespace) -> None:
    """Let the failed rows not take the place of the list they come from, or of the database."""
    if options.failed is None:
        return
    failed = Path(options.failed).expanduser().resolve()
    taken = {database_of(options).resolve()}
    if options.file != _STANDARD_INPUT:
        taken.add(Path(options.file).expanduser().resolve())
    if failed in taken:
        raise FileProblem(
            _("The failed rows would take the place of {file}.").format(file=options.failed),
            _("Choose another name for them."),
        )


def _write_failed(
    options: Namespace, setup: ImportSetup, plan: ImportPlan, progress: Progress
) -> Path | None:
    if options.failed is None or not plan.counts[PROBLEM]:
        return None
    path = Path(options.failed).expanduser()
    import_results.write_failed(path, setup, plan, progress=progress)
    return path


def imports_list(options: Namespace) -> Answer:
    """List the imports, the newest first."""
    with opened(options) as work:
        found = service.imports(work, options.limit)
    document = [
        {
            "id": one.operation_id,
            "at": one.at.isoformat(),
            "who": one.who,
            "file": one.file,
            "sheet": one.sheet,
            "target": one.target,
            "rows": one.rows,
            "created": one.created,
            "updated": one.updated,
            "skipped": one.skipped,
            "failed": one.failed,
            "can_undo": one.can_undo,
        }
        for one in found
    ]
    headers = (
        *(_("Operation no."), _("When"), _("By"), _("File"), _("Becomes"), _("Rows")),
        *(_("New"), _("Updated"), _("Skipped"), _("Failed"), _("State")),
    )
    rows = [
        (
            *(one.operation_id, show_date_time(one.at), one.who, one.file),
            *(_(TARGETS[one.target]) if one.target in TARGETS else one.target, one.rows),
            *(one.created, one.updated, one.skipped, one.failed),
            "" if one.can_undo else _("taken back"),
        )
        for one in found
    ]
    return Answer(document, table(headers, rows, 40) if rows else [_("Nothing was imported yet.")])
