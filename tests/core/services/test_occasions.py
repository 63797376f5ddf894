"""Who has a birthday, who is to be greeted: lists that are worked out and never lose anybody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.complaint_states import REJECT, Given
from crmdesk.core.domain.occasions import BIRTHDAY, Care, OccasionSettings, occasion_of
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    activities,
    birthday_rows,
    complaint_steps,
    customers,
    greetings,
    history,
    occasion_settings,
    occasions,
    opening,
    today,
)
from crmdesk.core.services.occasions import GreetingsDue
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import greetings as stored
from tests.factories import TODAY, add, complain, open_shop

SPRING = dt.date(2027, 2, 6)
SPRING_CARE = OccasionSettings(("cn",), cares=(Care("spring_festival", ("A", "B"), 10),))


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def _greet(shop: Workspace, customer_id: int, occasion: str, on: dt.date) -> int:
    with operate(shop, "greeting.sent") as writing:
        stored.insert(writing.operation, customer_id, occasion, on, sent=TODAY)
    return writing.changes().operation_id


def _names(due: GreetingsDue) -> list[str]:
    return [row.name for row in due.due]


def test_that_birthdays_of_both_calendars_stand_by_day_and_grade(shop: Workspace) -> None:
    add(shop, "李四", birthday=Birthday(11, 23, 1990), grade="B")
    add(shop, "王五", birthday=Birthday(10, 14, 1960, lunar=True), grade="A")
    add(shop, "赵六", birthday=Birthday(10, 30, lunar=True))
    add(shop, "钱七", birthday=Birthday(11, 21))
    customers.to_bin(shop, [add(shop, "孙八", birthday=Birthday(11, 22))])

    found = birthday_rows.birthdays_between(shop, TODAY, dt.date(2026, 12, 31))

    # The tenth lunar month of 2026 has 29 days: the 30th is kept on the 29th.
    assert [(row.name, row.on, row.turning) for row in found] == [
        ("钱七", TODAY, None),
        ("王五", dt.date(2026, 11, 22), 66),
        ("李四", dt.date(2026, 11, 23), 36),
        ("赵六", dt.date(2026, 12, 8), None),
    ]


def test_that_a_lunar_birthday_may_come_twice_in_two_years_of_the_sun(shop: Workspace) -> None:
    add(shop, birthday=Birthday(1, 1, lunar=True))

    found = birthday_rows.birthdays_between(shop, dt.date(2026, 1, 1), dt.date(2028, 2, 1))

    assert [row.on for row in found] == [dt.date(2026, 2, 17), SPRING, dt.date(2028, 1, 26)]


def test_that_a_birthday_is_brought_to_mind_on_each_lead_day(shop: Workspace) -> None:
    add(shop, birthday=Birthday(12, 5))

    def reminded() -> list[dt.date]:
        days = [TODAY + _days(n) for n in range(-10, 20)]
        return [day for day in days if any(row.reminds for row in today.today(shop, day).birthdays)]

    lead_days = [dt.date(2026, 11, 21), dt.date(2026, 11, 28), dt.date(2026, 12, 4)]
    assert reminded() == [*lead_days, dt.date(2026, 12, 5)]
    occasion_settings.save(shop, OccasionSettings(("cn",), (3,)))
    assert reminded() == [dt.date(2026, 12, 2)]


def test_that_the_start_page_brings_a_birthday_to_mind_two_weeks_ahead(shop: Workspace) -> None:
    add(shop, "张伟", birthday=Birthday(12, 5))
    add(shop, "李娜", birthday=Birthday(11, 27))
    add(shop, "王芳", birthday=Birthday(12, 3))

    assert [row.name for row in today.today(shop).birthdays] == ["李娜", "张伟"]
    assert today.today(shop).counts.birthdays == 2


def test_that_a_birthday_is_shown_as_greeted_but_not_when_it_was_left_out(
    shop: Workspace,
) -> None:
    greeted = add(shop, "张伟", birthday=Birthday(11, 22))
    left_out = add(shop, "李娜", birthday=Birthday(11, 22))
    for row in occasions.greetings_due(shop).coming:
        if row.customer_id == greeted:
            greetings.mark_sent(shop, row, "早")
        else:
            greetings.leave_out(shop, row)

    rows = birthday_rows.birthdays_between(shop, TODAY, TODAY + _days(7))
    assert {row.customer_id: row.greeted for row in rows} == {greeted: True, left_out: False}


def test_that_a_birthday_waits_for_its_day_and_some_days_longer(shop: Workspace) -> None:
    add(shop, "张伟", birthday=Birthday(11, 23, 1986))

    on = [
        (bool(found.due), bool(found.coming), found.count)
        for ahead in (-15, -2, 0, 3, 4)
        for found in [occasions.greetings_due(shop, dt.date(2026, 11, 23) + _days(ahead))]
    ]

    assert on == [
        (False, False, 0),
        (False, True, 0),
        (True, False, 1),
        (True, False, 1),
        (False, False, 0),
    ]


def test_that_nobody_is_greeted_twice_for_a_birthday_until_the_next_year(shop: Workspace) -> None:
    one = add(shop, birthday=Birthday(11, 21))
    _greet(shop, one, BIRTHDAY, TODAY)

    assert occasions.greetings_due(shop).count == 0
    assert occasions.greetings_due(shop, dt.date(2027, 11, 21)).count == 1


def test_that_without_the_day_itself_one_greets_from_the_last_lead_day_on(shop: Workspace) -> None:
    add(shop, birthday=Birthday(11, 24))
    occasion_settings.save(shop, OccasionSettings(("cn",), (7, 3)))

    assert occasions.greetings_due(shop, TODAY).count == 1
    assert occasions.greetings_due(shop, TODAY - _days(1)).count == 0
    occasion_settings.save(shop, OccasionSettings(("cn",), ()))
    assert occasions.greetings_due(shop, TODAY) == GreetingsDue(
        day=TODAY, due=(), coming=(), count=0
    )


def test_that_customers_are_greeted_for_a_festival_by_grade_and_evenly(shop: Workspace) -> None:
    occasion_settings.save(shop, SPRING_CARE)
    for number in range(6):
        add(shop, f"B{number}", grade="B")
        add(shop, f"C{number}", grade="C")
    for number in range(3):
        add(shop, f"A{number}", grade="A")

    # Ten days before 6 February, of which one is a Sunday: nine days for nine customers.
    counts = [occasions.greetings_due(shop, SPRING - _days(ahead)).count for ahead in range(11)]
    assert counts == [9, 9, 8, 7, 6, 5, 4, 4, 3, 2, 1]
    assert _names(occasions.greetings_due(shop, SPRING - _days(7))) == ["A0", "A1", "A2", "B0"]
    assert [
        (row.name, row.due) for row in occasions.greetings_due(shop, SPRING - _days(3)).coming
    ] == [("B4", SPRING - _days(2)), ("B5", SPRING - _days(1))]


def test_that_the_list_of_a_festival_ends_with_it_and_comes_back_a_year_later(
    shop: Workspace,
) -> None:
    occasion_settings.save(shop, SPRING_CARE)
    one = add(shop, grade="A")
    _greet(shop, one, occasion_of("spring_festival"), SPRING)

    assert occasions.greetings_due(shop, SPRING).count == 0
    add(shop, grade="B")
    assert occasions.greetings_due(shop, SPRING).count == 1
    assert occasions.greetings_due(shop, SPRING + _days(1)).count == 0
    assert occasions.greetings_due(shop, dt.date(2028, 1, 25)).count == 2


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["A", "B", "C", ""]), max_size=14),
    st.integers(0, 12),
    st.lists(st.booleans(), min_size=14, max_size=14),
    st.data(),
)
def test_that_spreading_loses_nobody_and_doubles_nobody(
    grades: list[str], days: int, open_on: list[bool], data: st.DataObject
) -> None:
    """Whatever is open, whoever is greeted on whichever days: each is greeted exactly once."""
    with TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        care = Care("spring_festival", ("A", "B"), days)
        occasion_settings.save(shop, OccasionSettings(("cn",), (), (care,)))
        closed = tuple(
            Closed(SPRING - _days(ahead), SPRING - _days(ahead))
            for ahead, is_open in enumerate(open_on)
            if not is_open
        )
        opening.save(shop, Opening(closed=closed))
        wanted = {add(shop, f"{n}", grade=grade): grade for n, grade in enumerate(grades)}
        wanted = {one: grade for one, grade in wanted.items() if grade in care.grades}
        greeted: Counter[int] = Counter()
        for ahead in range(13, -1, -1):
            found = occasions.greetings_due(shop, SPRING - _days(ahead))
            offered = [row.customer_id for row in found.due]
            assert found.count == len(offered) == len(set(offered))
            assert not set(offered) & set(greeted) and set(offered) <= set(wanted)
            ahead_of = {row.customer_id for row in found.coming}
            assert not ahead_of & set(offered)
            last = ahead == 0
            for one in offered:
                if last or data.draw(st.booleans()):
                    _greet(shop, one, occasion_of("spring_festival"), SPRING)
                    greeted[one] += 1
        shop.database.close()
    assert greeted == Counter(dict.fromkeys(wanted, 1))


def test_that_a_greeting_taken_back_is_offered_again(shop: Workspace) -> None:
    one = add(shop, birthday=Birthday(11, 21))
    operation = _greet(shop, one, BIRTHDAY, TODAY)
    history.undo(shop, operation)

    assert occasions.greetings_due(shop).count == 1


def _happened(shop: Workspace, customer_id: int, kind: str, ahead: int) -> None:
    happened = Activity(customer_id=customer_id, on=TODAY + _days(ahead), kind=kind, text="…")
    activities.note_contact(shop, happened)


def test_that_who_complained_waits_at_the_end_until_the_complaint_is_over(
    shop: Workspace,
) -> None:
    angry = add(shop, "张伟", birthday=Birthday(11, 21))
    add(shop, "李四", birthday=Birthday(11, 20))
    complaint = complain(shop, angry, days_ago=3)
    _happened(shop, angry, "call", 0)

    found = occasions.greetings_due(shop)
    waiting = OpenCase("TS-2026-0001", "色差", TODAY - _days(3))
    assert [(row.name, row.complaint) for row in found.due] == [
        ("李四", None),
        ("张伟", waiting),
    ]
    assert found.count == 2
    complaint_steps.step(shop, complaint, REJECT, Given(note="误会"))
    assert [(row.name, row.complaint) for row in occasions.greetings_due(shop).due] == [
        ("张伟", None),
        ("李四", None),
    ]


def test_that_the_occasions_are_kept_and_taken_back(shop: Workspace) -> None:
    usual = occasion_settings.settings(shop)
    assert usual == OccasionSettings(("west",), cares=(Care("christmas"),))
    i18n.use_language("zh_CN")
    assert occasion_settings.settings(shop).cares[0].festival == "spring_festival"
    wanted = OccasionSettings(("hk", "tw"), (30, 0), (Care("laba", ("A",), 3),))
    changes = occasion_settings.save(shop, wanted)

    assert occasion_settings.settings(shop) == wanted
    history.undo(shop, changes.operation_id)
    i18n.use_language("en")
    assert occasion_settings.settings(shop) == usual


def test_that_the_festivals_stay_those_of_the_language_a_shop_began_in(shop: Workspace) -> None:
    # Before there is a customer, nobody has begun: the first screen is where one is chosen.
    assert not occasion_settings.keep_home(shop, "en").nouns
    add(shop, "张伟")
    before = history.recent(shop)
    assert occasion_settings.keep_home(shop, "zh_CN").nouns
    assert not occasion_settings.keep_home(shop, "en").nouns
    assert occasion_settings.settings(shop).regions == ("cn",)
    i18n.use_language("zh_CN")
    assert occasion_settings.settings(shop).regions == ("cn",)
    # It is no step that somebody did.
    i18n.use_language("en")
    assert history.recent(shop) == before


def test_that_lead_days_of_half_a_year_are_refused(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="60 days"):
        occasion_settings.save(shop, OccasionSettings(("cn",), (180,)))
    with pytest.raises(CrmError, match="60 days"):
        occasion_settings.save(shop, OccasionSettings(("cn",), (0,), (Care("laba", ("A",), -1),)))
