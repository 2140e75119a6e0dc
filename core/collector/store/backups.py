"""The backups of a store: made, listed, examined, removed. They lie in ``backups/`` beside it."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from attrs import frozen

from collector.clock import Clock, SystemClock
from collector.config.suggest import did_you_mean
from collector.errors import BadInput, StoreDamaged, StoreError
from collector.store.backup_names import Backup, Kind, backup_of, name_of, outdated
from collector.store.connecting import Translated, connect, connect_to_read
from collector.store.copying import copy_store, discard, first_damage
from collector.store.schema import check_ours, check_version, version_of

__all__ = ["FOLDER", "NOTE", "Backups", "Contents", "kept_before_migration"]

FOLDER = "backups"
NOTE = "backup note"
"""Name of the row in ``meta``, of the copy alone, that holds what its owner noted."""


@frozen
class Contents:
    """What is in a backup.

    Attributes:
        size: Bytes.
        schema: Its version.
        records: How many releases are owned and not skipped.
        note: What its owner noted.
    """

    size: int
    schema: int
    records: int
    note: str


class Backups:
    """The backups of one store.

    Args:
        store: The store's file; it need not be there, or in order.
        clock: Where the time comes from.
    """

    def __init__(self, store: Path, clock: Clock | None = None) -> None:
        self.store = store
        self.folder = store.parent / FOLDER
        self.clock = clock or SystemClock()

    def all(self) -> list[Backup]:
        """Every backup, newest first."""
        try:
            files = [path for path in self.folder.iterdir() if path.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be read: {error.strerror}") from error
        found = (backup_of(path, self.store.stem) for path in files)
        return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)

    def named(self, text: str) -> Backup:
        """The backup that a person means: its name, or the path of its file.

        Raises:
            BadInput: There is none; nothing outside of the folder is one.
        """
        given = Path(text)
        known = {one.name: one for one in self.all()}
        here = given.parent == Path() or given.parent.resolve() == self.folder.resolve()
        if here and given.name in known:
            return known[given.name]
        raise BadInput(
            f'there is no backup "{text}" in {self.folder}{did_you_mean(text, known)}',
            hint="See: collector backup list",
        )

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that reads the store, whatever its version; None if there is nothing in it.

        Raises:
            StoreDamaged: It is damaged.
            StoreError: It is another program's, or cannot be read.
        """
        if not self.store.is_file():
            yield None
            return
        with Translated(self.store), closing(connect_to_read(self.store)) as connection:
            check_ours(connection, self.store)
            yield connection if version_of(connection) else None

    def create(self, source: sqlite3.Connection, kind: Kind, note: str = "") -> Backup:
        """Copy the store as it is at one moment, while others read and write it.

        Args:
            source: A connection to the store.
            kind: Why.
            note: What its owner wants to remember.

        Raises:
            StoreError: The copy cannot be written.
            StoreDamaged: The store is damaged.
        """

        def mark(copy: sqlite3.Connection) -> None:
            row = (NOTE, note.encode(errors="replace").decode())
            copy.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", row)

        with self._alone():
            backup = self._next(kind)
            copy_store(source, self.store, backup.path, mark)
        return backup

    def examine(self, backup: Backup, *, thoroughly: bool) -> Contents:
        """Open a backup and see what is in it.

        Args:
            backup: Which.
            thoroughly: Have every page of it examined.

        Raises:
            StoreDamaged: It is damaged.
            StoreTooNew: A newer version of this program made it.
            StoreError: It is no backup, or cannot be read.
        """
        try:
            with closing(connect(backup.path, "mode=ro&immutable=1")) as copy:
                check_version(copy, backup.path)
                if thoroughly and (damage := first_damage(copy)):
                    raise _damaged(backup, damage)
                return _contents(copy, backup.path)
        except sqlite3.DatabaseError as error:
            if "unable to open" in str(error):
                raise StoreError(
                    f"the backup {backup.path} cannot be read: {error}",
                    hint="Check that it is there, and that you may read it.",
                ) from error
            raise _damaged(backup, str(error)) from error

    def prune(self, keep: int | None, older_than: timedelta | None) -> list[Backup]:
        """Remove what is old, but never the newest that could be restored; returns what went.

        Raises:
            StoreError: A file cannot be removed, or none is known to be good.
        """
        with self._alone():
            there = self.all()
            doomed = outdated(there, self.clock.now(), keep, older_than)
            last = self._newest_good(there) if doomed else None
            doomed = [one for one in doomed if one != last]
            for backup in doomed:
                discard(backup.path)
        return doomed

    def _newest_good(self, backups: list[Backup]) -> Backup:
        for backup in backups:
            if self._good(backup):
                return backup
        raise StoreError(
            f"none of the backups in {self.folder} can be restored; so none was removed",
            hint="See why: collector backup verify --all",
        )

    def _good(self, backup: Backup) -> bool:
        try:
            self.examine(backup, thoroughly=True)
        except StoreError:
            return False
        return True

    def _next(self, kind: Kind) -> Backup:
        """A backup that is not there yet; a second later, if this second has its own."""
        moment, taken = self.clock.now().replace(microsecond=0), {one.at for one in self.all()}
        while moment in taken:
            moment += timedelta(seconds=1)
        return Backup(self.folder / name_of(self.store.stem, moment, kind), moment, kind)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder; two who make backups wait for each other.

        So whatever is half made in there is of somebody who was killed, and is removed.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder, os.O_RDONLY)
        except OSError as error:
            raise self._unusable(error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            for left in self.folder.glob(".*.part*"):
                left.unlink(missing_ok=True)
            yield
        except OSError as error:
            raise self._unusable(error) from error
        finally:
            os.close(handle)

    def _unusable(self, error: OSError) -> StoreError:
        return StoreError(
            f"the folder of backups {self.folder} cannot be used: {error.strerror}",
            hint="Check what is there, and that you may write in it.",
        )


def _damaged(backup: Backup, what: str) -> StoreDamaged:
    return StoreDamaged(
        f"the backup {backup.path} is damaged: {what}",
        hint="Choose another: collector backup list",
    )


def _contents(copy: sqlite3.Connection, path: Path) -> Contents:
    note = copy.execute("SELECT value FROM meta WHERE name = ?", (NOTE,)).fetchone()
    return Contents(
        size=path.stat().st_size,
        schema=version_of(copy),
        records=copy.execute("SELECT count(*) FROM releases WHERE alive = 1").fetchone()[0],
        note=note[0] if note else "",
    )


@contextmanager
def kept_before_migration(connection: sqlite3.Connection, store: Path) -> Iterator[None]:
    """Make a backup of a store whose schema is about to change; a new one has nothing to keep.

    Raises:
        StoreError: It cannot be made; then the schema must not change.
    """
    before = version_of(connection)
    if not before:
        yield
        return
    try:
        backup = Backups(store).create(connection, "before-migration")
    except StoreError as error:
        raise type(error)(
            f"the store {store} is of an older version, and the backup before it is brought up to"
            f" date failed: {error}",
            hint=error.hint,
        ) from error
    try:
        yield
    except BaseException:
        if version_of(connection) == before:
            discard(backup.path)  # nothing has changed: each further try would leave one more
        raise
