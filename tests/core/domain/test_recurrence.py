"""Rules of recurrence: read in two languages, shown in words, and turned into dates."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.recurrence import Rule, dates_between, next_date, parse_rule, show_rule
from crmdesk.core.domain.rule_parts import LAST, MOST, made, text_of
from crmdesk.core.domain.values import BadValue

SATURDAY = dt.date(2026, 11, 21)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _rules() -> st.SearchStrategy[Rule]:
    every = st.integers(1, 6)
    weekdays = st.lists(st.integers(0, 6), min_size=1, max_size=7).map(tuple)
    weekday = st.integers(0, 6).map(lambda day: (day,))
    nth = st.sampled_from((1, 2, 3, 4, LAST))
    month = st.integers(1, 12)
    parts = st.one_of(
        st.builds(lambda n: made("DAILY", n), st.integers(1, MOST["DAILY"])),
        st.builds(lambda n, days: made("WEEKLY", n, weekdays=days), every, weekdays),
        st.builds(lambda n, day: made("MONTHLY", n, day=day), every, st.integers(1, 31)),
        st.builds(lambda n, day, k: made("MONTHLY", n, weekdays=day, nth=k), every, weekday, nth),
        st.builds(
            lambda n, day: made("YEARLY", n, day=day.day, month=day.month),
            every,
            st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
        ),
        st.builds(
            lambda n, day, k, m: made("YEARLY", n, weekdays=day, nth=k, month=m),
            every,
            weekday,
            nth,
            month,
        ),
        st.builds(lambda n: made("AFTER", n), st.integers(1, MOST["AFTER"])),
    )
    return parts.map(lambda one: Rule(text_of(one)))


RULES = _rules()
FIXED = RULES.filter(lambda rule: not rule.rolling_days)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("every day", "FREQ=DAILY"),
        ("Daily", "FREQ=DAILY"),
        ("每天", "FREQ=DAILY"),
        ("天天", "FREQ=DAILY"),
        ("every 28 days", "FREQ=DAILY;INTERVAL=28"),
        ("every other day", "FREQ=DAILY;INTERVAL=2"),
        ("每28天", "FREQ=DAILY;INTERVAL=28"),
        ("隔天", "FREQ=DAILY;INTERVAL=2"),
        ("每隔一天", "FREQ=DAILY;INTERVAL=2"),
        ("weekly", "FREQ=WEEKLY;BYDAY=SA"),
        ("每周", "FREQ=WEEKLY;BYDAY=SA"),
        ("once a week", "FREQ=WEEKLY;BYDAY=SA"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        ("every two weeks on Monday and Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"),
        ("fortnightly on Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("Mon - Fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("mondays, wednesdays", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("每周一", "FREQ=WEEKLY;BYDAY=MO"),
        ("每個星期日", "FREQ=WEEKLY;BYDAY=SU"),
        ("每周一、三、五", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每周一和周三", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("每个工作日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("每两周周二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("每兩週的週二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("隔周二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("每隔一周的周二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("双周", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=21"),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("15th of every month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every 15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("end of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("last Friday of the month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("every third month on the first monday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=21"),
        ("half-yearly", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=21"),
        ("every month on the 30th", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("每月15日", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("每个月十五号", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("每月31号", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月底", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月第一个周一", "FREQ=MONTHLY;BYDAY=1MO"),
        ("每月最后一个星期五", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每季度", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=21"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=21"),
        ("每两个月5号", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5"),
        ("yearly", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=21"),
        ("every year on 1 May", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"),
        ("May 1st every year", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"),
        ("3rd Sunday of June", "FREQ=YEARLY;BYMONTH=6;BYDAY=3SU"),
        ("29 February", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("每年6月第三个周日", "FREQ=YEARLY;BYMONTH=6;BYDAY=3SU"),
        ("六月第三个星期天", "FREQ=YEARLY;BYMONTH=6;BYDAY=3SU"),
        ("每年5月1日", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"),
        ("每年2月29日", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("30 days after the last contact", "AFTER=30"),
        ("two weeks after the last visit", "AFTER=14"),
        ("联系后30天", "AFTER=30"),
        ("最後一次聯繫後兩個月", "AFTER=60"),
        ("AFTER=30", "AFTER=30"),
        ("freq=weekly;byday=fr,mo", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("RRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ],
)
def test_that_rules_are_understood(text: str, canonical: str) -> None:
    assert parse_rule(text, SATURDAY).text == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "sometimes",
        "every",
        "5",
        "每",
        "每隔三天",
        "every 0 days",
        "every 100000 days",
        "30 February",
        "每年2月30日",
        "31 June",
        "每月32日",
        "monthly on the 0",
        "5th Friday of the month",
        "每月第五个周五",
        "day 13 of month 13",
        "every week on the 15th",
        "every day on Monday",
        "the last week of the month",
        "AFTER=0",
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=FR",
        "FREQ=DAILY;INTERVAL=x",
    ],
)
def test_that_what_never_comes_or_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_rule(text, SATURDAY)


@given(
    st.text(max_size=20) | st.text("每隔个月周日年一二两三十最后底第天0123456789 ", max_size=12),
    DAYS,
)
def test_that_no_text_breaks_it(text: str, start: dt.date) -> None:
    try:
        rule = parse_rule(text, start)
    except BadValue:
        return
    assert parse_rule(rule.text, start) == rule


@given(RULES, DAYS, st.sampled_from(("en", "zh_CN")))
def test_that_what_is_shown_is_understood(rule: Rule, start: dt.date, language: str) -> None:
    with i18n.speaking(language):
        assert parse_rule(show_rule(rule), start) == rule
    assert parse_rule(rule.text, start) == rule


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("FREQ=DAILY", "every day", "每天"),
        ("FREQ=DAILY;INTERVAL=28", "every 28 days", "每28天"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "every Monday, Wednesday", "每周一、周三"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every Monday to Friday", "每周一至周五"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday", "每2周的周二"),
        ("FREQ=MONTHLY;BYMONTHDAY=22", "every month on the 22nd", "每月22日"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day", "每月最后一天"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday", "每月最后一个周五"),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
            "every 3 months on the first Monday",
            "每3个月的第一个周一",
        ),
        (
            "FREQ=YEARLY;BYMONTH=6;BYDAY=3SU",
            "every year on the third Sunday of June",
            "每年6月第三个周日",
        ),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", "every year on 1 May", "每年5月1日"),
        ("AFTER=30", "30 days after the last contact", "最后一次联系后30天"),
    ],
)
def test_that_rules_are_shown_in_words(text: str, english: str, chinese: str) -> None:
    assert show_rule(Rule(text)) == english
    with i18n.speaking("zh_CN"):
        assert show_rule(Rule(text)) == chinese


def test_that_a_rule_has_one_text_only() -> None:
    for text in ("FREQ=DAILY;INTERVAL=1", "FREQ=MONTHLY;BYMONTHDAY=31", "every day", ""):
        with pytest.raises(BadValue):
            Rule(text)


@pytest.mark.parametrize(
    ("words", "start", "dates"),
    [
        ("every second tuesday", "2026-11-21", ["2026-11-24", "2026-12-08", "2026-12-22"]),
        ("每月31日", "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("every month on the 30th", "2028-01-30", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("29 February", "2027-01-01", ["2027-02-28", "2028-02-29", "2029-02-28"]),
        ("last Friday of the month", "2026-11-28", ["2026-12-25", "2027-01-29", "2027-02-26"]),
        ("3rd Sunday of June", "2026-11-21", ["2027-06-20", "2028-06-18"]),
        ("every 3 months on the 15th", "2026-11-20", ["2026-12-15", "2027-03-15"]),
        ("every 28 days", "2026-11-21", ["2026-11-21", "2026-12-19", "2027-01-16"]),
        ("每两周的周一、周五", "2026-11-25", ["2026-11-27", "2026-12-07", "2026-12-11"]),
    ],
)
def test_that_rules_become_dates(words: str, start: str, dates: list[str]) -> None:
    rule, begin = parse_rule(words, _day(start)), _day(start)
    found: list[str] = []
    after = begin - dt.timedelta(days=1)
    for _date in dates:
        after = next_date(rule, begin, after)
        found.append(after.isoformat())
    assert found == dates
    assert [day.isoformat() for day in dates_between(rule, begin, dt.date.min, after)] == dates


@given(FIXED, DAYS, DAYS, DAYS)
def test_that_dates_are_sorted_and_inside_their_bounds(
    rule: Rule, start: dt.date, first: dt.date, last: dt.date
) -> None:
    found = dates_between(rule, start, first, last)
    assert found == sorted(set(found))
    assert all(max(first, start) <= day <= last for day in found)


@given(FIXED, DAYS, DAYS, st.integers(0, 2000), st.integers(0, 2000))
def test_that_a_range_may_be_asked_for_in_two_parts(
    rule: Rule, start: dt.date, first: dt.date, one: int, two: int
) -> None:
    cut = first + dt.timedelta(days=one)
    last = cut + dt.timedelta(days=two)
    whole = dates_between(rule, start, first, last)
    parts = (
        dates_between(rule, start, first, cut),
        dates_between(rule, start, cut + dt.timedelta(days=1), last),
    )
    assert whole == [*parts[0], *parts[1]]


@given(RULES, DAYS, DAYS)
def test_that_the_next_date_comes_after(rule: Rule, start: dt.date, after: dt.date) -> None:
    found = next_date(rule, start, after)
    assert found is not None
    assert found > after
    if not rule.rolling_days:
        assert dates_between(rule, start, after + dt.timedelta(days=1), found) == [found]


@given(FIXED, st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)))
def test_that_no_month_and_no_year_is_skipped(rule: Rule, start: dt.date) -> None:
    found = dates_between(rule, start, start, start + dt.timedelta(days=366 * 14))
    longest = {"DAILY": 1, "WEEKLY": 13, "MONTHLY": 31, "YEARLY": 366}[rule.parts.unit]
    gap = rule.parts.every * longest + 7
    assert found
    for one, two in pairwise(found):
        assert (two - one).days <= gap


@given(RULES, st.sampled_from((dt.date.min, dt.date.max, dt.date(9999, 11, 30), dt.date(1, 1, 8))))
def test_that_the_ends_of_the_calendar_break_nothing(rule: Rule, day: dt.date) -> None:
    for start in (day, SATURDAY):
        assert dates_between(rule, start, day, day) in ([], [day])
        found = next_date(rule, start, day)
        assert found is None or found > day
