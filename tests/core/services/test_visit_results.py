"""Results typed in from the sheet: in its order, corrected without doubling, closed at its end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.reminders import VISIT
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, OpenSheet, Result
from crmdesk.core.domain.visit_forms import Answer, Question, VisitForm
from crmdesk.core.reports.document import Table
from crmdesk.core.services import (
    customers,
    followups,
    history,
    printing,
    reminders,
    today,
    visit_forms,
    visit_order,
    visit_results,
    visit_warnings,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

NEXT = TODAY + dt.timedelta(days=30)
LATER = TODAY + dt.timedelta(days=60)
TOMORROW = TODAY + dt.timedelta(days=1)
MONDAY = dt.date(2026, 11, 23)


def plan(shop: Workspace, count: int = 5, grade: str = "") -> list[int]:
    """Plan visits of today, and return their ids in the order of the sheet."""
    ids = [factories.add(shop, f"客户{number}", grade=grade) for number in range(count)]
    visits.plan_visits(shop, ids, TODAY, purpose="送样品", staff="小李")
    return [row.visit.id for row in visits.between(shop, TODAY, TODAY)]


def told(shop: Workspace, customer_id: int) -> list[str]:
    """Return the texts of a customer's activities."""
    return [line.text for line in customers.timeline(shop, customer_id) if line.noun == "activity"]


def due(shop: Workspace) -> list[dt.date]:
    return [row.follow_up.due for row in followups.open_rows(shop)]


def numbers_on_paper(shop: Workspace, staff: str = "") -> list[tuple[str, str]]:
    document = printing.schedule(shop, TODAY, 1, staff=staff)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [
        (row.cells[0].paragraphs[0].text, row.cells[2].paragraphs[0].text)
        for table in tables
        for row in table.rows
    ]


def numbers_on_screen(shop: Workspace, staff: str = "") -> list[tuple[str, str]]:
    rows = visit_results.sheet(shop, TODAY, staff).rows
    return [(str(one.number), one.row.customer) for one in rows]


def test_that_the_numbers_are_those_of_the_printed_sheet(shop: Workspace) -> None:
    ids = plan(shop)
    visits.move(shop, ids[1], TOMORROW)
    visit_order.reorder(shop, [ids[4], ids[2], ids[0], ids[3]])
    printed = numbers_on_paper(shop)
    assert [name for _number, name in printed] == ["客户4", "客户2", "客户0", "客户3"]
    assert numbers_on_screen(shop) == printed


def test_that_a_visit_moved_from_the_sheet_keeps_its_line_and_all_their_numbers(
    shop: Workspace,
) -> None:
    ids = plan(shop)
    visits.plan_visits(shop, [factories.add(shop, "别人")], TODAY, staff="小王")
    printed = numbers_on_paper(shop, "小李")
    visit_results.enter(shop, ids[1], Result(status=MOVED, to=TOMORROW))
    assert numbers_on_screen(shop, "小李") == printed
    assert numbers_on_paper(shop, "小李") == printed


def test_that_the_next_date_is_proposed_by_the_customers_interval(shop: Workspace) -> None:
    plan(shop, 1, grade="A")
    (row,) = visit_results.sheet(shop, TODAY).rows
    assert row.next_date == followups.proposed_next(shop, row.visit.customer_id)


def test_that_a_result_is_corrected_and_not_doubled(shop: Workspace) -> None:
    first = plan(shop)[0]
    visit_results.enter(shop, first, Result(outcome="订了十斤", next_date=NEXT, next_what="送货"))
    visit_results.enter(shop, first, Result(outcome="订了二十斤", next_date=LATER))
    assert told(shop, 1) == ["订了二十斤"]
    assert due(shop) == [LATER]
    assert followups.open_rows(shop)[0].follow_up.what == "送货"
    (row, *_rest) = visit_results.sheet(shop, TODAY).rows
    assert row.result() == Result(
        outcome="订了二十斤", next_date=LATER, next_what="送货", answers=()
    )
    history.undo(shop)
    assert (told(shop, 1), due(shop)) == (["订了十斤"], [NEXT])


def test_that_a_next_date_can_be_left_out_afterwards_and_one_that_was_done_stays(
    shop: Workspace,
) -> None:
    first, second, *_rest = plan(shop)
    for visit_id in (first, second):
        visit_results.enter(shop, visit_id, Result(outcome="好", next_date=NEXT))
    visit_results.enter(shop, first, Result(outcome="好"))
    assert due(shop) == [NEXT]
    followups.done(shop, followups.open_rows(shop)[0].follow_up.id)
    visit_results.enter(shop, second, Result(outcome="很好", next_date=LATER))
    assert due(shop) == [LATER]
    assert told(shop, 2) == ["Get in touch again", "很好"]


