"""The history tells in sentences what was done, by whom and when."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from crmdesk.core.domain.changes import EVERYTHING
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.i18n import use_language
from crmdesk.core.services import backup, customers, followups, history, history_words, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

SERVICES = Path(history.__file__).parent


def test_that_every_kind_of_operation_has_its_sentence() -> None:
    kinds = set()
    for file in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "operate":
                if isinstance(node.args[1], ast.Constant):
                    kinds.add(node.args[1].value)
    assert len(kinds) > 20
    assert kinds - set(history_words.SENTENCES) == set()


def test_that_operations_are_told_newest_first_with_who_and_when(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜")]
    visits.plan_visits(shop, ids, TODAY)
    followups.plan(shop, FollowUp(customer_id=1, due=TODAY))
    customers.to_bin(shop, ids)
    lines = history.recent(shop)
    assert [line.text for line in lines] == [
        "Put 2 customers into the bin",
        "Planned a follow-up with 张伟",
        "Planned 2 visits",
        "Added 李娜",
        "Added 张伟",
    ]
    record = lines[0].record
    assert record.who == "Li"
    assert record.at == factories.CLOCK.now() and record.at.tzinfo == dt.UTC
    assert len(history.recent(shop, 2)) == 2


def test_that_undo_and_redo_are_told(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    undone = history.undo(shop)
    assert undone.message == "Took back: Added 张伟"
    assert [line.can_undo for line in history.recent(shop)] == [True, False]
    assert history.undo(shop, undone.operation_id).message == "Did again: Added 张伟"


def test_that_what_was_undone_is_done_again_step_by_step(shop: Workspace) -> None:
    for name in ("张伟", "李娜"):
        factories.add(shop, name)
    history.undo(shop)
    history.undo(shop)
    assert customers.count_all(shop) == 0
    assert history.redo(shop).message == "Did again: Added 张伟"
    assert history.redo(shop).message == "Did again: Added 李娜"
    assert customers.count_all(shop) == 2
    with pytest.raises(history.NothingThere):
        history.redo(shop)
    # To and fro.
    history.undo(shop)
    history.redo(shop)
    history.undo(shop)
    assert customers.count_all(shop) == 1
    again = history.redo(shop)
    assert again.message == "Did again: Added 李娜"
    # Taken back by its own Undo, it can still be done again.
    history.undo(shop, again.operation_id)
    assert customers.count_all(shop) == 1
    history.redo(shop)
    assert customers.count_all(shop) == 2


def test_that_nothing_is_done_again_over_something_newer(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    history.undo(shop)
    factories.add(shop, "李娜")
    with pytest.raises(history.NothingThere, match="nothing to do again"):
        history.redo(shop)
    assert customers.count_all(shop) == 1


def test_that_the_history_speaks_the_users_language(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    use_language("zh_CN")
    assert "张伟" in history.recent(shop)[0].text
    assert history.recent(shop)[0].text != "Added 张伟"


def test_that_braces_and_missing_words_do_not_break_a_sentence(shop: Workspace) -> None:
    factories.add(shop, "{name} {0} {{x}}")
    assert history.recent(shop)[0].text == "Added {name} {0} {{x}}"
    assert history_words.describe("import", {}) == "Imported :  new,  updated"
    assert history_words.describe("from.the.future", {}) == "from.the.future"


def test_that_a_backup_put_back_elsewhere_is_news_about_everything(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    copy = backup.backup(shop).path
    for name in ("李娜", "王芳"):
        factories.add(shop, name)
    seen = history.written_elsewhere(shop, None)
    assert history.written_elsewhere(shop, seen).changes.nouns == frozenset()
    backup.restore(shop.path, copy)
    # Numbers are given anew: as many steps as before, of somebody else.
    other = dataclasses.replace(shop, written=set())
    for name in ("甲", "乙"):
        factories.add(other, name)
    heard = history.written_elsewhere(shop, seen)
    assert heard.newest == seen.newest and heard.changes.nouns == EVERYTHING
    assert shop.written == set()
    assert history.written_elsewhere(shop, heard).changes.nouns == frozenset()
