"""Traps of texts: their encoding, their words for yes and no, their length, their gaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.corpus import files
from tests.corpus.bringing import bring, people, records, understood

SIMPLE = (("姓名", "电话", "备注"), ("张伟", "13800138000", "爱喝茶"), ("李娜", "", "怕吵"))
FULL = (("姓名", "電話", "備註"), ("張偉", "13800138000", "愛喝茶"), ("李娜", "", "怕吵"))
KNOWN = {
    "utf-8": ("utf-8", "Read as UTF-8."),
    "utf-8-sig": ("utf-8", "Read as UTF-8."),
    "gbk": ("gb18030", "Read as GBK (Chinese Windows)."),
    "gb18030": ("gb18030", "Read as GBK (Chinese Windows)."),
    "big5": ("big5", "Read as Big5 (Traditional Chinese)."),
    "utf-16": ("utf-16", "Read as UTF-16 (Unicode text)."),
    "utf-16-le": ("utf-16", "Read as UTF-16 (Unicode text)."),
    "utf-16-be": ("utf-16", "Read as UTF-16 (Unicode text)."),
}


@pytest.mark.parametrize(
    ("encoding", "sign"),
    [*zip(KNOWN, ",;\t|,;\t|", strict=True), *(("utf-8", sign) for sign in ";\t|"), ("gbk", "\t")],
)
def test_that_encoding_and_separator_are_found_and_told(
    shop: Workspace, tmp_path: Path, encoding: str, sign: str
) -> None:
    rows = FULL if encoding == "big5" else SIMPLE
    brought = bring(shop, files.text(tmp_path / "list.csv", rows, encoding, sign))
    assert (brought.file.encoding, brought.file.encoding_sentence) == KNOWN[encoding]
    first, second = rows[1], rows[2]
    assert records(shop) == [
        {"name": first[0], "mobile": first[1], "notes": first[2]},
        {"name": second[0], "notes": second[2]},
    ]


def test_that_the_user_may_switch_the_encoding(shop: Workspace, tmp_path: Path) -> None:
    path = files.text(tmp_path / "list.csv", SIMPLE, "gbk")
    wrong = understood(shop, path, encoding="big5", fields={})
    assert wrong.file.encoding == "big5" and wrong.sheet.rows[1][0] != "张伟"
    assert bring(shop, path, encoding="gbk").file.encoding == "gb18030"
    assert records(shop)[0]["name"] == "张伟"


def test_that_bytes_that_fit_nothing_are_told_and_nothing_is_refused(
    shop: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("姓名,备注\n张伟,爱喝茶\n李娜,".encode() + b"\xff\xfe\xff\n")
    brought = bring(shop, path)
    assert brought.file.warnings
    assert records(shop)[0] == {"name": "张伟", "notes": "爱喝茶"}


def test_that_yes_and_no_are_understood_by_their_words(shop: Workspace, tmp_path: Path) -> None:
    told = {
        "否": "no",
        "是": "yes",
        "no": "no",
        "Yes": "yes",
        "0": "no",
        "1": "yes",
        "FALSE": "no",
        "TRUE": "yes",
        "×": "no",
        "√": "yes",
        "不": "no",
        "": "",
    }
    names = [f"客户{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子丑"]
    rows = [("姓名", "发短信"), *zip(names, told, strict=True)]
    path = files.text(tmp_path / "list.csv", rows)
    assert bring(shop, path, fields={"发短信": "new:yes_no"}).told == []
    kept = [one.get("c1", "") for one in records(shop)]
    assert kept == list(told.values())


def test_that_a_lunar_birthday_is_one_only_where_the_list_says_yes(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = (
        ("姓名", "生日", "是否农历"),
        ("张伟", "1990-05-03", "否"),
        ("李娜", "1990-05-03", "是"),
        ("王芳", "1990-05-03", "no"),
        ("赵敏", "1990-05-03", "0"),
        ("周岩", "1990-05-03", ""),
    )
    bring(shop, files.book(tmp_path / "list.xlsx", rows))
    day = "birthday=1990-05-03"
    assert records(shop) == people(
        *(f"张伟 {day}", "李娜 birthday=L1990-05-03", f"王芳 {day}", f"赵敏 {day}", f"周岩 {day}")
    )


def test_that_no_text_is_cut(shop: Workspace, tmp_path: Path) -> None:
    long = {"name": "张" * 100, "address": "杭州市" + "路" * 297, "notes": "茶𠮷" * 20_000}
    rows = (("姓名", "地址", "备注"), tuple(long.values()))
    for name, made in (("a.csv", "csv"), ("b.html", "html")):
        path = tmp_path / name
        brought = bring(shop, (files.text if made == "csv" else files.web)(path, rows), mode="add")
        assert brought.told == []
    assert records(shop) == [long, long]


def test_that_an_empty_cell_stays_empty_below_a_full_one(shop: Workspace, tmp_path: Path) -> None:
    rows = (
        ("姓名", "公司", "等级", "来源", "标签", "手机", "生日"),
        ("张伟", "清和布艺", "A", "抖音", "茶", "13800138000", "1990-05-03"),
        ("李娜", "", "", "", "", "", ""),
        ("王芳", None, None, None, None, "13800138002", None),
    )
    bring(shop, files.book(tmp_path / "list.xlsx", rows))
    assert records(shop)[1:] == people("李娜", "王芳 mobile=13800138002")
    assert len(factories.everybody(shop)) == 3


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["张伟", "欧阳娜娜", "马云", "周岩"])
def test_that_short_lists_are_read_as_they_were_written(
    shop: Workspace, tmp_path: Path, name: str, encoding: str
) -> None:
    path = files.text(tmp_path / "list.txt", [(name, "13800138000")], encoding)
    bring(shop, path)
    assert records(shop) == [{"name": name, "mobile": "13800138000"}]
