"""Every figure of complaints equals its list, and what it is said to be."""

from __future__ import annotations

import dataclasses
import datetime as dt
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.complaint import OPEN, Complaint
from crmdesk.core.domain.complaint_counting import spread_of
from crmdesk.core.domain.complaint_figures import (
    DIMENSIONS,
    FIGURES,
    MONTH,
    Counted,
    Figures,
    Group,
    Report,
)
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.opening import Hours, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import use_language
from crmdesk.core.services import choices, complaint_figures, complaint_lists, complaints
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_rows import complaint, put

OCTOBER = Period.month(2026, 10)
NOON = dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC)
CUSTOMERS = (1, 2, 3)


@pytest.fixture(scope="module")
def many() -> Iterator[Workspace]:
    """Give one shop with three customers for all examples."""
    with TemporaryDirectory() as folder:
        shop = factories.open_shop(Path(folder))
        assert tuple(factories.add(shop, name) for name in ("张伟", "李娜", "陈静")) == CUSTOMERS
        yield shop
        shop.database.close()


periods = st.one_of(
    st.builds(Period.month, st.sampled_from([2025, 2026]), st.integers(1, 12)),
    st.builds(Period.year, st.sampled_from([2025, 2026])),
    st.tuples(st.dates(dt.date(2025, 7, 1), dt.date(2026, 12, 31)), st.integers(0, 400)).map(
        lambda one: Period(one[0], one[0] + dt.timedelta(days=one[1]))
    ),
)


def figures_in(report: Report) -> Iterator[Figures]:
    yield report.total
    for groups in (*report.groups.values(), report.trend):
        yield from (one.figures for one in groups)


def counted_in(report: Report) -> Iterator[Counted]:
    flow = report.flow
    yield from (flow.before, flow.received, flow.ended, flow.after, report.no_cause)
    yield from (one.counted for one in report.causes)
    for who in report.repeated:
        yield from (who.in_period, who.in_year)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(complaint(CUSTOMERS), max_size=14), period=periods)
def test_that_every_figure_counts_as_many_as_its_list_shows(
    many: Workspace, rows: list[Complaint], period: Period
) -> None:
    put(many, rows)
    report = complaint_figures.report(many, period)
    for figures in figures_in(report):
        for key in FIGURES:
            assert figures.count(key) == complaint_lists.count(many, figures.behind(key)), key
    for one in counted_in(report):
        assert one.count == complaint_lists.count(many, one.query)
    for name, groups in report.groups.items():
        whole = [one.figures for one in groups]
        for key in ("received", "open", "answered", "late", "unreached"):
            assert sum(one.count(key) for one in whole) == report.total.count(key), (name, key)
        assert sum(one.cost for one in whole) == report.total.cost
    causes = [one.counted.count for one in report.causes]
    assert causes == sorted(causes, reverse=True)
    assert sum(causes) + report.no_cause.count == report.total.count("received")
    assert not causes or report.causes[-1].so_far == pytest.approx(1)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(complaint(CUSTOMERS), max_size=14), period=periods)
def test_that_the_figures_are_what_counting_by_hand_gives(
    many: Workspace, rows: list[Complaint], period: Period
) -> None:
    put(many, rows)
    report = complaint_figures.report(many, period)
    _check(report.total, [one for one in rows if _day(one) in _days(period)])
    for product in report.groups["product"]:
        mine = [one for one in rows if one.product == product.key and _day(one) in _days(period)]
        _check(product.figures, mine)
    flow = report.flow
    begun = dt.datetime.combine(period.first, dt.time()).astimezone()
    over = dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time()).astimezone()
    assert flow.before.count == sum(_is_open(one, begun) for one in rows)
    assert flow.after.count == sum(_is_open(one, over) for one in rows)
    assert flow.before.count + flow.received.count - flow.ended.count == flow.after.count
    _check_repeaters(report, rows, period)


