"""What was understood of a list arrives in the database, from a real file on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing import setup_changes
from crmdesk.core.services import custom_fields, import_memory, importing
from crmdesk.core.services.workspace import Workspace
from tests.factories import a_list, everybody

MODES = ("fill", "skip", "overwrite", "add")


def test_that_a_workbook_with_titles_and_merged_headers_comes_in(
    shop: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["西湖茶业有限公司客户名单"],
        ["制表人：王五", None, None, None, None, "打印日期：2026-11-22"],
        ["姓名", "联系方式", None, "家庭住址", None, "公司地址"],
        [None, "手机", "微信", "市", "街道", None],
        ["张伟", 13800001111, "wx_1", "杭州市", "文三路1号", "宁波市海曙区中山路2号"],
        ["李娜", 13800002222, None, None, None, None],
    ):
        sheet.append(row)
    for area in ("A1:F1", "A3:A4", "B3:C3", "D3:E3", "F3:F4"):
        sheet.merge_cells(area)
    book.save(tmp_path / "名单.xlsx")
    file = importing.read(tmp_path / "名单.xlsx")
    setup = importing.begin(file)
    assert (setup.header_row, setup.header_height) == (3, 2)
    importing.write(shop, setup, importing.check(shop, setup))
    first, second = everybody(shop)
    assert (first.name, second.name) == ("张伟", "李娜")
    assert first.methods == (
        ContactMethod("mobile", "13800001111"),
        ContactMethod("wechat", "wx_1"),
    )
    assert first.addresses == (
        Address("杭州市文三路1号"),
        Address("宁波市海曙区中山路2号", "海曙区"),
    )


def test_that_a_row_that_is_clicked_decides_the_height_anew() -> None:
    file = a_list(
        ["客户名单"], ["姓名", "联系方式", None], [None, "手机", "微信"], ["张伟", 1, "w"]
    )
    assert importing.begin(file, header_index=1).header_height == 2
    assert importing.begin(file, header_index=2).header_height == 1
    assert importing.begin(file, header_index=1, header_height=1).header_height == 1
    none = importing.begin(file, guess_header=False)
    assert (none.header_index, none.header_height, none.first_data) == (None, 1, 0)


def test_that_companies_become_customers_with_their_persons(shop: Workspace) -> None:
    file = a_list(
        ("单位", "联系人", "职务", "手机", "电话"),
        ("西湖茶业", "张伟", "经理", "13800001111", "0571-88881111"),
        ("西湖茶业", "李娜", "采购", "13800002222", None),
        ("湖滨酒店", "王芳", None, "13800003333", None),
        ("西湖茶业", "赵六", None, None, None),
    )
    for number, mode in enumerate(MODES):
        setup = setup_changes.with_companies(importing.begin(file), True)
        setup = replace(setup, mode=mode)
        result = importing.write(shop, setup, importing.check(shop, setup))
        assert result.rows == 4 and result.failed == 0
        if number == 0:
            assert result.created == 2
    tea, hotel, *added = everybody(shop)
    assert (tea.kind, tea.name, hotel.name) == ("company", "西湖茶业", "湖滨酒店")
    assert tea.persons == (
        ContactPerson("张伟", "经理", "13800001111"),
        ContactPerson("李娜", "采购", "13800002222"),
        ContactPerson("赵六"),
    )
    assert tea.methods == (ContactMethod("phone", "0571-88881111"),)
    assert [one.name for one in added] == ["西湖茶业", "湖滨酒店"]
    assert added[0].persons == tea.persons


def test_that_new_fields_are_made_and_known_the_next_time(shop: Workspace) -> None:
    rows = (("张伟", "13800001111", "干", "2020-01-02"), ("李娜", "13800002222", "油", "很久"))
    file = a_list(("姓名", "手机", "肤质", "签约"), *rows, digest="d1")
    setup = importing.with_mapping(
        importing.begin(file), {"肤质": "new:choice", "签约": "new:date"}
    )
    setup = setup_changes.with_value(setup, "new1", "油", "油性")
    importing.write(shop, setup, importing.check(shop, setup))
    catalogue = custom_fields.catalogue(shop)
    assert [(one.label, one.type) for one in catalogue.custom] == [
        ("肤质", "choice"),
        ("签约", "date"),
    ]
    skin, signed = (one.key for one in catalogue.custom)
    first, second = everybody(shop)
    assert first.custom == ((skin, "干"), (signed, "2020-01-02"))
    assert second.custom == ((skin, "油性"),)
    assert second.notes == "签约: 很久"
    again = importing.begin(file, catalogue=catalogue)
    assert [one.field for one in again.mappings] == ["name", "mobile", skin, signed]
    found = import_memory.recall(shop, again)
    assert found is not None
    assert [one.field for one in found.mappings] == ["name", "mobile", skin, signed]
    assert found.value_maps == {skin: {"油": "油性"}}
    seen = import_memory.seen(shop, file)
    assert seen is not None and (seen.rows, seen.file) == (2, file.path_name)


def test_that_a_field_that_was_removed_meanwhile_is_told_before_anything_is_written(
    shop: Workspace,
) -> None:
    custom_fields.add(shop, "茶", "text")
    file = a_list(("姓名", "茶"), ("张伟", "龙井"))
    setup = importing.begin(file, catalogue=custom_fields.catalogue(shop))
    custom_fields.remove(shop, 1)
    with pytest.raises(CrmError, match="field “茶” is not there any more"):
        importing.check(shop, setup)
    plan = importing.check(shop, setup_changes.with_field(setup, 1, "notes")[0])
    assert importing.write(shop, setup, plan).created == 1
