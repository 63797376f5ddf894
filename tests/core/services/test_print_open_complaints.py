"""On paper whoever goes to a customer sees in red, and with a sign, that a complaint is open."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from crmdesk.core.domain.complaint_states import REJECT, Given
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.reports.document import Document, Table, Text
from crmdesk.core.reports.html import to_html
from crmdesk.core.services import complaint_steps, printing, visit_forms, visits
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

WORDS = "▲ Open complaint TS-2026-0001: 色差"


def texts_of(document: Document) -> Iterator[Text]:
    for block in document.blocks:
        if isinstance(block, Text):
            yield block
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def alarms(document: Document) -> list[str]:
    return [text.text for text in texts_of(document) if text.alarms and text.strong]


@pytest.mark.parametrize("style", ["day_sheet", "day_compact", "week_grid", "week_list"])
def test_that_every_sheet_of_visits_tells_of_it_until_it_is_over(
    shop: Workspace, style: str
) -> None:
    made, other = factories.add(shop, "张伟"), factories.add(shop, "李娜")
    number = factories.complain(shop, made)
    visits.plan_visits(shop, [made, other], TODAY)
    document = printing.build(shop, style, PrintOptions(start=TODAY, days=1))
    assert alarms(document) == [WORDS]
    assert '<span class="alarm">' in to_html(document)
    complaint_steps.step(shop, number, REJECT, Given(note="误会"))
    document = printing.build(shop, style, PrintOptions(start=TODAY, days=1))
    assert alarms(document) == [] and '<span class="alarm">' not in to_html(document)


def test_that_of_several_the_oldest_is_told_and_the_others_are_counted(shop: Workspace) -> None:
    made = factories.add(shop, "张伟")
    factories.complain(shop, made, "掉色")
    factories.complain(shop, made, "送货迟", days_ago=3)
    visits.plan_visits(shop, [made], TODAY)
    assert alarms(printing.build(shop, "day_sheet")) == [
        "▲ Open complaint TS-2026-0002: 送货迟 (+1)"
    ]


def test_that_the_file_of_a_customer_tells_of_each_first_of_all(shop: Workspace) -> None:
    made = factories.add(shop, "张伟", "13800138000")
    factories.complain(shop, made)
    factories.complain(shop, made, "送货迟")
    document = printing.build(shop, "customer_file", PrintOptions(ids=(made,)))
    assert sorted(alarms(document)) == [WORDS, "▲ Open complaint TS-2026-0002: 送货迟"]
    assert [isinstance(block, Text) for block in document.blocks[:4]] == [False, True, True, False]


def test_that_the_form_of_a_visit_tells_of_it(shop: Workspace) -> None:
    made = factories.add(shop, "张伟")
    factories.complain(shop, made)
    visit_forms.save(shop, VisitForm(name="检查", questions=(Question("好用吗"),)))
    (form,) = visit_forms.forms(shop)
    visits.plan_visits(shop, [made], TODAY)
    (row,) = visits.between(shop, TODAY, TODAY)
    visits.save(shop, dataclasses.replace(row.visit, form=form.key))
    assert alarms(printing.build(shop, "visit_form")) == [WORDS]
