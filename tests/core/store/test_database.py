"""What the engine promises: kept at once, together, or not at all."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from crmdesk.core.domain.problems import DatabaseProblem
from crmdesk.core.services import customers, history
from crmdesk.core.services.workspace import Workspace, open_workspace, operate
from crmdesk.core.store import database as module
from crmdesk.core.store import tables
from crmdesk.core.store.database import Database, integrity_problems, newest_operation
from tests import factories


def count(shop: Workspace, table: str = "customer") -> int:
    with shop.database.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@pytest.mark.parametrize(
    "pragma, value", [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_that_every_connection_is_safe(shop: Workspace, pragma: str, value: object) -> None:
    with shop.database.read() as first, shop.database.read() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    with shop.database.write() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_that_a_write_holds_the_file_from_its_first_word(shop: Workspace) -> None:
    other = driver.connect(str(shop.path), timeout=0)
    with shop.database.write():
        with pytest.raises(driver.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.rollback()
    other.close()


def test_that_a_read_does_not_hold_the_file(shop: Workspace) -> None:
    with shop.database.read() as connection:
        connection.exec_driver_sql("SELECT * FROM customer").fetchall()
        factories.add(shop)
    assert count(shop) == 1


def test_that_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    first = factories.open_shop(tmp_path)
    second = open_workspace(first.path, clock=factories.CLOCK)
    start = threading.Barrier(4)

    def work(shop: Workspace, number: int) -> None:
        start.wait()
        for index in range(4):
            factories.add(shop, f"N{number}-{index}")

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(work, (first, second)[number % 2], number) for number in range(4)]
        for one in done:
            one.result()
    assert count(first) == count(first, "operation") == 16
    first.database.close()
    second.database.close()


def test_that_a_reader_sees_the_old_state_until_the_write_is_kept(shop: Workspace) -> None:
    factories.add(shop)
    with shop.database.read() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM customer").scalar_one()
        factories.add(shop, "李娜")
        again = reading.exec_driver_sql("SELECT count(*) FROM customer").scalar_one()
        assert again == 1
    with shop.database.write() as writing:
        writing.exec_driver_sql("UPDATE customer SET name='half'")
        assert [one.name for one in factories.everybody(shop)] == ["张伟", "李娜"]


def test_that_an_exception_in_an_operation_leaves_nothing(shop: Workspace) -> None:
    factories.add(shop)
    before = factories.recorded(shop)
    operations = history.recent(shop)

    def half_done() -> None:
        with operate(shop, "customer.edit") as writing:
            writing.operation.update(tables.customer, 1, {"name": "half"})
            writing.operation.insert(tables.activity, {"customer_id": 1, "text": "half"})
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        half_done()
    assert factories.recorded(shop) == before
    assert history.recent(shop) == operations
    assert count(shop, "change") == 1


def test_that_a_row_without_its_customer_is_refused(shop: Workspace) -> None:
    def orphan() -> None:
        with operate(shop, "contact.note") as writing:
            writing.operation.insert(tables.activity, {"customer_id": 99, "text": "lost"})

    with pytest.raises(Exception, match="FOREIGN KEY"):
        orphan()
    assert count(shop, "activity") == 0


def test_that_an_error_of_the_database_names_nobody(shop: Workspace) -> None:
    def orphan() -> None:
        with shop.database.write() as connection:
            connection.execute(tables.activity.insert(), {"customer_id": 99, "text": "张伟 13800"})

    with pytest.raises(Exception, match="FOREIGN KEY") as failed:
        orphan()
    assert "张伟" not in str(failed.value)


def test_that_a_file_another_program_holds_is_told_in_a_sentence(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    impatient = Database(shop.path)
    with shop.database.write(), pytest.raises(DatabaseProblem, match="Another program is using"):
        with impatient.write():
            pass
    impatient.close()


def test_that_a_damaged_page_is_told_in_a_sentence(tmp_path: Path) -> None:
    shop = factories.open_shop(tmp_path)
    for number in range(30):
        factories.add(shop, f"客户{number}", notes="x" * 2000)
    shop.database.close()
    content = bytearray(shop.path.read_bytes())
    content[4096 * 20 :] = b"\xff" * (len(content) - 4096 * 20)
    shop.path.write_bytes(content)
    assert integrity_problems(shop.path) != []
    broken = Database(shop.path)
    with pytest.raises(DatabaseProblem, match="damaged"), broken.read() as connection:
        connection.exec_driver_sql("SELECT * FROM customer, change").fetchall()
    broken.close()


def test_that_closing_folds_the_log_into_the_file(tmp_path: Path) -> None:
    shop = factories.open_shop(tmp_path)
    factories.add(shop)
    shop.database.close()
    assert sorted(file.name for file in tmp_path.glob("shop*")) == ["shop.db"]
    assert newest_operation(shop.path) == 1


def test_that_a_copy_is_one_whole_file_with_what_was_just_written(
    shop: Workspace, tmp_path: Path
) -> None:
    factories.add(shop)
    copy = tmp_path / "copy.db"
    shop.database.copy_to(copy)
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db"]
    assert integrity_problems(copy) == []
    assert newest_operation(copy) == 1
    opened = open_workspace(copy)
    assert customers.get(opened, 1).name == "张伟"
    opened.database.close()


def test_that_the_newest_operation_of_a_foreign_file_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("no database", encoding="utf-8")
    assert newest_operation(file) is None
    assert integrity_problems(file) != []


def test_that_nothing_is_written_to_a_file_that_was_removed(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    shop.path.unlink()
    with pytest.raises(DatabaseProblem, match="not there any more"):
        factories.add(shop, "李娜")
