"""Backups open, are whole, and come back without mixing old and new."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from crmdesk.core.domain.problems import CrmError, DatabaseProblem, FileProblem
from crmdesk.core.services import backup, customers
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.services.workspace import Workspace, open_workspace
from crmdesk.core.store.database import integrity_problems
from tests import factories
from tests.factories import TODAY, everybody

FOLDER = "backups"


def names(path: Path) -> list[str]:
    opened = open_workspace(path, clock=factories.CLOCK)
    found = [one.name for one in everybody(opened)]
    opened.database.close()
    return found


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith("-shm")
    }


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Give a closed shop with 张伟, and a backup of it made before 李娜 came."""
    shop = factories.open_shop(tmp_path)
    factories.add(shop, "张伟", "13800138000")
    backup.backup(shop, tmp_path / "old.db")
    factories.add(shop, "李娜")
    shop.database.close()
    return shop.path


def test_that_a_backup_is_dated_checked_and_whole(shop: Workspace) -> None:
    factories.add(shop)
    made = backup.backup(shop)
    assert made.path == shop.path.parent / FOLDER / "shop-20261121-090000-manual.db"
    assert made.checked and made.size == made.path.stat().st_size
    assert integrity_problems(made.path) == []
    assert backup.backups(shop) == [made]
    assert names(made.path) == ["张伟"]
    assert not list((shop.path.parent / FOLDER).glob("*.part*"))


def test_that_two_backups_of_one_second_both_stay(shop: Workspace) -> None:
    factories.add(shop)
    first, second = backup.backup(shop), backup.backup(shop)
    assert first.path != second.path
    assert [one.path for one in backup.backups(shop)] == [second.path, first.path]


def test_that_a_backup_goes_to_a_named_file_or_folder(shop: Workspace, tmp_path: Path) -> None:
    factories.add(shop)
    (tmp_path / "stick").mkdir()
    named = backup.backup(shop, tmp_path / "stick" / "客户.db")
    assert names(named.path) == ["张伟"]
    assert backup.backup(shop, tmp_path / "stick").path.parent == tmp_path / "stick"


def test_that_a_backup_never_replaces_the_database(shop: Workspace) -> None:
    with pytest.raises(FileProblem, match="cannot replace the database"):
        backup.backup(shop, shop.path)


def test_that_a_place_that_cannot_be_written_is_told(shop: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileProblem, match="no folder"):
        backup.backup(shop, tmp_path / "file" / "x.db")
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileProblem, match="could not be written"):
        backup.backup(shop)


def test_that_the_newest_ten_are_kept_and_those_made_by_hand_stay(shop: Workspace) -> None:
    factories.add(shop)
    by_hand = backup.backup(factories.at(shop, TODAY - dt.timedelta(days=99)))
    for number in range(13):
        factories.add(shop, f"客户{number}")
        day = TODAY + dt.timedelta(days=number)
        assert backup.automatic(factories.at(shop, day), "close") is not None
    found = backup.backups(shop)
    assert len(found) == 11 and found[-1].path == by_hand.path
    assert found[0].at.date() == TODAY + dt.timedelta(days=12)
    digests = list((shop.path.parent / FOLDER).glob("*.sha256"))
    assert len(digests) == 11


def test_that_half_copies_of_a_killed_program_are_removed(shop: Workspace) -> None:
    factories.add(shop)
    folder = backup.backup(shop).path.parent
    halves = [folder / f"shop-20260101-0000{n:02}-close.db.part" for n in range(2)]
    halves += [
        folder / "other-20260101-000000-close.db.part",
        shop.path.parent / "shop.db.restoring",
    ]
    now = shop.clock.now().timestamp()
    for half, age in zip(halves, (2, 0, 2, 2), strict=True):
        half.write_bytes(b"half")
        os.utime(half, (now - age * 86_400, now - age * 86_400))
    factories.add(shop, "李娜")
    assert backup.automatic(shop, "close") is not None
    # One may be being written just now, and one is of another database.
    assert [half.exists() for half in halves] == [False, True, True, False]


