"""Complaints on the command line: recorded, listed, shown, and taken from state to state."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from crmdesk.cli.complaint_documents import document, labels_of, log_lines, particulars
from crmdesk.cli.files import changes_document
from crmdesk.cli.names import choice_asked, staff_planned
from crmdesk.cli.output import Answer, problem_document, problem_lines
from crmdesk.cli.session import opened, stoppable
from crmdesk.cli.usage import with_meaning
from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL
from crmdesk.core.domain.complaint import EDITED, Complaint
from crmdesk.core.domain.complaint_states import REOPEN, Given, possible, transition, why_not
from crmdesk.core.domain.customer import ContactMethod, Customer
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, listed, ngettext

if TYPE_CHECKING:
    from crmdesk.core.domain.changes import Changes
    from crmdesk.core.services.workspace import Workspace

_LISTS: Final = {"category": CATEGORY, "channel": CHANNEL, "cause": CAUSE}


def new(options: Namespace) -> Answer:
    """Record a complaint, with files if there are any."""
    from crmdesk.core.services import complaint_files

    with opened(options) as work:
        files = [complaint_files.read_file(Path(one).expanduser()) for one in options.attach]
        made = Complaint(
            customer_id=options.customer,
            walk_in_name=options.walk_in,
            walk_in_phone=options.phone,
            **_given(work, options, received_at=options.received_at or work.clock.now()),
        )
        changes = complaint_files.receive(work, made, files)
        return _told(work, changes, changes.new_id)


def _given(work: Workspace, options: Namespace, **more: Any) -> dict[str, Any]:
    """Return the particulars that options name, with the codes of what is written in words."""
    values: dict[str, Any] = {}
    for name in EDITED:
        value = getattr(options, name, None)
        if value is None:
            continue
        if name in _LISTS:
            value = choice_asked(work, _LISTS[name], f"--{name}", value)
        if name == "staff":
            value = staff_planned(work, value)
        values[name] = value
    return values | more


def edit(options: Namespace) -> Answer:
    """Change particulars of a complaint."""
    from crmdesk.core.services import complaints

    with opened(options) as work:
        loaded = complaints.by_number(work, options.number)
        wanted = dataclasses.replace(loaded, **_given(work, options))
        return _told(work, complaints.save(work, wanted, loaded=loaded), loaded.id)


def step(options: Namespace) -> Answer:
    """Take a step of the table of transitions."""
    from crmdesk.core.services import complaints

    with opened(options) as work:
        found = complaints.by_number(work, options.number)
        original = getattr(options, "of", "")
        given = Given(
            note=options.note,
            action=getattr(options, "action", ""),
            founded=getattr(options, "founded", ""),
            cause=choice_asked(work, CAUSE, "--cause", getattr(options, "cause", "")),
            prevention=getattr(options, "prevention", ""),
            cost=getattr(options, "cost", None),
            satisfaction=getattr(options, "satisfaction", 0),
            tries=getattr(options, "tries", 0),
            original=complaints.by_number(work, original).id if original else 0,
        )
        changes = _taken(work, found, options.event, given)
        answer = _told(work, changes, found.id)
    if 0 < given.satisfaction <= 2:
        again = _("To reopen it: {command}").format(
            command=f"crmdesk complaint {REOPEN} {found.number} --note …"
        )
        return dataclasses.replace(answer, lines=[*answer.lines, again])
    return answer


def _taken(work: Workspace, complaint: Complaint, event: str, given: Given) -> Changes:
    """Take a step; where it cannot be taken now, those that can are told as they are typed."""
    from crmdesk.core.services import complaint_steps

    step = transition(event)
    if complaint.state not in step.states:
        there = [
            with_meaning(one.event.replace("_", "-"), one.label)
            for one in possible(complaint.state)
        ]
        advice = _("What can be done now: {steps}.").format(steps=listed(there))
        raise CrmError(why_not(complaint.state, step.to or complaint.state), advice)
    return complaint_steps.step(work, complaint.id, event, given)


def _told(work: Workspace, changes: Changes, complaint_id: int) -> Answer:
    from crmdesk.core.services import complaints

    row = complaints.row(work, complaint_id)
    found = {**changes_document(changes), "complaint": document(row, work.clock.now())}
    return Answer(found, [changes.message])


def give(options: Namespace) -> Answer:
    """Let a walk-in's complaint belong to a customer, who is made of it if none is named."""
    from crmdesk.core.services import complaint_customers, complaints

    with opened(options) as work:
        found = complaints.by_number(work, options.number)
        if options.customer:
            changes = complaint_customers.give_to(work, found.id, options.customer)
        else:
            phone = found.walk_in_phone
            methods = (ContactMethod("mobile", phone),) if phone else ()
            made = Customer(name=found.walk_in_name, methods=methods)
            changes = complaint_customers.make_customer(work, found.id, made)
        return _told(work, changes, found.id)


