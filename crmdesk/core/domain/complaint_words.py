"""A complaint in words: when it is due, what its particulars are called, what its log says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL, show_code
from crmdesk.core.domain.complaint import (
    FOUNDED,
    SEVERITIES,
    STATES,
    WAITING,
    WISHES,
    Complaint,
    LogEntry,
    OpenCase,
)
from crmdesk.core.domain.complaint_states import BESIDE, EVENTS, transition
from crmdesk.core.domain.money import show_money
from crmdesk.core.domain.shown_dates import (
    show_date,
    show_date_time,
    show_day,
    show_time,
    show_weekday,
)
from crmdesk.core.i18n import N_, _, ngettext

# The owner's own words of the value lists: by list, then by code.
Labels = Mapping[str, Mapping[str, str]]

FIELDS: Final = {
    "walk_in_name": N_("Name"),
    "walk_in_phone": N_("Phone"),
    "received_at": N_("Received"),
    "received_by": N_("Received by"),
    "channel": N_("Channel"),
    "category": N_("Category"),
    "product": N_("Product or order"),
    "ordered_on": N_("Order date"),
    "what": N_("What happened"),
    "wish": N_("Customer wants"),
    "wish_text": N_("Wanted exactly"),
    "severity": N_("Severity"),
    "staff": N_("Staff"),
    "promised_on": N_("Promised by"),
    "founded": N_("Founded"),
    "cause": N_("Cause"),
    "action": N_("What was done"),
    "cost": N_("Cost"),
    "prevention": N_("Prevention"),
    "satisfaction": N_("Satisfaction"),
    "call_back_on": N_("Call-back on"),
}
_LISTS: Final = {"channel": CHANNEL, "category": CATEGORY, "cause": CAUSE}
_CODES: Final = {"severity": SEVERITIES, "wish": WISHES, "founded": FOUNDED}
_DAYS: Final = frozenset({"ordered_on", "promised_on", "call_back_on"})
# What a step carries into the log, in the order in which it is told.
_CARRIED: Final = ("action", "founded", "cause", "cost", "prevention", "satisfaction")


_A_WEEK: Final = 7

SIGN: Final = "▲"

OVERDUE: Final = "overdue"
TODAY: Final = "today"
LATER: Final = "later"


def urgency(complaint: Complaint, now: dt.datetime) -> str:
    """Return whether what is to be done next is OVERDUE, due TODAY or LATER; empty for nothing."""
    if complaint.due_at is None:
        return ""
    if complaint.is_overdue(now):
        return OVERDUE
    today = now.astimezone().date()
    return TODAY if complaint.due_at.astimezone().date() <= today else LATER


def waits(complaint: Complaint, now: dt.datetime) -> int:
    """Return for how many days a complaint has been waiting, 0 for one that does not."""
    if complaint.state not in WAITING or complaint.waiting_since is None:
        return 0
    return (now.astimezone().date() - complaint.waiting_since.astimezone().date()).days


def due_words(complaint: Complaint, now: dt.datetime) -> str:
    """Return when the next thing is due as people say it: `today 18:00`, `2 days over`.

    Of one that waits, how long it does: nothing else brings it to mind.
    """
    if complaint.due_at is None:
        days = waits(complaint, now)
        if days:
            return ngettext("waits {count} day", "waits {count} days", days).format(count=days)
        return _("clock stopped") if complaint.state in WAITING else ""
    if not complaint.is_overdue(now):
        return _ahead(complaint.due_at, now)
    over = now - complaint.due_at
    days = (now.astimezone().date() - complaint.due_at.astimezone().date()).days
    if days:
        return ngettext("{count} day over", "{count} days over", days).format(count=days)
    hours = int(over.total_seconds()) // 3600
    if hours:
        return ngettext("{count} hour over", "{count} hours over", hours).format(count=hours)
    minutes = max(1, int(over.total_seconds()) // 60)
    return ngettext("{count} minute over", "{count} minutes over", minutes).format(count=minutes)


def _ahead(instant: dt.datetime, now: dt.datetime) -> str:
    """Return a coming instant in a few signs: `today 18:00`, `Wed 18:00`, `Mon 30 Nov`."""
    local, today = instant.astimezone(), now.astimezone().date()
    days = (local.date() - today).days
    if local.year != today.year and days >= _A_WEEK:
        return show_date(local.date())
    if days >= _A_WEEK:
        return show_day(local.date(), today)
    if days <= 1:
        return moment(instant, now)
    return f"{show_weekday(local.date())} {show_time(local.time())}"


def open_words(complaint: Complaint, now: dt.datetime, most: int = 60) -> str:
    """Return that a complaint is open, what it is about, how it stands and when it is due."""
    told = _("Open complaint {number}: {what}").format(
        number=complaint.number, what=" ".join(complaint.what.split())
    )
    told = told if len(told) <= most else f"{told[: most - 1]}…"
    due = due_words(complaint, now)
    if due and urgency(complaint, now) in (TODAY, LATER):
        due = _("due {when}").format(when=due)
    if complaint.state in WAITING:
        due = ""
    return " · ".join(part for part in (told, _(STATES[complaint.state]), due) if part)


def case_words(case: OpenCase | None, most: int = 80) -> str:
    """Return that a customer has an open complaint, with a sign, for paper; nothing for none."""
    if case is None:
        return ""
    told = _("Open complaint {number}: {what}").format(
        number=case.number, what=" ".join(case.what.split())
    )
    told = told if len(told) <= most else f"{told[: most - 1]}…"
    more = f" (+{case.count - 1})" if case.count > 1 else ""
    # Also where nobody sees that it is red.
    return f"{SIGN} {told}{more}"


def moment(instant: dt.datetime, now: dt.datetime) -> str:
    """Return an instant as seen from now: `today 18:00`, `Wed 25 Nov 18:00`."""
    local = instant.astimezone()
    day = show_day(local.date(), now.astimezone().date())
    return f"{day} {show_time(local.time())}"


def field_words(name: str) -> str:
    """Return what a particular is called."""
    return _(FIELDS[name])


def show_value(name: str, value: object, labels: Labels | None = None) -> str:
    """Return a particular as it is read; `value` may be the text that the log keeps of it."""
    if value in ("", None, 0):
        return ""
    if name == "cost":
        return show_money(int(str(value)))
    if name in _LISTS:
        listed = _LISTS[name]
        return (labels or {}).get(listed, {}).get(str(value)) or show_code(listed, str(value))
    if name in _CODES:
        return _(_CODES[name].get(str(value), str(value)))
    if name in _DAYS:
        return show_date(value) if isinstance(value, dt.date) else str(value)
    if name == "received_at":
        return show_date_time(_instant(value))
    if name == "satisfaction":
        return _("{score} of 5").format(score=value)
    return str(value)


def _instant(value: object) -> dt.datetime:
    found = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def tries_words(tries: int) -> str:
    """Return how often it was tried to reach the customer."""
    return ngettext("{count} try", "{count} tries", tries).format(count=tries)


def wish_words(complaint: Complaint) -> str:
    """Return what the customer wants: the kind of remedy and the words."""
    return " · ".join(
        part for part in (show_value("wish", complaint.wish), complaint.wish_text) if part
    )


def log_title(entry: LogEntry) -> str:
    """Return what a line of the log says was done."""
    if entry.event in BESIDE:
        return _(BESIDE[entry.event])
    return _(transition(entry.event).told) if entry.event in EVENTS else entry.event


def log_details(entry: LogEntry, labels: Labels | None = None) -> list[str]:
    """Return what a step carried, each in one sentence: field: old → new, or field: value."""
    details = entry.details or {}
    found = [
        _change(name, details, labels)
        for name in FIELDS
        if name in details and f"{name}.was" in details
    ]
    for name in _CARRIED:
        if name in details and f"{name}.was" not in details:
            shown = show_value(name, details[name], labels)
            if shown:
                found.append(_("{field}: {value}").format(field=field_words(name), value=shown))
    if tries := int(details.get("tries", 0)):
        found.append(tries_words(tries))
    for name in ("customer", "name", "number", "original_number", "file"):
        if details.get(name):
            found.append(str(details[name]))
    return found


def _change(name: str, details: Mapping[str, str | int], labels: Labels | None) -> str:
    nothing = "—"
    was, now = (show_value(name, details[key], labels) for key in (f"{name}.was", name))
    return _("{field}: {old} → {new}").format(
        field=field_words(name), old=was or nothing, new=now or nothing
    )
