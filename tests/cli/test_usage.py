"""The parser of the standard library is heard in the user's language."""

from __future__ import annotations

import pytest

from crmdesk.cli.parser import Usage, build
from crmdesk.cli.usage import sentence_of


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["find"], "This is missing: TEXT."),
        (["find", "x", "--wat", "it's"], "This is not understood: --wat it's."),
        (["find", "x", "--limit"], "--limit needs a value."),
        (["find", "x", "--json=1"], "--json takes no value."),
        (["demo", "--seed", "x y"], "--seed: “x y” is not a number."),
        (
            ["import", "x", "--on-duplicate", "it's"],
            "--on-duplicate: “it's” is none of fill Fill in what is missing, "
            "skip Leave them as they are, overwrite Take the values of the list, "
            "add Add them once more.",
        ),
        (
            ["import", "x", "--header-row", "3-9"],
            "--header-row: Headers stand in one row or in two, such as 3-4.",
        ),
        (
            ["import", "x", "--failed", "rest.csv"],
            "--failed: The name of a workbook ends in .xlsx.",
        ),
        (
            ["import", "x", "--target", "visits"],
            "--target: “visits” is none of customers, "
            "activities Past contacts and follow-ups, complaints.",
        ),
        (["show", "0"], "CUSTOMER: “0” is not a number of at least 1."),
    ],
)
def test_that_wrong_arguments_are_told_in_our_own_words(
    arguments: list[str], sentence: str
) -> None:
    with pytest.raises(Usage) as wrong:
        build().parse_args(arguments)
    assert str(wrong.value) == sentence


def test_that_an_unknown_command_is_told_with_where_all_are_listed() -> None:
    with pytest.raises(Usage, match="no command “nonsense”") as wrong:
        build().parse_args(["nonsense"])
    assert wrong.value.advice == "crmdesk --help lists all commands."


def test_that_a_message_nobody_foresaw_stays_as_it_is() -> None:
    assert sentence_of("something new") == "something new"
    assert sentence_of("argument --db: something new") == "--db: something new"
