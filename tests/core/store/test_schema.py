"""A file is brought to the newest shape whole or not at all, and others are left alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlcipher3 import dbapi2 as driver

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.problems import DatabaseProblem
from crmdesk.core.services import activities, customers, listing
from crmdesk.core.services.workspace import Workspace, open_workspace
from crmdesk.core.store import schema
from crmdesk.core.store.database import APPLICATION_ID, Database
from crmdesk.core.store.tables import SEARCH_TABLE, metadata
from tests import factories

MIGRATIONS = Path(schema.__file__).parent / "migrations"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def shape(file: Path) -> list[tuple[str, ...]]:
    connection = driver.connect(str(file))
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    connection.close()
    return [tuple(row) for row in rows]


def run_sql(file: Path, *statements: str) -> None:
    connection = driver.connect(str(file))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def own_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the steps, so that a test can put one more behind the newest."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    ordinary = schema.alembic_config

    def config() -> Config:
        made = ordinary()
        made.set_main_option("script_location", str(folder))
        return made

    monkeypatch.setattr(schema, "alembic_config", config)
    return folder / "versions"


def write_step(folder: Path, *body: str) -> None:
    lines = (
        "import sqlalchemy as sa",
        "from alembic import op",
        "revision = '9999'",
        f"down_revision = '{schema.HEAD}'",
        "def downgrade():",
        "    pass",
        "def upgrade():",
        *(f"    {line}" for line in body),
    )
    (folder / "9999_one_more.py").write_text("\n".join(lines), encoding="utf-8")


def test_that_the_newest_step_is_the_one_the_folder_ends_with() -> None:
    script = ScriptDirectory.from_config(schema.alembic_config())
    assert script.get_heads() == [schema.HEAD]
    assert {step.revision for step in script.walk_revisions()} == set(schema.KNOWN)


def test_that_the_migrated_file_equals_the_models(tmp_path: Path) -> None:
    opened = open_workspace(tmp_path / "fresh.db")
    with opened.database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, type_, _parents: (
                    type_ != "table" or not name.startswith(SEARCH_TABLE)
                ),
            },
        )
        differences = compare_metadata(context, metadata)
    opened.database.close()
    assert differences == []


def test_that_the_migrated_file_has_the_very_tables_the_models_make(tmp_path: Path) -> None:
    def columns(database: Database) -> dict[str, list[tuple[object, ...]]]:
        with database.read() as connection:
            return {
                name: [
                    tuple(row) for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")
                ]
                for name in metadata.tables
            }

    opened = open_workspace(tmp_path / "fresh.db")
    (tmp_path / "models.db").touch()
    made = Database(tmp_path / "models.db")
    with made.write() as connection:
        metadata.create_all(connection)
    assert columns(opened.database) == columns(made)
    opened.database.close()
    made.close()


def test_that_a_new_file_is_marked_as_ours(shop: Workspace) -> None:
    with shop.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID


def test_that_a_file_can_go_back_and_forth_and_hold_customers_again(tmp_path: Path) -> None:
    opened = factories.open_shop(tmp_path)
    fresh = shape(opened.path)
    factories.add(opened, "张伟", "13800138000", tags=("老客户",))
    schema.downgrade(opened.database, "base")
    assert [row[1] for row in shape(opened.path) if row[0] == "table"] == [
        "alembic_version",
        "sqlite_sequence",
    ]
    schema.upgrade(opened.database)
    assert shape(opened.path) == fresh
    factories.add(opened, "李娜")
    assert [one.name for one in factories.everybody(opened)] == ["李娜"]
    opened.database.close()


def test_that_a_step_keeps_what_belongs_to_the_rows_of_a_rebuilt_table(
    shop: Workspace, own_steps: Path
) -> None:
    factories.add(shop, "张伟", "13800138000", tags=("老客户",))
    before = factories.recorded(shop)
    write_step(
        own_steps,
        "with op.batch_alter_table('customer', recreate='always') as batch:",
        "    batch.add_column(sa.Column('nickname', sa.Text(), server_default=''))",
    )
    schema.upgrade(shop.database)
    after = factories.recorded(shop)
    assert [row[:2] for row in after["customer"]] == [row[:2] for row in before["customer"]]
    assert after["contact_method"] == before["contact_method"]
    assert after["customer_tag"] == before["customer_tag"]
    with shop.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_that_a_failing_step_leaves_nothing_behind(shop: Workspace, own_steps: Path) -> None:
    factories.add(shop, "张伟", "13800138000")
    before, fresh = factories.recorded(shop), shape(shop.path)
    write_step(
        own_steps,
        "op.create_table('half', sa.Column('id', sa.Integer()))",
        "op.execute(\"UPDATE customer SET name='spoilt'\")",
        "op.execute('SELECT * FROM there_is_no_such_table')",
    )
    with pytest.raises(Exception, match="there_is_no_such_table"):
        schema.upgrade(shop.database)
    assert shape(shop.path) == fresh
    assert factories.recorded(shop) == before


def test_that_a_step_which_breaks_links_is_refused_whole(shop: Workspace, own_steps: Path) -> None:
    factories.add(shop, "张伟", "13800138000")
    before = factories.recorded(shop)
    write_step(own_steps, "op.execute('UPDATE contact_method SET customer_id=77')")
    with pytest.raises(DatabaseProblem, match="could not be brought"):
        schema.upgrade(shop.database)
    assert factories.recorded(shop) == before


def test_that_a_backup_is_made_before_an_existing_file_is_changed(
    tmp_path: Path, own_steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = factories.open_shop(tmp_path)
    factories.add(opened)
    opened.database.close()
    write_step(own_steps, "op.execute('CREATE TABLE more (id INTEGER)')")
    monkeypatch.setattr(schema, "HEAD", "9999")
    open_workspace(opened.path, clock=factories.CLOCK).database.close()
    made = [file.name for file in (tmp_path / "backups").glob("*.db")]
    assert made == ["shop-20261121-090000-migration.db"]
    old = tmp_path / "backups" / made[0]
    assert "more" not in [row[1] for row in shape(old)]
    assert "more" in [row[1] for row in shape(opened.path)]


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_that_a_file_of_a_newer_version_is_refused_and_not_touched(
    tmp_path: Path, journal: str
) -> None:
    file = factories.new_file(tmp_path / "newer.db")
    run_sql(file, f"PRAGMA journal_mode={journal}", "UPDATE alembic_version SET version_num='0777'")
    before = digest(file)
    with pytest.raises(DatabaseProblem, match="newer version") as told:
        open_workspace(file)
    assert "not changed" in told.value.advice
    assert digest(file) == before
    assert [one.name for one in tmp_path.glob("newer*")] == ["newer.db"]


def test_that_a_foreign_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    run_sql(file, "CREATE TABLE customer (id INTEGER)", "INSERT INTO customer VALUES (7)")
    before = digest(file)
    with pytest.raises(DatabaseProblem, match=r"other\.db is not a crmdesk database"):
        open_workspace(file)
    assert digest(file) == before


def test_that_a_database_of_another_program_is_refused_by_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    run_sql(file, "PRAGMA application_id=42", "CREATE TABLE t (id INTEGER)")
    before = digest(file)
    with pytest.raises(DatabaseProblem, match="is not a crmdesk database"):
        open_workspace(file)
    assert digest(file) == before


@pytest.mark.parametrize("content", [b"name,phone\n", "姓名\n".encode() * 100, b"\0" * 5000])
def test_that_a_file_that_is_no_database_is_refused_and_not_touched(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(DatabaseProblem, match="is not a crmdesk database"):
        open_workspace(file)
    assert file.read_bytes() == content


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="is a folder"):
        open_workspace(tmp_path)


def test_that_a_truncated_database_is_told_as_damaged(tmp_path: Path) -> None:
    file = factories.new_file(tmp_path / "cut.db")
    file.write_bytes(file.read_bytes()[:9000])
    with pytest.raises(DatabaseProblem, match="damaged"):
        open_workspace(file)


def test_that_a_database_without_its_version_is_told_as_damaged(tmp_path: Path) -> None:
    file = factories.new_file(tmp_path / "odd.db")
    run_sql(file, "DELETE FROM alembic_version")
    with pytest.raises(DatabaseProblem):
        open_workspace(file)


def test_that_an_empty_file_becomes_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    file.touch()
    opened = open_workspace(file, clock=factories.CLOCK)
    customers.create(opened, factories.person())
    assert listing.count(opened, CustomerQuery()) == 1
    opened.database.close()


def test_that_the_folders_of_a_new_database_are_made(tmp_path: Path) -> None:
    opened = open_workspace(tmp_path / "a" / "客户 b" / "shop.db")
    opened.database.close()
    assert (tmp_path / "a" / "客户 b" / "shop.db").is_file()


def test_that_an_upgraded_file_knows_the_rhythm_of_its_customers(shop: Workspace) -> None:
    def rhythms() -> list[tuple[object, ...]]:
        with shop.database.read() as connection:
            found = connection.exec_driver_sql("SELECT usual_days, drift_on FROM customer")
            return [tuple(row) for row in found]

    who, other = factories.add(shop), factories.add(shop, "乙")
    for month in range(1, 7):
        met = Activity(customer_id=who, on=dt.date(2026, month, 1), kind="call", text="好")
        activities.note_contact(shop, met)
    activities.note_contact(shop, replace(met, customer_id=other))
    before = rhythms()
    assert before[0][0] and before[1] == (0, None)
    schema.downgrade(shop.database, "0002")
    schema.prepare(shop.database, lambda: None)
    assert rhythms() == before
    shop.database.close()
