"""Duplicates: list them, and merge customers."""

from __future__ import annotations

from argparse import Namespace

from crmdesk.cli.output import Answer, in_phrases, table
from crmdesk.cli.session import opened, stoppable
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import duplicates as service


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
            in_phrases(group.reasons),
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
