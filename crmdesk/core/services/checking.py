"""Is the database sound? Told in sentences, and what can be mended is mended."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import derived, search
from crmdesk.core.store.database import integrity_problems


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
        stored = {row[0] for row in connection.exec_driver_sql("SELECT id FROM customer")}
        indexed = set(search.indexed_ids(connection))
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    lost, left = stored - indexed, indexed - stored
    if lost or left:
        problems.append(
            Problem(
                _("The search index is incomplete: {count} entries differ.").format(
                    count=len(lost) + len(left)
                ),
                _("Run crmdesk check --rebuild to build it anew; no customer is lost."),
            )
        )
    else:
        lines.append(_("All {count} customers can be found.").format(count=len(stored)))
    if mode == "wal" and level == 2:
        lines.append(_("Every change is on the disk before it counts as saved."))
    return CheckReport(not problems, lines, problems)


def _restore_advice() -> str:
    return _("Restore the newest backup; the damaged file is kept beside it.")


def rebuild(workspace: Workspace) -> int:
    """Build the search index and everything worked out from the records anew."""
    with workspace.database.write() as connection:
        return derived.rebuild(connection)
