"""One SQLite connection: opening, transactions, and errors that say what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from collector.errors import StoreBusy, StoreError
from collector.store.schema import check_version, is_current, migrate

__all__ = ["Database", "translate"]

_BUSY_SECONDS = 10.0


class Database:
    """A connection whose errors are :class:`~collector.errors.StoreError`.

    Args:
        path: The file.
        connection: Open, in autocommit mode.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, read_only: bool) -> Database:
        """Open the file; make it, or bring its schema up to date, where needed.

        Raises:
            StoreTooNew: A newer version of this program wrote it.
            StoreError: It is broken, cannot be written, or is not there to be read.
        """
        with _translated(path):
            if not read_only:
                return cls(path, _writable(path))
            if not path.is_file():
                raise StoreError(f"there is no store at {path}", hint="Start with: collector run")
            return cls(path, _readable(path))

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Every row of a query."""
        with _translated(self.path):
            return self._execute(sql, parameters).fetchall()

    def each(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Every row of a query, one after the other: for what is too much to be held."""
        with _translated(self.path):
            yield from self._execute(sql, parameters)

    def row(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        with _translated(self.path):
            found: sqlite3.Row | None = self._execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def write(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Change rows, within a transaction; returns how many changed."""
        with self.transaction(), _translated(self.path):
            return self._execute(sql, parameters).rowcount

    def scratch(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Change a temporary table: no transaction of the file's is needed."""
        with _translated(self.path):
            self._execute(sql, parameters)

    def insert(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Add a row, within a transaction; returns its number."""
        with self.transaction(), _translated(self.path):
            return self._execute(sql, parameters).lastrowid or 0

    def _execute(self, sql: str, parameters: Sequence[object]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, parameters)
        except UnicodeEncodeError:
            # Half characters, from JSON or a command line, must not end a run.
            return self._connection.execute(sql, [_encodable(value) for value in parameters])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; within another transaction, a part of that one."""
        if self._connection.in_transaction:
            yield
            return
        with _translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with _translated(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            # A full disk makes SQLite roll back by itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy, whatever is being written meanwhile."""
        with _translated(target), closing(sqlite3.connect(target)) as copy:
            self._connection.backup(copy)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


def _encodable(value: object) -> object:
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _writable(path: Path) -> sqlite3.Connection:
    connection = _connect(path.absolute().as_uri() + "?mode=rwc")
    try:
        check_version(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _readable(path: Path) -> sqlite3.Connection:
    connection = _connect(path.absolute().as_uri() + _reading_mode(path))
    try:
        check_version(connection, path)
        if is_current(connection):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    _writable(path).close()  # an older schema: brought up to date once, then read
    return _connect(path.absolute().as_uri() + _reading_mode(path))


def _reading_mode(path: Path) -> str:
    """A store in a folder that nobody may write cannot have the files that WAL needs."""
    alone = not path.with_name(path.name + "-wal").exists()
    frozen = alone and not os.access(path.parent, os.W_OK)
    return "?immutable=1" if frozen else "?mode=ro"


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise translate(error, path) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake of ours, not of the file
    except sqlite3.DatabaseError as error:
        raise translate(error, path) from error
    except OSError as error:
        raise StoreError(f"the store {path} cannot be used: {error}") from error


def translate(error: sqlite3.Error, path: Path) -> StoreError:
    """Say what a person can do about an error of SQLite's.

    The texts are those of https://sqlite.org/rescode.html.
    """
    text = str(error)
    kind = StoreBusy if "locked" in text else StoreError
    hint = next((hint for part, hint in _HINTS.items() if part in text), "")
    return kind(f"the store {path} cannot be used: {text}", hint=hint)


_HINTS = {
    "locked": "Another run holds it; wait for it to end.",
    "disk is full": "Make room on the disk and run again; nothing that was written is lost.",
    "readonly": "Check who owns the file and its folder, and that they can be written.",
    "unable to open": "Check that the folder exists and that you may write in it.",
    "not a database": "Check the path in plugins.toml, or put a backup in its place.",
    "malformed": "The file is damaged; put a copy of it from before in its place.",
    "disk I/O": "The disk reports an error; check it, then put a backup in the store's place.",
}
