"""Chains after an occasion: their templates, and how they begin and end by what is noted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.chains import REASONS, SALE, Chain, Step, read_mark
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import CANCELLED, FollowUp
from crmdesk.core.domain.lengths import Measured
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import reachable
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities, customers, followups, kept_settings, tables
from crmdesk.core.store.database import Connection

KEY: Final = "chains"


def templates(workspace: Workspace) -> list[Chain]:
    """Return the templates of the shop; ready-made ones, switched off, where none were kept."""
    with workspace.database.read() as connection:
        return templates_of(connection)


def templates_of(connection: Connection) -> list[Chain]:
    """Return the templates as a connection sees them."""
    found: list[dict[str, Any]] | None = kept_settings.setting(connection, KEY, None)
    return ready_made() if found is None else [_from_json(one) for one in found]


def ready_made() -> list[Chain]:
    """Return the templates to begin with, in the user's language."""
    return [
        Chain(
            key="sale",
            name=_("After a sale"),
            occasion=SALE,
            steps=(
                Step(3, _("Ask whether all is well")),
                Step(30, _("Ask for a recommendation"), "wechat"),
            ),
        ),
        Chain(
            key="repair",
            name=_("After a repair"),
            occasion="repair",
            steps=(Step(7, _("Ask whether everything works again")),),
        ),
        Chain(
            key="shop",
            name=_("After a visit to the shop"),
            occasion="shop",
            steps=(Step(2, _("Send thanks for coming"), "wechat"),),
        ),
    ]


def save(workspace: Workspace, wanted: Sequence[Chain]) -> Changes:
    """Keep the templates; chains that run already go on as they began.

    Raises CrmError for one without a name or without steps.
    """
    for one in wanted:
        if not clean_text(one.name):
            raise CrmError(_("A chain needs a name."), _("Call it after its occasion."))
        if not one.steps or any(not clean_text(step.what) for step in one.steps):
            raise CrmError(
                _("“{name}” does not say what is to be done.").format(name=one.name),
                _("Write what to do in every step."),
            )
    with operate(workspace, "chains.save") as writing:
        before = templates_of(writing.connection)
        lengths.check(_lines(wanted), _lines(before))
        kept = _with_keys_of_their_own(writing.connection, wanted)
        kept_settings.set_setting(writing.operation, KEY, [to_json(one) for one in kept])
        writing.message = _("The chains were saved.")
    return writing.changes()


def _lines(chains: Sequence[Chain]) -> Iterator[Measured]:
    for one in chains:
        yield _("Name"), clean_text(one.name), lengths.NAME
        for step in one.steps:
            yield _("What to do"), clean_text(step.what), lengths.LINE


def _with_keys_of_their_own(connection: Connection, wanted: Sequence[Chain]) -> list[Chain]:
    """Give a new template a key that no removed one had: its steps may still wait."""
    known = {one.key for one in templates_of(connection)}
    begun = followups.chain_keys(connection)
    used = begun | known | {one.key for one in wanted}
    kept = []
    for one in wanted:
        key = one.key
        if key not in known and key in begun:
            key = next(f"own{n}" for n in range(1, len(used) + 2) if f"own{n}" not in used)
            used.add(key)
        kept.append(dataclasses.replace(one, key=key))
    return kept


def to_json(chain: Chain) -> dict[str, Any]:
    """Return a template as it is kept."""
    return {
        "key": chain.key,
        "name": clean_text(chain.name),
        "occasion": chain.occasion,
        "steps": [[step.days, clean_text(step.what), step.kind] for step in chain.steps],
        "on": chain.on,
        "stops_on": list(chain.stops_on),
    }


def _from_json(found: dict[str, Any]) -> Chain:
    return Chain(
        key=found["key"],
        name=found["name"],
        occasion=found["occasion"],
        steps=tuple(Step(*step) for step in found["steps"]),
        on=found["on"],
        stops_on=tuple(found["stops_on"]),
    )


def noted(writing: Writing, activity: Activity, today: dt.date) -> None:
    """Let what was noted end the customer's chains, and begin those it is the occasion of.

    Part of the operation that notes it, and told with it. A list of the past begins none.
    """
    known = templates_of(writing.connection)
    if customers.in_bin(writing.connection, [activity.customer_id]):
        return
    if activity.kind in REASONS:
        _end_by(writing, activity, {one.key: one for one in known}, today)
    for chain in known:
        if chain.on and chain.occasion == activity.kind:
            _begin(writing, chain, activity.customer_id, activity.on, today, activity.staff)


