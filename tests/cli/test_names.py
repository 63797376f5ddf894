"""Names that nobody has, and failures that a program reads, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crmdesk.core.services.workspace import open_workspace
from tests import factories
from tests.cli.conftest import Run


@pytest.fixture
def crm(database: Path, run: Run) -> Run:
    """Run a command on a shop with one customer; return its exit code, output and complaint."""
    shop = open_workspace(database)
    factories.add(shop, "张伟", "", "杭州市西湖区文三路1号")
    shop.database.close()
    return run


@pytest.fixture
def staffed(crm: Run) -> Run:
    """The same shop with two of the staff, one of them only on a plan."""
    crm("follow-up", "1", "--due", "+3", "--what", "送样", "--staff", "小李")
    crm("add", "--name", "王芳", "--staff", "Anna")
    return crm


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("schedule", "--from", "today", "--pdf", "out.pdf"),
        ("suggest",),
        ("calendar", "--from", "today", "--to", "+7"),
        ("calendar", "--from", "today", "--to", "+7", "--ics", "out.ics"),
        ("follow-up", "1", "--due", "+1", "--what", "x"),
        ("visit", "1", "--on", "+1"),
        ("round", "城西", "1", "--repeat", "weekly"),
    ],
)
def test_that_a_mistyped_name_of_the_staff_is_told_with_those_there_are(
    staffed: Run, arguments: tuple[str, ...]
) -> None:
    code, out, err = staffed(*arguments, "--staff", "小黎")
    assert (code, out) == (2, "")
    assert err.startswith("Nobody of the staff is called “小黎”.\nThere are: Anna, 小李.")
    assert "Nobody" not in staffed("plan", "--staff", "小李")[2]


def test_that_nothing_is_kept_for_a_mistyped_name(staffed: Run) -> None:
    staffed("visit", "1", "--on", "+1", "--staff", "小黎")
    assert json.loads(staffed("plan", "--json")[1])["visits"] == []


def test_that_a_name_is_kept_as_the_shop_writes_it(staffed: Run) -> None:
    staffed("visit", "1", "--on", "+1", "--staff", "anna")
    assert "Anna" in staffed("plan", "--staff", "ANNA")[1]


def test_that_the_first_name_of_a_shop_may_be_new(crm: Run) -> None:
    assert crm("plan", "--staff", "小李")[2] == (
        "Nobody of the staff is called “小李”.\nNo names of staff were given yet; leave it out.\n"
    )
    assert crm("visit", "1", "--on", "+1", "--staff", "小李")[0] == 0
    assert crm("plan", "--staff", "小李")[0] == 0


def test_that_a_district_nobody_lives_in_is_told_with_those_there_are(crm: Run) -> None:
    assert crm("suggest", "--district", "没有") == (
        2,
        "",
        "No customer lives in a district “没有”.\nThere are: 西湖区.\n",
    )
    assert crm("suggest", "--district", "西湖区")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "error", "advice"),
    [
        (("show", "99"), 1, "number 99", "Find the customer"),
        (("show", "x"), 2, "“x” is not a number", "crmdesk show --help"),
        (("plan", "--staff", "小黎"), 2, "Nobody of the staff", "No names"),
        (("today", "--lang", "xx"), 2, "no language “xx”", "crmdesk --help"),
    ],
)
def test_that_a_program_gets_a_failure_as_a_document(
    crm: Run, arguments: tuple[str, ...], code: int, error: str, advice: str
) -> None:
    found, out, err = crm(*arguments, "--json")
    told = json.loads(out)
    assert (found, list(told)) == (code, ["error", "advice"])
    assert error in told["error"]
    assert advice in told["advice"]
    assert err == f"{told['error']}\n{told['advice']}\n"
