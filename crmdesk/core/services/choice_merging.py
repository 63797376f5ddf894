"""Two values of a list of complaints that mean the same become one."""

from __future__ import annotations

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import CATEGORY
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import choices as stored
from crmdesk.core.store import solutions


def merge(
    workspace: Workspace, list_name: str, code: str, into: str, progress: Progress = QUIET
) -> Changes:
    """Give all complaints, and kept answers, of one value another one, and take the first away.

    One operation: Undo brings the value back, and to it what was its own. Raises CrmError when
    either of the two is not in the list any more, Cancelled.
    """
    with operate(workspace, "choice.merge") as writing:
        values = stored.of_list(writing.connection, list_name, counted=False)
        names = {one.code: one.show() for one in values}
        if code == into or not {code, into} <= names.keys():
            raise CrmError(
                _("These two values cannot become one."), _("Look at the list again and choose.")
            )
        moved = stored.give_another(writing.operation, list_name, code, into, progress)
        if list_name == CATEGORY:
            solutions.give_category(writing.operation, code, into)
        stored.remove(writing.operation, list_name, code)
        writing.many = True
        writing.describe(name=names[code], into=names[into])
        writing.message = ngettext(
            "“{name}” became “{into}”, with {count:,} complaint.",
            "“{name}” became “{into}”, with {count:,} complaints.",
            moved,
        ).format(name=names[code], into=names[into], count=moved)
    return writing.changes()
