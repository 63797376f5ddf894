"""Operations that are taken back: what was changed again since stays, or is taken back as well."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection

from crmdesk.cli.arguments import count
from crmdesk.cli.output import Answer, one_line
from crmdesk.cli.session import opened
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import duplicates, history
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.workspace import Workspace

TakeBack = Callable[[Workspace, int | None, Collection[int] | None], Changes]

_SHOWN = 20


def add_options(made: ArgumentParser, *, nargs: str | None = None) -> None:
    """Add which operation is meant, and what happens to what was changed again since."""
    made.add_argument(
        "id",
        nargs=nargs,
        type=count,
        metavar=_("OPERATION"),
        help=_("the operation's number, as the history tells it"),
    )
    made.add_argument(
        "--edited",
        choices=("keep", "undo"),
        help=_("customers changed again since then: keep them as they are, or undo them too"),
    )


def undo(options: Namespace) -> Answer:
    """Take an operation back, the last one without a number."""
    return _answer(options, lambda work, number, leave: history.undo(work, number, leave=leave))


def unmerge(options: Namespace) -> Answer:
    """Take a merge apart again."""
    return _answer(
        options, lambda work, number, leave: duplicates.unmerge(work, number or 0, leave)
    )


def _answer(options: Namespace, take_back: TakeBack) -> Answer:
    kept: list[int] = []
    with opened(options) as work:
        try:
            changes = take_back(work, options.id, None)
        except EditedSince as since:
            if options.edited is None:
                raise _edited(since) from since
            kept = [one.customer_id for one in since.records] if options.edited == "keep" else []
            changes = take_back(work, since.operation_id, kept)
    document = {
        "operation_id": changes.operation_id or None,
        "message": changes.message,
        "kept": len(kept),
    }
    lines = [changes.message]
    if kept:
        words = ngettext(
            "{count} customer stays as it is.", "{count} customers stay as they are.", len(kept)
        )
        lines.append(words.format(count=len(kept)))
    return Answer(document, lines)


def _edited(since: EditedSince) -> CrmError:
    named = [f"{one.customer_id} {one_line(one.name, 30)}" for one in since.records[:_SHOWN]]
    if len(since.records) > _SHOWN:
        named.append("…")
    return CrmError(
        f"{since.message} {', '.join(named)}",
        _("Add --edited keep to leave them as they are, or --edited undo to undo them too."),
    )
