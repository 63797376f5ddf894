"""What each operation is called in the history."""

from __future__ import annotations

from typing import Any, Final

from crmdesk.core.i18n import N_, _

# The sentence of each kind of operation; `{count}` kinds have a second one for many.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "customer.create": (N_("Added {name}"), ""),
    "customer.edit": (N_("Changed {name}"), ""),
    "customer.bin": (N_("Put {name} into the bin"), N_("Put {count} customers into the bin")),
    "customer.restore": (N_("Restored {name}"), N_("Restored {count} customers")),
    "customer.bulk": (N_("Changed one customer"), N_("Changed {count} customers at once")),
    "customer.merge": (N_("Merged {names} into {name}"), ""),
    "customer.apart": (N_("{names} are not the same customer"), ""),
    "contact.note": (N_("Noted a contact with {name}"), ""),
    "activity.edit": (N_("Changed an entry of the timeline"), ""),
    "activity.remove": (N_("Removed an entry of the timeline"), ""),
    "follow_up.plan": (N_("Planned a follow-up with {name}"), N_("Planned {count} follow-ups")),
    "follow_up.edit": (N_("Changed a follow-up with {name}"), ""),
    "follow_up.done": (N_("Did the follow-up with {name}"), ""),
    "follow_up.move": (N_("Moved the follow-up with {name}"), ""),
    "follow_up.cancel": (N_("Cancelled the follow-up with {name}"), ""),
    "follow_up.stop": (N_("Stopped the series with {name}"), ""),
    "chain.begin": (N_("Began “{chain}” with {name}"), ""),
    "chain.stop": (N_("Stopped the chain of {name}"), ""),
    "chains.save": (N_("Changed the chains"), ""),
    "follow_up.reopen": (N_("Opened the follow-up with {name} again"), ""),
    "follow_up.spread": (N_("Spread one follow-up"), N_("Spread {count} follow-ups")),
    "visit.plan": (N_("Planned a visit to {name}"), N_("Planned {count} visits")),
    "visit.edit": (N_("Changed the visit to {name}"), ""),
    "visit.order": (N_("Changed the order of visits"), ""),
    "visit.done": (N_("Visited {name}"), ""),
    "visit.missed": (N_("Missed {name}"), N_("Marked {count} visits as missed")),
    "visit.move": (N_("Moved the visit to {name}"), N_("Moved {count} visits")),
    "visit.correct": (N_("Corrected the result of the visit to {name}"), ""),
    "visit.close_day": (
        N_("Decided about a visit without a result"),
        N_("Decided about {count} visits without a result"),
    ),
    "visit.remove": (N_("Took a visit off the plan"), N_("Took {count} visits off the plan")),
    "visit.staff": (N_("Assigned the visit to {name}"), N_("Assigned {count} visits")),
    "visit.times": (N_("Set the time of a visit"), N_("Set the times of {count} visits")),
    "visit.times_off": (
        N_("Cleared the time of a visit"),
        N_("Cleared the times of {count} visits"),
    ),
    "round.make": (N_("Made the round “{name}”"), ""),
    "round.edit": (N_("Changed the round “{name}”"), ""),
    "round.plan": (N_("Planned the round “{name}”"), N_("Planned {count} rounds")),
    "round.pause": (N_("Paused the round “{name}”"), ""),
    "round.resume": (N_("Resumed the round “{name}”"), ""),
    "round.end": (N_("Ended the round “{name}”"), ""),
    "import": (N_("Imported {file}: {created} new, {updated} updated"), ""),
    "choice.add": (N_("Added “{name}” to a list of choices"), ""),
    "choice.rename": (N_("Renamed a choice to “{name}”"), ""),
    "choice.move": (N_("Moved “{name}” in a list of choices"), ""),
    "choice.merge": (N_("Merged “{name}” into “{into}” in a list of choices"), ""),
    "choice.remove": (N_("Removed “{name}” from a list of choices"), ""),
    "field.add": (N_("Added the field “{name}”"), ""),
    "field.rename": (N_("Renamed a field to “{name}”"), ""),
    "field.move": (N_("Moved the field “{name}”"), ""),
    "field.remove": (N_("Removed the field “{name}”"), ""),
    "complaint.receive": (N_("Received complaint {number} of {name}"), ""),
    "complaint.edit": (N_("Changed complaint {number} of {name}"), ""),
    "complaint.give": (N_("Complaint {number} was given to {name}"), ""),
    "complaint.acknowledge": (N_("Accepted complaint {number} of {name}"), ""),
    "complaint.wait_customer": (N_("Complaint {number} waits for {name}"), ""),
    "complaint.wait_third": (N_("Complaint {number} of {name} waits for a third party"), ""),
    "complaint.resume": (N_("Went on with complaint {number} of {name}"), ""),
    "complaint.answer": (N_("Answered complaint {number} of {name}"), ""),
    "complaint.try_call": (N_("Could not reach {name} about complaint {number}"), ""),
    "complaint.close": (N_("Closed complaint {number} of {name}"), ""),
    "complaint.reopen": (N_("Reopened complaint {number} of {name}"), ""),
    "complaint.unfounded": (N_("Found complaint {number} of {name} to be unfounded"), ""),
    "complaint.duplicate": (N_("Found complaint {number} of {name} to be a duplicate"), ""),
    "complaint.note": (N_("Noted something on complaint {number} of {name}"), ""),
    "complaint.attach": (
        N_("Added a file to complaint {number}"),
        N_("Added {count} files to complaint {number}"),
    ),
    "complaint.detach": (N_("Took {name} off complaint {number}"), ""),
    "solution.keep": (N_("Kept the answer “{text}”"), ""),
    "solution.change": (N_("Changed the answer “{text}”"), ""),
    "solution.remove": (N_("Removed a kept answer"), ""),
    "complaint_times.save": (N_("Changed the times for complaints"), ""),
    "greeting.sent": (N_("Greeted {name}"), ""),
    "greeting.leave_out": (N_("Left {name} out of the greetings"), ""),
    "greetings.save": (N_("Changed the greeting texts"), ""),
    "occasions.save": (N_("Changed the occasions to greet for"), ""),
    "visit_form.save": (N_("Changed the visit form “{name}”"), ""),
    "visit_form.remove": (N_("Removed the visit form “{name}”"), ""),
    "opening.save": (N_("Changed the opening days"), ""),
    "staying.save": (N_("Changed the intervals for staying in touch"), ""),
    "reminders.save": (N_("Changed how to be reminded"), ""),
    "staying.own": (
        N_("Changed how often to stay in touch with {name}"),
        N_("Changed how often to stay in touch with {count} customers"),
    ),
    "shop.save": (N_("Changed the shop's settings"), ""),
    "shop.logo": (N_("Changed the shop's logo"), ""),
    "demo": (N_("Filled the demo with {count} customers"), ""),
    "undo": (N_("Took back: {what}"), ""),
    "redo": (N_("Did again: {what}"), ""),
}


def describe(kind: str, details: dict[str, Any]) -> str:
    """Return the sentence of an operation in the user's language."""
    words = dict(details)
    if kind == "undo":
        inner, inner_details = str(details.get("kind", "")), details.get("details", {})
        if inner == "undo" and inner_details.get("kind") != "undo":
            kind, inner = "redo", str(inner_details.get("kind", ""))
            inner_details = inner_details.get("details", {})
        words["what"] = describe(inner, inner_details)
    one, many = SENTENCES.get(kind, (kind, ""))
    template = many if many and details.get("count", 1) != 1 else one
    return _(template).format_map(_Blank(words))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
