"""Traps of phones and other numbers: lost zeros, rounded digits, several in one cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.domain.customer import ContactMethod
from crmdesk.core.services import exporting
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.corpus import files
from tests.corpus.bringing import bring, people, records

PHONES = (
    ("姓名", "电话"),
    ("张伟", 13800138000),
    ("李娜", 13800138001.0),
    ("王芳", "13800138002.0"),
    ("赵敏", "1.3800138003E+10"),
    ("周岩", 57188881111),
    ("吴昊", "1.38E+10"),
    ("郑洁", "１３８００１３８００４"),
    ("冯雪", "+86 138-0013-8005"),
)


@pytest.mark.parametrize("kind", list(files.MAKERS))
def test_that_phones_keep_exactly_the_digits_of_their_cells(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"list.{kind}"
    files.MAKERS[kind](path, PHONES)
    brought = bring(shop, path)
    assert records(shop) == [
        {"name": "张伟", "mobile": "13800138000"},
        {"name": "李娜", "mobile": "13800138001"},
        {"name": "王芳", "mobile": "13800138002"},
        {"name": "赵敏", "mobile": "13800138003"},
        {"name": "周岩", "phone": "57188881111"},
        {"name": "吴昊", "notes": "电话: 1.38E+10"},
        {"name": "郑洁", "mobile": "13800138004"},
        {"name": "冯雪", "mobile": "13800138005"},
    ]
    assert brought.told == [
        (6, "电话", "The number 57188881111 is unusual."),
        (7, "电话", "The number 1.38E+10 has lost digits in the list."),
    ]


def test_that_numbers_a_workbook_has_rounded_are_told_and_never_kept(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = (
        ("姓名", "电话", "会员卡号"),
        ("张伟", 1234567890123456, 6222021234567890123),
        ("李娜", 13800138000, 62220212345),
        ("王芳", 13800138001, "6222021234567890123"),
    )
    brought = bring(shop, files.book(tmp_path / "list.xlsx", rows))
    assert records(shop) == [
        {"name": "张伟"},
        {"name": "李娜", "mobile": "13800138000", "card": "62220212345"},
        {"name": "王芳", "mobile": "13800138001", "card": "6222021234567890123"},
    ]
    assert brought.told == [
        (2, "电话", "The number 1234567890123456 has lost digits in the list."),
        (2, "会员卡号", "The number 6222021234567889920 has lost digits in the list."),
    ]


def test_that_several_phones_in_a_cell_are_parted_and_extensions_kept(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = (
        ("姓名", "电话"),
        ("张伟", "13800001111/0571-88881111"),
        ("李娜", "0571-88882222转801"),
        ("王芳", "13900001111 13900002222"),
        ("赵敏", "13700001111、13700002222；0571-88883333-12"),
        ("周岩", "1360000111113600002222"),
    )
    brought = bring(shop, files.text(tmp_path / "list.csv", rows, "gbk"))
    assert records(shop) == [
        {"name": "张伟", "mobile": "13800001111", "phone": "0571-88881111"},
        {"name": "李娜", "phone": "0571-88882222转801"},
        {"name": "王芳", "mobile": "13900001111 | 13900002222"},
        {"name": "赵敏", "mobile": "13700001111 | 13700002222", "phone": "0571-88883333转12"},
        {"name": "周岩", "mobile": "13600001111 | 13600002222"},
    ]
    assert brought.told == []


def test_that_words_for_nothing_are_nothing_and_make_nobody_the_same(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = (
        ("姓名", "电话", "微信", "QQ", "邮箱", "地址", "等级", "生日", "备注"),
        ("张伟", "无", "无", "无", "无", "无", "无", "无", "无"),
        ("张伟", "-", "-", "-", "-", "-", "-", "-", "-"),
        ("张伟", " 无 ", "无", "/", "N/A", "/", "无", "/", "怕吵"),
    )
    brought = bring(shop, files.text(tmp_path / "list.csv", rows))
    assert (brought.counts, brought.told) == ((3, 0, 0, 0), [])
    assert records(shop) == people("张伟 notes=无", "张伟 notes=-", "张伟 notes=怕吵")


def test_that_an_own_export_keeps_words_that_elsewhere_mean_nothing(
    shop: Workspace, tmp_path: Path
) -> None:
    factories.add(shop, "张伟", methods=(ContactMethod("wechat", "无"),), grade="-")
    for kind in ("xlsx", "csv", "vcf"):
        exporting.export(shop, tmp_path / f"out.{kind}")
        (tmp_path / kind).mkdir()
        other = factories.open_shop(tmp_path / kind)
        try:
            bring(other, tmp_path / f"out.{kind}")
            assert records(other) == [{"name": "张伟", "wechat": "无", "grade": "-"}]
        finally:
            other.database.close()
