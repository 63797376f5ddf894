"""The engine: driver, PRAGMAs, transactions and copies of the file; nothing else knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2 as driver

from crmdesk.core.domain.problems import CrmError, DatabaseProblem, NoRoom
from crmdesk.core.i18n import _
from crmdesk.core.store.reading import Readable, connected

# "CRMD" in the file's header tells our database from any other.
APPLICATION_ID: Final = 0x43524D44
BUSY_SECONDS: Final = 15.0
# What the rooms above may call a connection without knowing the library.
Connection = sa.Connection
# How a file is read past the engine.
Reads = Callable[[Path], Any]
_CACHE_KIB: Final = 16_000
# A large write is twice as quick when its pages need not leave memory before the end.
_WRITE_CACHE_KIB: Final = 200_000
_HEADER: Final = b"SQLite format 3\x00"


class Database:
    """An open database file; `read()` and `write()` are the two ways in.

    One that can only be read stays as it is, and nothing is made beside it.
    """

    def __init__(self, path: Path, *, read_only: bool = False, full: bool = False) -> None:
        """Open a file; `full` tells that it is only read because the disk has no room."""
        self.path = path
        self._full = full
        self._readable = Readable(path) if read_only else None
        self.engine = sa.create_engine(
            "sqlite://",
            module=driver,
            creator=self._connect,
            poolclass=sa.QueuePool,
            pool_size=6,
            max_overflow=4,
            # What went wrong may be written into a log, whose row it was may not.
            hide_parameters=True,
        )
        event.listen(self.engine, "begin", _begin)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._readable is not None

    def only_read(self) -> tuple[str, str]:
        """Return what is told where nothing can be saved: a sentence, and an advice."""
        if self._full:
            return (
                _("The disk is full: {file} can only be read.").format(file=self.path),
                _("Make room on the disk, then open it again."),
            )
        return (
            _("{file} can only be read here; nothing can be saved.").format(file=self.path),
            _("To work with it, copy it to a folder you may write in, and open the copy."),
        )

    @property
    def file(self) -> Path:
        """The file that is read: the database, or a copy of what cannot be read as it stands."""
        return self._readable.file if self._readable is not None else self.path

    def plain(self, file: Path) -> Any:
        """Return a plain connection that reads the file in the way the database is read."""
        return self._readable.connect() if self._readable is not None else connected(file)

    def _connect(self) -> Any:
        return _connect(self.path) if self._readable is None else _prepared(self._readable)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one unchanging state of the database."""
        with _told(self.path), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are kept together, or not at all."""
        if self.read_only:
            raise DatabaseProblem(*self.only_read())
        if not self.path.exists():
            # What is written to a file that was removed would vanish with the program.
            raise DatabaseProblem(
                _("The database {file} is not there any more.").format(file=self.path),
                _("Put the file back, or restore a backup. Nothing was saved."),
            )
        with _told(self.path), self.engine.connect() as plain:
            connection = plain.execution_options(crmdesk_write=True)
            with _room_for_pages(connection), connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self.engine.dispose()
        if self._readable is not None:
            self._readable.close()

    def copy_to(self, target: Path) -> None:
        """Copy the database as it stands into a new file."""
        copy_over(self.file, target, self.plain)
        with _told(target):
            copy = driver.connect(str(target))
            try:
                # A copy is one file: no write-ahead log beside it.
                copy.execute("PRAGMA journal_mode=DELETE")
            finally:
                copy.close()


def _prepared(readable: Readable) -> Any:
    connection = readable.connect()
    for pragma in ("foreign_keys=ON", "temp_store=MEMORY", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _connect(path: Path) -> Any:
    connection = driver.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        f"cache_size=-{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def _room_for_pages(connection: sa.Connection) -> Iterator[None]:
    driver_connection = connection.connection.driver_connection
    assert driver_connection is not None
    driver_connection.execute(f"PRAGMA cache_size=-{_WRITE_CACHE_KIB}")
    try:
        yield
    finally:
        driver_connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")


def _begin(connection: sa.Connection) -> None:
    # IMMEDIATE from the first word: a read that turns into a write may fail half way.
    write = connection.get_execution_options().get("crmdesk_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the driver's failures that a user can mend into one sentence."""
    try:
        yield
    except (driver.DatabaseError, sa.exc.DatabaseError) as error:
        told = _problem(path, error)
        if told is None:
            raise
        raise told from error


