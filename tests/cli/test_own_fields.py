"""The owner's own fields on the command line: given by their labels, shown and found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crmdesk.core.services import choices, custom_fields
from tests import factories
from tests.cli.conftest import Run


@pytest.fixture
def with_fields(database: Path) -> None:
    shop = factories.open_shop(database.parent, database.name)
    for label, kind in (("茶类", "choice"), ("消费", "number"), ("包邮", "yes_no")):
        custom_fields.add(shop, label, kind)
    choices.add(shop, "c1", "红茶")
    choices.rename(shop, "c1", "红茶", "祁门红茶")
    shop.database.close()


@pytest.mark.usefixtures("with_fields")
def test_that_values_are_given_by_label_and_shown_under_it(run: Run) -> None:
    given = ("--own", "茶类=祁门红茶", "--own", "消费=1,280.50", "--own", "包邮 = 是")
    assert run("add", "--name", "张伟", *given)[0] == 0
    _code, shown, _err = run("show", "1", "--json")
    custom = {"茶类": "祁门红茶", "消费": "1280.5", "包邮": "yes"}
    assert json.loads(shown)["custom"] == custom
    _code, shown, _err = run("show", "1")
    lines = [line.split() for line in shown.splitlines()]
    assert ["茶类", "祁门红茶"] in lines and ["包邮", "Yes"] in lines
    _code, found, _err = run("find", "1280")
    assert "消费: 1280.5" in found


@pytest.mark.usefixtures("with_fields")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("没有=1", "no field “没有” of your own. Your fields are: 茶类, 消费, 包邮."),
        ("消费=很多", "很多 is not a number"),
        ("包邮=也许", "neither yes nor no"),
        ("消费", "given like 茶类=红茶"),
    ],
)
def test_that_what_cannot_be_kept_is_told_and_nothing_is_added(
    run: Run, given: str, told: str
) -> None:
    code, _out, error = run("add", "--name", "张伟", "--own", given)
    assert code != 0 and told in error.replace("\n", " ")
    assert run("show", "1")[0] != 0


def test_that_a_database_without_fields_says_where_they_are_made(run: Run, database: Path) -> None:
    code, _out, error = run("add", "--name", "张伟", "--own", "茶类=红茶")
    assert code != 0 and "settings" in error
    assert not database.exists()
