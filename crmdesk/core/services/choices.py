"""The owner's value lists: grades, stages, sources, staff and tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import CATEGORY, COMPLAINT_LISTS, STAFF, TAG, Choice, code_for
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import choices as stored


def choices(workspace: Workspace, list_name: str, *, counted: bool = True) -> list[Choice]:
    """Return the values of a list in the owner's order.

    Counted, each knows how many customers use it; that reads all customers.
    """
    with workspace.database.read() as connection:
        return stored.of_list(connection, list_name, counted=counted)


@dataclass(frozen=True, slots=True)
class StaffWork:
    """What is given to one of the staff: how many customers, visits, follow-ups, complaints."""

    staff: Choice
    visits: int = 0
    follow_ups: int = 0
    complaints: int = 0


def staff_with_work(workspace: Workspace) -> list[StaffWork]:
    """Return the staff in the owner's order, each with what is given to them."""
    with workspace.database.read() as connection:
        work = stored.work_of_staff(connection)
        found = []
        for one in stored.of_list(connection, STAFF):
            # Plans hold the name that was shown; one who was renamed stands there under both.
            names = {one.code, one.show()}
            visits, follow_ups, complaints = (
                sum(work.get(name, {}).get(kind, 0) for name in names)
                for kind in ("visit", "follow_up", "complaint")
            )
            found.append(StaffWork(one, visits, follow_ups, complaints))
        return found


def labels(workspace: Workspace, list_name: str) -> dict[str, str]:
    """Return the labels of a list by code."""
    return {one.code: one.show() for one in choices(workspace, list_name, counted=False)}


def add(workspace: Workspace, list_name: str, label: str) -> Changes:
    """Add a value to a list, unless it is there."""
    clean = _named(label)
    code = code_for(list_name, clean)
    with operate(workspace, "choice.add", {"name": clean}) as writing:
        there = _alike(stored.of_list(writing.connection, list_name, counted=False), clean, code)
        if there is None:
            stored.add(writing.operation, list_name, code)
            writing.message = _("“{name}” was added.").format(name=clean)
        else:
            writing.message = _in_list(there, clean)
    return writing.changes()


def rename(workspace: Workspace, list_name: str, code: str, label: str) -> Changes:
    """Give a value another label; customers that have it show the new one.

    Raises CrmError for a label that another value of the list has.
    """
    clean = _named(label)
    with operate(workspace, "choice.rename", {"name": clean}) as writing:
        values = stored.of_list(writing.connection, list_name, counted=False)
        others = [one for one in values if one.code != code]
        there = _alike(others, clean, clean)
        if there is not None:
            merge = _("Choose another name, or merge the two values.")
            give = _("Choose another name, or give the customers the value that is there.")
            raise CrmError(_in_list(there, clean), merge if list_name in COMPLAINT_LISTS else give)
        stored.relabel(writing.operation, list_name, code, clean)
        writing.message = _("Renamed to “{name}”.").format(name=clean)
    return writing.changes()


def move(workspace: Workspace, list_name: str, code: str, place: int) -> Changes:
    """Put a value at a place of its list, counted from 0; “other” stays at the end."""
    with operate(workspace, "choice.move", {"name": code}) as writing:
        values = stored.of_list(writing.connection, list_name, counted=False)
        name = {one.code: one.show() for one in values}.get(code, code)
        writing.describe(name=name)
        writing.message = _("The order was changed.")
        order = [one.code for one in values if one.code != code]
        if len(order) < len(values):
            order.insert(max(0, place), code)
            stored.put_in_order(writing.operation, list_name, order)
    return writing.changes()


def _alike(values: Sequence[Choice], label: str, code: str) -> Choice | None:
    """Return the value that is shown under a label or stored under a code."""
    wanted = label.casefold()
    shown = (one for one in values if one.show().casefold() == wanted)
    return next(shown, None) or next((one for one in values if one.code == code), None)


def _in_list(there: Choice, name: str) -> str:
    shown = there.show()
    if shown.casefold() == name.casefold():
        return _("“{name}” is in the list already.").format(name=shown)
    return _("“{name}” is in the list already, as “{label}”.").format(name=name, label=shown)


def remove(workspace: Workspace, list_name: str, code: str) -> Changes:
    """Take a value out of a list. Raises CrmError while customers, or answers, use it."""
    with operate(workspace, "choice.remove", {"name": code}) as writing:
        values = stored.of_list(writing.connection, list_name, counted=False)
        name = {one.code: one.show() for one in values}.get(code, code)
        used = stored.used(writing.connection, list_name, code)
        if used:
            merge = _("Merge it into another value, or rename it.")
            give = _("Give them another value first, or rename this one.")
            raise CrmError(
                _used_by(list_name, used).format(name=name, count=used),
                merge if list_name in COMPLAINT_LISTS else give,
            )
        answers = stored.answers_under(writing.connection, code) if list_name == CATEGORY else 0
        if answers:
            raise CrmError(
                _under(answers).format(name=name, count=answers),
                _("Change or remove these answers first, or rename the category."),
            )
        stored.remove(writing.operation, list_name, code)
        writing.describe(name=name)
        writing.message = _("“{name}” was removed.").format(name=name)
    return writing.changes()


def _used_by(list_name: str, count: int) -> str:
    if list_name in COMPLAINT_LISTS:
        return ngettext(
            "“{name}” is used by {count} complaint.",
            "“{name}” is used by {count} complaints.",
            count,
        )
    return ngettext(
        "“{name}” is used by {count} customer.", "“{name}” is used by {count} customers.", count
    )


def _under(count: int) -> str:
    return ngettext(
        "{count} answer is kept under “{name}”.", "{count} answers are kept under “{name}”.", count
    )


def _named(label: str) -> str:
    clean = lengths.line(_("Name"), label, lengths.NAME)
    if not clean:
        raise CrmError(_("The name is missing."), _("Type a name for the value."))
    return clean


def tags_used(workspace: Workspace) -> list[str]:
    """Return all tags, in alphabetical order."""
    return sorted(one.code for one in choices(workspace, TAG, counted=False))


def districts_used(workspace: Workspace, most: int = 200) -> list[str]:
    """Return the districts customers live in, in the order of their characters."""
    with workspace.database.read() as connection:
        return stored.districts(connection, most)


def staff_names(workspace: Workspace) -> list[str]:
    """Return the names of the staff in the owner's order."""
    return [one.show() for one in choices(workspace, STAFF, counted=False)]


def staff_unlisted(workspace: Workspace) -> list[str]:
    """Return the names that stand on plans and complaints and are none of the staff."""
    listed = set(staff_names(workspace))
    return [name for name in staff_known(workspace) if name not in listed]


def staff_known(workspace: Workspace) -> list[str]:
    """Return the names of the staff, then those that only stand on plans and complaints."""
    with workspace.database.read() as connection:
        listed = stored.of_list(connection, STAFF, counted=False)
        planned = stored.planned_staff(connection)
    codes = {one.code for one in listed}
    names = [one.show() for one in listed]
    return list(dict.fromkeys([*names, *(name for name in planned if name not in codes)]))
