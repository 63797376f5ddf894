"""The filters as they narrow a query."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.ui.customers.filter_bar import FilterBar
from crmdesk.ui.customers.filter_menu import MOST_ENTRIES
from crmdesk.ui.customers.lists import Lists

LISTS = Lists(grades=(("A", "A"), ("B", "B")), stages=(("new", "New"),), tags=(("VIP", "VIP"),))


def made(qtbot: QtBot) -> FilterBar:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.set_lists(LISTS)
    return bar


def test_that_every_filter_reaches_the_query(qtbot: QtBot) -> None:
    bar = made(qtbot)
    for key, code in (
        ("kind", "company"),
        ("grade", "A"),
        ("stage", "new"),
        ("tags", "VIP"),
        ("source", "wechat"),
        ("staff", "Li"),
        ("district", "西湖区"),
        ("birthday", "5"),
    ):
        bar.filters[key].choose((code,))
    bar.filters["contact"].choose(("silent-90",))
    bar.due.click()
    assert bar.apply(CustomerQuery(text="x")) == CustomerQuery(
        text="x",
        kinds=("company",),
        grades=("A",),
        stages=("new",),
        tags=("VIP",),
        sources=("wechat",),
        staff=("Li",),
        districts=("西湖区",),
        birthday_month=5,
        silent_days=90,
        due=True,
    )
    assert bar.count() == 10


def own_lists(*fields: CustomField) -> Lists:
    pairs = tuple((one.key, (("红茶", "Black tea"),)) for one in fields if one.type == "choice")
    return replace(LISTS, catalogue=Catalogue(fields), own=pairs)


def test_that_own_fields_come_and_go_with_their_filters(qtbot: QtBot) -> None:
    bar = made(qtbot)
    tea, cup = (
        CustomField(1, "Tea", "choice"),
        CustomField(2, "A very long name of a cup", "yes_no"),
    )
    bar.set_lists(own_lists(cup, tea, CustomField(3, "Words", "text")))
    assert bar.stops()[-4:] == [
        bar.filters["c2"], bar.filters["c1"], bar.due, bar.clear_button
    ]  # fmt: skip
    assert bar.filters["c2"].text() == "A very long name of a…"
    bar.filters["c1"].choose(("红茶",))
    bar.filters["c2"].choose(("no",))
    assert bar.filters["c1"].text() == "Tea: Black tea"
    query = bar.apply(CustomerQuery())
    assert query.custom == (("c2", ("no",)), ("c1", ("红茶",)))
    other = made(qtbot)
    other.set_lists(own_lists(cup, tea))
    other.adopt(query, "")
    assert other.apply(CustomerQuery()) == query
    with qtbot.waitSignal(bar.changed):
        bar.set_lists(own_lists(replace(tea, label="Leaf")))
    assert bar.filters["c1"].text() == "Leaf: Black tea" and "c2" not in bar.filters
    assert bar.apply(CustomerQuery()).custom == (("c1", ("红茶",)),)


def test_that_a_whole_query_is_taken_over_and_a_chip_stands_for_the_import(qtbot: QtBot) -> None:
    bar = made(qtbot)
    wanted = CustomerQuery(
        kinds=("company",),
        grades=("A",),
        stages=("new",),
        sources=("wechat",),
        tags=("VIP",),
        staff=("Li",),
        districts=("西湖区",),
        made_by=7,
        birthday_month=5,
        contact_within_days=30,
        due=True,
    )
    with qtbot.waitSignal(bar.changed):
        bar.adopt(wanted, "From the import of 客户.xlsx")
    assert bar.apply(CustomerQuery()) == wanted
    assert bar.chip.text() == "From the import of 客户.xlsx" and not bar.chip.isHidden()
    with qtbot.waitSignal(bar.changed):
        bar.chip.click()
    assert bar.apply(CustomerQuery()).made_by is None and bar.chip.isHidden()
    assert bar.apply(CustomerQuery()).grades == ("A",)
    bar.adopt(CustomerQuery(), "")
    assert bar.count() == 0


def test_that_filters_without_values_are_not_offered(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.set_lists(Lists())
    assert bar.filters["tags"].isHidden() and bar.filters["district"].isHidden()
    bar.set_lists(LISTS)
    assert not bar.filters["tags"].isHidden()


def test_that_last_contact_within_days_is_the_other_side(qtbot: QtBot) -> None:
    bar = made(qtbot)
    bar.filters["contact"].choose(("within-7",))
    query = bar.apply(CustomerQuery())
    assert (query.contact_within_days, query.silent_days) == (7, None)


def test_that_entries_are_checked_one_by_one_and_the_button_names_them(qtbot: QtBot) -> None:
    bar = made(qtbot)
    grade = bar.filters["grade"]
    for entry in grade.entries():
        entry.trigger()
    assert grade.chosen() == ("A", "B")
    assert grade.text() == "Grade: A, B"
    grade.entries()[0].trigger()
    assert grade.chosen() == ("B",)


def test_that_clear_all_tells_once_and_hides_itself(qtbot: QtBot) -> None:
    bar = made(qtbot)
    bar.show()
    bar.filters["grade"].choose(("A",))
    bar.due.click()
    told: list[bool] = []
    bar.changed.connect(lambda: told.append(True))
    bar.clear_button.click()
    assert bar.apply(CustomerQuery()) == CustomerQuery()
    assert told == [True]
    assert not bar.clear_button.isVisible()


def test_that_a_chosen_value_that_left_its_list_can_still_be_taken_back(qtbot: QtBot) -> None:
    bar = made(qtbot)
    bar.filters["tags"].choose(("Gone",))
    bar.set_lists(Lists())
    (entry,) = bar.filters["tags"].entries()
    assert entry.text() == "Gone" and entry.isChecked()


def test_that_thousands_of_values_end_in_dots_and_chosen_ones_can_be_taken_back(
    qtbot: QtBot,
) -> None:
    bar = made(qtbot)
    tags = tuple((f"t{number}", f"Tag {number}") for number in range(5000))
    bar.set_lists(Lists(tags=tags))
    bar.filters["tags"].choose(("t4000",))
    entries = bar.filters["tags"].entries()
    assert len(entries) == MOST_ENTRIES + 2
    assert entries[-1].text() == "…" and not entries[-1].isEnabled()
    assert entries[-2].text() == "Tag 4000" and entries[-2].isChecked()
    entries[-2].trigger()
    assert bar.filters["tags"].chosen() == ()


def test_that_customers_with_an_own_interval_are_filtered_once_there_are_any(
    qtbot: QtBot,
) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    one = bar.filters["stay_days"]
    bar.set_lists(Lists())
    assert one.isHidden()
    bar.set_lists(Lists(own_intervals=True))
    assert not one.isHidden()
    one.choose(("yes",))
    assert bar.apply(CustomerQuery()).own_interval is True
    bar.adopt(CustomerQuery(own_interval=False), "")
    assert (one.chosen(), bar.count()) == (("no",), 1)
    bar.clear()
    assert bar.apply(CustomerQuery()).own_interval is None
