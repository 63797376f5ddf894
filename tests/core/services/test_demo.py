"""The demo is believable, complete, the same every time, and can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crmdesk.core import i18n
from crmdesk.core.domain.canonical import canonical
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import (
    chains,
    checking,
    customers,
    demo,
    finding,
    followups,
    history,
    occasions,
    shop,
    today,
    visits,
    workspace,
)
from crmdesk.core.services.demo_people import people
from crmdesk.core.services.workspace import Workspace

SATURDAY = dt.date(2026, 11, 21)
Opened = Callable[[str], Workspace]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made: list[Workspace] = []

    def open_one(name: str) -> Workspace:
        clock = fixed_clock(SATURDAY.year, SATURDAY.month, SATURDAY.day)
        made.append(workspace.open_workspace(tmp_path / name, clock=clock))
        return made[-1]

    yield open_one
    for one in made:
        one.database.close()


def has_chinese(text: str) -> bool:
    return any("一" <= sign <= "鿿" for sign in text)


def whole(work: Workspace, count: int) -> list[Customer]:
    return [customers.get(work, number) for number in range(1, count + 1)]


def test_that_today_has_something_of_every_kind(opened: Opened) -> None:
    work = opened("a.db")
    changes = demo.fill(work, 200)
    found = today.today(work)
    assert changes.operation_id > 0
    assert found.counts.silent >= 10
    assert 3 <= found.counts.overdue <= 20
    assert 3 <= found.counts.due <= 20
    assert 5 <= found.counts.coming <= 40
    assert {row.birthday.lunar for row in found.birthdays} == {True, False}
    assert {row.turning is None for row in found.birthdays} == {True, False}
    assert 6 <= found.counts.visits <= 9
    assert 2 <= len({line.row.district for line in found.visits}) <= 3
    assert all(line.row.visit.at and line.row.address for line in found.visits)
    assert checking.check(work).problems == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_there_are_birthdays_and_a_festival_to_greet_for(
    opened: Opened, language: str
) -> None:
    i18n.use_language(language)
    work = opened("greet.db")
    demo.fill(work, 120)
    found = occasions.greetings_due(work)

    rows = (*found.due, *found.coming)
    assert any(row.birthday is not None for row in found.due)
    assert {row.festival for row in rows} - {""} == {
        "thanksgiving" if language == "en" else "winter_solstice"
    }


def test_that_the_weeks_around_today_have_planned_and_finished_visits(opened: Opened) -> None:
    work = opened("a.db")
    demo.fill(work, 200)
    rows = visits.between(work, SATURDAY - dt.timedelta(days=12), SATURDAY + dt.timedelta(days=9))
    assert {row.visit.status for row in rows} == {"planned", "done", "missed", "moved"}
    assert all(row.visit.outcome for row in rows if row.visit.status == "done")
    assert all(row.visit.status == "planned" for row in rows if row.visit.on > SATURDAY)
    assert {row.visit.on for row in rows} >= {
        SATURDAY + dt.timedelta(days=number) for number in (0, 2, 3, 4)
    }
    days: dict[dt.date, list[dt.time | None]] = {}
    for row in rows:
        days.setdefault(row.visit.on, []).append(row.visit.at)
    assert all(times == sorted(times, key=str) for times in days.values())


def test_that_every_field_of_a_customer_occurs(opened: Opened) -> None:
    work = opened("a.db")
    demo.fill(work, 400)
    found = whole(work, 400)
    for name in (
        *("kind", "gender", "birthday", "company", "methods", "addresses", "persons", "grade"),
        *("stage", "source", "referrer", "referrer_id", "tags", "staff", "card", "notes"),
        *("created", "last_contact", "next_due"),
    ):
        assert len({str(getattr(one, name)) for one in found}) > 1, name
    kinds = {method.kind for one in found for method in one.methods}
    assert kinds == {"mobile", "phone", "wechat", "qq", "email"}
    assert len({one.staff for one in found if one.staff}) == 3
    share = sum(has_chinese(one.name) for one in found) / len(found)
    assert 0.72 <= share <= 0.9
    assert any(one.name.startswith(("欧阳", "上官", "诸葛", "司马", "慕容")) for one in found)


def test_that_the_same_seed_gives_the_same_data_and_another_seed_does_not(opened: Opened) -> None:
    first, second, third = opened("a.db"), opened("b.db"), opened("c.db")
    demo.fill(first, 60, 7)
    demo.fill(second, 60, 7)
    demo.fill(third, 60, 8)
    assert whole(first, 60) == whole(second, 60)
    assert today.today(first) == today.today(second)
    assert whole(first, 60) != whole(third, 60)


def test_that_the_sentences_are_in_the_users_language(opened: Opened) -> None:
    english = opened("en.db")
    demo.fill(english, 80)
    i18n.use_language("zh_CN")
    chinese = opened("zh.db")
    demo.fill(chinese, 80)
    assert not any(has_chinese(row.follow_up.what) for row in today.today(english).coming)
    assert all(has_chinese(row.follow_up.what) for row in today.today(chinese).coming)
    assert shop.settings(english).shop_name != shop.settings(chinese).shop_name
    assert has_chinese(whole(chinese, 1)[0].name + whole(chinese, 2)[1].name)


def test_that_a_database_with_a_customer_is_refused(opened: Opened) -> None:
    work = opened("a.db")
    customers.create(work, Customer(name="王芳"))
    with pytest.raises(CrmError, match="already") as caught:
        demo.fill(work, 10)
    assert caught.value.advice
    assert customers.count_all(work) == 1


def test_that_a_demo_of_nobody_is_refused(opened: Opened) -> None:
    with pytest.raises(CrmError, match="at least one"):
        demo.fill(opened("a.db"), 0)


def test_that_one_customer_is_enough(opened: Opened) -> None:
    work = opened("a.db")
    demo.fill(work, 1)
    assert customers.count_all(work) == 1


def test_that_undo_takes_the_whole_demo_back(opened: Opened) -> None:
    work = opened("a.db")
    demo.fill(work, 50)
    somebody = customers.get(work, 1)
    assert finding.find(work, somebody.name)
    history.undo(work)
    assert workspace.is_empty(work)
    assert finding.find(work, somebody.name) == []
    assert today.today(work).counts.visits == 0
    assert shop.settings(work).shop_name == ""
    demo.fill(work, 20)
    assert customers.count_all(work) == 20


def test_that_a_stopped_demo_leaves_nothing(opened: Opened) -> None:
    work = opened("a.db")
    with pytest.raises(Cancelled):
        demo.fill(work, 3000, progress=Progress(cancelled=lambda: True))
    assert workspace.is_empty(work)
    assert history.recent(work) == []


def test_that_the_people_are_in_the_form_in_which_customers_are_kept() -> None:
    made = list(people(1500, 3))
    assert [one for one in made if canonical(one) != one] == []
    mobiles = [one.first("mobile") for one in made if one.first("mobile")]
    assert len(set(mobiles)) == len(mobiles)
    assert list(people(1500, 3)) == made


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_some_follow_ups_come_again_and_some_belong_to_a_chain(
    opened: Opened, language: str
) -> None:
    i18n.use_language(language)
    made = opened("again.db")
    demo.fill(made, 60, 3)
    rows = [row for row in followups.open_rows(made) if row.rule or row.follow_up.chain]
    assert len({row.rule for row in rows} - {""}) >= 4
    assert any(row.rule.startswith("AFTER=") for row in rows)
    assert any(row.follow_up.chain.startswith("sale@") for row in rows)
    assert [one.on for one in chains.templates(made)] == [True, False, False]