def test_that_done_becomes_missed_with_nothing_left_of_it(shop: Workspace) -> None:
    first = plan(shop)[0]
    visit_results.enter(shop, first, Result(outcome="好", next_date=NEXT))
    visit_results.enter(shop, first, Result(status=MISSED, outcome="不在家"))
    visit = visits.get(shop, first)
    assert (visit.status, visit.outcome, visit.activity_id) == (MISSED, "不在家", 0)
    assert (told(shop, 1), due(shop)) == ([], [])


def test_that_a_moved_visit_comes_back_from_its_new_day(shop: Workspace) -> None:
    first = plan(shop)[0]
    visit_results.enter(shop, first, Result(status=MOVED, to=TOMORROW))
    assert [row.customer for row in visits.between(shop, TOMORROW, TOMORROW)] == ["客户0"]
    visit_results.enter(shop, first, Result(status=MOVED, to=MONDAY))
    assert visits.between(shop, TOMORROW, TOMORROW) == []
    visit_results.enter(shop, first, Result(outcome="还是去了"))
    assert visits.between(shop, MONDAY, MONDAY) == []
    assert visits.get(shop, first).status == DONE


def test_that_a_moved_visit_with_a_result_on_its_new_day_stays_there(shop: Workspace) -> None:
    first = plan(shop)[0]
    moved = visit_results.enter(shop, first, Result(status=MOVED, to=TOMORROW)).new_id
    visits.finish(shop, moved, outcome="好")
    with pytest.raises(CrmError, match="new day"):
        visit_results.enter(shop, first, Result(outcome="好"))


def test_that_a_result_is_taken_back(shop: Workspace) -> None:
    first = plan(shop)[0]
    before = factories.recorded(shop)
    visit_results.enter(shop, first, Result(outcome="好", next_date=NEXT))
    visit_results.enter(shop, first, Result(status=PLANNED))
    assert factories.recorded(shop) == before


def test_that_a_removed_activity_is_written_again(shop: Workspace) -> None:
    first = plan(shop)[0]
    made = visit_results.enter(shop, first, Result(outcome="好")).new_id
    from crmdesk.core.services import activities

    activities.remove_activity(shop, made)
    visit_results.enter(shop, first, Result(outcome="很好"))
    assert told(shop, 1) == ["很好"]


def test_that_a_visit_from_before_knows_its_activity_by_its_words(shop: Workspace) -> None:
    first = plan(shop)[0]
    visits.finish(shop, first, outcome="好")
    with shop.database.write() as connection:
        connection.exec_driver_sql("UPDATE visit SET activity_id=0")
    visit_results.correct(shop, first, Result(outcome="很好"))
    assert told(shop, 1) == ["很好"]


def test_that_the_day_is_closed_in_one_step(shop: Workspace) -> None:
    ids = plan(shop)
    visit_results.enter(shop, ids[0], Result(outcome="好"))
    sheet = visit_results.sheet(shop, TODAY)
    assert sheet.next_open == MONDAY  # today is Saturday, and on Sundays the shop is closed
    changes = visit_results.close_day(
        shop,
        [
            (ids[1], Result(status=MOVED, to=MONDAY)),
            (ids[2], Result(status=MISSED)),
            (ids[3], Result(status=MOVED, to=MONDAY)),
        ],
    )
    assert changes.message == "2 visits were moved. 1 visit was marked as missed."
    assert [row.customer for row in visits.between(shop, MONDAY, MONDAY)] == ["客户1", "客户3"]
    statuses = [visits.get(shop, one).status for one in ids]
    assert statuses == [DONE, MOVED, MISSED, MOVED, PLANNED]
    history.undo(shop)
    assert [visits.get(shop, one).status for one in ids[1:]] == [PLANNED] * 4
    assert visits.between(shop, MONDAY, MONDAY) == []


def test_that_a_day_is_not_closed_over_a_result_that_came_meanwhile(shop: Workspace) -> None:
    ids = plan(shop)
    visits.finish(shop, ids[1], outcome="好")
    wanted = [(one, Result(status=MISSED)) for one in ids[:2]]
    with pytest.raises(CrmError, match="done already"):
        visit_results.close_day(shop, wanted)
    assert visits.get(shop, ids[0]).status == PLANNED


def test_that_the_texts_used_last_are_offered_once_and_short_ones_only(shop: Workspace) -> None:
    ids = plan(shop)
    texts = ("送了样品", "很长" * 30, "送了样品", "不需要")
    for visit_id, text in zip(ids, texts, strict=False):
        visit_results.enter(shop, visit_id, Result(outcome=text))
    assert visit_results.sheet(shop, TODAY).quick_texts == ("不需要", "送了样品")


