"""Whole lists at once: export, history and the demo."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from crmdesk.cli.output import Answer, problem_document, problem_lines, table
from crmdesk.cli.session import opened, stoppable
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import history


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
    return Answer(document, lines + problem_lines(result.problems))


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
    headers = (_("Operation no."), _("When"), _("By"), _("What"), _("State"))
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