def _check(figures: Figures, rows: Sequence[Complaint]) -> None:
    assert figures.value("received") == len(rows)
    assert figures.value("open") == sum(one.state in OPEN for one in rows)
    answered = [one for one in rows if one.answer_minutes is not None]
    on_time = figures.value("on_time")
    if answered:
        assert on_time == pytest.approx(sum(not one.late for one in answered) / len(answered))
        minutes = sorted(one.answer_minutes for one in answered if one.answer_minutes is not None)
        assert figures.value("answer_median") == int(statistics.median(minutes))
        most = figures.value("answer_most")
        assert sum(one <= most for one in minutes) >= 0.9 * len(minutes)
        assert sum(one < most for one in minutes) < 0.9 * len(minutes)
    else:
        assert on_time is None and figures.value("answer_median") is None
    scores = [one.satisfaction for one in rows if one.satisfaction]
    mean = statistics.mean(scores) if scores else None
    assert figures.value("satisfaction") == (pytest.approx(mean) if scores else None)
    assert figures.value("cost") == sum(one.cost for one in rows)
    again = sum(one.reopened > 0 for one in rows)
    assert figures.value("reopened") == (pytest.approx(again / len(rows)) if rows else None)


def _check_repeaters(report: Report, rows: Sequence[Complaint], period: Period) -> None:
    year = _days(period.year_back())
    told: dict[str, list[bool]] = {}
    for one in rows:
        phone = one.walk_in_phone.replace(" ", "").replace("-", "")
        who = str(one.customer_id) if one.customer_id else phone
        if who and one.state != "duplicate" and _day(one) in year:
            told.setdefault(who, []).append(_day(one) in _days(period))
    wanted = {
        who: (sum(here), len(here)) for who, here in told.items() if len(here) > 1 and any(here)
    }
    assert {
        str(one.customer_id or one.phone): (one.in_period.count, one.in_year.count)
        for one in report.repeated
    } == wanted
    assert report.repeaters == len(wanted)


def _day(one: Complaint) -> dt.date:
    return one.received_at.astimezone().date()


def _days(period: Period) -> set[dt.date]:
    count = (period.last - period.first).days + 1
    return {period.first + dt.timedelta(days=number) for number in range(count)}


def _is_open(one: Complaint, at: dt.datetime) -> bool:
    return one.received_at < at and (one.ended_at is None or one.ended_at >= at)


@pytest.mark.parametrize(
    ("minutes", "median", "most"),
    [
        ([], None, None),
        ([7], 7, 7),
        ([10, 20], 15, 20),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5, 9),
        ([None, 3, None, 1, 2], 2, 3),
    ],
)
def test_that_the_middle_and_nine_of_ten_are_told(
    minutes: list[int | None], median: int | None, most: int | None
) -> None:
    spread = spread_of(minutes)
    assert (spread.median, spread.most) == (median, most)


def named(groups: Sequence[Group]) -> list[tuple[str, int | float | None]]:
    return [(one.label, one.figures.value("received")) for one in groups]


def test_that_groups_are_in_the_owners_words_the_most_frequent_first_and_nothing_given_last(
    shop: Workspace,
) -> None:
    choices.rename(shop, "complaint_category", "quality", "质量问题")
    for category in ("", "", "price", "quality", "quality"):
        _received(shop, category=category, severity="minor" if category else "severe")
    groups = complaint_figures.report(shop, OCTOBER).groups
    assert named(groups["category"]) == [("质量问题", 2), ("Price", 1), ("Not given", 2)]
    assert named(groups["severity"]) == [("Severe", 2), ("Minor", 3)]
    assert named(groups["staff"]) == [("Nobody", 5)]
    assert list(groups) == ["category", "product", "channel", "staff", "severity", "month"]
    assert set(groups) == set(DIMENSIONS)


def test_that_months_are_told_in_the_users_language_and_twelve_of_them_lead_up_to_the_period(
    shop: Workspace,
) -> None:
    _received(shop)
    report = complaint_figures.report(shop, Period(dt.date(2026, 9, 20), dt.date(2026, 10, 31)))
    assert named(report.groups[MONTH]) == [("September 2026", 0), ("October 2026", 1)]
    assert [one.key for one in report.trend][::11] == ["2025-11", "2026-10"]
    use_language("zh_CN")
    assert complaint_figures.report(shop, OCTOBER).trend[0].label == "2025年11月"


