"""What is told of an import: what is worth knowing of the list, the counts, and the problems."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from crmdesk.cli.output import Answer, problem_document, problem_lines, table
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, listed, ngettext
from crmdesk.core.importing import left_over, questions
from crmdesk.core.importing.setup import COMPLAINTS, CUSTOMERS, ImportSetup
from crmdesk.core.services import import_memory
from crmdesk.core.services.importing import ImportResult
from crmdesk.core.services.workspace import Workspace


class Notes(NamedTuple):
    """Sentences about a list: what is merely told, and what may change what the user does."""

    told: list[str]
    warnings: list[str]


def notes_of(work: Workspace, setup: ImportSetup, *, recalled: bool) -> Notes:
    """Return what is worth knowing of a list before it is written."""
    told = [setup.file.encoding_sentence]
    if recalled and (day := import_memory.remembered_on(work, setup)) is not None:
        told.append(
            _("The columns are taken as on {date}; --guess-anew guesses anew.").format(
                date=show_date(day)
            )
        )
    if setup.companies:
        told.append(_("Each company becomes one customer with its contact persons."))
    warnings = [*setup.file.warnings, *_seen(work, setup), *_hidden(setup), *_open(setup)]
    return Notes([one for one in told if one], warnings)


def hidden_rows(setup: ImportSetup) -> int:
    """Return how many rows below the headers the file hides."""
    return sum(index >= setup.first_data for index in setup.sheet.hidden_rows)


def _seen(work: Workspace, setup: ImportSetup) -> list[str]:
    before = import_memory.seen(work, setup.file)
    if before is None:
        return []
    words = ngettext(
        "This file was imported on {date}, {rows:,} row.",
        "This file was imported on {date}, {rows:,} rows.",
        before.rows,
    )
    date = show_date(before.at.astimezone().date())
    return [words.format(date=date, rows=before.rows)]


def _hidden(setup: ImportSetup) -> list[str]:
    found = []
    if count := hidden_rows(setup):
        if setup.take_hidden:
            words = ngettext(
                "{count:,} hidden row is read too; --without-hidden leaves it out.",
                "{count:,} hidden rows are read too; --without-hidden leaves them out.",
                count,
            )
        else:
            words = ngettext(
                "{count:,} hidden row is left out.", "{count:,} hidden rows are left out.", count
            )
        found.append(words.format(count=count))
    names = [one.name for one in setup.file.sheets if one.hidden and one.rows]
    if names:
        words = ngettext(
            "{count} sheet of this file is hidden: {names}.",
            "{count} sheets of this file are hidden: {names}.",
            len(names),
        )
        found.append(words.format(count=len(names), names=", ".join(names[:5])))
    return found


def _open(setup: ImportSetup) -> list[str]:
    """Return what only the user can know of a list, and has not said."""
    found = []
    target = questions.target_question(setup)
    if target == COMPLAINTS:
        found.append(_("This looks like complaints; --target complaints takes it so."))
    elif target:
        words = _("This looks like past contacts and follow-ups; --target activities takes it so.")
        found.append(words)
    for one in questions.date_questions(setup):
        if one.answer is None and one.sample:
            words = _(
                "{header}: “{sample}” is read as {month_first} and may be {day_first}; "
                "--date-order day or --date-order month decides."
            )
            found.append(
                words.format(
                    header=one.header,
                    sample=one.sample,
                    month_first=one.month_first_text,
                    day_first=one.day_first_text,
                )
            )
    asked = questions.company_question(setup) if setup.target == CUSTOMERS else None
    if asked is not None and not asked.answer:
        words = _("{numbers}: --companies makes each company one customer.")
        found.append(words.format(numbers=asked.show()))
    return [*found, *_left_over(setup)]


def _left_over(setup: ImportSetup) -> list[str]:
    rest = left_over.columns(setup)
    if not rest:
        return []
    words = ngettext(
        "{count} column is left out: {names}. --rest fields or --rest notes keeps it.",
        "{count} columns are left out: {names}. --rest fields or --rest notes keeps them.",
        len(rest),
    )
    names = listed([one.header for one in rest])
    return [words.format(count=len(rest), names=names)]


def answer_of(result: ImportResult, notes: Notes, failed_file: Path | None) -> Answer:
    """Return the answer to an import: the promised document, and lines for people."""
    document: dict[str, object] = {
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
        "warnings": notes.warnings,
        "target": result.setup.target,
        "hidden_rows": hidden_rows(result.setup),
        "failed_file": None if failed_file is None else str(failed_file),
    }
    return Answer(document, _lines(result, notes, failed_file))


def _lines(result: ImportResult, notes: Notes, failed_file: Path | None) -> list[str]:
    place = (
        _("{file}, sheet {sheet}, headers in row {row}")
        if result.header_row
        else _("{file}, sheet {sheet}, no headers")
    )
    lines = [place.format(file=result.file, sheet=result.sheet, row=result.header_row)]
    lines += [*notes.told, *notes.warnings]
    fields = result.setup.catalogue.by_key
    columns = [
        (header, fields[key].show() if key else _("left out"))
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
    if failed_file is not None:
        words = ngettext(
            "{count} failed row is in {file}, ready to repair and import again.",
            "{count} failed rows are in {file}, ready to repair and import again.",
            result.failed,
        )
        lines.append(words.format(count=result.failed, file=failed_file))
    if result.import_id:
        undo = _("crmdesk undo {number} takes this import back.")
        lines.append(undo.format(number=result.import_id))
    else:
        lines.append(_("Nothing was written."))
    return lines + problem_lines(result.problems)