def unnoted(writing: Writing, customer_id: int, kind: str, day: dt.date) -> None:
    """Take the chains back that began with what turned out not to have happened.

    What was done of them stays. Called when it is not noted any more; another note of the same
    kind and day keeps them.
    """
    connection = writing.connection
    if activities.any_on(connection, customer_id, kind, day):
        return
    marks = {one.mark(day): one.name for one in templates_of(connection) if one.occasion == kind}
    gone: dict[str, str] = {}
    for follow_up_id, mark in followups.open_chains(connection, customer_id):
        if mark in marks:
            # Removed, not cancelled: when it did happen after all, it begins anew.
            writing.operation.delete(tables.follow_up, follow_up_id)
            gone[mark] = marks[mark]
    for name in gone.values():
        writing.add(_("“{chain}” does not begin after all.").format(chain=name))


def _end_by(writing: Writing, activity: Activity, known: dict[str, Chain], today: dt.date) -> None:
    reason = _(REASONS[activity.kind])
    ended: dict[str, str] = {}
    for follow_up_id, mark in followups.open_chains(writing.connection, activity.customer_id):
        key, day = read_mark(mark)
        chain = known.get(key)
        # The steps of a template that was removed end as those of any other.
        stops_on = chain.stops_on if chain else tuple(REASONS)
        if activity.kind not in stops_on or activity.on < day:
            continue
        # A second note about the same sale is no second sale.
        if activity.on == day and (chain is None or activity.kind == chain.occasion):
            continue
        _cancel(writing, follow_up_id, reason, today)
        ended[key] = chain.name if chain else _("a removed chain")
    for name in ended.values():
        writing.add(_("“{chain}” ends here: {reason}").format(chain=name, reason=reason))


def _cancel(writing: Writing, follow_up_id: int, reason: str, today: dt.date) -> None:
    values = {"status": CANCELLED, "done_on": today.isoformat(), "done_note": reason}
    writing.operation.update(tables.follow_up, follow_up_id, values)


def _begin(
    writing: Writing, chain: Chain, customer_id: int, day: dt.date, today: dt.date, staff: str
) -> list[FollowUp]:
    if followups.has_chain(writing.connection, customer_id, chain.mark(day)):
        return []
    steps = [one for one in chain.follow_ups(customer_id, day, staff) if one.due >= today]
    for one in steps:
        followups.insert(writing.operation, one)
    if steps:
        dates = ", ".join(show_date(one.due) for one in steps)
        writing.add(_("“{chain}” begins: {dates}.").format(chain=chain.name, dates=dates))
    return steps


def begin(workspace: Workspace, customer_id: int, key: str) -> Changes:
    """Begin a chain for a customer by hand, today; switched off or not.

    Raises NotFound, or CrmError for a customer in the bin and for one that began today already.
    """
    today = workspace.clock.today()
    with operate(workspace, "chain.begin") as writing:
        name = reachable.name(writing.connection, customer_id)
        chain = next((one for one in templates_of(writing.connection) if one.key == key), None)
        if chain is None:
            raise NotFound(
                _("There is no such chain any more."), _("Look at the chains in the settings.")
            )
        writing.describe(name=name, chain=chain.name)
        if not _begin(writing, chain, customer_id, today, today, workspace.who):
            raise CrmError(
                _("“{chain}” began today already.").format(chain=chain.name),
                _("Its steps are on the customer's timeline."),
            )
        writing.message = _("For {name}:").format(name=name)
    return writing.changes()


def stop(workspace: Workspace, follow_up_id: int) -> Changes:
    """Cancel what still waits of the chain of a follow-up."""
    today = workspace.clock.today()
    with operate(workspace, "chain.stop") as writing:
        found = followups.get(writing.connection, follow_up_id)
        if found is None or not found.chain:
            raise CrmError(
                _("This follow-up belongs to no chain."), _("Cancel it by itself, if it waits.")
            )
        name = customers.names(writing.connection, [found.customer_id]).get(found.customer_id, "")
        writing.describe(name=name)
        waiting = [
            one
            for one, mark in followups.open_chains(writing.connection, found.customer_id)
            if mark == found.chain
        ]
        for one in waiting:
            _cancel(writing, one, "", today)
        writing.message = ngettext(
            "{count} follow-up with {name} was cancelled.",
            "{count} follow-ups with {name} were cancelled.",
            len(waiting),
        ).format(count=len(waiting), name=name)
    return writing.changes()
