"""Whole lists at once: import, export, undo, history and the demo."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from crmdesk.cli.output import Answer, one_line, problem_document, table
from crmdesk.cli.session import opened, stoppable
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.problems import CrmError, Problem
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import history, importing
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.importing import ImportResult, ImportSetup

_SHOWN = 20


def import_list(options: Namespace) -> Answer:
    """Bring in a list, or only check it."""
    started = time.perf_counter()
    with stoppable(options) as progress:
        # The list is read first: a file that cannot be read leaves no new database behind.
        file = importing.read(Path(options.file).expanduser(), progress)
        setup = _begin(file, options.sheet, options.header_row)
        setup = importing.with_mapping(setup, dict(options.map))
        setup = replace(setup, mode=options.on_duplicate)
        importing.require_names(setup)
        with opened(options, make=True, trial=options.dry_run) as work:
            plan = importing.check(work, setup, progress)
            if options.dry_run:
                result = importing.dry_run(setup, plan, time.perf_counter() - started)
            else:
                result = importing.write(work, setup, plan, progress, started=started)
    notes = [file.encoding_sentence, *file.warnings]
    document = {**_import_document(result), "warnings": list(file.warnings)}
    return Answer(document, _import_lines(result, notes))


def _begin(file: SheetFile, sheet: str | None, header_row: int | None) -> ImportSetup:
    """Return how the list is meant; a row of headers given by hand counts as the file does."""
    if header_row is None:
        return importing.begin(file, sheet=sheet)
    # Without headers at first: only then is it known which sheet is taken and where it begins.
    setup = importing.begin(file, sheet=sheet, guess_header=False)
    if header_row == 0:
        return setup
    chosen = setup.sheet
    index = header_row - chosen.first_row
    if not 0 <= index < len(chosen.rows):
        last = chosen.first_row + len(chosen.rows) - 1
        raise CrmError(
            _("There are no headers in row {row} of “{name}”.").format(
                row=header_row, name=chosen.name
            ),
            _("The rows with content are {first} to {last}.").format(
                first=chosen.first_row, last=last
            ),
        )
    return importing.begin(file, sheet=chosen.name, header_index=index, guess_header=False)


def _import_document(result: ImportResult) -> dict[str, object]:
    return {
        "import_id": result.import_id or None,
        "file": result.file,
        "sheet": result.sheet,
        "encoding": result.encoding,
        "header_row": result.header_row,
        "rows": result.rows,
        "created": result.created,
        "updated": result.updated,
        "skipped": result.skipped,
        "failed": result.failed,
        "mapping": result.mapping,
        "problems": [problem_document(problem) for problem in result.problems],
        "seconds": result.seconds,
    }


def _import_lines(result: ImportResult, notes: list[str]) -> list[str]:
    place = (
        _("{file}, sheet {sheet}, headers in row {row}")
        if result.header_row
        else _("{file}, sheet {sheet}, no headers")
    )
    lines = [place.format(file=result.file, sheet=result.sheet, row=result.header_row)]
    lines += [note for note in notes if note]
    columns = [
        (header, BY_KEY[key].show() if key else _("left out"))
        for header, key in result.mapping.items()
    ]
    lines += ["", *table((_("Column"), _("Goes to")), columns), ""]
    counts = ngettext(
        "{rows} row: {created} new, {updated} updated, {skipped} skipped, {failed} failed.",
        "{rows} rows: {created} new, {updated} updated, {skipped} skipped, {failed} failed.",
        result.rows,
    )
    lines.append(
        counts.format(
            rows=result.rows,
            created=result.created,
            updated=result.updated,
            skipped=result.skipped,
            failed=result.failed,
        )
    )
    if result.import_id:
        undo = _("crmdesk undo {number} takes this import back.")
        lines.append(undo.format(number=result.import_id))
    else:
        lines.append(_("Nothing was written."))
    return lines + _problem_lines(result.problems)


def _problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    if not problems:
        return []
    rows = [(one.row, one.column, one.value, one.message) for one in problems[:_SHOWN]]
    lines = ["", *table((_("Row"), _("Column"), _("Value"), _("Problem")), rows)]
    more = len(problems) - _SHOWN
    if more > 0:
        text = ngettext("{count} more; --json lists all.", "{count} more; --json lists all.", more)
        lines.append(text.format(count=more))
    return lines


def export_list(options: Namespace) -> Answer:
    """Write all customers to a file."""
    from crmdesk.core.services import exporting

    target = Path(options.file).expanduser()
    with stoppable(options) as progress, opened(options) as work:
        result = exporting.export(work, target, encoding=options.encoding, progress=progress)
    text = ngettext("{count} customer in {file}.", "{count} customers in {file}.", result.rows)
    document = {
        "file": str(result.path),
        "rows": result.rows,
        "problems": [problem_document(problem) for problem in result.problems],
    }
    lines = [text.format(count=result.rows, file=result.path)]
    return Answer(document, lines + _problem_lines(result.problems))


def undo(options: Namespace) -> Answer:
    """Take an operation back, the last one without a number."""
    with opened(options) as work:
        try:
            changes = history.undo(work, options.id)
        except EditedSince as since:
            if options.edited is None:
                raise _edited(since) from since
            leave = [one.customer_id for one in since.records] if options.edited == "keep" else []
            changes = history.undo(work, since.operation_id, leave=leave)
    document = {"operation_id": changes.operation_id or None, "message": changes.message}
    return Answer(document, [changes.message])


def _edited(since: EditedSince) -> CrmError:
    named = [f"{one.customer_id} {one_line(one.name, 30)}" for one in since.records[:_SHOWN]]
    if len(since.records) > _SHOWN:
        named.append("…")
    return CrmError(
        f"{since.message} {', '.join(named)}",
        _("Add --edited keep to leave them as they are, or --edited undo to undo them too."),
    )


def history_list(options: Namespace) -> Answer:
    """List what was done, the newest first."""
    with opened(options) as work:
        found = history.recent(work, options.limit)
    document = [
        {
            "id": line.record.id,
            "at": line.record.at.isoformat(),
            "who": line.record.who,
            "kind": line.record.kind,
            "text": line.text,
            "can_undo": line.can_undo,
        }
        for line in found
    ]
    rows = [
        (
            line.record.id,
            show_date_time(line.record.at),
            line.record.who,
            line.text,
            "" if line.can_undo else _("taken back"),
        )
        for line in found
    ]
    headers = (_("No."), _("When"), _("By"), _("What"), _("State"))
    return Answer(document, table(headers, rows, 70) if rows else [_("Nothing was done yet.")])


def demo_fill(options: Namespace) -> Answer:
    """Fill an empty database with a demo."""
    from crmdesk.core.services import demo

    with stoppable(options) as progress, opened(options, make=True) as work:
        changes = demo.fill(work, options.customers, options.seed, progress)
        file = work.path
    document = {
        "operation_id": changes.operation_id,
        "customers": options.customers,
        "seed": options.seed,
        "file": str(file),
        "message": changes.message,
    }
    return Answer(document, [changes.message, str(file)])
