"""Keeping the data: check, back up, list the backups, restore."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from crmdesk.cli.output import Answer, problem_document, table
from crmdesk.cli.session import database_of, opened
from crmdesk.core.i18n import _
from crmdesk.core.services import backup as copies
from crmdesk.core.services import checking
from crmdesk.core.services.backup import BackupFile

_WHOLE_PATH = 1024


def check(options: Namespace) -> Answer:
    """Check the database and say what was found; exit code 1 when something is wrong."""
    lines: list[str] = []
    with opened(options) as work:
        if options.rebuild:
            count = checking.rebuild(work)
            lines.append(_("The search index was built anew: {count} entries.").format(count=count))
        report = checking.check(work)
    lines += report.lines
    for problem in report.problems:
        lines += [problem.message, problem.advice]
    document = {
        "ok": report.ok,
        "lines": [*lines[: 1 if options.rebuild else 0], *report.lines],
        "problems": [problem_document(problem) for problem in report.problems],
    }
    return Answer(document, lines, 0 if report.ok else 1)


def backup(options: Namespace) -> Answer:
    """Make a checked copy of the database."""
    target = Path(options.file).expanduser() if options.file else None
    with opened(options) as work:
        made = copies.backup(work, target)
    text = _("Backed up to {file} ({size}), opened and checked.")
    return Answer(_document(made), [text.format(file=made.path, size=_size(made.size))])


def backups(options: Namespace) -> Answer:
    """List the backups, the newest first."""
    with opened(options) as work:
        found = copies.backups(work)
    rows = [
        (
            f"{one.at:%Y-%m-%d %H:%M}",
            _size(one.size),
            _("checked") if one.checked else "",
            one.path,
        )
        for one in found
    ]
    headers = (_("When"), _("Size"), _("State"), _("File"))
    lines = table(headers, rows, _WHOLE_PATH) if rows else [_("There are no backups yet.")]
    return Answer([_document(one) for one in found], lines)


def restore(options: Namespace) -> Answer:
    """Put a backup in the place of the database; what was there is kept."""
    database = database_of(options)
    aside = copies.restore(database, Path(options.file).expanduser())
    kept = aside.path if aside.path.exists() else None
    lines = [_("{file} was put back.").format(file=Path(options.file).name)]
    if kept is not None:
        lines.append(_("What was there before is kept in {file}.").format(file=kept))
    document = {"file": str(database), "from": options.file, "kept": str(kept) if kept else None}
    return Answer(document, lines)


def _document(made: BackupFile) -> dict[str, object]:
    return {
        "file": str(made.path),
        "at": made.at.isoformat(timespec="seconds"),
        "size": made.size,
        "checked": made.checked,
        "why": made.why,
    }


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
