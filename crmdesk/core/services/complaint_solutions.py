"""Good answers: kept as templates, proposed while typing, changed and removed."""

from __future__ import annotations

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import REMARK
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.solution import AS_IN, EarlierAnswer, Proposal, Solution, proposals
from crmdesk.core.i18n import _
from crmdesk.core.services import complaints
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import complaint_log, complaint_tables
from crmdesk.core.store import solutions as stored
from crmdesk.core.store.database import Connection


def kept(workspace: Workspace) -> list[Solution]:
    """Return the kept answers, by category, the newest first."""
    with workspace.database.read() as connection:
        return stored.all_kept(connection)


def proposed(
    workspace: Workspace, what: str, *, category: str = "", product: str = "", but: int = 0
) -> list[Proposal]:
    """Return what may be answered to a complaint; `but` is the complaint itself, left out.

    The answer that was chosen when it was recorded comes first.
    """
    with workspace.database.read() as connection:
        texts = stored.all_kept(connection)
        earlier = stored.earlier(connection, category, product)
        log = complaint_log.log_of(connection, but) if but else []
        numbers = [
            str(line.details[AS_IN]) for line in log if line.details and AS_IN in line.details
        ]
        planned = stored.of_number(connection, numbers[-1]) if numbers else []
    return proposals(
        what,
        category=category,
        product=product,
        kept=texts,
        earlier=[one for one in earlier if one.complaint_id != but],
        planned=planned,
    )


def _planned(connection: Connection, complaint_id: int) -> list[EarlierAnswer]:
    """Return the answer that was chosen when a complaint was recorded, the last one chosen."""
    details = [line.details or {} for line in complaint_log.log_of(connection, complaint_id)]
    numbers = [str(one[AS_IN]) for one in details if AS_IN in one]
    return stored.of_number(connection, numbers[-1]) if numbers else []


def solved_before(
    workspace: Workspace, what: str, *, category: str = "", product: str = ""
) -> list[Proposal]:
    """Return how complaints like one that is being recorded were answered, the likest first."""
    with workspace.database.read() as connection:
        earlier = stored.earlier(connection, category, product)
    return proposals(what, category=category, product=product, kept=(), earlier=earlier)


def plan(workspace: Workspace, writing: Writing, complaint: Complaint, number: str) -> None:
    """Note on a complaint that it is to be answered as the one of a number was.

    Nothing is noted where that one has no answer any more.
    """
    for one in stored.of_number(writing.connection, number):
        note = _("To be answered as in {number}: {text}").format(number=number, text=one.action)
        complaints.write_log(
            workspace, writing, complaint, REMARK, note=note, details={AS_IN: number}
        )


def kept_under(workspace: Workspace, text: str, category: str) -> str | None:
    """Return under which category an answer is kept for such complaints, None where it is not.

    An answer for all categories, kept under the empty one, is there for each of them.
    """
    clean = clean_text(text)
    with workspace.database.read() as connection:
        found = (one for one in (category, "") if _there(connection, clean, one))
        return next(found, None)


def keep(workspace: Workspace, text: str, category: str = "") -> Changes:
    """Keep an answer under its category, unless it is kept there already."""
    clean = _given(text)
    with operate(workspace, "solution.keep", {"text": clean[:60]}) as writing:
        if _there(writing.connection, clean, category):
            writing.message = _("This answer is kept already.")
        else:
            writing.new_id = stored.insert(writing.operation, category, clean)
            writing.message = _("The answer was kept; it is proposed for complaints like this.")
    return writing.changes()


def change(workspace: Workspace, solution: Solution) -> Changes:
    """Change a kept answer. Raises CrmError when another one says the same."""
    clean = _given(solution.text)
    with operate(workspace, "solution.change", {"text": clean[:60]}) as writing:
        if _there(writing.connection, clean, solution.category, but=solution.id):
            raise CrmError(_("This answer is kept already."), _("Remove the one you do not need."))
        values = {"text": clean, "category": solution.category}
        writing.operation.update(complaint_tables.solution, solution.id, values)
        writing.message = _("The answer was changed.")
    return writing.changes()


def remove(workspace: Workspace, solution_id: int) -> Changes:
    """Remove a kept answer; Undo brings it back."""
    with operate(workspace, "solution.remove") as writing:
        writing.operation.delete(complaint_tables.solution, solution_id)
        writing.message = _("The answer was removed.")
    return writing.changes()


def _there(connection: Connection, text: str, category: str, but: int = 0) -> bool:
    """Tell whether an answer is kept under a category; `but` is one that does not count."""
    return any(
        (one.text, one.category) == (text, category) and one.id != but
        for one in stored.all_kept(connection)
    )


def _given(text: str) -> str:
    clean = clean_text(text)
    if not clean:
        raise CrmError(_("There is no answer to keep yet."), _("Type it first."))
    return clean
