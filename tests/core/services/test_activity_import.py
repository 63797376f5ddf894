"""Past contacts and follow-ups of a list go to the timelines of the customers they are about."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from crmdesk.core.domain.followup import DONE, OPEN
from crmdesk.core.importing.plan import DUPLICATE, NEW, PROBLEM, SKIP, SKIPPED
from crmdesk.core.importing.setup import ACTIVITIES, ImportSetup
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import customers, history, import_repair, import_results, importing
from crmdesk.core.services.importing import ImportResult
from crmdesk.core.services.workspace import Workspace
from tests import factories

HEADERS = ("姓名", "手机", "跟进时间", "跟进方式", "跟进内容", "跟进人", "下次跟进时间")


def understood(*rows: Sequence[Cell], **changes: object) -> ImportSetup:
    setup = importing.begin(factories.a_list(*rows), header_index=0, target=ACTIVITIES)
    return dataclasses.replace(setup, **changes)  # type: ignore[arg-type]


def bring_in(shop: Workspace, *rows: Sequence[Cell], **changes: object) -> ImportResult:
    setup = understood(*rows, **changes)
    return importing.write(shop, setup, importing.check(shop, setup))


def timeline(shop: Workspace, customer_id: int) -> list[tuple[object, ...]]:
    return [
        (item.noun, item.on, item.at, item.kind, item.text, item.staff, item.status)
        for item in customers.timeline(shop, customer_id)
    ]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户姓名", "name"),
        ("手机号", "mobile"),
        ("聯絡日期", "on"),
        ("回访时间", "on"),
        ("沟通方式", "how"),
        ("沟通内容", "text"),
        ("跟进人", "staff"),
        ("下次回访时间", "due"),
        ("下次跟进日期", "due"),
        ("下次拜访日期", "due"),
        ("下次预约", "due"),
        ("预约日期", "due"),
        ("计划时间", "due"),
        ("记录日期", "on"),
        ("最近到店日期", "on"),
        ("上次消费", "on"),
        ("跟进人员", "staff"),
        ("销售顾问", "staff"),
        ("下次联络日期", "due"),
        ("下次跟进内容", "what"),
        ("跟进记录", "text"),
        ("下一步", "what"),
        ("是否完成", "state"),
        ("会员卡号", "card"),
        ("Customer Name", "name"),
        ("Date", "on"),
        ("Notes", "text"),
        ("Due Date", "due"),
        ("序号", None),
    ],
)
def test_that_headers_of_contact_lists_are_known(header: str, field: str | None) -> None:
    setup = understood((header, "x1"), ("1", "zzz"), ("2", "yyy"))
    assert setup.mappings[0].field == field


def test_that_a_contact_goes_to_the_timeline_with_its_own_date(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟", "13800138000")
    row = ("张伟", 13800138000, "2025年3月1日 14:30", "电话", "问了价格", "小李", None)
    result = bring_in(shop, HEADERS, row)
    assert (result.rows, result.created, result.skipped, result.failed) == (1, 1, 0, 0)
    what = ("activity", dt.date(2025, 3, 1), dt.time(14, 30), "call", "问了价格", "小李", "done")
    assert timeline(shop, zhang) == [what]
    assert customers.get(shop, zhang).last_contact == dt.date(2025, 3, 1)


def test_that_a_next_date_becomes_a_follow_up(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟", "13800138000")
    row = ("张伟", None, dt.date(2026, 11, 1), "微信", "发了报价", "", dt.date(2026, 12, 1))
    bring_in(shop, HEADERS, row)
    found = customers.timeline(shop, zhang)
    assert [(one.noun, one.on, one.open) for one in found] == [
        ("follow_up", dt.date(2026, 12, 1), True),
        ("activity", dt.date(2026, 11, 1), False),
    ]
    assert customers.get(shop, zhang).next_due == dt.date(2026, 12, 1)


def test_that_a_next_date_that_was_kept_counts_as_done(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    li = factories.add(shop, "李娜")
    bring_in(
        shop,
        HEADERS,
        ("张伟", None, "2025-01-05", "电话", "第一次", "", "2025-02-01"),
        ("张伟", None, "2025-02-03", "电话", "第二次", "", None),
        ("李娜", None, "2025-01-05", "电话", "第一次", "", "2025-02-01"),
    )
    kept = [one for one in customers.timeline(shop, zhang) if one.noun == "follow_up"]
    missed = [one for one in customers.timeline(shop, li) if one.noun == "follow_up"]
    assert [one.status for one in kept] == [DONE]
    assert [one.status for one in missed] == [OPEN]


def test_that_a_date_in_the_future_is_a_promise(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    bring_in(shop, HEADERS, ("张伟", None, "2026-12-24", "", "送贺卡", "", None))
    (found,) = customers.timeline(shop, zhang)
    assert (found.noun, found.on, found.text) == ("follow_up", dt.date(2026, 12, 24), "送贺卡")


def test_that_a_row_says_whether_it_is_done(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    headers = ("姓名", "日期", "内容", "是否完成")
    bring_in(
        shop, headers, ("张伟", "2026-11-01", "打电话", "否"), ("张伟", "2026-11-02", "来过", "是")
    )
    found = [(one.noun, one.text, one.open) for one in customers.timeline(shop, zhang)]
    assert found == [("follow_up", "打电话", True), ("activity", "来过", False)]


EVERYTHING = ("姓名", "日期", "方式", "内容", "下次日期", "下一步", "完成情况")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        # What happened stays what happened, though the next step is still to be done.
        (
            ("2026-10-01", "拜访", "谈价格", "2026-12-01", "送样品", "未完成"),
            [("follow_up", "2026-12-01", "送样品"), ("activity", "2026-10-01", "谈价格")],
        ),
        # A next step without a day is told with what happened.
        (
            ("2026-10-01", None, "谈价格", None, "送样品", None),
            [("activity", "2026-10-01", "谈价格\n送样品")],
        ),
        (("2026-10-01", None, None, None, "送样品", None), [("activity", "2026-10-01", "送样品")]),
        # Words without a day of their own go with the promise.
        ((None, None, "谈价格", "2026-12-01", None, None), [("follow_up", "2026-12-01", "谈价格")]),
        (
            (None, None, "谈价格", "2026-12-01", "送样品", None),
            [("follow_up", "2026-12-01", "送样品\n谈价格")],
        ),
        (
            ("2026-11-30", None, "谈价格", "2026-12-01", "送样品", None),
            [("follow_up", "2026-12-01", "送样品\n2026-11-30 谈价格")],
        ),
    ],
)
def test_that_no_word_of_a_row_is_lost(
    shop: Workspace, cells: Sequence[Cell], found: list[tuple[str, str, str]]
) -> None:
    zhang = factories.add(shop, "张伟")
    row = ("张伟", *cells)
    assert bring_in(shop, EVERYTHING, row).created == 1
    told = [(one.noun, one.on.isoformat(), one.text) for one in customers.timeline(shop, zhang)]
    assert told == found
    assert bring_in(shop, EVERYTHING, row).skipped == 1


def test_that_a_promise_is_of_the_kind_the_row_says(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    bring_in(shop, HEADERS, ("张伟", None, "2026-12-24", "上门", "送贺卡", "", None))
    assert [one.kind for one in customers.timeline(shop, zhang)] == ["visit"]


def test_that_customers_are_found_by_phone_card_account_and_name(shop: Workspace) -> None:
    headers = ("姓名", "手机", "会员卡号", "微信", "日期", "内容")
    first = factories.add(shop, "张伟", "13800138000")
    second = factories.add(shop, "張偉", card="A-7")
    third = factories.add(shop, "李娜", methods=(factories.ContactMethod("wechat", "lina99"),))
    landline = factories.add(
        shop, "王店", methods=(factories.ContactMethod("phone", "0571-88881111"),)
    )
    bring_in(
        shop,
        headers,
        ("张老板", "138-0013-8000", None, None, "2026-01-01", "a"),
        (None, None, "A-7", None, "2026-01-02", "b"),
        (None, None, None, "LiNa99", "2026-01-03", "c"),
        ("李 娜", None, None, None, "2026-01-04", "d"),
        (None, 57188881111, None, None, "2026-01-05", "e"),
    )
    texts = [[one.text for one in customers.timeline(shop, who)] for who in (first, second, third)]
    assert texts == [["a"], ["b"], ["d", "c"]]
    assert [one.text for one in customers.timeline(shop, landline)] == ["e"]


def test_that_rows_nobody_can_be_found_for_are_told_at_their_cell(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000")
    factories.add(shop, "张伟", "13900139000")
    setup = understood(
        HEADERS,
        ("赵六", None, "2026-01-01", "", "x", "", None),
        ("张伟", None, "2026-01-01", "", "x", "", None),
        ("张伟", "13900139000", None, "", "x", "", None),
        (None, None, "2026-01-01", "", "x", "", None),
        ("张伟", "13900139000", "2026-13-45", "", "x", "", None),
    )
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [PROBLEM] * 5
    assert plan.rows[0].reason == "There is no customer “赵六”."
    assert plan.rows[0].problems[0].column == "姓名"
    assert plan.rows[1].reason == "2 customers may be meant by “张伟”."
    assert plan.rows[2].reason == "There is no date in this row."
    assert plan.rows[3].reason == "This row does not say which customer it is about."
    assert plan.rows[4].problems[0].column == "跟进时间"


def test_that_the_same_list_twice_adds_nothing(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    rows = (HEADERS, ("张伟", None, "2026-01-01", "电话", "x", "", "2026-12-01"))
    bring_in(shop, *rows, (*rows[1],))
    before = timeline(shop, zhang)
    setup = understood(*rows)
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [DUPLICATE]
    importing.write(shop, setup, plan)
    assert timeline(shop, zhang) == before


def test_that_an_import_of_contacts_is_taken_back_whole(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    before = factories.recorded(shop)
    row = ("张伟", None, "2026-01-01", "电话", "x", "小李", "2026-12-01")
    result = bring_in(shop, HEADERS, row)
    assert factories.recorded(shop) != before
    history.undo(shop, result.import_id)
    assert factories.recorded(shop) == before


def test_that_rows_are_left_out_and_repaired(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    rows = (
        HEADERS,
        ("张为", None, "2026-01-01", "", "x", "", None),
        ("赵六", None, "2026-01-02", "", "y", "", None),
    )
    plan = importing.check(shop, understood(*rows, edits={(1, 0): "张伟"}, decisions={2: SKIP}))
    assert [row.state for row in plan.rows] == [NEW, SKIPPED]


def test_that_words_without_a_place_are_kept(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    headers = ("姓名", "日期", "内容", "跟进方式", "备注")
    bring_in(shop, headers, ("张伟", "2026-01-01", "谈了", "传书", "雨天"))
    assert timeline(shop, zhang)[0][3:5] == ("note", "谈了\n跟进方式: 传书\n备注: 雨天")


def test_that_thousands_of_contacts_come_in_as_one_operation(shop: Workspace) -> None:
    ids = [factories.add(shop, f"客户{number}", f"1380013{number:04}") for number in range(20)]
    rows = [
        (
            f"客户{number % 20}",
            None,
            dt.date(2025, 1, 1) + dt.timedelta(number % 300),
            "",
            str(number),
        )
        for number in range(3000)
    ]
    result = bring_in(shop, ("姓名", "手机", "日期", "方式", "内容"), *rows)
    assert (result.rows, result.created) == (3000, 3000)
    assert sum(len(customers.timeline(shop, one, 1000)) for one in ids) == 3000
    history.undo(shop, result.import_id)
    assert not any(customers.timeline(shop, one) for one in ids)


def test_that_a_row_shows_what_it_adds_to_the_timeline(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    row = ("张伟", None, "2026-01-01", "电话", "x", "小李", "2026-12-01")
    setup = understood(HEADERS, row)
    plan = importing.check(shop, setup)
    found = import_repair.compare(shop, setup, plan, 0)
    assert (found.customer_id, found.name) == (zhang, "张伟")
    assert [(one.key, one.stored, one.becomes) for one in found.changes] == [
        ("on", "", "2026-01-01"),
        ("how", "", "Call"),
        ("text", "", "x"),
        ("staff", "", "小李"),
        ("due", "", "2026-12-01"),
        ("what", "", "Get in touch again"),
        ("state", "", "To do"),
    ]
    importing.write(shop, setup, plan)
    again = importing.check(shop, setup)
    sides = import_repair.compare(shop, setup, again, 0).changes
    assert all(one.stored == one.becomes for one in sides)


def test_that_rows_that_failed_are_written_to_a_workbook(shop: Workspace, tmp_path: Path) -> None:
    setup = understood(HEADERS, ("赵六", None, "2026-01-01", "", "x", "", None))
    plan = importing.check(shop, setup)
    assert import_results.write_failed(tmp_path / "failed.xlsx", setup, plan) == 1
    file = importing.read(tmp_path / "failed.xlsx")
    assert file.sheets[0].rows[1][0] == "赵六"
    factories.add(shop, "赵六")
    repaired = importing.begin(file, target=ACTIVITIES)
    assert [row.state for row in importing.check(shop, repaired).rows] == [NEW]


def test_that_a_number_the_workbook_has_rounded_is_told_and_not_kept(shop: Workspace) -> None:
    zhang = factories.add(shop, "张伟")
    result = bring_in(shop, HEADERS, ("张伟", 1.3800138e16, "2026-10-01", "", "来过", "", None))
    assert "lost digits" in result.problems[0].message
    assert [one.text for one in customers.timeline(shop, zhang)] == ["来过"]