def attach(options: Namespace) -> Answer:
    """Add files to a complaint."""
    from crmdesk.core.services import complaint_files, complaints

    with opened(options) as work:
        found = complaints.by_number(work, options.number)
        paths = [Path(one).expanduser() for one in options.files]
        changes = complaint_files.add_paths(work, found.id, paths)
        names = [one.name for one in complaint_files.files(work, found.id)]
    return Answer({**changes_document(changes), "files": names}, [changes.message])


def save_files(options: Namespace) -> Answer:
    """Write the files of a complaint into a folder."""
    from crmdesk.core.services import complaint_files, complaints

    with opened(options) as work:
        found = complaints.by_number(work, options.number)
        made = complaint_files.save_all(work, found.id, Path(options.folder).expanduser())
    words = ngettext("{count} file was written.", "{count} files were written.", len(made))
    return Answer({"files": made}, [*map(str, made), words.format(count=len(made))])


def export(options: Namespace) -> Answer:
    """Write complaints to a list that the import reads back."""
    from crmdesk.core.services import complaint_export, complaint_export_files, complaint_lists

    with stoppable(options) as progress, opened(options) as work:
        query = complaint_lists.saved(work, options.filter)
        path = Path(options.file).expanduser()
        beside = None
        if options.files:
            done, beside = complaint_export_files.export_with_files(
                work, path, query=query, encoding=options.encoding, progress=progress
            )
        else:
            done = complaint_export.export(
                work, path, query=query, encoding=options.encoding, progress=progress
            )
    words = ngettext(
        "{count} complaint was written to {file}.",
        "{count} complaints were written to {file}.",
        done.rows,
    ).format(count=done.rows, file=done.path)
    problems = [problem_document(one) for one in done.problems]
    document = {"file": done.path, "rows": done.rows, "problems": problems}
    lines = [words, *problem_lines(done.problems)]
    if beside is not None:
        document["files"] = {"folder": beside.folder, "count": beside.count}
        told = ngettext(
            "{count} file went into the folder {folder}.",
            "{count} files went into the folder {folder}.",
            beside.count,
        )
        lines.append(told.format(count=beside.count, folder=beside.folder))
    return Answer(document, lines)


def show(options: Namespace) -> Answer:
    """Show a complaint with its files and its log."""
    from crmdesk.core.services import complaint_files, complaints

    with opened(options) as work:
        found = complaints.by_number(work, options.number)
        row, log = complaints.row(work, found.id), complaints.log(work, found.id)
        files = complaint_files.files(work, found.id)
        labels = labels_of(work)
        told = {
            **document(row, work.clock.now()),
            "files": [{"name": one.name, "kind": one.kind, "size": one.size} for one in files],
            "log": [dataclasses.asdict(entry) for entry in log],
        }
        lines = particulars(row, files, labels, work.clock.now())
    return Answer(told, [*lines, "", *log_lines(log, labels)])
