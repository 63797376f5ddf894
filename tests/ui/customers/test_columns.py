"""The list's columns follow the field catalogue."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.customer import CustomerRow
from crmdesk.core.domain.fields import COLUMNS
from crmdesk.ui.customers.columns import customer_columns

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


def test_that_a_missed_next_date_is_red() -> None:
    column = next(one for one in customer_columns(lambda: TODAY) if one.key == "next_date")
    assert column.tone is not None
    assert column.tone(row(TODAY - dt.timedelta(days=1))) == "danger"
    assert column.tone(row(TODAY)) is None
    assert column.tone(row(None)) is None


def test_that_a_company_shows_its_icon() -> None:
    column = customer_columns(lambda: TODAY)[0]
    assert column.icon is not None and column.icon(row(None)) == "company"
