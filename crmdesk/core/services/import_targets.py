"""What the rows of a list become: customers, past contacts, or complaints."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.header import Heading
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.plan import ActivityPlan, ComplaintPlan, ImportPlan
from crmdesk.core.importing.setup import ACTIVITIES, COMPLAINTS, ImportSetup
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store.history import Operation


def guess(
    target: str,
    headings: Sequence[Heading],
    rows: Sequence[Sequence[Cell]],
    catalogue: Catalogue,
) -> tuple[Catalogue, list[ColumnMapping]]:
    """Return the fields a target knows, and which column goes to which of them.

    `catalogue` are the fields of customers.
    """
    # Only one of them is needed, and none before a list is chosen.
    if target == ACTIVITIES:
        from crmdesk.core.domain.activity_fields import CATALOGUE as OF_ACTIVITIES
        from crmdesk.core.importing import activity_mapping

        return OF_ACTIVITIES, activity_mapping.guess_mapping(headings, rows)
    if target == COMPLAINTS:
        from crmdesk.core.domain.complaint_fields import CATALOGUE as OF_COMPLAINTS
        from crmdesk.core.importing import complaint_mapping

        return OF_COMPLAINTS, complaint_mapping.guess_mapping(headings, rows)
    from crmdesk.core.importing import mapping

    return catalogue, mapping.guess_mapping(headings, rows, catalogue)


def plan_rows(workspace: Workspace, setup: ImportSetup, progress: Progress) -> ImportPlan:
    """Return what becomes of the rows of a list that are no customers. Raises Cancelled."""
    if setup.target == COMPLAINTS:
        from crmdesk.core.services import complaint_import

        return complaint_import.plan_rows(workspace, setup, progress)
    from crmdesk.core.services import activity_import

    return activity_import.plan_rows(workspace, setup, progress)


def write_rows(
    workspace: Workspace,
    current: Operation,
    setup: ImportSetup,
    plan: ImportPlan,
    progress: Progress,
) -> None:
    """Write what a plan holds."""
    from crmdesk.core.store import activity_import, bulk, complaint_import

    if isinstance(plan, ComplaintPlan):
        progress.report(0, 0, _("Writing"))
        complaint_import.write(current, plan.incoming)
        return
    if isinstance(plan, ActivityPlan):
        progress.report(0, 0, _("Writing"))
        activity_import.write(current, plan.happened, plan.promised)
        return
    bulk.write(
        current,
        plan.new,
        plan.changed,
        workspace.clock.today(),
        progress,
        _used_fields(setup),
    )


def _used_fields(setup: ImportSetup) -> list[CustomField]:
    """Return the owner's fields that columns of the list go to."""
    used = {one.field for one in setup.mappings}
    return [field for field in setup.catalogue.custom if field.key in used]
