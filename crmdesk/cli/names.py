"""Names that options give: a mistyped one is told, it is not an empty week."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.cli.output import one_line
from crmdesk.cli.usage import Usage, no_choice
from crmdesk.core.domain.choices import code_of_label
from crmdesk.core.i18n import _, listed
from crmdesk.core.services import choices
from crmdesk.core.services.workspace import Workspace

_SHOWN = 20
_EVERY_DISTRICT = 100_000


def staff_asked(workspace: Workspace, name: str) -> str:
    """Return the name of one of the staff as the shop writes it, nothing for nothing.

    Raises Usage for a name that nobody has.
    """
    return _asked(
        choices.staff_known(workspace),
        name,
        _("Nobody of the staff is called “{name}”."),
        _("No names of staff were given yet; leave it out."),
    )


def staff_planned(workspace: Workspace, name: str) -> str:
    """Return the name of who is to do something; the first one of a shop may be new.

    Raises Usage for a name that nobody has in a shop that knows its staff.
    """
    known = choices.staff_known(workspace)
    found = _among(known, name) if name.strip() and known else name.strip()
    if found is None:
        raise Usage(
            _("Nobody of the staff is called “{name}”.").format(name=one_line(name)),
            _("There are: {names}. A new name is added in the settings.").format(
                names=_listed(known)
            ),
        )
    return found


def district_asked(workspace: Workspace, name: str) -> str:
    """Return a district as the customers have it, nothing for nothing. Raises Usage for another."""
    return _asked(
        choices.districts_used(workspace, _EVERY_DISTRICT),
        name,
        _("No customer lives in a district “{name}”."),
        _("No customer has a district yet; leave it out."),
    )


def choice_asked(workspace: Workspace, list_name: str, option: str, value: str) -> str:
    """Return the code of a value of one of the shop's lists, given by code or by its word.

    Raises Usage for another one: a mistyped word is no new value.
    """
    labels = choices.labels(workspace, list_name)
    if not value.strip() or value in labels:
        return value.strip()
    code = code_of_label(list_name, value, labels)
    if code not in labels:
        raise Usage(
            no_choice(option, value, labels.values()), _("A new one is added in the settings.")
        )
    return code


def _asked(known: Sequence[str], name: str, unknown: str, none_yet: str) -> str:
    if not name.strip():
        return ""
    found = _among(known, name)
    if found is None:
        there = _listed(known)
        advice = _("There are: {names}.").format(names=there) if there else none_yet
        raise Usage(unknown.format(name=one_line(name)), advice)
    return found


def _among(known: Sequence[str], name: str) -> str | None:
    wanted = name.strip()
    if wanted in known:
        return wanted
    return next((one for one in known if one.casefold() == wanted.casefold()), None)


def _listed(known: Sequence[str]) -> str:
    shown = [one_line(one, 30) for one in known[:_SHOWN]]
    return listed([*shown, "…"] if len(known) > _SHOWN else shown)