def _problem(path: Path, error: Exception) -> CrmError | None:
    text = str(error).lower()
    if "not a database" in text or "malformed" in text:
        return DatabaseProblem(
            _("{file} is damaged or is not a crmdesk database.").format(file=path.name),
            _("Nothing was changed. Restore the newest backup, or open another file."),
        )
    if "disk is full" in text or "disk i/o" in text:
        return NoRoom(
            _("The disk is full or does not answer."),
            _("Nothing was changed. Make room on the disk and try again."),
        )
    if "readonly" in text or "unable to open" in text:
        return DatabaseProblem(
            _("{file} cannot be written.").format(file=path),
            _("Choose a folder you may write in."),
        )
    if "locked" in text:
        return DatabaseProblem(
            _("Another program is using {file}.").format(file=path.name),
            _("Close the other program and try again."),
        )
    return None


def copy_over(file: Path, target: Path, read: Reads = connected) -> None:
    """Copy a database into another file through the backup interface, in one transaction.

    What the target held is replaced; whoever has it open sees the new state. Raises
    DatabaseProblem when another program is writing to it.
    """
    with _told(target):
        # Plain connections: the settings of ours would rewrite the header of a backup.
        source = read(file)
        copy = driver.connect(str(target), timeout=BUSY_SECONDS)
        try:
            source.backup(copy)
        finally:
            copy.close()
            source.close()


def remove_if_alone(path: Path) -> bool:
    """Remove a database that nobody else has open, and tell whether it was removed."""
    connection = driver.connect(str(path))
    try:
        # The log can only be left when no other connection uses it.
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except driver.DatabaseError:
        return False
    finally:
        connection.close()
    if mode != "delete":
        return False
    path.unlink(missing_ok=True)
    return True


def check_is_ours(path: Path) -> None:
    """Raise DatabaseProblem when an existing file is not a crmdesk database."""
    advice = _("Choose another file, or leave out --db to use your own database.")
    if path.is_dir():
        raise DatabaseProblem(_("{file} is a folder, not a database.").format(file=path), advice)
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise DatabaseProblem(
            _("{file} cannot be opened.").format(file=path), _("Check that you may read it.")
        ) from error
    number = int.from_bytes(header[68:72], "big")
    if header[:16] != _HEADER or number not in (0, APPLICATION_ID):
        raise DatabaseProblem(_("{file} is not a crmdesk database.").format(file=path), advice)


def integrity_problems(path: Path) -> list[str]:
    """Return what SQLite finds wrong in a file; an empty list when it is sound."""
    checker = connected(path)
    try:
        rows = checker.execute("PRAGMA integrity_check").fetchall()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        keys = checker.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"foreign key: {tuple(row)}" for row in keys]
    except driver.DatabaseError as error:
        return [str(error)]
    finally:
        checker.close()


def tables_and_version(path: Path, read: Reads = connected) -> tuple[set[str], str | None]:
    """Return the tables of a file and the migration step it stands at; both empty for a new one.

    The file is left as it is: our own connections would rewrite the header of a foreign one.
    """
    if not path.exists():
        return set(), None
    with _told(path):
        reader = read(path)
        try:
            rows = reader.execute("SELECT name FROM sqlite_master WHERE type='table'")
            names = {str(row[0]) for row in rows}
            if "alembic_version" not in names:
                return names, None
            found = reader.execute("SELECT version_num FROM alembic_version").fetchone()
            return names, str(found[0]) if found else None
        finally:
            reader.close()


@contextmanager
def foreign_keys_off(database: Database) -> Iterator[sa.Connection]:
    """Give a connection for writing that does not follow foreign keys, outside any transaction."""
    if database.read_only:
        raise DatabaseProblem(*database.only_read())
    with _told(database.path), database.engine.connect() as plain:
        # Past the engine, which would begin a transaction: inside one this setting is ignored.
        own = plain.connection.driver_connection
        assert own is not None
        own.execute("PRAGMA foreign_keys=OFF")
        try:
            yield plain.execution_options(crmdesk_write=True)
        finally:
            own.execute("PRAGMA foreign_keys=ON")


def newest_operation(path: Path) -> int | None:
    """Return the number of a file's newest operation: 0 for none, None if it cannot be read."""
    reader = connected(path)
    try:
        found = reader.execute("SELECT max(id) FROM operation").fetchone()
        return int(found[0] or 0)
    except driver.DatabaseError:
        return None
    finally:
        reader.close()


def last_written(path: Path) -> tuple[object, ...] | None:
    """Return what tells the newest operation of a file from any other, None without one.

    Its number alone does not: after a backup was put back, numbers are given anew.
    """
    reader = connected(path)
    try:
        found = reader.execute(
            "SELECT id, at, who, kind, details FROM operation ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return tuple(found) if found else None
    except driver.DatabaseError:
        return None
    finally:
        reader.close()
