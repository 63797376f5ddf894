"""Rules of recurrence: read in two languages, and shown in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.recurrence import Rule, parse_rule, show_rule
from crmdesk.core.domain.values import BadValue
from tests.core.domain.rules import DAYS, RULES

SATURDAY = dt.date(2026, 11, 21)


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
        ("the 1st and the 15th of the month", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("monthly on the 15th and 1st", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("every 2 months on the 5, 15 and 25", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5,15,25"),
        ("every 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("the 1st and the 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("2nd Tuesday", "FREQ=MONTHLY;BYDAY=2TU"),
        ("every last Friday", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("second and fourth Tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
        ("monthly on the first and last Monday", "FREQ=MONTHLY;BYDAY=1MO,-1MO"),
        ("FREQ=MONTHLY;BYDAY=4TU,2TU", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2,4", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
        ("每月第二个周二", "FREQ=MONTHLY;BYDAY=2TU"),
        ("每月第二和第四个周二", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
        ("每月第二、四个周二", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
        ("每月第一个和最后一个星期五", "FREQ=MONTHLY;BYDAY=1FR,-1FR"),
        ("15th and last day of every month", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("每月1号和15号", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("每月1、15号", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("每月1,5", "FREQ=MONTHLY;BYMONTHDAY=1,5"),
        ("每個月十號、二十號", "FREQ=MONTHLY;BYMONTHDAY=10,20"),
        ("每月15日和月底", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("每月1日、30日", "FREQ=MONTHLY;BYMONTHDAY=1,28,29,30;BYSETPOS=1,-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,1", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,31", "FREQ=MONTHLY;BYMONTHDAY=1,-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=15"),
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
        "30th and last day of the month",
        "每月29号和30号",
        "1 and 15 May",
        "yearly on the 1st and 15th",
        "每年5月1日和15日",
        "每年5月1、2日",
        "每月115号",
        "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30",
        "FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=15;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=1MO,3TU",
        "FREQ=MONTHLY;BYDAY=MO,3MO",
        "FREQ=YEARLY;BYMONTH=6;BYDAY=1SU,3SU",
        "first and third Sunday of June",
        "每年6月第一和第三个周日",
        "每月第五个周二",
        "每月15日周二",
        "FREQ=DAILY;INTERVAL=x",
    ],
)
def test_that_what_never_comes_or_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_rule(text, SATURDAY)


@given(
    st.text(max_size=20)
    | st.text("每隔个月周日号和、年一二两三十最后底第天0123456789 ", max_size=12),
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
        (
            "FREQ=MONTHLY;BYDAY=2TU,4TU",
            "every month on the second and fourth Tuesday",
            "每月第二个和第四个周二",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "every month on the 1st and the 15th",
            "每月1日和15日",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,11,-1",
            "every 2 months on the 1st, the 11th and the last day",
            "每2个月的1日、11日和最后一天",
        ),
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
