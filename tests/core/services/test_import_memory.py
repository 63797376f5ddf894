"""A list with headers that were seen before is understood as it was then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.importing import setup_changes
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import (
    custom_fields,
    history,
    import_memory,
    import_repair,
    importing,
)
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import tables
from tests.factories import TODAY, a_list

HEADERS = ("姓名", "肤质", "积分", "签约", "等级")
ROWS: Sequence[Sequence[Cell]] = (
    ("张伟", "干", 100, "03/05/2020", "金卡"),
    ("李娜", "油", 5, "04/06/2021", "银卡"),
)


def begun(shop: Workspace, headers: Sequence[str] = HEADERS) -> ImportSetup:
    file = a_list(headers, *ROWS, digest="d1")
    return importing.begin(file, header_index=0, catalogue=custom_fields.catalogue(shop))


def told(setup: ImportSetup) -> ImportSetup:
    setup = setup_changes.with_new_field(setup, 1, "肤质", "choice")
    setup = setup_changes.with_new_field(setup, 3, "签约日", "date")
    setup = setup_changes.with_field(setup, 2, "notes")[0]
    setup = setup_changes.with_value(setup, "grade", "金卡", "A")
    setup = setup_changes.with_value(setup, "new1", "干", "干性")
    setup = setup_changes.with_date_order(setup, 3, "day")
    return replace(setup_changes.with_companies(setup, True), mode="overwrite")


def keep(shop: Workspace, setup: ImportSetup, day: dt.date = TODAY) -> None:
    with operate(shop, "import", {}) as writing:
        import_memory.remember(writing.operation.connection, setup, day)


def test_that_a_list_is_understood_as_the_last_one_with_its_headers(shop: Workspace) -> None:
    assert import_memory.recall(shop, begun(shop)) is None
    assert import_memory.remembered_on(shop, begun(shop)) is None
    keep(shop, told(begun(shop)))
    found = import_memory.recall(shop, begun(shop, ["姓名：", "膚質", "积分", "签约", "* 等级"]))
    assert found is not None
    assert [one.field for one in found.mappings] == ["name", "new1", "notes", "new2", "grade"]
    assert [(one.label, one.type) for one in found.catalogue.custom] == [
        ("肤质", "choice"),
        ("签约日", "date"),
    ]
    assert found.value_maps == {"grade": {"金卡": "A"}, "new1": {"干": "干性"}}
    assert (found.date_orders, found.mode, found.companies) == ({3: "day"}, "overwrite", True)
    assert import_memory.remembered_on(shop, begun(shop)) == TODAY
    assert [one.reason for one in found.mappings] == ["header", "user", "user", "user", "header"]


def test_that_the_newest_understanding_counts(shop: Workspace) -> None:
    keep(shop, told(begun(shop)))
    keep(shop, begun(shop), dt.date(2026, 12, 1))
    found = import_memory.recall(shop, begun(shop))
    assert found == begun(shop)
    assert import_memory.remembered_on(shop, begun(shop)) == dt.date(2026, 12, 1)


def test_that_an_own_field_is_known_by_its_label_afterwards(shop: Workspace) -> None:
    keep(shop, told(begun(shop)))
    custom_fields.add(shop, "签约日", "date")
    found = import_memory.recall(shop, begun(shop))
    assert found is not None
    own = custom_fields.catalogue(shop).custom[0]
    assert [one.field for one in found.mappings][3] == own.key
    assert [one.key for one in found.catalogue.custom] == [own.key, "new1"]


def test_that_a_list_that_made_a_field_goes_to_it_when_it_comes_again(shop: Workspace) -> None:
    file = a_list(("姓名", "肤质", "积分", "手机"), ("张伟", "干", 100, "13800138000"), digest="d1")
    setup = importing.begin(file, header_index=0, catalogue=custom_fields.catalogue(shop))
    setup = setup_changes.with_new_field(setup, 1, "皮肤", "choice")
    setup = setup_changes.with_new_field(setup, 2, "积分", "number")
    importing.write(shop, setup, importing.check(shop, setup))
    own = [one.key for one in custom_fields.catalogue(shop).custom]
    # The setup of the first time is still in hand, or the list is begun anew.
    bare = importing.begin(file, header_index=0)
    anew = importing.begin(file, header_index=0, catalogue=custom_fields.catalogue(shop))
    recalled = [import_memory.recall(shop, one) for one in (bare, anew)]
    for again in (setup, *recalled):
        assert again is not None
        plan = importing.check(shop, again)
        assert [row.state for row in plan.rows] == ["duplicate"]
        told = import_repair.compare(shop, again, plan, 0)
        assert {one.label: one.becomes for one in told.changes}["皮肤"] == "干"
        importing.write(shop, again, plan)
        assert [one.key for one in custom_fields.catalogue(shop).custom] == own
    for found in recalled:
        assert found is not None and [one.field for one in found.mappings][1:3] == own


def test_that_a_list_without_headers_is_not_remembered(shop: Workspace) -> None:
    setup = importing.begin(a_list(*ROWS), guess_header=False)
    assert import_memory.fingerprint(setup) == ""
    keep(shop, setup)
    assert import_memory.recall(shop, setup) is None


def test_that_the_two_targets_are_remembered_apart(shop: Workspace) -> None:
    setup = begun(shop)
    other = replace(setup, target="activities")
    assert import_memory.fingerprint(setup) != import_memory.fingerprint(other)


def _import(shop: Workspace, name: str, digest: str, rows: int) -> int:
    with operate(shop, "import", {"file": name, "digest": digest, "rows": rows}) as writing:
        import_memory.remember(writing.operation.connection, begun(shop), TODAY)
        writing.operation.insert(
            tables.choice, {"list": "tag", "code": f"{name}{rows}", "position": 0}
        )
    return writing.changes().operation_id


def test_that_a_file_that_came_in_before_is_known_by_its_content_then_by_its_name(
    shop: Workspace,
) -> None:
    file = a_list(HEADERS, *ROWS, name="客户.xlsx", digest="d1")
    assert import_memory.seen(shop, file) is None
    first = _import(shop, "old.xlsx", "d1", 7)
    second = _import(shop, "客户.xlsx", "d2", 8)
    found = import_memory.seen(shop, file)
    assert found is not None
    assert (found.operation_id, found.rows, found.file) == (first, 7, "old.xlsx")
    assert found.at.date() == TODAY
    history.undo(shop, first)
    found = import_memory.seen(shop, file)
    assert found is not None and found.operation_id == second


def test_that_pasted_rows_are_known_by_their_content_alone(shop: Workspace) -> None:
    _import(shop, "Pasted rows", "d1", 7)
    again = a_list(HEADERS, *ROWS, name="Pasted rows", digest="d1")
    assert import_memory.seen(shop, again) is not None
    other = a_list(HEADERS, *ROWS, name="Pasted rows", digest="d2")
    assert import_memory.seen(shop, other) is None


@given(st.lists(st.text(max_size=6), min_size=1, max_size=6))
def test_that_any_headers_have_a_fingerprint_of_their_own_order(headers: list[str]) -> None:
    rows = [["x"] * len(headers)]
    setup = importing.begin(a_list(headers, *rows), header_index=0)
    assert len(import_memory.fingerprint(setup)) == 64
