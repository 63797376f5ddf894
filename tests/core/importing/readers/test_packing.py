from __future__ import annotations

import datetime as dt
import marshal
import math

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.importing.readers.packing import pack_rows, unpack_rows
from crmdesk.core.importing.sheet import Cell

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.text(min_size=1, max_size=5),
    st.sampled_from(["男", "女"]),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda value: not value.is_integer()),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=30))
def test_that_rows_come_out_as_they_went_in(rows: list[list[Cell]]) -> None:
    columns = marshal.loads(marshal.dumps(pack_rows(rows), 2))
    unpacked = unpack_rows(len(rows), columns)
    assert len(unpacked) == len(rows)
    for row, back in zip(rows, unpacked, strict=True):
        padded = row + [None] * (len(back) - len(row))
        assert back == padded[: len(back)]
        assert [type(cell) for cell in back] == [type(cell) for cell in padded[: len(back)]]
        assert all(cell is None for cell in padded[len(back) :])


def test_that_a_column_of_few_words_is_sent_as_words_once() -> None:
    rows = [["男" if n % 2 else ""] for n in range(100)]
    [column] = pack_rows(rows)
    assert column is not None and column[0] == "words"
    assert unpack_rows(100, [column]) == [["男"] if n % 2 else [None] for n in range(100)]


def test_that_numbers_without_a_value_become_empty() -> None:
    rows: list[list[float]] = [[math.nan], [math.inf], [1.0], [2e15], [-0.0]]
    assert unpack_rows(5, pack_rows(rows)) == [[None], [None], [1], [2e15], [0]]


def test_that_lengths_of_time_become_text() -> None:
    rows = [[dt.timedelta(hours=1)], [None]]
    assert unpack_rows(2, pack_rows(rows)) == [["1:00:00"], [None]]
