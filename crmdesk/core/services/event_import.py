"""What an import does alike with all events of a list: contacts and complaints, one to a row."""

from __future__ import annotations

from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.event_rows import Draft, EventDraft, EventReader
from crmdesk.core.importing.plan import PlannedRow, Target
from crmdesk.core.importing.setup import ImportSetup, data_rows


def read_drafts(
    setup: ImportSetup, reader: EventReader[Draft], progress: Progress
) -> list[tuple[int, Draft]]:
    """Return what every row says, each with its index in the sheet. Raises Cancelled."""
    sheet = setup.sheet
    found: list[tuple[int, Draft]] = []
    rows = progress.through(data_rows(setup), len(sheet.rows), _("Checking rows"))
    for index, cells in rows:
        draft = reader.read(sheet.first_row + index, cells)
        if draft is not None:
            found.append((index, draft))
    return found


def planned(
    index: int, draft: EventDraft, state: str, reason: str, why: str, target: Target | None
) -> PlannedRow:
    """Return what will become of a row; `target` is the stored customer it goes to."""
    return PlannedRow(
        draft.row,
        state,
        target.customer.name if target else draft.who,
        draft.mobile,
        reason,
        tuple(draft.problems),
        index,
        why,
        target,
    )
