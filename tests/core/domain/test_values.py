"""Values that cannot be read are quoted briefly."""

from __future__ import annotations

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.values import BadValue, shown


def test_that_a_bad_value_is_an_expected_failure() -> None:
    assert issubclass(BadValue, CrmError) and issubclass(BadValue, ValueError)


def test_that_long_values_are_quoted_in_part() -> None:
    assert shown("a\n b") == "a b"
    assert len(shown("x" * 10_000)) == 40 and shown("x" * 10_000).endswith("…")
