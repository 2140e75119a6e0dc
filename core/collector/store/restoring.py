"""A backup put in the place of the store: the one or the other is there, whole, at any moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from glob import escape
from pathlib import Path

from attrs import frozen

from collector.clock import Clock
from collector.errors import StoreBusy, StoreDamaged, StoreError
from collector.files import copy_atomically, part_of
from collector.store.backup_names import Backup, dated
from collector.store.backups import NOTE, Backups, Contents
from collector.store.connecting import Translated, connect
from collector.store.copying import BESIDE, prepared, sync

__all__ = ["Restored", "restore"]


@frozen
class Restored:
    """What was done.

    Attributes:
        contents: What is in the backup, and in the store now.
        before: The backup of what was there; None if there was nothing, or it was damaged.
        aside: Where a damaged store was put; None if it was in order.
    """

    contents: Contents
    before: Backup | None
    aside: Path | None


def restore(backups: Backups, backup: Backup) -> Restored:
    """Put a backup in the place of the store, after keeping what is there.

    Nobody else may write the store meanwhile; who reads it sees the old one or the new one.

    Raises:
        StoreDamaged: The backup is damaged.
        StoreTooNew: A newer version of this program made it.
        StoreBusy: Somebody is writing the store.
        StoreError: There is no room, or a folder cannot be written.
    """
    store = backups.store
    contents = backups.examine(backup, thoroughly=True)
    before, damaged = _kept(backups, f"of {backup.name}")
    aside = None
    with _candidate(backup, store, before) as part:
        if before:
            _write_over(part, store)
        else:
            with _in_the_way(store):
                aside = _put_aside(store, backups.clock) if damaged else None
                _take_the_place(part, store)
    return Restored(contents, before, aside)


def _kept(backups: Backups, note: str) -> tuple[Backup | None, bool]:
    """A backup of what is there, if there is something, and whether that is damaged."""
    try:
        with backups.opened() as store:
            return (backups.create(store, "before-restore", note) if store else None), False
    except StoreDamaged:
        return None, True


@contextmanager
def _candidate(backup: Backup, store: Path, before: Backup | None) -> Iterator[Path]:
    """The store as it is to be, beside the one that is there."""

    def change(copy: sqlite3.Connection) -> None:
        copy.execute("DELETE FROM meta WHERE name = ?", (NOTE,))
        if before:
            _know_the_pages(copy, before)

    with (
        Translated(backup.path),
        closing(connect(backup.path, "mode=ro&immutable=1")) as source,
        prepared(source, backup.path, part_of(store), change) as part,
    ):
        yield part


def _know_the_pages(copy: sqlite3.Connection, before: Backup) -> None:
    """Pages that were written since the backup lie there still: only what is known is removed."""
    copy.execute("ATTACH ? AS now", (f"{before.path.absolute().as_uri()}?mode=ro&immutable=1",))
    copy.execute(
        "INSERT OR IGNORE INTO main.outputs (renderer, path, subject, hash)"
        " SELECT renderer, path, subject, hash FROM now.outputs"
    )
    copy.execute("DETACH now")


def _write_over(part: Path, store: Path) -> None:
    """In one transaction of the store, so that a kill leaves the old one, and readers may stay."""

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):  # it would try for ever
            raise StoreBusy(
                f"the store {store} is being written by another program",
                hint="End it, then restore again; nothing was changed.",
            )

    with (
        Translated(store),
        closing(connect(part, "mode=ro&immutable=1")) as source,
        closing(connect(store, "mode=rw")) as target,
    ):
        source.backup(target, progress=give_up)


def _put_aside(store: Path, clock: Clock) -> Path:
    """Copy a damaged store, with what belongs to it: somebody may yet mend it."""
    for left in store.parent.glob(
        f".{escape(store.stem)}-damaged-*.part"
    ):  # of one that was killed
        left.unlink()
    moment = clock.now()
    while (
        aside := store.with_name(f"{store.stem}-damaged-{dated(moment)}{store.suffix}")
    ).exists():
        moment += timedelta(seconds=1)
    for ending in ("", "-wal", "-journal"):  # -shm is but an index of -wal
        origin = store.with_name(store.name + ending)
        if origin.exists():
            copy_atomically(origin, aside.with_name(aside.name + ending))
    return aside


def _take_the_place(part: Path, store: Path) -> None:
    for ending in BESIDE:  # of the old one: SQLite would take them for the new one's
        store.with_name(store.name + ending).unlink(missing_ok=True)
    part.replace(store)
    sync(store.parent)


@contextmanager
def _in_the_way(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the store {store} cannot be replaced: {error.strerror}",
            hint="Check who owns it and its folder, and that there is room.",
        ) from error
