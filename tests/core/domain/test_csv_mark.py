"""What goes into a CSV file comes back the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.domain.csv_mark import neutralise, restore

TEXTS = st.text() | st.text(alphabet="'=+-@\t\r\na1")


@given(TEXTS)
@example("'=1")
@example("''")
@example("'-")
def test_that_every_text_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(TEXTS)
def test_that_no_neutralised_text_begins_a_formula(text: str) -> None:
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.text(alphabet="abc张伟0123 '").filter(lambda text: "=" not in text))
def test_that_plain_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text
    assert restore(text) == text


@pytest.mark.parametrize(
    ("text", "marked"),
    [("=1+1", "'=1+1"), ("+86 138", "'+86 138"), ("'=a", "''=a"), ("'小张", "'小张"), ("", "")],
)
def test_that_the_mark_stands_where_the_rule_says(text: str, marked: str) -> None:
    assert neutralise(text) == marked
