"""The owner's value lists: grades, stages, sources, staff and tags."""

from __future__ import annotations

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import STAFF, TAG, Choice, code_for
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import choices as stored


def choices(workspace: Workspace, list_name: str) -> list[Choice]:
    """Return the values of a list in the owner's order, with how many customers use each."""
    with workspace.database.read() as connection:
        return stored.of_list(connection, list_name)


def labels(workspace: Workspace, list_name: str) -> dict[str, str]:
    """Return the labels of a list by code."""
    return {choice.code: choice.show() for choice in choices(workspace, list_name)}


def add(workspace: Workspace, list_name: str, label: str) -> Changes:
    """Add a value to a list."""
    clean = _named(label)
    with operate(workspace, "choice.add", {"name": clean}) as writing:
        stored.add(writing.operation, list_name, code_for(list_name, clean))
        writing.message = _("“{name}” was added.").format(name=clean)
    return writing.changes()


def rename(workspace: Workspace, list_name: str, code: str, label: str) -> Changes:
    """Give a value another label; customers that have it show the new one."""
    clean = _named(label)
    with operate(workspace, "choice.rename", {"name": clean}) as writing:
        stored.relabel(writing.operation, list_name, code, clean)
        writing.message = _("Renamed to “{name}”.").format(name=clean)
    return writing.changes()


def remove(workspace: Workspace, list_name: str, code: str) -> Changes:
    """Take a value out of a list. Raises CrmError while customers use it."""
    found = {choice.code: choice for choice in choices(workspace, list_name)}.get(code)
    if found is not None and found.used:
        raise CrmError(
            ngettext(
                "“{name}” is used by {count} customer.",
                "“{name}” is used by {count} customers.",
                found.used,
            ).format(name=found.show(), count=found.used),
            _("Give them another value first, or rename this one."),
        )
    with operate(workspace, "choice.remove", {"name": found.show() if found else code}) as writing:
        stored.remove(writing.operation, list_name, code)
        writing.message = _("“{name}” was removed.").format(name=found.show() if found else code)
    return writing.changes()


def _named(label: str) -> str:
    clean = clean_text(label)
    if not clean:
        raise CrmError(_("The name is missing."), _("Type a name for the value."))
    return clean


def tags_used(workspace: Workspace) -> list[str]:
    """Return all tags, in alphabetical order."""
    return sorted(choice.code for choice in choices(workspace, TAG))


def districts_used(workspace: Workspace, most: int = 200) -> list[str]:
    """Return the districts customers live in, the most frequent first."""
    with workspace.database.read() as connection:
        return stored.districts(connection, most)


def staff_names(workspace: Workspace) -> list[str]:
    """Return the names of the staff in the owner's order."""
    return [choice.show() for choice in choices(workspace, STAFF)]
