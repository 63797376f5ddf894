"""Is the database sound? Told in sentences, and what can be mended is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import customers, derived, health, search
from crmdesk.core.store.database import integrity_problems

_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: `lines` are sentences for the user."""

    ok: bool
    lines: list[str]
    problems: list[Problem]


def check(workspace: Workspace) -> CheckReport:
    """Check the file, the links between records, and that everybody can be found."""
    lines: list[str] = []
    problems: list[Problem] = []
    broken = integrity_problems(workspace.path)
    if broken:
        problems.extend(
            Problem(_("The file is damaged: {what}").format(what=what), _restore_advice())
            for what in broken[:20]
        )
    else:
        lines.append(_("The file is sound and all records belong together."))
    with workspace.database.read() as connection:
        stored = customers.all_ids(connection)
        differing = set(stored).symmetric_difference(search.indexed_ids(connection))
        sample = [one for one in _spread(stored) if one not in differing]
        misled = health.not_found_by_name(connection, sample)
        safe = health.writes_at_once(connection)
    advice = _("Run crmdesk check --rebuild to build it anew; no customer is lost.")
    if differing:
        incomplete = _("The search index is incomplete: {count} entries differ.")
        problems.append(Problem(incomplete.format(count=len(differing)), advice))
    if misled:
        wrong = _("The search index is wrong for {count} of {total} customers looked at.")
        problems.append(Problem(wrong.format(count=len(misled), total=len(sample)), advice))
    if not differing and not misled:
        lines.append(_("All {count} customers can be found.").format(count=len(stored)))
    if safe:
        lines.append(_("Every change is on the disk before it counts as saved."))
    return CheckReport(not problems, lines, problems)


def _spread(ids: Sequence[int]) -> list[int]:
    """Return the first, the last and up to 200 evenly spread ones."""
    places = {len(ids) * number // _LOOKED_AT for number in range(_LOOKED_AT)} | {len(ids) - 1}
    return [ids[place] for place in sorted(places)] if ids else []


def _restore_advice() -> str:
    return _("Restore the newest backup; the damaged file is kept beside it.")


def rebuild(workspace: Workspace) -> int:
    """Build the search index and everything worked out from the records anew."""
    with workspace.database.write() as connection:
        return derived.rebuild(connection)
