"""The shop's forms for visits are made, changed and removed, and each step can be undone."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.i18n import use_language
from crmdesk.core.services import (
    history,
    visit_bulk,
    visit_forms,
    visit_results,
    visit_rounds,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY


def names(shop: Workspace) -> list[str]:
    return [form.name for form in visit_forms.forms(shop)]


def made(shop: Workspace, name: str = "量尺", **more: object) -> VisitForm:
    form = VisitForm(name=name, questions=(Question("宽"),), **more)  # type: ignore[arg-type]
    visit_forms.save(shop, form)
    return visit_forms.forms(shop)[-1]


def test_that_forms_to_begin_with_are_offered_in_both_languages(shop: Workspace) -> None:
    use_language("zh_CN")
    visit_forms.add_proposals(shop)
    assert names(shop) == ["量尺", "回访"]
    use_language("en")
    visit_forms.add_proposals(shop)
    assert names(shop) == ["量尺", "回访", "Measuring", "Return visit"]
    history.undo(shop)
    assert names(shop) == ["量尺", "回访"]


def test_that_a_form_keeps_its_key_when_it_is_renamed(shop: Workspace) -> None:
    first, second = made(shop), made(shop, "回访")
    visit_forms.save(
        shop, VisitForm(key=first.key, name=" 上门量尺 ", questions=(Question(" 高 "),))
    )
    assert names(shop) == ["上门量尺", "回访"]
    assert visit_forms.forms(shop)[0].questions == (Question("高"),)
    visit_forms.move(shop, second.key, 0)
    assert names(shop) == ["回访", "上门量尺"]
    visit_forms.remove(shop, second.key)
    assert [form.key for form in visit_forms.forms(shop)] == [first.key]
    history.undo(shop)
    assert names(shop) == ["回访", "上门量尺"]
    with pytest.raises(NotFound):
        visit_forms.remove(shop, "f99")


@pytest.mark.parametrize(
    "form",
    [
        VisitForm(name=" ", questions=(Question("宽"),)),
        VisitForm(name="回访", questions=(Question(" "),)),
        VisitForm(name="回访", questions=(Question("哪种", "choice"),)),
        VisitForm(name="量尺", questions=(Question("宽"),)),
    ],
)
def test_that_half_a_form_or_a_second_of_the_same_name_is_refused(
    shop: Workspace, form: VisitForm
) -> None:
    made(shop)
    with pytest.raises(CrmError):
        visit_forms.save(shop, form)
    assert names(shop) == ["量尺"]


def test_that_the_purpose_gives_a_planned_visit_its_form(shop: Workspace) -> None:
    form = made(shop, purposes=("量尺",))
    one, two = factories.add(shop, "甲"), factories.add(shop, "乙")
    visits.plan_visits(shop, [one], TODAY, purpose="客厅量尺")
    visits.plan_visits(shop, [two], TODAY, purpose="送货")
    visit_bulk.plan_shares(
        shop, [(TODAY, [one]), (factories.TODAY.replace(day=22), [two])], purpose="量尺"
    )
    rows = visits.between(shop, TODAY, TODAY.replace(day=22))
    assert [row.visit.form for row in rows] == [form.key, "", form.key, form.key]


def test_that_the_key_of_a_removed_form_is_not_given_to_a_new_one(shop: Workspace) -> None:
    first = made(shop, purposes=("量尺",))
    visits.plan_visits(shop, [factories.add(shop)], TODAY, purpose="量尺")
    visit_forms.remove(shop, first.key)
    assert made(shop, "投诉").key != first.key
    assert visit_results.sheet(shop, TODAY).rows[0].form == ""


def test_that_a_round_keeps_the_key_of_a_removed_form_from_a_new_one(shop: Workspace) -> None:
    first = made(shop)
    one = VisitRound(
        name="城西",
        rule="every Tuesday",
        start=TODAY + dt.timedelta(days=60),
        form=first.key,
        customer_ids=(factories.add(shop),),
    )
    visit_rounds.make(shop, one)
    visit_forms.remove(shop, first.key)
    assert made(shop, "投诉").key != first.key
