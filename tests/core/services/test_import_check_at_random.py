"""The plan of an import holds whatever is decided, and stays quick however long the list is."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.importing.plan import (
    ADD,
    FILL,
    NEW,
    OVERWRITE,
    PROBLEM,
    SKIP,
    SKIPPED,
    UPDATE,
    ImportPlan,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell, Sheet
from crmdesk.core.services import history, importing
from crmdesk.core.services.import_repair import with_decision, with_edit
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import tables
from tests import factories
from tests.factories import bring_in, everybody

HEADERS = ("姓名", "手机", "生日", "微信", "备注")
CELLS = st.tuples(
    st.sampled_from((None, "张伟", "张偉", "李娜", "合计")),
    st.sampled_from((None, "13800138000", "138 0013 8000", "0571-88881111", "57188881111", "无"))
    | st.sampled_from(("13800138000/0571-88881111", "13900139000/0571-88881111", "13900139000")),
    st.sampled_from((None, "1990-05-03", "乱写")),
    st.sampled_from((None, "wx_1", "WX_2")),
    st.sampled_from((None, "爱茶", "怕吵")),
)
LISTS = st.lists(CELLS, min_size=1, max_size=9)
EDITS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(0, 4)),
    st.sampled_from(("", "王芳", "李娜", "13800138000", "1991-01-01", "1990-05-03", "wx_1", "x")),
    max_size=6,
)
DECISIONS = st.dictionaries(
    st.integers(1, 9), st.sampled_from((FILL, SKIP, OVERWRITE, ADD)), max_size=6
)
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


def within(setup: ImportSetup, edits: Mapping[tuple[int, int], str]) -> ImportSetup:
    count = len(setup.sheet.rows)
    return replace(setup, edits={cell: text for cell, text in edits.items() if cell[0] < count})


@SETTINGS
@given(
    stored=LISTS,
    rows=LISTS,
    mode=st.sampled_from((FILL, SKIP, OVERWRITE, ADD)),
    edits=EDITS,
    decisions=DECISIONS,
)
def test_that_rows_are_created_updated_skipped_or_failed_whatever_is_decided(
    stored: list[Sequence[Cell]],
    rows: list[Sequence[Cell]],
    mode: str,
    edits: Mapping[tuple[int, int], str],
    decisions: Mapping[int, str],
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        bring_in(shop, HEADERS, *stored)
        before, people = factories.recorded(shop), len(everybody(shop))
        setup = factories.set_up(factories.a_list(HEADERS, *rows), mode)
        setup = replace(within(setup, edits), decisions=decisions)
        plan = importing.check(shop, setup)
        result = importing.write(shop, setup, plan)
        parts = (result.created, result.updated, result.skipped, result.failed)
        assert result.rows == len(plan.rows) == sum(parts)
        assert result.failed == sum(row.state == PROBLEM for row in plan.rows)
        assert len(everybody(shop)) == people + result.created
        if result.import_id:
            history.undo(shop)
        assert factories.recorded(shop) == before
        shop.database.close()


def assert_same(one: ImportPlan, other: ImportPlan) -> None:
    """Fail unless two plans say the same of every row, its customer included."""
    assert one == other
    assert [row.target for row in one.rows] == [row.target for row in other.rows]
    seen = [[row.target is target for target in one.new] for row in one.rows]
    assert seen == [[row.target is target for target in other.new] for row in other.rows]


@SETTINGS
@given(stored=LISTS, rows=LISTS, first=EDITS, second=EDITS, decisions=DECISIONS)
def test_that_a_check_after_an_edit_is_what_a_fresh_one_is(
    stored: list[Sequence[Cell]],
    rows: list[Sequence[Cell]],
    first: Mapping[tuple[int, int], str],
    second: Mapping[tuple[int, int], str],
    decisions: Mapping[int, str],
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        bring_in(shop, HEADERS, *stored)
        setup = factories.set_up(factories.a_list(HEADERS, *rows))
        one = within(setup, first)
        plan = importing.check(shop, one, before=importing.check(shop, setup))
        assert plan == importing.check(shop, one)
        two = replace(within(setup, second), decisions=decisions, mode=OVERWRITE)
        again = importing.check(shop, two, before=plan)
        assert again == importing.check(shop, two)
        three = replace(two, edits=one.edits, decisions={**decisions, 1: FILL})
        assert_same(importing.check(shop, three, before=again), importing.check(shop, three))
        # What was planned before stays as it was planned.
        assert plan == importing.check(shop, one)
        importing.write(shop, two, again)
        assert importing.check(shop, two, before=again) == importing.check(shop, two)
        shop.database.close()


def test_that_an_edit_in_a_long_list_is_answered_at_once(shop: Workspace) -> None:
    rows = [(f"客户{number}", 13000000000 + number) for number in range(2000)]
    setup = factories.set_up(factories.a_list(("姓名", "手机"), *rows))
    importing.write(shop, setup, importing.check(shop, setup))
    plan = importing.check(shop, setup)
    times = []
    for number in range(3):
        setup = with_edit(setup, [number + 1], 0, "别人")
        started = time.thread_time()
        plan = importing.check(shop, setup, before=plan)
        times.append(time.thread_time() - started)
        assert plan.counts[UPDATE] == number + 1
    # 0.03 s on a quiet machine; a whole check takes ten times as long.
    assert min(times) < 0.3


def test_that_fifty_thousand_problems_stay_usable(shop: Workspace) -> None:
    from crmdesk.core.services.import_repair import cells_alike, rows_alike

    rows: list[list[Cell]] = [["姓名", "手机", "备注"]]
    rows.extend([None, number, "x"] for number in range(50_000))
    file = factories.a_list(("姓名",), ("甲",))
    file = replace(file, sheets=(Sheet("客户", rows),))
    setup = factories.set_up(file)
    plan = importing.check(shop, setup)
    assert plan.counts[PROBLEM] == 50_000
    assert len(rows_alike(plan, 7)) == 50_000
    alike = cells_alike(setup, 8, 0)
    assert len(alike) == 50_000
    started = time.thread_time()
    setup = with_edit(setup, alike, 0, "某人")
    plan = importing.check(shop, setup, before=plan)
    assert plan.counts[PROBLEM] == 0
    setup = with_decision(setup, [row.index for row in plan.rows], SKIP)
    assert importing.check(shop, setup, before=plan).counts[SKIPPED] == 50_000
    assert time.thread_time() - started < 30


def rows_of_two(count: int) -> list[tuple[Cell, ...]]:
    """Return rows of one customer, and of somebody else at one of their phones."""
    rows: list[tuple[Cell, ...]] = [
        ("某人", f"139{number:08d}", "wx_1", f"文三路{number}号", f"说{number}")
        for number in range(count)
    ]
    rows.extend(("别人", "13900000001", None, None, f"又{number}") for number in range(count))
    return rows


@pytest.mark.parametrize("mode", [FILL, OVERWRITE])
def test_that_thousands_of_rows_of_one_customer_are_planned_at_once(
    shop: Workspace, mode: str
) -> None:
    headers = ("姓名", "手机", "微信", "地址", "备注")

    def checked_in(rows: list[tuple[Cell, ...]]) -> tuple[ImportPlan, float]:
        setup = factories.set_up(factories.a_list(headers, *rows), mode)
        # The time of this thread: what else the machine does is not measured.
        started = time.thread_time()
        return importing.check(shop, setup), time.thread_time() - started

    floor = checked_in([(f"客户{at}", f"137{at:08d}", None, None, None) for at in range(10_000)])[1]
    plan, spent = checked_in(rows_of_two(5000))
    # 7 times the floor of as many customers apart; a hundred when each row goes through all.
    assert spent < 25 * floor
    (one,) = plan.new
    assert len(one.customer.methods) == 5001 and len(one.customer.addresses) == 5000
    (person,) = one.customer.persons
    assert len(person.notes.splitlines()) == 5000


def whole(shop: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with shop.database.read() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
            for name in tables.metadata.tables
        }


@pytest.mark.parametrize("mode", [FILL, OVERWRITE])
def test_that_cancelling_anywhere_leaves_the_database_as_it_was(shop: Workspace, mode: str) -> None:
    for number in range(40):
        factories.add(shop, f"客户{number}", f"139{number:08d}", notes="老")
    before, operations = whole(shop), history.recent(shop)
    words = factories.index_words(shop)
    rows = [(f"客户{number}", f"139{number:08d}", None, None, "新") for number in range(4100)]
    setup = factories.set_up(factories.a_list(HEADERS, *rows), mode)
    plan = importing.check(shop, setup)
    assert plan.counts[UPDATE] == 40 and plan.counts[NEW] == 4060
    stops = 0
    for calls in range(20):
        asked: list[int] = []

        def cancelled(asked: list[int] = asked, calls: int = calls) -> bool:
            asked.append(1)
            return len(asked) > calls

        try:
            importing.write(shop, setup, plan, Progress(cancelled=cancelled))
        except Cancelled:
            stops += 1
            assert whole(shop) == before
            assert history.recent(shop) == operations
            assert factories.index_words(shop) == words
        else:
            break
    assert stops >= 4 and len(everybody(shop)) == 4100
