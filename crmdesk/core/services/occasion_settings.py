"""The occasions the owner chose to greet for; they travel with the database."""

from __future__ import annotations

from typing import Any, Final

from crmdesk.core import i18n
from crmdesk.core.domain.changes import SETTINGS, Changes
from crmdesk.core.domain.festivals import REGIONS, usual_regions
from crmdesk.core.domain.occasions import LEAD_DAYS, MOST_DAYS, Care, OccasionSettings, usual_cares
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import customers, kept_settings
from crmdesk.core.store.database import Connection

KEY: Final = "occasions"
# The language in which the shop began: another one on screen changes no festival.
HOME: Final = "home_language"


def settings(workspace: Workspace) -> OccasionSettings:
    """Return which occasions are greeted for; those of an ordinary shop where none was chosen."""
    with workspace.database.read() as connection:
        return settings_of(connection)


def settings_of(connection: Connection) -> OccasionSettings:
    """Return which occasions are greeted for as a connection sees them."""
    found: dict[str, Any] = kept_settings.setting(connection, KEY, {})
    home = str(kept_settings.setting(connection, HOME, "")) or i18n.language()
    usual = usual_regions(home, i18n.system_language())
    regions = tuple(one for one in found.get("regions", usual) if one in REGIONS)
    cares = found.get("cares")
    return OccasionSettings(
        regions=regions,
        lead_days=tuple(found.get("lead_days", LEAD_DAYS)),
        cares=usual_cares(regions)
        if cares is None
        else tuple(Care(name, tuple(grades), days) for name, grades, days in cares),
    )


def keep_home(workspace: Workspace, language: str) -> Changes:
    """Keep in which language a shop is at home, once it has customers; a second time nothing."""
    with workspace.database.read() as connection:
        known = kept_settings.setting(connection, HOME, "") or not customers.any_stored(connection)
    if known or workspace.read_only:
        return Changes(0, "", frozenset())
    with workspace.database.write() as connection:
        fresh = kept_settings.keep_setting(connection, HOME, language)
    return Changes(0, "", frozenset({SETTINGS}) if fresh else frozenset())


def save(workspace: Workspace, wanted: OccasionSettings) -> Changes:
    """Keep which occasions are greeted for. Raises CrmError for days too far ahead."""
    days = [*wanted.lead_days, *(care.days for care in wanted.cares)]
    if any(not 0 <= one <= MOST_DAYS for one in days):
        raise CrmError(
            _("Nobody is greeted more than {days} days ahead.").format(days=MOST_DAYS),
            _("Type a number of days from 0 to {days}.").format(days=MOST_DAYS),
        )
    with operate(workspace, "occasions.save") as writing:
        kept_settings.set_setting(writing.operation, KEY, as_json(wanted))
        writing.message = _("The occasions to greet for were saved.")
    return writing.changes()


def as_json(wanted: OccasionSettings) -> dict[str, Any]:
    """Return the occasions as they are kept."""
    return {
        "regions": list(wanted.regions),
        "lead_days": sorted(set(wanted.lead_days), reverse=True),
        "cares": [[one.festival, list(one.grades), one.days] for one in wanted.cares],
    }
