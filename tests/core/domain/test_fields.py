"""The catalogue names every field once, and every header leads to one field."""

from __future__ import annotations

import dataclasses

from crmdesk.core.domain import fields, header_words
from crmdesk.core.domain.choices import LISTS
from crmdesk.core.domain.customer import METHOD_KINDS, CustomerRow
from crmdesk.core.domain.headers import normal_header

EMPTY = CustomerRow(
    id=1,
    kind="person",
    birthday=None,
    created=None,
    last_contact=None,
    next_due=None,
    **dict.fromkeys(
        [
            "name",
            "mobile",
            "company",
            "grade",
            "stage",
            "source",
            "staff",
            "card",
            "gender",
            "district",
            "address",
            "tags",
        ],
        "",
    ),
)


def test_that_every_key_stands_once() -> None:
    assert len(fields.BY_KEY) == len(fields.FIELDS)


def test_that_no_header_leads_to_two_fields() -> None:
    seen: dict[str, str] = {}
    assert set(header_words.HEADERS) <= set(fields.BY_KEY)
    for key, words in header_words.HEADERS.items():
        for alias in {normal_header(text) for text in words}:
            # `Birth Day` is a day of the month beside `Birth Month`: the mapping decides.
            assert seen.setdefault(alias, key) == key or alias == "birthday", alias


def test_that_what_is_left_out_or_asked_about_is_no_header_of_a_field() -> None:
    for text in (*header_words.LEFT_OUT, *header_words.ASK_FIRST):
        assert normal_header(text) not in fields.by_alias()


def test_that_every_contact_method_is_a_field() -> None:
    assert set(METHOD_KINDS) <= set(fields.BY_KEY)


def test_that_lists_are_known_and_parts_are_no_columns() -> None:
    for field in fields.FIELDS:
        assert field.list in ("", *LISTS)
        assert not (field.part and (field.cell or field.form))


def test_that_every_column_shows_an_empty_row() -> None:
    for field in fields.COLUMNS:
        assert field.cell is not None
        assert isinstance(field.cell(EMPTY), str)
    shown = dataclasses.replace(EMPTY, stage="loyal", gender="male")
    assert [fields.BY_KEY[key].cell(shown) for key in ("stage", "gender")] == ["Loyal", "Male"]  # type: ignore[misc]
