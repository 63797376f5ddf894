"""The list's columns follow the field catalogue."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.customer import CustomerRow
from crmdesk.core.domain.fields import COLUMNS
from crmdesk.ui.customers.columns import customer_columns
from crmdesk.ui.customers.lists import Lists

TODAY = dt.date(2026, 11, 21)


def row(next_due: dt.date | None) -> CustomerRow:
    return CustomerRow(
        id=1,
        kind="company",
        name="Sun",
        mobile="138",
        company="",
        grade="A",
        stage="lost",
        source="",
        staff="",
        card="",
        gender="",
        birthday=None,
        district="",
        address="",
        tags="",
        created=None,
        last_contact=None,
        next_due=next_due,
    )


def test_that_there_is_one_column_per_field_with_a_cell() -> None:
    columns = customer_columns(lambda: TODAY)
    assert [one.key for one in columns] == [field.key for field in COLUMNS]
    assert [one.key for one in columns if one.default_visible] == [
        field.key for field in COLUMNS if field.default_column
    ]


def test_that_cells_show_the_words_of_the_owner_and_the_rest_as_before() -> None:
    fields = (CustomField(1, "Tea", "choice"), CustomField(2, "Spent", "number"))
    lists = Lists(
        grades=(("A", "Gold"), ("B", "B")),
        stages=(("lost", "Lost"),),
        tags=(("VIP", "Best"), ("new", "new")),
        catalogue=Catalogue(fields),
        own=(("c1", (("红茶", "Black tea"),)),),
    )
    columns = {one.key: one for one in customer_columns(lambda: TODAY, lists)}
    one = replace(row(None), tags="VIP, new", custom={"c1": "红茶", "c2": "12.5"})
    shown = {key: columns[key].value(one) for key in ("grade", "stage", "tags", "c1", "c2")}
    assert shown == {
        "grade": "Gold",
        "stage": "Lost",
        "tags": "Best, new",
        "c1": "Black tea",
        "c2": "12.5",
    }
    assert columns["c1"].value(row(None)) == "" and columns["c2"].align == "right"
    assert columns["c1"].title() == "Tea" and not columns["c1"].default_visible


def test_that_a_missed_next_date_is_red() -> None:
    column = next(one for one in customer_columns(lambda: TODAY) if one.key == "next_date")
    assert column.tone is not None
    assert column.tone(row(TODAY - dt.timedelta(days=1))) == "danger"
    assert column.tone(row(TODAY)) is None
    assert column.tone(row(None)) is None


def test_that_a_company_shows_its_icon() -> None:
    column = customer_columns(lambda: TODAY)[0]
    assert column.icon is not None and column.icon(row(None)) == "company"
