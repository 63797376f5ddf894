"""No column with values is lost in silence, and one word keeps them all."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.importing import left_over, setup_changes
from crmdesk.core.importing.setup import ACTIVITIES, ImportSetup
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import importing
from crmdesk.core.services.workspace import Workspace
from tests import factories

HEADERS = ("序号", "姓名", "手机", "口味", "余额", "是否订阅短信", "身份证号", "空")
ROWS: tuple[tuple[Cell, ...], ...] = (
    (1, "张伟", 13800138001, "微辣", 120.5, "是", "330106199005011234", None),
    (2, "李娜", 13800138002, "不吃辣", 0, "否", "330106199005011235", None),
    (3, "王芳", 13800138003, "微辣，少油", 88, "是", "330106199005011236", None),
)


def begun(headers: Sequence[Cell], *rows: Sequence[Cell], **more: str) -> ImportSetup:
    return importing.begin(factories.a_list(headers, *rows), header_index=0, **more)  # type: ignore[arg-type]


def names(setup: ImportSetup) -> list[str]:
    return [one.header for one in left_over.columns(setup)]


def types(setup: ImportSetup) -> dict[str, str]:
    own = setup.catalogue.custom
    return {one.label: one.type for one in own}


def test_that_what_is_left_out_by_chance_is_told_and_nothing_else() -> None:
    assert names(begun(HEADERS, *ROWS)) == ["口味", "余额", "是否订阅短信"]


def test_that_what_the_user_left_out_is_not_told() -> None:
    setup = begun(HEADERS, *ROWS)
    setup, _gave_way = setup_changes.with_field(setup, 3, None)
    assert names(setup) == ["余额", "是否订阅短信"]


def test_that_columns_left_over_become_fields_of_the_type_of_their_values() -> None:
    setup = left_over.with_own_fields(begun(HEADERS, *ROWS))
    assert types(setup) == {"口味": "text", "余额": "number", "是否订阅短信": "yes_no"}
    assert names(setup) == []


def test_that_one_value_further_down_makes_a_column_of_text() -> None:
    rows = [(f"张{number}", number * 7 % 50) for number in range(1500)]
    setup = begun(("姓名", "余额"), *rows, ("李娜", "欠 20"))
    assert types(left_over.with_own_fields(setup)) == {"余额": "text"}


def test_that_equal_headers_make_two_fields_and_a_taken_one_goes_to_the_notes() -> None:
    rows = [
        ("张伟", "13800138001", "A", "甜", "咸", "甲"),
        ("李娜", "13800138002", "B", "", "辣", ""),
    ]
    headers = ("姓名", "手机", "等级", "口味", "口味", "等级")
    setup = left_over.with_own_fields(begun(headers, *rows))
    assert [one.label for one in setup.catalogue.custom] == ["口味", "口味 2"]
    assert setup.mappings[5].field == "notes"


def test_that_the_notes_keep_what_is_left_over_behind_its_header(shop: Workspace) -> None:
    setup = left_over.with_notes(begun(HEADERS, *ROWS))
    plan = importing.check(shop, setup)
    notes = plan.new[0].customer.notes
    assert "口味: 微辣" in notes and "余额: 120.5" in notes and "33010" not in notes


def test_that_contacts_keep_what_is_left_over_in_words() -> None:
    setup = begun(
        ("姓名", "跟进日期", "跟进内容", "心情"),
        ("张伟", "2026-03-01", "问了价格", "好"),
        target=ACTIVITIES,
    )
    assert names(setup) == ["心情"]
    assert left_over.with_own_fields(setup).mappings[3].field == "text"
