"""The sums behind the boards: chips for the room there is, lanes for what overlaps, spans."""

from __future__ import annotations

import calendar
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.calendar import BIRTHDAY, FESTIVAL, FOLLOW_UP, CalendarItem, CalendarSpan
from crmdesk.core.domain.opening import Opening
from crmdesk.ui.calendar import spans
from crmdesk.ui.calendar.book import Book, lanes
from crmdesk.ui.calendar.hours import Measures, time_of, wanted_hours

TODAY = dt.date(2026, 11, 21)


def item(number: int, noun: str = FOLLOW_UP, **more: object) -> CalendarItem:
    return CalendarItem(
        key=f"{noun}-{number}", noun=noun, id=number, day=TODAY, title=f"{number}", **more
    )  # type: ignore[arg-type]


def book(*items: CalendarItem, unread: int = 0) -> Book:
    counts: dict[tuple[dt.date, str], int] = {}
    for one in items:
        counts[(TODAY, one.noun)] = counts.get((TODAY, one.noun), 0) + 1
    if unread:
        counts[(TODAY, FOLLOW_UP)] = counts.get((TODAY, FOLLOW_UP), 0) + unread
    return Book(CalendarSpan(TODAY, TODAY, items, counts, Opening()))


def test_that_each_thing_has_a_chip_where_there_is_room() -> None:
    found = book(item(1), item(2, BIRTHDAY), item(3, FESTIVAL)).entries(TODAY, 3)
    assert [entry.key for entry in found] == ["follow_up-1", "birthday-2"]


def test_that_what_is_done_gives_way_and_the_rest_is_counted() -> None:
    found = book(item(1, done=True), item(2), item(3), item(4)).entries(TODAY, 3)
    assert [entry.key for entry in found] == ["follow_up-2", "follow_up-3", "more-2026-11-21"]
    assert found[-1].many == 2


def test_that_many_birthdays_are_one_chip() -> None:
    found = book(*(item(number, BIRTHDAY) for number in range(5)), item(9)).entries(TODAY, 9)
    assert [(entry.key, entry.many) for entry in found] == [
        ("follow_up-9", 1),
        ("birthdays-2026-11-21", 5),
    ]


@given(
    open_=st.integers(0, 9),
    done=st.integers(0, 4),
    born=st.integers(0, 6),
    unread=st.integers(0, 50),
    room=st.integers(1, 8),
)
def test_that_the_chips_of_a_day_add_up_and_fit(
    open_: int, done: int, born: int, unread: int, room: int
) -> None:
    things = [item(number) for number in range(open_)]
    things += [item(100 + number, done=True) for number in range(done)]
    things += [item(number, BIRTHDAY) for number in range(born)]
    found = book(*things, unread=unread).entries(TODAY, room)
    assert sum(entry.many for entry in found) == open_ + done + born + unread
    assert len(found) <= room
    assert len({entry.key for entry in found}) == len(found)


@given(
    st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 200)), max_size=40).map(
        lambda pairs: sorted((begin, begin + length) for begin, length in pairs)
    )
)
def test_that_nothing_stands_on_what_it_overlaps(times: list[tuple[int, int]]) -> None:
    found = lanes(times)
    assert all(0 <= lane.number < lane.of for lane in found)
    for place, (begin, end) in enumerate(times):
        for other in range(place + 1, len(times)):
            if times[other][0] < end and begin < times[other][1]:
                assert found[place].number != found[other].number
                assert (found[place].of, found[place].group) == (
                    found[other].of,
                    found[other].group,
                )


def test_that_what_stands_alone_has_the_whole_width() -> None:
    found = lanes([(60, 120), (90, 150), (150, 200)])
    assert [(lane.number, lane.of) for lane in found] == [(0, 2), (1, 2), (0, 1)]


@given(st.dates(spans.FIRST_DAY, spans.LAST_DAY), st.sampled_from(spans.VIEWS))
def test_that_a_view_holds_its_day_in_whole_weeks(day: dt.date, view: str) -> None:
    first, last = spans.span_of(view, day)
    assert first <= day <= last
    if view != spans.DAY:
        assert (first.weekday(), last.weekday()) == (0, 6)
    if view == spans.MONTH:
        length = calendar.monthrange(day.year, day.month)[1]
        assert first <= day.replace(day=1) and last >= day.replace(day=length)
        assert (last - first).days + 1 <= 42


@given(
    st.dates(spans.FIRST_DAY, spans.LAST_DAY), st.integers(-15, 15), st.sampled_from(spans.VIEWS)
)
def test_that_a_step_stays_in_the_calendar(day: dt.date, by: int, view: str) -> None:
    found = spans.stepped(view, day, by)
    assert spans.FIRST_DAY <= found <= spans.LAST_DAY


def test_that_a_month_on_from_the_31st_is_the_last_day() -> None:
    assert spans.stepped(spans.MONTH, dt.date(2027, 1, 31), 1) == dt.date(2027, 2, 28)
    assert spans.stepped(spans.MONTH, dt.date(2027, 1, 31), -2) == dt.date(2026, 11, 30)


def test_that_titles_name_what_is_shown() -> None:
    assert spans.title_of(spans.MONTH, TODAY) == "November 2026"
    assert spans.title_of(spans.WEEK, TODAY) == "16 - 22 Nov 2026"
    assert spans.title_of(spans.WEEK, dt.date(2026, 12, 31)) == "28 Dec - 3 Jan 2027"
    assert spans.title_of(spans.DAY, TODAY) == "Sat 21 Nov 2026"


def test_that_early_and_late_things_widen_the_hours() -> None:
    early, late = item(1, at=dt.time(6)), item(2, at=dt.time(21))
    assert wanted_hours(book(), [TODAY]) == (8 * 60 + 30, 18 * 60 + 30)
    assert wanted_hours(book(early, late), [TODAY]) == (5 * 60 + 30, 22 * 60)


@given(st.integers(38, 84), st.integers(0, 95))
def test_that_a_time_is_found_again_where_it_stands(hour: int, quarter: int) -> None:
    measures = Measures(800, 600, 50, 30, 40, hour, 7)
    y = measures.y(quarter * 15)
    # Half a quarter on, as the board rounds what is put down.
    assert measures.minutes(y + hour * 15 // 120, 15) == quarter * 15
    assert time_of(quarter * 15) == dt.time(quarter // 4, quarter % 4 * 15)


def test_that_every_place_in_a_column_belongs_to_its_day() -> None:
    measures = Measures(803, 600, 51, 30, 40, 48, 7)
    for number in range(7):
        left, right = measures.column(number)
        assert {measures.column_at(x) for x in range(left, right)} == {number}
    assert measures.column_at(50) is None
