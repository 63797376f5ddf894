"""What old lists of complaints get wrong or leave out: nothing is lost, no list is stopped."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    IN_PROGRESS,
    NEW,
    Complaint,
)
from crmdesk.core.domain.complaint_states import (
    IS_DUPLICATE,
    Given,
)
from crmdesk.core.domain.complaint_words import log_details
from crmdesk.core.services import (
    complaint_customers,
    complaint_export,
    complaint_steps,
    complaints,
    history,
    importing,
)
from crmdesk.core.services.complaint_lists import ComplaintQuery
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_lists_in import bring_in, everything, plain
from tests.factories import a_list, add, complain


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
    assert [plain(other, one) for one in everything(other)] == [
        plain(shop, one) for one in everything(shop)
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


def test_that_what_happened_stands_bare_and_only_the_remark_has_its_heading(
    shop: Workspace,
) -> None:
    headers = ("日期", "客户姓名", "备注", "投诉内容", "处理结果")
    bring_in(
        shop,
        a_list(
            headers,
            ("2026-11-02", "张伟", "客户很急", "窗帘缩水", "换新"),
            ("2026-11-03", "李娜", "", "门口广告看不清", "不成立"),
        ),
    )
    first, second = everything(shop)
    assert first.what == "备注: 客户很急\n窗帘缩水"
    assert (second.what, second.state) == ("门口广告看不清", "unfounded")
