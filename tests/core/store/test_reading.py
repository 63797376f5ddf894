"""A database that may not be written is read all the same, and nothing is made beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crmdesk.core.domain.problems import DatabaseProblem, NoRoom
from crmdesk.core.services import backup, checking, customers, finding, history, round_ahead, today
from crmdesk.core.services.workspace import Workspace, close, open_workspace
from crmdesk.core.store import schema
from crmdesk.core.store.database import Database
from crmdesk.core.store.reading import may_write
from tests import factories
from tests.factories import CLOCK
from tests.places import full_disk, mounted


def reading(path: Path) -> Workspace:
    return open_workspace(path, clock=CLOCK, who="Li", read_only=True)


def left_behind(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Give a database that nobody has open, alone in its folder."""
    folder = tmp_path / "光盘 100%"
    folder.mkdir()
    shop = factories.open_shop(folder)
    factories.add(shop, "张伟", "13800138000")
    shop.database.close()
    return shop.path


def test_that_what_can_only_be_read_is_read_and_left_as_it_is(closed: Path) -> None:
    before = left_behind(closed.parent)
    shop = reading(closed)
    assert shop.read_only
    assert [hit.name for hit in finding.find(shop, "zw")] == ["张伟"]
    assert customers.get(shop, 1).mobile == "13800138000"
    assert len(history.recent(shop, 5)) == 1
    assert today.today(shop).counts.due == 0
    assert checking.check(shop).ok
    close(shop)
    assert left_behind(closed.parent) == before
    assert [one.name for one in closed.parent.iterdir()] == ["shop.db"]


def test_that_saving_is_refused_in_a_sentence_with_advice(closed: Path) -> None:
    shop = reading(closed)
    with pytest.raises(DatabaseProblem) as refused:
        factories.add(shop, "李娜")
    assert refused.value.message == f"{closed} can only be read here; nothing can be saved."
    assert refused.value.advice.startswith("To work with it, copy it to a folder")
    assert shop.only_read() == (refused.value.message, refused.value.advice)
    assert round_ahead.plan_ahead(shop).operation_id == 0
    assert customers.count_all(shop) == 1
    shop.database.close()


def test_that_it_can_be_copied_and_the_copy_is_worked_with(closed: Path, tmp_path: Path) -> None:
    shop = reading(closed)
    copied = backup.backup(shop, tmp_path / "copy.db")
    shop.database.close()
    work = open_workspace(copied.path, clock=CLOCK)
    assert not work.read_only
    factories.add(work, "李娜")
    assert customers.count_all(work) == 2
    work.database.close()


def test_that_what_stands_in_the_log_alone_is_read_too(closed: Path, tmp_path: Path) -> None:
    writer = open_workspace(closed, clock=CLOCK)
    factories.add(writer, "李娜")
    folder = tmp_path / "disc"
    folder.mkdir()
    for suffix in ("", "-wal"):
        # As a copy of the folder of a program that still runs, or was cut off.
        shutil.copyfile(closed.with_name(f"shop.db{suffix}"), folder / f"shop.db{suffix}")
    writer.database.close()
    before = left_behind(folder)
    with mounted(folder) as place:
        shop = open_workspace(place / "shop.db", clock=CLOCK)
        assert shop.read_only
        assert customers.count_all(shop) == 2
        copy = shop.database.file
        assert copy.parent != place
        with pytest.raises(DatabaseProblem):
            factories.add(shop, "王芳")
        shop.database.close()
        assert left_behind(place) == before
    assert not copy.exists()


def test_that_an_older_one_is_refused_where_it_cannot_be_brought_up(
    closed: Path,
) -> None:
    older = Database(closed)
    schema.downgrade(older, schema.KNOWN[-2])
    older.close()
    before = left_behind(closed.parent)
    with pytest.raises(DatabaseProblem, match="of an older version") as refused:
        reading(closed)
    assert refused.value.advice.startswith("Copy it")
    assert left_behind(closed.parent) == before


def test_that_it_is_seen_whether_a_place_may_be_written(closed: Path) -> None:
    assert may_write(closed)
    assert may_write(closed.with_name("new.db"))
    with mounted(closed.parent) as place:
        assert not may_write(place / "shop.db")
        shop = open_workspace(place / "shop.db", clock=CLOCK)
        assert shop.read_only
        assert customers.count_all(shop) == 1
        close(shop)
        assert [one.name for one in place.iterdir()] == ["shop.db"]


def test_that_a_full_disk_lets_everything_be_read_and_nothing_be_half_written(
    closed: Path,
) -> None:
    before = left_behind(closed.parent)
    with full_disk():
        shop = open_workspace(closed, clock=CLOCK)
        assert [hit.name for hit in finding.find(shop, "zw")] == ["张伟"]
        with pytest.raises(DatabaseProblem) as refused:
            factories.add(shop, "李娜")
        close(shop)
    assert refused.value.message == f"The disk is full: {closed} can only be read."
    assert refused.value.advice == "Make room on the disk, then open it again."
    assert left_behind(closed.parent)["shop.db"] == before["shop.db"]
    work = open_workspace(closed, clock=CLOCK)
    factories.add(work, "李娜")
    assert customers.count_all(work) == 2
    work.database.close()


def test_that_what_does_not_fit_on_the_disk_is_told_and_leaves_all_as_it_was(
    shop: Workspace,
) -> None:
    factories.add(shop, "张伟")
    before = factories.recorded(shop)
    # Much more than the log has room for by now.
    with full_disk(400_000), pytest.raises(NoRoom) as refused:
        factories.add(shop, "李娜", notes="记" * 1_000_000)
    assert refused.value.message == "The disk is full or does not answer."
    assert factories.recorded(shop) == before
    assert checking.check(shop).ok
    factories.add(shop, "李娜", notes="记" * 1_000_000)
    assert customers.count_all(shop) == 2


def test_that_a_new_database_on_a_full_disk_is_told(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(NoRoom):
        open_workspace(tmp_path / "new.db", clock=CLOCK)