def test_that_nothing_is_made_when_nothing_was_changed(shop: Workspace) -> None:
    assert backup.automatic(shop, "close") is None
    factories.add(shop)
    assert backup.automatic(shop, "close") is not None
    assert backup.automatic(shop, "import") is None
    factories.add(shop, "李娜")
    assert backup.automatic(shop, "close") is not None
    assert backup.automatic(shop, "close") is None
    assert len(backup.backups(shop)) == 2


def test_that_closing_makes_a_backup(shop: Workspace) -> None:
    factories.add(shop)
    workspaces.close(shop)
    assert [one.why for one in backup.backups(shop)] == ["close"]


def test_that_backups_of_another_database_are_not_listed(tmp_path: Path) -> None:
    for name in ("shop.db", "shop-2.db", "[a]*.db"):
        opened = factories.open_shop(tmp_path, name)
        factories.add(opened)
        backup.backup(opened)
        assert len(backup.backups(opened)) == 1
        opened.database.close()


def test_that_a_backup_comes_back_and_what_was_there_is_kept(closed: Path) -> None:
    aside = backup.restore(closed, closed.parent / "old.db", factories.CLOCK)
    assert names(closed) == ["张伟"]
    assert aside.why == "replaced" and aside.checked
    assert names(aside.path) == ["张伟", "李娜"]


def test_that_a_leftover_log_does_not_bring_the_old_data_back(closed: Path) -> None:
    shop = open_workspace(closed, clock=factories.CLOCK)
    factories.add(shop, "王芳")
    # As after a crash: the log is still beside the file.
    wal = closed.with_name(f"{closed.name}-wal").read_bytes()
    before = closed.read_bytes()
    shop.database.close()
    closed.write_bytes(before)
    closed.with_name(f"{closed.name}-wal").write_bytes(wal)
    aside = backup.restore(closed, closed.parent / "old.db", factories.CLOCK)
    assert names(closed) == ["张伟"]
    assert names(aside.path) == ["张伟", "李娜", "王芳"]


def test_that_restoring_twice_works(closed: Path) -> None:
    first = backup.restore(closed, closed.parent / "old.db", factories.CLOCK)
    second = backup.restore(closed, first.path, factories.CLOCK)
    assert names(closed) == ["张伟", "李娜"]
    assert names(second.path) == ["张伟"]
    assert first.path != second.path


def test_that_a_restored_database_is_worked_on_and_undone(closed: Path) -> None:
    backup.restore(closed, closed.parent / "old.db", factories.CLOCK)
    shop = open_workspace(closed, clock=factories.CLOCK)
    customers.to_bin(shop, [1])
    assert backup.automatic(shop, "close") is not None
    shop.database.close()


def test_that_a_database_that_is_gone_can_be_restored(closed: Path) -> None:
    closed.unlink()
    aside = backup.restore(closed, closed.parent / "old.db", factories.CLOCK)
    assert names(closed) == ["张伟"]
    assert aside.size == 0


def test_that_a_damaged_database_is_kept_as_it_is(closed: Path) -> None:
    closed.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    damaged = closed.read_bytes()
    aside = backup.restore(closed, closed.parent / "old.db", factories.CLOCK)
    assert aside.path.read_bytes() == damaged
    assert names(closed) == ["张伟"]


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:6000])
    file.with_name(f"{file.name}.sha256").unlink()


def text(file: Path) -> None:
    file.write_text("no database", encoding="utf-8")


def empty(file: Path) -> None:
    file.write_bytes(b"")
    file.with_name(f"{file.name}.sha256").unlink()


@pytest.mark.parametrize("damage", [flip, cut, text, empty, Path.unlink])
def test_that_a_damaged_backup_is_refused_and_nothing_changed(closed: Path, damage: object) -> None:
    old = closed.parent / "old.db"
    assert callable(damage)
    damage(old)
    before = state(closed.parent)
    with pytest.raises(CrmError) as told:
        backup.restore(closed, old, factories.CLOCK)
    assert told.value.advice
    assert state(closed.parent) == before


