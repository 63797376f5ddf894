"""What a user changes of a list's understanding holds for its columns and nothing else."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing import setup_changes
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services import importing
from tests.factories import a_list


def begun(*headers: str, catalogue: Catalogue | None = None) -> ImportSetup:
    rows = [[f"{header}{number}" for header in headers] for number in range(3)]
    return importing.begin(
        a_list(headers, *rows), header_index=0, catalogue=catalogue or Catalogue()
    )


def fields(setup: ImportSetup) -> list[str | None]:
    return [one.field for one in setup.mappings]


def test_that_a_column_gives_way_where_a_field_holds_only_one() -> None:
    setup = begun("姓名", "称呼", "手机")
    changed, gave_way = setup_changes.with_field(setup, 1, "name")
    assert fields(changed) == [None, "name", "mobile"]
    assert gave_way == "姓名"
    changed, gave_way = setup_changes.with_field(changed, 0, "mobile")
    assert (fields(changed), gave_way) == (["mobile", "name", "mobile"], None)
    assert fields(setup_changes.with_field(changed, 0, None)[0]) == [None, "name", "mobile"]


def test_that_the_cities_of_two_addresses_stand_together() -> None:
    setup = begun("姓名", "Home City", "Work City", "Town")
    assert fields(setup) == ["name", "city", "city", "city"]
    changed, gave_way = setup_changes.with_field(begun("姓名", "甲", "乙"), 1, "city")
    assert gave_way is None
    assert setup_changes.with_field(changed, 2, "city")[1] == "甲"


def test_that_a_column_can_become_a_field_of_its_own() -> None:
    setup = setup_changes.with_new_field(begun("姓名", "肤质", "积分"), 1, " 肤质 ", "choice")
    setup = setup_changes.with_new_field(setup, 2, "积分", "number")
    assert fields(setup) == ["name", "new1", "new2"]
    assert [(one.label, one.type) for one in setup.catalogue.custom] == [
        ("肤质", "choice"),
        ("积分", "number"),
    ]
    assert setup.catalogue.by_key["new1"].list == "new1"
    changed = setup_changes.with_new_field(setup, 1, "肤质", "text")
    assert changed.catalogue.custom_field("new1") == CustomField(0, "肤质", "text", 0, 1)
    left = setup_changes.with_field(setup, 1, "notes")[0]
    assert [one.key for one in left.catalogue.custom] == ["new2"]


def test_that_a_field_that_is_there_already_is_taken() -> None:
    own = Catalogue((CustomField(7, "肤质", "text"),))
    setup = begun("姓名", "膚質：", "甲", catalogue=own)
    assert fields(setup) == ["name", "c7", None]
    again = setup_changes.with_new_field(begun("姓名", "甲", catalogue=own), 1, "肤质", "choice")
    assert (fields(again), again.catalogue) == (["name", "c7"], own)


@pytest.mark.parametrize("label", ["", "  "])
def test_that_a_new_field_needs_a_name(label: str) -> None:
    with pytest.raises(CrmError, match="no name"):
        setup_changes.with_new_field(begun("姓名", "甲"), 1, label, "text")


@pytest.mark.parametrize("label", ["手机", "Mobile", "备注：", "x" * 61])
def test_that_a_new_field_may_not_be_called_like_a_built_in_one(label: str) -> None:
    with pytest.raises(CrmError) as caught:
        setup_changes.with_new_field(begun("姓名", "甲"), 1, label, "text")
    assert caught.value.advice


def test_that_a_field_that_was_made_meanwhile_is_the_stored_one() -> None:
    setup = begun("姓名", "甲", "乙", "丙")
    setup = setup_changes.with_new_field(setup, 1, "肤质", "choice")
    setup = setup_changes.with_new_field(setup, 2, "积分", "choice")
    setup = setup_changes.with_new_field(setup, 3, "生肖", "text")
    setup = setup_changes.with_value(setup, "new1", "干", "干性")
    setup = setup_changes.with_value(setup, "new2", "很多", "9")
    assert setup_changes.with_stored(setup, ()) == setup
    stored = (CustomField(4, "膚質", "choice", 0), CustomField(5, "积分", "number", 1))
    found = setup_changes.with_stored(setup, stored)
    assert fields(found) == ["name", "c4", "c5", "new3"]
    assert [one.key for one in found.catalogue.custom] == ["c4", "c5", "new3"]
    assert found.value_maps == {"c4": {"干": "干性"}}
    assert setup_changes.with_stored(found, stored) == found
    wrong = Catalogue((CustomField(0, "手机", "text", 0, 1),))
    with pytest.raises(CrmError, match="already"):
        setup_changes.with_stored(begun("姓名", "甲", catalogue=wrong), ())


def test_that_the_command_line_can_make_fields() -> None:
    own = Catalogue((CustomField(7, "肤质", "text"),))
    setup = begun("姓名", "甲", "乙", "丙", catalogue=own)
    setup = importing.with_mapping(setup, {"甲": "new:date", "乙": "肤质", "丙": "notes"})
    assert fields(setup) == ["name", "new1", "c7", "notes"]
    assert setup.catalogue.custom_field("new1") == CustomField(0, "甲", "date", 1, 1)
    with pytest.raises(CrmError, match=r"text, number, date, choice, yes_no"):
        importing.with_mapping(setup, {"甲": "new:colour"})
    with pytest.raises(CrmError, match="姓名, 甲"):
        importing.with_mapping(setup, {"丁": "new:text"})


def test_that_answers_are_kept_by_field_and_by_column() -> None:
    setup = setup_changes.with_value(begun("姓名"), "grade", "金卡", "A")
    setup = setup_changes.with_value(setup, "grade", "银卡", "")
    assert setup.value_maps == {"grade": {"金卡": "A", "银卡": ""}}
    assert setup_changes.with_date_order(setup, 3, "day").date_orders == {3: "day"}
    assert setup_changes.with_companies(setup, True).companies
