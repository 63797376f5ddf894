"""An empty database filled with believable data of every kind, to look at and to try things on."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

from crmdesk.core import i18n
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.festivals import festivals_between
from crmdesk.core.domain.occasions import MOST_DAYS, Care
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.importing.plan import Target
from crmdesk.core.services import (
    demo_complaints,
    demo_names,
    demo_rounds,
    demo_series,
    occasion_settings,
    shop,
)
from crmdesk.core.services.demo_people import people
from crmdesk.core.services.demo_plans import Known, Weeks
from crmdesk.core.services.workspace import Workspace, Writing, is_empty, operate
from crmdesk.core.store import bulk, bulk_plans, kept_settings

_PART: Final = 10_000


def fill(
    workspace: Workspace, customers: int, seed: int = 1, progress: Progress = QUIET
) -> Changes:
    """Fill an empty database with customers, activities, follow-ups and visits, as one operation.

    The same number, seed, date and language give the same data. Raises CrmError for a database
    that holds customers, Cancelled when stopped; nothing is written then.
    """
    if customers < 1:
        raise CrmError(_("A demo needs at least one customer."), _("Choose a number such as 200."))
    if not is_empty(workspace):
        raise CrmError(
            _("There are customers in this database already."),
            _("Choose a new file for the demo, so that nothing gets mixed up."),
        )
    with operate(workspace, "demo", {"count": customers}) as writing:
        _Filling(workspace, writing, customers, seed, progress).run()
        writing.many = True
        writing.message = ngettext(
            "The demo holds {count} customer now.",
            "The demo holds {count} customers now.",
            customers,
        ).format(count=customers)
    return writing.changes()


class _Filling:
    def __init__(
        self, workspace: Workspace, writing: Writing, count: int, seed: int, progress: Progress
    ) -> None:
        self._workspace = workspace
        self._writing = writing
        self._current = writing.operation
        self._count = count
        self._seed = seed
        self._progress = progress
        self._today = workspace.clock.today()
        self._language = "zh" if i18n.language().startswith("zh") else "en"
        self._weeks = Weeks(seed, self._today, self._language)
        self._known: list[Known] = []

    def run(self) -> None:
        """Write everything, customers part by part so that many of them need little memory."""
        self._open_shop()
        everybody = people(self._count, self._seed, today=self._today, language=self._language)
        while part := list(itertools.islice(everybody, _PART)):
            self._write(part)
        owners = (self._known[0].id, self._known[-1].id)
        visits, told = self._weeks.visits(self._known)
        promised = self._weeks.promised(self._known)
        bulk_plans.write(self._current, owners, told, promised, visits)
        demo_series.write(self._current, self._known, self._today, self._language)
        demo_rounds.write(self._current, self._known, self._today, self._language)
        demo_complaints.write(self._workspace, self._writing, self._known, self._language)
        self._progress.check()
        self._progress.report(0, 0, _("Saving"))
        bulk_plans.refresh_dates(self._current, owners)

    def _open_shop(self) -> None:
        name, phone, address = demo_names.SHOP[self._language]
        settings = shop.ShopSettings(name, phone, address)
        kept_settings.set_setting(self._current, shop.KEY, asdict(settings))
        self._choose_festivals()

    def _choose_festivals(self) -> None:
        """Greet for the next festival from now on, so that there is something to see."""
        usual = occasion_settings.settings_of(self._current.connection)
        soon = self._today + dt.timedelta(days=MOST_DAYS)
        coming = festivals_between(self._today, soon, usual.regions, greet=True)
        if coming:
            care = Care(coming[0].key, ("A",), max((coming[0].day - self._today).days, 1))
            rest = [one for one in usual.cares if one.festival != care.festival]
            wanted = replace(usual, cares=(care, *rest))
            kept_settings.set_setting(
                self._current, occasion_settings.KEY, occasion_settings.as_json(wanted)
            )

    def _write(self, part: Sequence[Customer]) -> None:
        written = len(self._known)
        outer = self._progress
        inner = Progress(
            lambda done, total, what: outer.report(written + done, self._count, what),
            outer.cancelled,
        )
        bulk.write(self._current, [Target(one) for one in part], (), self._today, inner)
        owners = bulk_plans.newest_customers(self._current, len(part))
        fresh = [_known(number, one) for number, one in enumerate(part, owners[0])]
        happened, over = self._weeks.past(fresh)
        bulk_plans.write(self._current, owners, happened, over)
        self._known.extend(fresh)


def _known(customer_id: int, one: Customer) -> Known:
    district = one.addresses[0].district if one.addresses else ""
    return Known(customer_id, one.stage, one.staff, district, one.created or dt.date.min)