def test_that_a_backup_of_a_newer_version_is_refused(closed: Path) -> None:
    old = closed.parent / "newer.db"
    shutil.copy(closed.parent / "old.db", old)
    from sqlcipher3 import dbapi2 as driver

    connection = driver.connect(str(old))
    connection.execute("UPDATE alembic_version SET version_num='0777'")
    connection.commit()
    connection.close()
    with pytest.raises(DatabaseProblem, match="newer version"):
        backup.restore(closed, old, factories.CLOCK)
    assert names(closed) == ["张伟", "李娜"]


def test_that_a_window_that_is_open_sees_the_restored_state_and_loses_nothing_later(
    shop: Workspace,
) -> None:
    factories.add(shop, "张伟")
    made = backup.backup(shop)
    factories.add(shop, "李娜")
    backup.restore(shop.path, made.path, shop.clock)
    assert [one.name for one in factories.everybody(shop)] == ["张伟"]
    factories.add(shop, "王芳")
    again = open_workspace(shop.path, clock=shop.clock)
    assert [one.name for one in factories.everybody(again)] == ["张伟", "王芳"]
    again.database.close()


def test_that_the_log_of_a_damaged_database_is_kept_beside_it(shop: Workspace) -> None:
    made = backup.backup(shop) if factories.add(shop, "张伟") else None
    assert made is not None
    factories.add(shop, "李娜")
    log = shop.path.with_name(f"{shop.path.name}-wal").read_bytes()
    shop.path.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    aside = backup.restore(shop.path, made.path, shop.clock)
    assert aside.path.with_name(f"{aside.path.name}-wal").read_bytes() == log
    again = open_workspace(shop.path, clock=shop.clock)
    assert [one.name for one in factories.everybody(again)] == ["张伟"]
    again.database.close()


def test_that_a_backup_destroys_no_other_file_and_makes_no_folders(
    shop: Workspace, tmp_path: Path
) -> None:
    factories.add(shop, "张伟")
    other = tmp_path / "list.csv"
    other.write_text("姓名", encoding="utf-8")
    with pytest.raises(FileProblem, match="no backup"):
        backup.backup(shop, other)
    assert other.read_text(encoding="utf-8") == "姓名"
    with pytest.raises(FileProblem, match="no folder"):
        backup.backup(shop, tmp_path / "nowhere" / "b.db")
    assert not (tmp_path / "nowhere").exists()


def test_that_the_database_is_no_backup_of_itself(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    with pytest.raises(FileProblem, match="itself"):
        backup.restore(shop.path, shop.path, shop.clock)


def test_that_the_backup_just_made_stays_when_the_clock_was_set_back(shop: Workspace) -> None:
    for number in range(backup.KEPT + 2):
        factories.add(shop, f"客户{number}")
        assert backup.automatic(factories.at(shop, TODAY + dt.timedelta(days=number)), "close")
    factories.add(shop, "最后")
    made = backup.automatic(factories.at(shop, TODAY - dt.timedelta(days=400)), "close")
    assert made is not None and made.path.exists()
    assert len(backup.backups(shop)) == backup.KEPT


def test_that_backups_of_a_clock_that_was_ahead_go_first(shop: Workspace) -> None:
    for number in range(backup.KEPT):
        factories.add(shop, f"客户{number}")
        backup.automatic(factories.at(shop, TODAY + dt.timedelta(days=1000 + number)), "close")
    for number in range(3):
        factories.add(shop, f"后来{number}")
        day = factories.at(shop, TODAY + dt.timedelta(days=number))
        assert backup.automatic(day, "close", spare=dt.timedelta(hours=1)) is not None
    stamps = [one.at.year for one in backup.backups(shop)]
    assert stamps.count(TODAY.year) == 3
