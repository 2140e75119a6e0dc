"""One SQLite connection: opening, and transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from collector.errors import StoreError
from collector.store.backups import kept_before_migration
from collector.store.connecting import Translated, connect, connect_to_read
from collector.store.copying import copy_store
from collector.store.schema import check_version, is_current, migrate

__all__ = ["Database"]

Parameters: TypeAlias = Sequence[object] | Mapping[str, object]
"""In the order of the question marks, or by name."""


class Database:
    """A connection whose errors are :class:`~collector.errors.StoreError`.

    Args:
        path: The file.
        connection: Open, in autocommit mode.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._translated = Translated(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool) -> Database:
        """Open the file; make it, or bring its schema up to date, where needed.

        Raises:
            StoreTooNew: A newer version of this program wrote it.
            StoreError: It is broken, cannot be written, or is not there to be read.
        """
        with Translated(path):
            if not read_only:
                return cls(path, _writable(path))
            if not path.is_file():
                raise StoreError(f"there is no store at {path}", hint="Start with: collector run")
            return cls(path, _readable(path))

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Every row of a query."""
        with self._translated:
            return self._execute(sql, parameters).fetchall()

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """Every row of a query, one after the other: for what is too much to be held."""
        with self._translated:
            yield from self._execute(sql, parameters)

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        with self._translated:
            found: sqlite3.Row | None = self._execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """Change rows, within a transaction; returns how many changed."""
        return self._change(sql, parameters).rowcount

    def scratch(self, sql: str, parameters: Parameters = ()) -> None:
        """Change a temporary table: no transaction of the file's is needed."""
        with self._translated:
            self._execute(sql, parameters)

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Add a row, within a transaction; returns its number."""
        return self._change(sql, parameters).lastrowid or 0

    def _change(self, sql: str, parameters: Parameters) -> sqlite3.Cursor:
        if self._connection.in_transaction:
            with self._translated:
                return self._execute(sql, parameters)
        with self.transaction():
            return self._change(sql, parameters)

    def _execute(self, sql: str, parameters: Parameters) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, parameters)
        except UnicodeEncodeError:
            # Half characters, from JSON or a command line, must not end a run.
            return self._connection.execute(sql, _all_encodable(parameters))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; within another transaction, a part of that one."""
        if self._connection.in_transaction:
            yield
            return
        with self._translated:
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._translated:
                self._connection.execute("COMMIT")
        except BaseException:
            # A full disk makes SQLite roll back by itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy, whatever is being written meanwhile.

        Raises:
            StoreError: It cannot be written, or there is something at ``target``.
        """
        copy_store(self._connection, self.path, target)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


def _all_encodable(parameters: Parameters) -> Parameters:
    if isinstance(parameters, Mapping):
        return {name: _encodable(value) for name, value in parameters.items()}
    return [_encodable(value) for value in parameters]


def _encodable(value: object) -> object:
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _writable(path: Path) -> sqlite3.Connection:
    connection = connect(path, "mode=rwc")
    try:
        check_version(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not is_current(connection):
            with kept_before_migration(connection, path):
                migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _readable(path: Path) -> sqlite3.Connection:
    connection = connect_to_read(path)
    try:
        check_version(connection, path)
        if is_current(connection):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    _writable(path).close()  # an older schema: brought up to date once, then read
    return connect_to_read(path)
