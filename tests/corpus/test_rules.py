"""Traps of writing: the same customer again, the same file again, half a list, no way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import exporting, history, import_memory, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.corpus import files
from tests.corpus.bringing import bring, people, records, understood

HEADERS = ("姓名", "手机", "生日", "微信", "地址", "等级")


@pytest.mark.parametrize("mode", ["skip", "fill", "overwrite"])
def test_that_customers_who_are_there_are_never_made_again(
    shop: Workspace, tmp_path: Path, mode: str
) -> None:
    rows = (
        HEADERS,
        ("张伟", "13800138000", "", "", "", "A"),
        ("张伟", "+86 138 0013 8000", "", "", "", "A"),
        ("李娜", "", "1990-05-03", "", "", "A"),
        ("李娜", "", "1990年5月3日", "", "", "A"),
        ("王芳", "", "", "wx_wf", "", "A"),
        ("王芳", "", "", "wx_wf", "", "A"),
        ("赵敏", "", "", "", "杭州市文三路1号", "A"),
        ("赵敏", "", "", "", "杭州市文三路1号", "A"),
        # The name alone is a hint at most.
        ("周岩", "13800138009", "", "", "", "A"),
        ("周岩", "13800138008", "", "", "", "A"),
    )
    first = bring(shop, files.text(tmp_path / "one.csv", rows), mode=mode)
    assert first.counts == (6, 0, 4, 0)
    for time in range(3):
        again = bring(shop, files.book(tmp_path / f"{time}.xlsx", rows), mode=mode)
        assert again.counts == (0, 0, 10, 0)
    assert records(shop) == people(
        "张伟 mobile=13800138000 grade=A",
        "李娜 birthday=1990-05-03 grade=A",
        "王芳 wechat=wx_wf grade=A",
        "赵敏 address=杭州市文三路1号 grade=A",
        "周岩 mobile=13800138009 grade=A",
        "周岩 mobile=13800138008 grade=A",
    )


def test_that_thousands_of_overwritten_values_come_back(shop: Workspace, tmp_path: Path) -> None:
    numbers = range(3000)
    rows = [HEADERS, *((f"客户{n}", f"138{n:08d}", "", "", "", "A") for n in numbers)]
    bring(shop, files.text(tmp_path / "one.csv", rows))
    before = factories.recorded(shop)
    fresh = [HEADERS, *((f"客户{n}", f"138{n:08d}", "", f"wx_{n}", "", "B") for n in numbers)]
    done = bring(shop, files.text(tmp_path / "two.csv", fresh), mode="overwrite")
    assert done.counts == (0, 3000, 0, 0)
    assert records(shop)[2999] == {
        "name": "客户2999",
        "mobile": "13800002999",
        "wechat": "wx_2999",
        "grade": "B",
    }
    history.undo(shop, done.result.import_id)
    assert factories.recorded(shop) == before


def test_that_a_file_brought_in_before_is_known_and_doubles_nobody(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = [HEADERS, *((f"客户{n}", f"138{n:08d}", "", "", "", "") for n in range(412))]
    path = files.book(tmp_path / "list.xlsx", rows)
    file = importing.read(path)
    assert import_memory.seen(shop, file) is None
    first = bring(shop, path)
    before = factories.recorded(shop)
    # Its name tells nothing; what it holds does.
    known = import_memory.seen(shop, importing.read(path.rename(tmp_path / "other.xlsx")))
    assert known is not None
    assert (known.rows, known.at.date(), known.file) == (412, factories.TODAY, "list.xlsx")
    assert known.operation_id == first.result.import_id
    assert bring(shop, tmp_path / "other.xlsx").counts == (0, 0, 412, 0)
    assert factories.recorded(shop) == before


def _eight_hundred(path: Path) -> Path:
    rows = [
        ("", f"139{n:08d}", "", "", "", "") if n % 4 == 3 else (f"客户{n}", f"138{n:08d}")
        for n in range(800)
    ]
    return files.book(path, [HEADERS, *rows])


def test_that_every_row_of_a_list_is_accounted_for(shop: Workspace, tmp_path: Path) -> None:
    brought = bring(shop, _eight_hundred(tmp_path / "list.xlsx"))
    assert brought.counts == (600, 0, 0, 200)
    assert len(factories.everybody(shop)) == 600
    assert [row for row, _column, _message in brought.told] == list(range(5, 802, 4))
    assert {message for _row, _column, message in brought.told} == {"There is no name in this row."}


def test_that_an_import_that_is_stopped_leaves_nothing(shop: Workspace, tmp_path: Path) -> None:
    setup = understood(shop, _eight_hundred(tmp_path / "list.xlsx"))
    plan = importing.check(shop, setup)
    before = factories.recorded(shop)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        importing.write(shop, setup, plan, Progress(lambda *_told: None, stop))
    assert factories.recorded(shop) == before
    assert history.recent(shop) == []


WHOLE = (
    (
        *("姓名", "手机", "电话", "微信", "QQ", "邮箱", "公司", "地址", "邮编", "性别", "生日"),
        *("等级", "来源", "标签", "备注"),
    ),
    (
        *("欧阳·娜娜", "13800138000、13900139000", "0571-88881111转801", "wx_oy", "12345678"),
        *("A@B.cn", "清和布艺", "杭州市西湖区文三路1号", "310012", "女", "农历闰四月初二"),
        *("A", "抖音", "茶,老客", "第一行\n=1+1\n'引号"),
    ),
    ("=cmd|' /C calc'!A0", "+8613800138001", *[""] * 11, "", "@SUM(1)"),
    ("𠮷野😀", "", "", "", "", "", "", "", "", "男", "--05-03", "自定", "", "", "a\tb"),
)


@pytest.mark.parametrize("kind", [".xlsx", ".csv", ".vcf"])
def test_that_an_own_export_comes_in_again_as_the_same_records(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    brought = bring(shop, files.text_cells(tmp_path / "list.xlsx", WHOLE))
    assert brought.counts == (3, 0, 0, 0)
    exporting.export(shop, tmp_path / f"out{kind}")
    (tmp_path / "other").mkdir()
    other = factories.open_shop(tmp_path / "other")
    try:
        assert bring(other, tmp_path / f"out{kind}").counts == (3, 0, 0, 0)
        assert _facts(other) == _facts(shop)
    finally:
        other.database.close()


def _facts(shop: Workspace) -> list[Customer]:
    """Return all customers; an export has an order of its own."""
    return sorted(factories.everybody(shop), key=lambda one: one.name)
