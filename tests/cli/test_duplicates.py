"""Duplicates on the command line: listed, merged, and taken apart again."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def shop(run: Run) -> None:
    """Give a shop with three customers, two of whom are one."""
    run("add", "--name", "张伟", "--mobile", "13800138000")
    run("add", "--name", "李娜", "--mobile", "13900139000")
    run("add", "--name", "張偉", "--mobile", "138 0013 8000", "--grade", "A")


def test_that_duplicates_are_listed_with_the_reason(answer: Run, run: Run) -> None:
    (group,) = answer("duplicates")
    assert group["ids"] == [1, 3] and group["score"] == 88
    assert group["reasons"][0] == "same phone 13800138000"
    lines = run("duplicates")[1].splitlines()
    assert lines[0].split() == ["Score", "No.", "Name", "Why"]
    assert "88" in lines[1] and "张伟 / 張偉" in lines[1]
    run("add", "--name", "李娜", "--mobile", "13900139000")
    assert run("duplicates", "--limit", "1")[1].splitlines()[-1].startswith("1 more")


def test_that_a_merge_tells_its_number_and_comes_apart_by_it(answer: Run, run: Run) -> None:
    done = answer("merge", "3", "1")
    assert done["id"] == 3 and done["message"] == "1 customer was merged into 張偉."
    assert answer("duplicates") == []
    assert run("duplicates")[1] == "No duplicates were found.\n"
    code, _out, err = run("unmerge", "1")
    assert code == 1 and err.startswith("Operation 1 is no merge of customers.")
    taken = answer("unmerge", str(done["operation_id"]))
    assert taken["message"] == "Took back: Merged 张伟 into 張偉"
    assert answer("show", "1")["name"] == "张伟"
    _code, out, _err = run("merge", "1", "3")
    assert "unmerge 6 takes this apart again" in out


def test_that_customers_changed_since_are_asked_about(answer: Run, run: Run) -> None:
    made = answer("merge", "1", "3")["operation_id"]
    assert answer("follow-up", "1", "--due", "+3", "--what", "打电话")["operation_id"]
    code, _out, err = run("unmerge", str(made))
    assert code == 1 and "1 张伟" in err and "--edited keep" in err
    run("unmerge", str(made), "--edited", "undo")
    assert answer("show", "3")["mobile"] == "13800138000"
    assert len(answer("show", "1")["timeline"]) == 1


def test_that_one_customer_or_an_unknown_one_is_refused(run: Run) -> None:
    assert run("merge", "1", "1")[2].startswith("One customer alone cannot be compared.")
    assert run("merge", "1", "9")[2].startswith("There is no customer with the number 9.")
    assert run("merge")[0] == 2
