"""Copies of a store: whole, checked, in one file, or not there at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from collector.errors import StoreDamaged, StoreError
from collector.files import part_of
from collector.store.connecting import connect, hint_for

__all__ = ["copy_store", "discard", "first_damage", "prepared", "sync"]

BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""

Change = Callable[[sqlite3.Connection], object]


def copy_store(
    source: sqlite3.Connection, origin: Path, target: Path, change: Change | None = None
) -> None:
    """Copy a store, as it is at one moment, while others read and write it.

    Args:
        source: A connection to it.
        origin: Its file, for messages.
        target: Where the copy comes to be; nothing may be there.
        change: What to write into the copy before it is checked.

    Raises:
        StoreError: It cannot be written, or there is something at ``target``.
        StoreDamaged: What came out is not whole, for the store is damaged.
    """
    if target.exists():
        raise StoreError(f"{target} is there already", hint="Choose another name.")
    with prepared(source, origin, part_of(target), change) as part, _writing(target, origin):
        part.rename(target)
        sync(target.parent)


@contextmanager
def prepared(
    source: sqlite3.Connection, origin: Path, part: Path, change: Change | None = None
) -> Iterator[Path]:
    """Copy a store to ``part``, which is gone afterwards unless it was renamed.

    The copy is on the disk, and no file beside it belongs to it.

    Raises:
        StoreError: It cannot be written.
        StoreDamaged: What came out is not whole, for the store is damaged.
    """
    try:
        with _writing(part, origin):
            discard(part)
            with closing(connect(part, "mode=rwc")) as copy:
                _fill(source, copy, change)
                if damage := first_damage(copy):
                    raise _damaged(origin, damage)
            sync(part)
        yield part
    finally:
        with suppress(OSError):  # on a disk that cannot be written, nothing is left either
            discard(part)


def _fill(source: sqlite3.Connection, copy: sqlite3.Connection, change: Change | None) -> None:
    copy.execute("PRAGMA synchronous = OFF")  # nobody needs a part of it; synced once, as a whole
    # All pages in one step: in steps, each commit of a run would make it begin again.
    source.backup(copy)
    copy.execute("PRAGMA journal_mode = DELETE")
    if change:
        change(copy)


def first_damage(connection: sqlite3.Connection) -> str:
    """Let SQLite examine every page; the first thing that is wrong, or nothing.

    Raises:
        sqlite3.DatabaseError: It is so wrong that it cannot be examined.
    """
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return "" if found == "ok" else " ".join(found.split())


def sync(path: Path) -> None:
    """Have a file or folder written to the disk before going on.

    Raises:
        OSError: As the system says.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(path: Path) -> None:
    """Remove a database and what SQLite keeps beside it."""
    for name in (path.name, *(path.name + ending for ending in BESIDE)):
        path.with_name(name).unlink(missing_ok=True)


@contextmanager
def _writing(target: Path, origin: Path) -> Iterator[None]:
    """What is wrong with the pages is the origin's fault, all else that of the target's place."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise _damaged(origin, str(error)) from error
        raise _unwritable(target, str(error)) from error
    except OSError as error:
        raise _unwritable(target, error.strerror or str(error)) from error


def _damaged(origin: Path, what: str) -> StoreDamaged:
    return StoreDamaged(f"the store {origin} is damaged: {what}", hint=hint_for("malformed"))


def _unwritable(target: Path, reason: str) -> StoreError:
    hint = hint_for(reason) or "Check that the folder is there, may be written, and has room."
    return StoreError(f"no copy could be written in {target.parent}: {reason}", hint=hint)
