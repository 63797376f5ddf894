"""The forms of visits on paper: those of some days, or of chosen visits."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Final

from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.complaint_words import case_words
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import PLANNED, DayLine, on_paper
from crmdesk.core.domain.visit_forms import VisitForm, to_fill_in
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.visit_form_sheet import FormPage, build_visit_forms
from crmdesk.core.reports.wording import long_date
from crmdesk.core.services import visit_forms
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaints, visits
from crmdesk.core.store.database import Connection


def _build(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    with workspace.database.read() as connection:
        forms = {form.key: form for form in visit_forms.forms_of(connection)}
        lines = _lines(connection, options, workspace.clock.today())
        who = [line.row.visit.customer_id for line in lines]
        cases = complaints.open_cases(connection, who)
    if not lines:
        raise CrmError(
            _("There are no visits to print."), _("Plan visits first, or choose other days.")
        )
    pages = [page for line in lines if (page := _page(line, forms, cases)) is not None]
    if not pages:
        raise CrmError(
            _("None of these visits has a form."),
            _("Edit a visit and choose its form, or make forms in the settings."),
        )
    return build_visit_forms(look, pages)


def _lines(connection: Connection, options: PrintOptions, today: dt.date) -> list[DayLine]:
    start = options.start or today
    end = start + dt.timedelta(days=max(options.days, 1) - 1)
    if options.ids:
        days = visits.days_of(connection, options.ids)
        start, end = (days[0], days[-1]) if days else (start, end)
    rows = visits.between(connection, start, end, options.staff)
    lines = [
        line
        for _day, group in groupby(rows, key=lambda row: row.visit.on)
        for line in on_paper(list(group))
    ]
    return [one for one in lines if not options.ids or one.row.visit.id in options.ids]


def _page(
    line: DayLine, forms: dict[str, VisitForm], cases: dict[int, OpenCase]
) -> FormPage | None:
    visit = line.row.visit
    form = forms.get(visit.form)
    answers = to_fill_in(form, visit.answers)
    if not answers:
        return None
    when = " ".join(part for part in (long_date(visit.on), show_time(visit.at)) if part)
    return FormPage(
        form=form.name if form else _("Visit form"),
        number=line.number,
        customer=line.row.customer,
        phone=line.row.phone,
        address=line.row.address,
        when=when,
        staff=visit.staff,
        purpose=visit.purpose,
        answers=answers,
        alarm=case_words(cases.get(visit.customer_id)) if visit.status == PLANNED else "",
    )


VISIT_FORM: Final = Style(
    "visit_form",
    N_("Visit forms"),
    N_("One page for each visit that has a form, with its questions to fill in."),
    "visits",
    _build,
    frozenset({"days", "staff"}),
)