def test_that_yesterdays_open_sheet_is_known(shop: Workspace) -> None:
    ids = plan(shop, 2)
    assert visit_results.open_sheet(shop) is None
    later = factories.at(shop, MONDAY)
    assert visit_results.open_sheet(later) == OpenSheet(TODAY, 2)
    visits.miss(later, ids[0])
    visits.finish(later, ids[1], outcome="")
    assert visit_results.open_sheet(later) is None


def test_that_old_visits_without_a_result_are_on_today_as_long_as_the_digest_names_them(
    shop: Workspace,
) -> None:
    plan(shop, 2)
    for days in (30, 60, 61):
        later = factories.at(shop, TODAY + dt.timedelta(days=days))
        named = [one for one in reminders.look(later).due if one.noun == VISIT]
        wanted = OpenSheet(TODAY, 2) if days <= 60 else None
        assert visit_results.open_sheet(later) == wanted
        assert today.today(later).open_sheet == wanted
        assert len(named) == (2 if wanted else 0)
    tomorrow = TODAY + dt.timedelta(days=1)
    visits.plan_visits(shop, [1], tomorrow)
    later = factories.at(shop, TODAY + dt.timedelta(days=30))
    assert visit_results.open_sheet(later) == OpenSheet(tomorrow, 1, earlier=2)


def test_that_answers_stay_when_the_form_changes(shop: Workspace) -> None:
    made = visit_forms.save(
        shop,
        VisitForm(name="回访", purposes=("样品",), questions=(Question("满意吗？", "yes_no"),)),
    )
    assert made.message == "The form “回访” was saved."
    first = plan(shop, 1)[0]
    (row,) = visit_results.sheet(shop, TODAY).rows
    assert (row.form, row.answers) == ("回访", (Answer(Question("满意吗？", "yes_no")),))
    given_answers = (Answer(Question("满意吗？", "yes_no"), "yes"),)
    visit_results.enter(shop, first, Result(outcome="好", answers=given_answers))
    visit_forms.save(
        shop, VisitForm(key="f1", name="回访", questions=(Question("多少？", "number"),))
    )
    (row,) = visit_results.sheet(shop, TODAY).rows
    assert row.answers == (Answer(Question("多少？", "number")), *given_answers)
    visit_line = next(line for line in customers.timeline(shop, 1) if line.noun == "visit")
    assert visit_line.detail == "好\n满意吗？: Yes"


@st.composite
def results(draw: st.DrawFn) -> Result:
    status = draw(st.sampled_from((DONE, DONE, MISSED, MOVED, PLANNED)))
    return Result(
        status=status,
        outcome=draw(st.sampled_from(("", "好", "订了"))),
        next_date=draw(st.sampled_from((None, NEXT, LATER))) if status == DONE else None,
        to=draw(st.sampled_from((TOMORROW, MONDAY))) if status == MOVED else None,
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(results(), st.just("undo")), min_size=1, max_size=8))
def test_that_whatever_is_corrected_or_undone_a_visit_has_one_activity_at_most(
    steps: list[Result | str],
) -> None:
    with TemporaryDirectory() as folder:
        shop = factories.open_shop(Path(folder))
        first = plan(shop, 1)[0]
        done = 0
        for step in steps:
            if isinstance(step, Result):
                done += visit_results.enter(shop, first, step).operation_id > 0
            elif done:
                history.undo(shop, leave=())
                done -= 1
        visit = visits.get(shop, first)
        assert len(told(shop, 1)) == (visit.status == DONE)
        assert len(due(shop)) <= 1
        assert visit.status == DONE or not due(shop)
        elsewhere = visits.between(shop, TOMORROW, LATER)
        assert [row.visit.on for row in elsewhere] == ([visit.moved_to] if visit.moved_to else [])
        shop.database.close()


def test_that_closing_a_day_names_who_is_planned_twice_then(shop: Workspace) -> None:
    who = factories.add(shop, "甲")
    day = TODAY + dt.timedelta(days=2)
    visit = visits.plan_visits(shop, [who], TODAY).new_id
    visits.plan_visits(shop, [who], day)
    changes = visit_results.close_day(shop, [(visit, Result(status=MOVED, to=day))])
    assert changes.message == "1 visit was moved. Planned twice on the new day: 甲."
    assert [one.text for one in visit_warnings.warnings(shop, [day])].count(
        "Twice on this day"
    ) == 2


def test_that_closing_a_day_without_open_visits_writes_nothing(shop: Workspace) -> None:
    assert visit_results.close_day(shop, []).operation_id == 0