def test_that_a_month_with_nothing_in_it_has_no_shares_instead_of_false_ones(
    shop: Workspace,
) -> None:
    report = complaint_figures.report(shop, OCTOBER)
    assert report.total.value("received") == 0 and report.total.value("cost") == 0
    for key in ("on_time", "reopened", "satisfaction", "answer_median", "close_most"):
        assert report.total.value(key) is None
    assert report.groups["category"] == () and report.causes == () and report.repeated == ()


def test_that_who_complained_twice_within_a_year_is_told_whichever_way_the_phone_is_written(
    shop: Workspace,
) -> None:
    once, twice, before = (factories.add(shop, name) for name in ("一次", "两次", "以前"))
    rows = [
        (once, "", NOON, "closed"),
        (twice, "", NOON, "closed"),
        (twice, "", NOON - dt.timedelta(days=340), "new"),
        (0, "138 0013-8000", NOON, "new"),
        (0, "13800138000", NOON, "new"),
        (before, "", NOON - dt.timedelta(days=40), "new"),
        (before, "", NOON - dt.timedelta(days=50), "new"),
        (once, "", NOON, "duplicate"),
        (once, "", NOON - dt.timedelta(days=400), "closed"),
        (0, "", NOON, "new"),
        (0, "", NOON, "new"),
    ]
    made = [
        Complaint(customer_id=who, walk_in_phone=phone, received_at=at, state=state, what="x")
        for who, phone, at, state in rows
    ]
    put(shop, made)
    report = complaint_figures.report(shop, OCTOBER)
    told = [
        (one.name, one.phone, one.in_period.count, one.in_year.count) for one in report.repeated
    ]
    assert told == [("13800138000", "13800138000", 2, 2), ("两次", "", 1, 2)]
    assert report.repeaters == 2


def test_that_what_ends_at_midnight_ends_on_the_new_day(shop: Workspace) -> None:
    midnight = dt.datetime.combine(OCTOBER.first, dt.time()).astimezone()
    one = Complaint(received_at=midnight - dt.timedelta(days=2), ended_at=midnight, state="closed")
    put(shop, [one])
    flow = complaint_figures.report(shop, OCTOBER).flow
    assert (flow.before.count, flow.ended.count, flow.after.count) == (1, 1, 0)


def test_that_a_usual_day_is_as_long_as_the_shop_is_open() -> None:
    assert complaint_figures.usual_day(Opening()) == 9 * 60
    short = Opening((Hours(dt.time(9), dt.time(12)), Hours(dt.time(9), dt.time(14)), *(None,) * 5))
    assert complaint_figures.usual_day(short) == 4 * 60
    assert complaint_figures.usual_day(Opening((None,) * 7)) == 24 * 60


def test_that_days_the_wrong_way_round_or_without_end_are_told(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="before the first"):
        complaint_figures.report(shop, Period(dt.date(2026, 10, 2), dt.date(2026, 10, 1)))
    with pytest.raises(CrmError, match="too long"):
        complaint_figures.report(shop, Period(dt.date(1990, 1, 1), dt.date(2026, 10, 1)))


def test_that_the_twelve_months_before_a_leap_day_are_a_year() -> None:
    leap = Period.month(2028, 2)
    assert leap.last == dt.date(2028, 2, 29) and leap.is_month and not leap.is_year
    assert leap.year_back() == Period(dt.date(2027, 3, 1), leap.last)
    assert Period.year(2026).is_year and len(Period.year(2026).months()) == 12
    assert dataclasses.astuple(OCTOBER.twelve_months()[-1]) == (OCTOBER.first, OCTOBER.last)


def test_that_a_query_without_questions_finds_all(shop: Workspace) -> None:
    _received(shop)
    assert complaint_lists.count(shop, ComplaintQuery()) == 1


def _received(shop: Workspace, **more: object) -> None:
    given_ = {"walk_in_name": "王先生", "received_at": NOON, "what": "色差", **more}
    complaints.receive(shop, Complaint(**given_))  # type: ignore[arg-type]
