"""Columns get the room that numbers, dates and words need, and the rest as the style wants it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.reports.column_fit import fitted
from crmdesk.core.reports.document import (
    Column,
    Document,
    Look,
    PageSetup,
    Row,
    Table,
    cell,
)
from crmdesk.core.reports.wording import width_of

LOOK = Look("福星电器", dt.date(2026, 11, 23))
ROOM = (210 - 24) / 25.4 * 72


class Letters:
    """A ruler for a font whose letters are all half as wide as they are high."""

    padding = 9.0

    def width(self, text: str, points: float, *, strong: bool) -> float:
        return width_of(text) * points / 2


def document(*columns: tuple[Column, str], points: float = 10.0) -> Document:
    table = Table(
        tuple(column for column, _text in columns), (Row(tuple(cell(t) for _c, t in columns)),)
    )
    return Document("t", "en", (table,), PageSetup(), points=points)


def widths(made: Document) -> list[float]:
    (table,) = made.blocks
    assert isinstance(table, Table)
    return [column.width * ROOM / 100 for column in table.columns]


def test_that_columns_with_room_keep_the_widths_of_their_style() -> None:
    made = fitted(document((Column("A", 20), "a"), (Column("B", 80), "b")), Letters())
    assert widths(made) == pytest.approx([ROOM * 0.2, ROOM * 0.8], abs=0.1)
    assert (made.points, made.remark) == (10.0, "")


def test_that_a_short_chinese_heading_is_not_broken() -> None:
    given = ((Column("答复中位数", 1), "3"), (Column("商品", 99), "长" * 300))
    assert widths(fitted(document(*given), Letters()))[0] >= 10 * 9 / 2 + Letters.padding - 0.1


def test_that_room_that_a_column_cannot_use_goes_to_longer_texts() -> None:
    given = ((Column("N", 40), "李明"), (Column("A", 30), "长" * 40), (Column("W", 30), ""))
    name, address, empty = widths(fitted(document(*given), Letters()))
    assert address == pytest.approx(40 * 10 + Letters.padding, abs=0.5)
    assert ROOM * 0.4 > name > width_of("李明") * 5 + Letters.padding
    assert name + address + empty == pytest.approx(ROOM, abs=0.1)


def test_that_a_column_to_write_in_gives_nothing_away() -> None:
    given = ((Column("A", 50), "长" * 90), (Column("Result", 50, to_write=True), ""))
    assert widths(fitted(document(*given), Letters())) == pytest.approx([ROOM / 2] * 2, abs=0.1)


@pytest.mark.parametrize(
    "text", ["13800002192", "2026-11-24", "09:30", "12月30日", "金牌客户", "张三丰", "021-62345678"]
)
def test_that_a_number_a_date_and_a_short_text_get_their_width_first(text: str) -> None:
    made = fitted(document((Column("A", 1), text), (Column("B", 99), "长" * 300)), Letters())
    assert widths(made)[0] >= width_of(text) * 5 + Letters.padding - 0.1
    assert sum(widths(made)) == pytest.approx(ROOM, abs=0.1)


def test_that_a_latin_word_is_whole_as_long_as_the_others_can_give() -> None:
    name = "Christopher Montgomery Smythe"
    made = fitted(document((Column("A", 1), name), (Column("B", 99), "长" * 300)), Letters())
    assert widths(made)[0] >= len("Christopher") * 5 + Letters.padding - 0.1
    assert made.remark == ""


def test_that_a_number_too_long_for_any_column_does_not_make_all_words_small() -> None:
    made = fitted(document((Column("A", 1), "1" * 500), (Column("B", 99), "b")), Letters())
    assert made.points == 10.0


def test_that_where_numbers_have_no_room_all_words_become_smaller_and_it_is_told() -> None:
    many = [(Column("N", 10), "13800002192")] * 6
    made = fitted(document(*many, points=24.0), Letters())
    assert 6.0 < made.points < 24.0
    need = 11 * made.points / 2 + Letters.padding
    assert all(width >= need - 0.1 for width in widths(made))
    assert made.remark.startswith("Printed in ")
    assert fitted(made, Letters()) == made


def test_that_words_never_become_too_small_to_read() -> None:
    made = fitted(document(*[(Column("N", 10), "13800002192")] * 60), Letters())
    assert made.points == 6.0


@given(
    st.lists(st.tuples(st.integers(1, 60), st.text(max_size=40)), min_size=1, max_size=12),
    st.sampled_from([6.0, 10.0, 14.0, 24.0]),
)
def test_that_the_columns_always_make_up_the_page(
    columns: list[tuple[int, str]], points: float
) -> None:
    given_columns = [(Column(text[:10], width), text) for width, text in columns]
    made = fitted(document(*given_columns, points=points), Letters())
    assert sum(widths(made)) == pytest.approx(ROOM, abs=1.0)
    assert all(width >= 0 for width in widths(made))
    assert made.points <= points
