"""Duplicates: list them, merge customers, and take a merge apart."""

from __future__ import annotations

from argparse import Namespace

from crmdesk.cli.lists import taken_back
from crmdesk.cli.output import Answer, one_line, table
from crmdesk.cli.session import opened, stoppable
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import duplicates as service
from crmdesk.core.services.history import EditedSince

_NAMED = 20


def duplicates(options: Namespace) -> Answer:
    """List groups of customers that may be the same, the surest first."""
    with stoppable(options) as progress, opened(options) as work:
        found = service.find(work, progress)
    shown = found[: options.limit]
    document = [
        {
            "score": group.score,
            "ids": list(group.ids),
            "names": list(group.names),
            "reasons": list(group.reasons),
        }
        for group in shown
    ]
    rows = [
        (
            group.score,
            " ".join(map(str, group.ids)),
            " / ".join(dict.fromkeys(group.names)),
            "; ".join(group.reasons),
        )
        for group in shown
    ]
    if not rows:
        return Answer(document, [_("No duplicates were found.")])
    lines = table((_("Score"), _("No."), _("Name"), _("Why")), rows, 90)
    more = len(found) - len(shown)
    if more:
        text = ngettext(
            "{count} more; --limit shows more.", "{count} more; --limit shows more.", more
        )
        lines.append(text.format(count=more))
    return Answer(document, lines)


def merge(options: Namespace) -> Answer:
    """Merge customers into the first one named."""
    with opened(options) as work:
        wanted = service.proposed(work, options.ids, leading=options.ids[0])
        changes = service.merge(work, options.ids, wanted)
    document = {
        "operation_id": changes.operation_id,
        "id": changes.new_id,
        "message": changes.message,
    }
    undo = _("crmdesk unmerge {number} takes this apart again.")
    return Answer(document, [changes.message, undo.format(number=changes.operation_id)])


def unmerge(options: Namespace) -> Answer:
    """Take a merge apart again."""
    kept: list[int] = []
    with opened(options) as work:
        try:
            changes = service.unmerge(work, options.id)
        except EditedSince as since:
            if options.edited is None:
                raise _edited(since) from since
            kept = [one.customer_id for one in since.records] if options.edited == "keep" else []
            changes = service.unmerge(work, options.id, kept)
    return taken_back(changes, len(kept))


def _edited(since: EditedSince) -> CrmError:
    named = [f"{one.customer_id} {one_line(one.name, 30)}" for one in since.records[:_NAMED]]
    return CrmError(
        f"{since.message} {', '.join(named)}",
        _("Add --edited keep to leave them as they are, or --edited undo to undo them too."),
    )
