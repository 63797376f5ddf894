"""Lists of complaints come in, and go out to come back as they were."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    IN_PROGRESS,
    NEW,
    SERIOUS,
    SEVERE,
    UNFOUNDED,
    WAITING_THIRD,
    Complaint,
)
from crmdesk.core.domain.complaint_clock import replay
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
    REOPEN,
    TRY_CALL,
    WAIT_CUSTOMER,
    Given,
    possible,
)
from crmdesk.core.domain.complaint_words import log_details
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.i18n import use_language
from crmdesk.core.importing import questions
from crmdesk.core.importing.plan import DUPLICATE, PROBLEM
from crmdesk.core.importing.plan import NEW as TO_ADD
from crmdesk.core.importing.setup import COMPLAINTS
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import (
    complaint_customers,
    complaint_export,
    complaint_lists,
    complaint_steps,
    complaint_time,
    complaints,
    customers,
    history,
    importing,
)
from crmdesk.core.services.complaint_lists import ComplaintQuery
from crmdesk.core.services.import_repair import compare
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import a_list, add, complain

HEADERS = (
    *("投诉编号", "投诉日期", "投诉人", "联系电话", "投诉类别", "产品", "投诉内容", "诉求"),
    *("严重程度", "处理人", "处理状态", "处理结果", "处理日期", "满意度", "赔偿金额"),
)


def bring_in(shop: Workspace, file: SheetFile) -> importing.ImportResult:
    setup = importing.begin(file, target=COMPLAINTS)
    plan = importing.check(shop, setup)
    return importing.write(shop, setup, plan)


def everything(shop: Workspace) -> list[Complaint]:
    ids = complaint_lists.ids(shop, ComplaintQuery(sort="number"))
    return [complaints.get(shop, one) for one in ids]


def old_ones() -> SheetFile:
    return a_list(
        ("2025 年投诉登记表",),
        HEADERS,
        (
            *(
                "A-17",
                "2025-03-04 10:20",
                "张伟",
                "13800138000",
                "质量",
                "窗帘",
                "洗了掉色",
                "换货",
            ),
            *("较重", "小李", "已解决", "换一套", "2025-03-06", "满意", 120.5),
        ),
        (
            *("", "2025/3/9", "路人甲", "", "排队", "", "等了一小时", "要个说法"),
            *("严重", "", "处理中", "", "", "", ""),
        ),
        (*("TS-2025-0007", "2025-04-01", "张伟", "", "价格", "", "贵了"), *("",) * 8),
        (*("", "2025-04-02", "", "", "", "", "没有名字"), *("",) * 8),
        (*("", "2025-04-03", "李娜", "", "", "", ""), *("",) * 8),
        name="投诉.xlsx",
    )


def test_that_a_list_says_itself_that_it_is_of_complaints() -> None:
    assert questions.target_question(importing.begin(old_ones())) == COMPLAINTS


def test_that_old_complaints_come_in_with_what_became_of_them(shop: Workspace) -> None:
    zhang = add(shop, "张伟", "13800138000")
    result = bring_in(shop, old_ones())
    assert (result.created, result.skipped, result.failed) == (3, 0, 2)
    first, third, second = everything(shop)
    assert (first.number, first.customer_id, first.state) == ("A-17", zhang, CLOSED)
    assert (first.severity, first.category, first.wish) == (SERIOUS, "quality", "exchange")
    assert (first.action, first.satisfaction, first.cost) == ("换一套", 4, 12050)
    assert first.received_at.astimezone().replace(tzinfo=None) == dt.datetime(2025, 3, 4, 10, 20)
    assert first.answered_at is not None
    assert first.answered_at.astimezone().date() == dt.date(2025, 3, 6)
    assert (second.number, second.walk_in_name, second.state) == (
        "TS-2025-0008",
        "路人甲",
        IN_PROGRESS,
    )
    assert (second.severity, second.category, second.wish_text) == (SEVERE, "排队", "要个说法")
    assert second.is_overdue(shop.clock.now())
    assert (third.number, third.state) == ("TS-2025-0007", NEW)
    told = [item.text for item in customers.timeline(shop, zhang)]
    assert "A-17 · 洗了掉色" in told
    # Its number is given to nobody else.
    assert complaints.get(shop, complain(shop, zhang)).number == "TS-2026-0001"


def test_that_one_step_takes_the_list_back_and_puts_it_there_again(shop: Workspace) -> None:
    add(shop, "张伟", "13800138000")
    bring_in(shop, old_ones())
    before = everything(shop)
    logs = [complaints.log(shop, one.id) for one in before]
    history.undo(shop)
    assert everything(shop) == []
    history.undo(shop, history.recent(shop)[0].record.id)
    assert everything(shop) == before
    assert [complaints.log(shop, one.id) for one in before] == logs


def test_that_a_list_that_comes_in_twice_adds_nothing(shop: Workspace) -> None:
    bring_in(shop, old_ones())
    again = bring_in(shop, old_ones())
    assert (again.created, again.skipped, again.failed) == (0, 3, 2)


def test_that_each_row_says_what_becomes_of_it(shop: Workspace) -> None:
    setup = importing.begin(old_ones(), target=COMPLAINTS)
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [TO_ADD] * 3 + [PROBLEM] * 2
    assert "walk-in" in plan.rows[0].reason
    assert "who complained" in plan.rows[3].reason
    shown = {one.key: one.becomes for one in compare(shop, setup, plan, 0).changes}
    assert (shown["state"], shown["what"], shown["cost"]) == ("Case closed", "洗了掉色", "120.50")
    bring_in(shop, old_ones())
    assert importing.check(shop, setup).rows[0].state == DUPLICATE


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("未处理", NEW),
        ("处理中", IN_PROGRESS),
        ("等厂家", WAITING_THIRD),
        ("已答复", ANSWERED),
        ("已回访关闭", CLOSED),
        ("不成立", UNFOUNDED),
        ("Closed", CLOSED),
        ("", NEW),
        ("谁知道", NEW),
    ],
)
def test_that_states_are_understood_in_the_words_of_lists(
    shop: Workspace, words: str, state: str
) -> None:
    bring_in(
        shop,
        a_list(
            ("投诉日期", "投诉人", "投诉内容", "处理状态"),
            ("2026-10-05", "王先生", "太慢", words),
        ),
    )
    (made,) = everything(shop)
    assert made.state == state
    assert ("谁知道" in made.what) is (words == "谁知道")


def test_that_what_an_import_brought_is_found_by_it(shop: Workspace) -> None:
    complain(shop, add(shop))
    result = bring_in(shop, old_ones())
    brought = ComplaintQuery(made_by=result.import_id, sort="number")
    assert len(complaint_lists.ids(shop, brought)) == result.created > 0
    assert len(everything(shop)) == result.created + 1


def test_that_the_log_of_what_came_in_leads_to_where_it_stands(shop: Workspace) -> None:
    add(shop, "张伟", "13800138000")
    bring_in(shop, old_ones())
    with shop.database.read() as connection:
        time = complaint_time.shop_time(connection)
    for one in everything(shop):
        assert replay(one, complaints.log(shop, one.id), time) == one


def test_that_an_answered_one_of_a_list_can_be_closed(shop: Workspace) -> None:
    bring_in(
        shop,
        a_list(
            ("投诉日期", "投诉人", "投诉内容", "处理状态", "处理结果"),
            ("2026-11-16", "王先生", "太慢", "已答复", "道歉"),
        ),
    )
    (made,) = everything(shop)
    complaint_steps.step(shop, made.id, CLOSE, Given(satisfaction=5))
    assert everything(shop)[0].state == CLOSED


def test_that_an_export_is_read_by_excel_and_starts_no_formula(
    shop: Workspace, tmp_path: Path
) -> None:
    complain(shop, add(shop, "张伟"), "=1+1")
    file = tmp_path / "投诉.xlsx"
    assert complaint_export.export(shop, file).rows == 1
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    headers = [cell.value for cell in sheet[1]]
    row = dict(zip(headers, sheet[2], strict=True))
    assert row["Name"].value == "张伟"
    assert (row["What happened"].value, row["What happened"].data_type) == ("=1+1", "s")


def test_that_only_lists_are_written(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="ends neither"):
        complaint_export.export(shop, tmp_path / "x.vcf")


TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=("C", "Z")), max_size=20)


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "customer": draw(st.integers(0, 2)),
        "what": draw(TEXT.filter(lambda text: text.strip() != "")),
        "product": draw(TEXT),
        "wish": draw(st.sampled_from(["", "refund", "apology"])),
        "wish_text": draw(TEXT),
        "severity": draw(st.sampled_from(["minor", "serious", "severe"])),
        "category": draw(st.sampled_from(["", "quality", "price", "自定"])),
        "channel": draw(st.sampled_from(["", "phone", "wechat"])),
        "ordered_on": draw(st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 1))),
        "steps": draw(st.lists(st.integers(0, 30), max_size=6)),
        "minutes": draw(st.integers(1, 4000)),
        "note": draw(TEXT),
        "cost": draw(st.integers(0, 99_999)),
    }


@settings(
    max_examples=12,
    deadline=None,
    # Each try makes two databases and starts a process: shrinking would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(told=st.lists(stories(), min_size=1, max_size=5), language=st.sampled_from(["en", "zh_CN"]))
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_that_an_own_list_of_complaints_comes_back_the_same_in_another_shop(
    ending: str, told: list[dict[str, Any]], language: str
) -> None:
    use_language(language)
    with TemporaryDirectory() as folder:
        first = factories.open_shop(Path(folder), "first.db")
        second = factories.open_shop(Path(folder), "second.db")
        try:
            for shop in (first, second):
                add(shop, "张伟", "13800138000")
                add(shop, "Anna Smith", "13900139000")
            _live(first, told)
            file = Path(folder) / f"投诉{ending}"
            result = complaint_export.export(first, file)
            assert result.problems == ()
            bring_in(second, importing.read(file))
            assert [_plain(first, one) for one in everything(first)] == [
                _plain(second, one) for one in everything(second)
            ]
        finally:
            first.database.close()
            second.database.close()


def _plain(shop: Workspace, one: Complaint) -> tuple[object, ...]:
    log = [
        dataclasses.replace(entry, id=0, complaint_id=0) for entry in complaints.log(shop, one.id)
    ]
    bare = dataclasses.replace(one, activity_id=0, follow_up_id=0)
    return bare, log


def _live(shop: Workspace, told: list[dict[str, Any]]) -> None:
    """Let complaints go through steps that their states allow."""
    now = shop.clock.now()
    for story in told:
        steps = story.pop("steps")
        minutes, note, cost = (story.pop(name) for name in ("minutes", "note", "cost"))
        owner = story.pop("customer")
        walk_in = {} if owner else {"walk_in_name": "王先生", "walk_in_phone": "13700137000"}
        made = complaints.receive(
            shop, Complaint(received_at=now, customer_id=owner, **walk_in, **story)
        ).new_id
        later = shop
        for number, choice in enumerate(steps):
            instant = now + dt.timedelta(minutes=minutes * (number + 1))
            later = dataclasses.replace(shop, clock=Clock(lambda instant=instant: instant))  # type: ignore[misc]
            ways = possible(complaints.get(later, made).state)
            given = Given(
                note=note, action="退 款", satisfaction=choice % 6, cost=cost, original=choice % 5
            )
            try:
                complaint_steps.step(later, made, ways[choice % len(ways)].event, given)
            except CrmError:
                continue


def test_that_a_reopened_duplicate_and_waiting_one_keep_their_whole_story(
    shop: Workspace, tmp_path: Path
) -> None:
    first = complain(shop, add(shop, "张伟", "13800138000"))
    again = complain(shop, 1, "又掉色")
    complaint_steps.step(shop, again, IS_DUPLICATE, Given(original=first, note="同一件"))
    for event, told in (
        (ANSWER, Given(action="换货", cost=500)),
        (TRY_CALL, Given()),
        (REOPEN, Given(note="还是掉色")),
        (WAIT_CUSTOMER, Given(note="等照片")),
    ):
        complaint_steps.step(shop, first, event, told)
    file = tmp_path / "投诉.csv"
    complaint_export.export(shop, file, encoding="gb18030")
    other = factories.open_shop(tmp_path, "other.db")
    add(other, "张伟", "13800138000")
    bring_in(other, importing.read(file))
    assert [_plain(other, one) for one in everything(other)] == [
        _plain(shop, one) for one in everything(shop)
    ]
    other.database.close()


def test_that_plain_numbers_of_a_list_lose_no_row(shop: Workspace) -> None:
    complain(shop, add(shop))
    bring_in(
        shop,
        a_list(
            ("编号", "投诉日期", "投诉人", "投诉内容"),
            ("1", "2025-03-04", "王先生", "太慢"),
            ("2", "2025-03-05", "李女士", "太吵"),
            ("1", "2024-03-05", "赵先生", "太远"),
            ("20260315001", "2026-03-15", "钱先生", "太贵"),
            ("9" * 20, "2026-03-16", "孙先生", "太冷"),
        ),
    )
    found = everything(shop)
    assert len(found) == 6
    assert [one.number for one in found][-1] == "TS-2026-0003"
    first = next(one for one in found if one.walk_in_name == "李女士")
    assert complaints.log(shop, first.id)[0].note == "Number in the list: 2"


@pytest.mark.parametrize(
    "cell", ["2026-02-30 10:00:00", "2026-11-21 25:00:00", "0001-01-01 00:00:00", "soon"]
)
def test_that_an_impossible_date_is_told_and_stops_no_list(shop: Workspace, cell: str) -> None:
    result = bring_in(
        shop,
        a_list(
            ("投诉日期", "投诉人", "投诉内容", "答复时间"),
            ("2026-10-05", "王先生", "太慢", cell),
            (cell, "李女士", "太吵", ""),
        ),
    )
    assert (result.created, result.failed) == (1, 1)
    assert cell in everything(shop)[0].what


def test_that_a_log_changed_by_hand_is_no_log(shop: Workspace) -> None:
    line = '["2026-11-20T02:00:00+00:00", "close", "closed", "Li", "", {"tries": "x"}]'
    bring_in(
        shop,
        a_list(
            ("投诉日期", "投诉人", "投诉内容", "Log of the complaint"),
            ("2026-10-05", "王先生", "太慢", line),
        ),
    )
    assert everything(shop)[0].state == NEW


def test_that_a_long_log_goes_on_in_the_next_cells(shop: Workspace, tmp_path: Path) -> None:
    made = complain(shop, add(shop, "张伟", "13800138000"))
    for number in range(4):
        note = f"第{number}次 " + "很 长 " * 5000
        complaint_steps.step(shop, made, "note", Given(note=note))
    file = tmp_path / "投诉.xlsx"
    assert complaint_export.export(shop, file).problems == ()
    other = factories.open_shop(tmp_path, "other.db")
    add(other, "张伟", "13800138000")
    bring_in(other, importing.read(file))
    assert [_plain(other, one) for one in everything(other)] == [
        _plain(shop, one) for one in everything(shop)
    ]
    other.database.close()


@pytest.mark.parametrize(
    ("filled", "state", "score"),
    [
        ({"满意度": "不满意", "处理结果": "退款"}, CLOSED, 2),
        ({"处理结果": "退款"}, CLOSED, 0),
        ({"投诉日期": "2026-11-20", "处理结果": "退款"}, ANSWERED, 0),
        ({"投诉日期": "2026-11-19", "答复日期": "2026-11-20"}, ANSWERED, 0),
        ({"状态": "已回复", "满意度": "4"}, CLOSED, 4),
        ({"状态": "已回复", "回访日期": "2024-03-20"}, CLOSED, 0),
        ({"状态": "已回复"}, ANSWERED, 0),
        ({"状态": "怎么说呢", "满意度": "5"}, CLOSED, 5),
        ({"受理时间": "2026-11-20"}, IN_PROGRESS, 0),
        ({}, NEW, 0),
    ],
)
def test_that_how_an_old_complaint_stands_follows_from_what_is_filled_in(
    shop: Workspace, filled: dict[str, str], state: str, score: int
) -> None:
    row = {"投诉人": "赵一", "投诉日期": "2024-03-05", "投诉内容": "水杯漏水", **filled}
    bring_in(shop, a_list(tuple(row), tuple(row.values())))
    (made,) = everything(shop)
    assert (made.state, made.satisfaction) == (state, score)


@pytest.mark.parametrize(
    ("filled", "note"),
    [
        ({"状态": "处理中", "满意度": "4"}, "Satisfaction: 4"),
        ({"状态": "处理中", "处理日期": "2024-03-20"}, "Answered on: 2024-03-20 12:00"),
        ({"状态": "不成立", "未联系上次数": "3"}, "Tries to reach the customer: 3"),
        ({"状态": "不成立", "处理日期": "2024-03-20"}, ""),
        ({"状态": "重开", "满意度": "1"}, ""),
    ],
)
def test_that_what_does_not_fit_how_an_old_complaint_stands_is_still_told(
    shop: Workspace, filled: dict[str, str], note: str
) -> None:
    row = {"投诉人": "赵一", "投诉日期": "2024-03-05", "投诉内容": "水杯漏水", **filled}
    bring_in(shop, a_list(tuple(row), tuple(row.values())))
    (made,) = everything(shop)
    log = complaints.log(shop, made.id)
    assert log[0].note == note
    told = [note, *(str(entry.details) for entry in log), *(str(entry.at) for entry in log)]
    assert any(list(filled.values())[1] in one for one in told)


def test_that_a_second_phone_of_a_walk_in_stays_with_what_happened(
    shop: Workspace, tmp_path: Path
) -> None:
    file = a_list(
        ("投诉人", "联系电话", "固定电话", "投诉日期", "投诉内容"),
        ("赵一", "13800000001/13900000002", "0571-88886666", "2026-10-05", "水杯漏水"),
        ("钱二", "", "微信:abc", "2026-10-05", "太慢"),
    )
    bring_in(shop, file)
    first, second = everything(shop)
    assert first.walk_in_phone == "13800000001"
    assert "13900000002" in first.what and "0571-88886666" in first.what
    assert (second.walk_in_phone, second.what) == ("微信:abc", "太慢")
    add(shop, "赵一", "13800000001")
    assert bring_in(shop, file).created == 0
    odd = Complaint(
        walk_in_name="孙三", walk_in_phone="138/微信 x", received_at=shop.clock.now(), what="太冷"
    )
    complaints.receive(shop, odd)
    out = tmp_path / "投诉.csv"
    complaint_export.export(shop, out)
    other = factories.open_shop(tmp_path, "other.db")
    bring_in(other, importing.read(out))
    assert [_plain(other, one) for one in everything(other)] == [
        _plain(shop, one) for one in everything(shop)
    ]
    other.database.close()


@pytest.mark.parametrize(
    "cell", ["2026-10-05 10:20:30.000", "2026-10-05T10:20:30", "2026-10-05T10:20:30.123456"]
)
def test_that_parts_of_a_second_do_not_cost_the_time_of_day(shop: Workspace, cell: str) -> None:
    bring_in(shop, a_list(("投诉日期", "投诉人", "投诉内容"), (cell, "王先生", "太慢")))
    (made,) = everything(shop)
    local = made.received_at.astimezone().replace(tzinfo=None)
    assert local == dt.datetime(2026, 10, 5, 10, 20, 30)


def test_that_people_of_one_name_are_told_apart_by_their_phones(shop: Workspace) -> None:
    file = a_list(
        ("投诉人", "联系电话", "投诉日期", "投诉内容"),
        ("先生", "13800000001", "2026-10-05", "色差"),
        ("先生", "138-0000-0002", "2026-10-05", "色差"),
        ("先生", "13800000002", "2026-10-05", "色差"),
    )
    assert bring_in(shop, file).created == 2
    assert bring_in(shop, file).created == 0
    add(shop, "先生", "13800000001")
    assert bring_in(shop, file).created == 0
    complaint_customers.give_to(shop, 1, 1)
    assert bring_in(shop, file).created == 0


def test_that_a_duplicate_never_points_at_a_complaint_of_another_shop(
    shop: Workspace, tmp_path: Path
) -> None:
    first = complain(shop, add(shop, "张伟", "13800138000"))
    again = complain(shop, 1, "又掉色")
    complaint_steps.step(shop, again, IS_DUPLICATE, Given(original=first))
    file, whole = tmp_path / "重复.csv", tmp_path / "全部.csv"
    complaint_export.export(shop, file, query=ComplaintQuery(states=frozenset({"duplicate"})))
    complaint_export.export(shop, whole)
    other = factories.open_shop(tmp_path, "other.db")
    same = complaints.get(shop, first).received_at
    complaints.receive(other, Complaint(received_at=same, what="别的事", walk_in_name="王先生"))
    bring_in(other, importing.read(file))
    made = everything(other)[1]
    assert (made.number, made.state, made.duplicate_of) == ("TS-2026-0002", "duplicate", 0)
    (told,) = log_details(complaints.log(other, made.id)[-1])
    assert told == "TS-2026-0001"
    # The whole list brings the first one under another number, and what repeats it leads to it.
    history.undo(other)
    loaded = everything(other)[0]
    earlier = dataclasses.replace(loaded, received_at=same - dt.timedelta(days=3))
    complaints.save(other, earlier, loaded=loaded)
    assert bring_in(other, importing.read(whole)).created == 2
    there = {one.what: one for one in everything(other)}
    assert there["又掉色"].duplicate_of == there[everything(shop)[0].what].id
    other.database.close()


def test_that_a_duplicate_that_comes_back_alone_finds_the_first_one_again(
    shop: Workspace, tmp_path: Path
) -> None:
    first = complain(shop, add(shop, "张伟", "13800138000"))
    with TemporaryDirectory() as folder:
        spare = factories.open_shop(Path(folder), "spare.db")
        add(spare, "张伟", "13800138000")
        complain(spare, 1)
        again = complain(spare, 1, "又掉色")
        complaint_steps.step(spare, again, IS_DUPLICATE, Given(original=1))
        file = tmp_path / "重复.csv"
        complaint_export.export(spare, file, query=ComplaintQuery(states=frozenset({"duplicate"})))
        spare.database.close()
    bring_in(shop, importing.read(file))
    assert everything(shop)[1].duplicate_of == first
