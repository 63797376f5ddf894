"""Whatever people are called is a name, and is found by every reading of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.services import finding
from crmdesk.core.services.workspace import Workspace
from tests.corpus import files
from tests.corpus.bringing import bring, records

NAMES = (
    "欧",
    "欧阳·娜娜",
    "阿不都热合曼·买买提",
    "张三（老板娘）",
    "王姐",
    "𠮷野",
    "㛃",
    "李㛃",
    "小明😀",
    "👩‍👧妈妈",
    "Ann O'Neil",
    "Jean-Luc Picard",
    "Müller",
    "Нина",
    "佐藤さくら",
    "김민수",
    "null",
    "Nan",
    "True",
    "0号技师",
)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "utf-8", "gb18030", "html", "xml", "vcf"])
def test_that_every_name_is_a_name(shop: Workspace, tmp_path: Path, kind: str) -> None:
    rows = [("姓名", "备注"), *((name, "熟客") for name in NAMES)]
    path = tmp_path / f"list.{kind}"
    if kind == "vcf":
        files.cards(path, *(f"FN:{name}\nNOTE:熟客" for name in NAMES))
    elif kind in ("utf-8", "gb18030"):
        files.text(path, rows, kind)
    else:
        files.MAKERS[kind](path, rows)
    assert bring(shop, path).told == []
    assert records(shop) == [{"name": name, "notes": "熟客"} for name in NAMES]


READINGS = {
    "单雄信": ("shan", "dan"),
    "仇英": ("qiu", "chou"),
    "曾志伟": ("zeng", "ceng"),
    "解缙": ("xie", "jie"),
    "查良镛": ("zha", "cha"),
    "翟天临": ("zhai", "di"),
    "尉迟恭": ("yuchi", "weichi"),
    "万俟卨": ("moqi", "wanqi"),
}


def test_that_names_are_found_by_either_reading(shop: Workspace, tmp_path: Path) -> None:
    rows = [("姓名",), *((name,) for name in READINGS)]
    bring(shop, files.text(tmp_path / "list.csv", rows))
    for name, readings in READINGS.items():
        for reading in readings:
            assert name in [hit.name for hit in finding.find(shop, reading)], (name, reading)
