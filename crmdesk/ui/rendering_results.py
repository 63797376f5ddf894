"""The scenes of the evening: results entered from the sheet, a form, the end of the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import MISSED, MOVED, PLANNED, Result
from crmdesk.core.i18n import _
from crmdesk.core.services import visit_forms, visit_results, visits
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.rendering_scenes import Scene, go
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.visit_form_dialog import VisitFormDialog
from crmdesk.ui.settings.visit_forms_card import VisitFormsCard
from crmdesk.ui.visits.results.screen import ResultsScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def results() -> list[Scene]:
    """Return the scenes; the first makes the forms and a few results."""
    return [
        Scene("results", (_make, _begin)),
        Scene("results-form", (_with_form,)),
        Scene("results-end", (lambda window: _screen(window).show_end(),)),
        Scene("visit-forms", (go("settings"), _card)),
        Scene("visit-forms-edit", (lambda window: _card(window).edit(),), _editor),
    ]


def _screen(window: MainWindow) -> ResultsScreen:
    screen = window.body.place("results")
    assert isinstance(screen, ResultsScreen)
    return screen


def _card(window: MainWindow) -> VisitFormsCard:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    return screen.card(VisitFormsCard)


def _editor(window: MainWindow) -> QWidget:
    return next(iter(window.findChildren(VisitFormDialog)), window)


def _make(window: MainWindow) -> None:
    workspace = window.desk.workspace
    window.desk.tasks.write(lambda: _fill(workspace), window.desk.done, window.desk.trouble)


def _fill(workspace: Workspace) -> Changes:
    today = workspace.clock.today()
    visit_forms.add_proposals(workspace)
    planned = [
        row.visit for row in visits.between(workspace, today, today) if row.visit.status == PLANNED
    ]
    form = visit_forms.forms(workspace)[1]
    third = planned[2]
    visits.save(workspace, replace(third, purpose=form.name, form=form.key))
    texts = (_("Samples left, they will call"), _("Ordered again"))
    for visit, text in zip(planned, texts, strict=False):
        visit_results.enter(workspace, visit.id, Result(outcome=text, next_date=None))
    sheet = visit_results.sheet(workspace, today)
    visit_results.enter(workspace, planned[3].id, Result(status=MOVED, to=sheet.next_open))
    return visit_results.enter(workspace, planned[4].id, Result(status=MISSED))


def _begin(window: MainWindow) -> None:
    window.desk.enter_results(window.desk.workspace.clock.today())


def _with_form(window: MainWindow) -> None:
    screen = _screen(window)
    row = next(one for one in screen.rows() if one.form)
    screen.list.select_id(row.visit.id)
    screen.entry.write_words()
    screen.entry.pick(2)
