"""SQLite connections, and its errors in words that say what to do."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType

from collector.errors import StoreBusy, StoreDamaged, StoreError

__all__ = ["Translated", "connect", "connect_to_read", "hint_for", "translate"]

_BUSY_SECONDS = 10.0


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file in autocommit mode.

    Args:
        path: The file.
        mode: As in SQLite's URIs: ``mode=rwc``, ``mode=ro``, ``mode=ro&immutable=1``.
    """
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a store that others may be writing."""
    # A store in a folder that nobody may write cannot have the files that WAL needs.
    alone = not path.with_name(path.name + "-wal").exists()
    frozen = alone and not os.access(path.parent, os.W_OK)
    if not frozen and path.with_name(path.name + "-journal").exists():
        _roll_back(path)
    return connect(path, "mode=ro&immutable=1" if frozen else "mode=ro")


def _roll_back(path: Path) -> None:
    """Let SQLite undo what was begun by a process that was killed, which a reader may not."""
    with closing(connect(path, "mode=rw")) as connection:
        connection.execute("PRAGMA user_version").fetchone()


class Translated:
    """Raises SQLite's errors, and the system's, as those of the store at ``path``.

    It holds no state, so that one serves every statement of a connection.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            return  # a mistake of ours, not of the file
        if isinstance(error, sqlite3.DatabaseError):
            raise translate(error, self._path) from error
        if isinstance(error, OSError):
            raise StoreError(f"the store {self._path} cannot be used: {error}") from error


def translate(error: sqlite3.Error, path: Path) -> StoreError:
    """Say what a person can do about an error of SQLite's.

    The texts are those of https://sqlite.org/rescode.html.
    """
    text = _words(error)
    return _kind(text)(f"the store {path} cannot be used: {text}", hint=hint_for(text))


def _words(error: sqlite3.Error) -> str:
    """SQLite's own, but for a disk without room for what WAL needs: of that it says "I/O error"."""
    name = getattr(error, "sqlite_errorname", "")
    return "database or disk is full" if name == "SQLITE_IOERR_SHMSIZE" else str(error)


def hint_for(text: str) -> str:
    """What to do about an error, by its text; empty if nothing better is known."""
    return next((hint for part, hint in _HINTS.items() if part in text), "")


def _kind(text: str) -> type[StoreError]:
    if "locked" in text:
        return StoreBusy
    return StoreDamaged if "malformed" in text or "not a database" in text else StoreError


_BACKUPS = "put a backup in its place: collector backup list"
_HINTS = {
    "locked": "Another run holds it; wait for it to end.",
    "disk is full": "Make room on the disk and run again; nothing that was written is lost.",
    "readonly": "Check who owns the file and its folder, and that they can be written.",
    "unable to open": "Check that the folder exists and that you may write in it.",
    "not a database": f"Check the path in plugins.toml, or {_BACKUPS}",
    "malformed": f"The file is damaged; {_BACKUPS}",
    "disk I/O": f"The disk reports an error; check it, then {_BACKUPS}",
}
