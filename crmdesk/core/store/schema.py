"""Which shape a database file has, and the way from an older shape to this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crmdesk.core.domain.problems import DatabaseProblem
from crmdesk.core.i18n import _
from crmdesk.core.store.database import (
    APPLICATION_ID,
    Connection,
    Database,
    Reads,
    check_is_ours,
    foreign_keys_off,
    tables_and_version,
)
from crmdesk.core.store.reading import connected

if TYPE_CHECKING:
    from alembic.config import Config

# The newest step; a test holds it equal to what the migrations folder says.
HEAD: Final = "0004"
KNOWN: Final = ("0001", "0002", "0003", "0004")
BEFORE_RHYTHM: Final = ("0001", "0002")


def prepare(database: Database, before_migration: Callable[[], None]) -> None:
    """Bring a new or older file to the newest shape; refuse a newer or foreign one.

    `before_migration` is called only when an existing file is about to be changed: it makes the
    backup. Raises DatabaseProblem.
    """
    version = known_version(database.file, database.plain)
    if version == HEAD:
        return
    if database.read_only:
        raise DatabaseProblem(
            _("{file} is of an older version, and can only be read here.").format(
                file=database.path
            ),
            _("Copy it to a folder you may write in, and open the copy."),
        )
    if version is not None:
        before_migration()
    # Files of these steps know no rhythm; there it would come only with the next contact.
    upgrade(database, finish=_write_rhythm if version in BEFORE_RHYTHM else None)


def _write_rhythm(connection: Connection) -> None:
    from crmdesk.core.store import rhythm

    rhythm.write_all(connection)


def known_version(path: Path, read: Reads = connected) -> str | None:
    """Return the step a file stands at, None for a new one; the file is left as it is.

    Raises DatabaseProblem for a file that is foreign, damaged or from a newer version.
    """
    check_is_ours(path)
    version = _version(path, read)
    if version is not None and version not in KNOWN:
        raise DatabaseProblem(
            _("{file} was made by a newer version of crmdesk.").format(file=path.name),
            _("Install the newest crmdesk, then open it again. The file was not changed."),
        )
    return version


def upgrade(
    database: Database, to: str = "head", finish: Callable[[Connection], None] | None = None
) -> None:
    """Run the migration steps up to a revision, all in one transaction with what finishes them."""
    _run(database, to, "upgrade", finish)


def downgrade(database: Database, to: str) -> None:
    """Run the migration steps back to a revision, all in one transaction."""
    _run(database, to, "downgrade", None)


def _run(
    database: Database, to: str, direction: str, finish: Callable[[Connection], None] | None
) -> None:
    # Alembic takes a third of a second to import, and is needed only now.
    from alembic import command

    # Rebuilding a table with foreign keys on would delete its children.
    with foreign_keys_off(database) as connection, connection.begin():
        config = alembic_config()
        config.attributes["connection"] = connection
        getattr(command, direction)(config, to)
        if finish is not None:
            finish(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise DatabaseProblem(
                _("The database could not be brought to the new version."),
                _("Nothing was changed. Restore a backup and tell us what happened."),
            )
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def alembic_config() -> Config:
    """Return Alembic's settings for the steps in the migrations folder."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _version(path: Path, read: Reads) -> str | None:
    names, version = tables_and_version(path, read)
    if not names:
        return None
    if version is None or "customer" not in names:
        raise DatabaseProblem(
            _("{file} is not a crmdesk database.").format(file=path.name),
            _("Choose another file, or leave out --db to use your own database."),
        )
    return version
