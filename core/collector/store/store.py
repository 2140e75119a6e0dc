"""The facade: one open store, with all its operations."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from collector.clock import Clock, SystemClock
from collector.store.answers import Answers
from collector.store.batches import Batches
from collector.store.database import Database
from collector.store.explain import Explain
from collector.store.hand import Edits, Skips
from collector.store.items import Items, Walks
from collector.store.kept_files import KeptFiles
from collector.store.lists import Lists
from collector.store.reading import Reading
from collector.store.records import Records
from collector.store.status import Status
from collector.store.subjects import Subjects

__all__ = ["Store"]


class Store(
    Subjects,
    Items,
    Walks,
    Batches,
    Answers,
    Records,
    Status,
    Explain,
    Edits,
    Skips,
    KeptFiles,
    Reading,
    Lists,
):
    """An open store. Each group of its operations is a module of this package.

    One thread writes; other threads and processes may read through stores of their own.
    """

    @classmethod
    def open(
        cls, path: Path | str, *, read_only: bool = False, clock: Clock | None = None
    ) -> Store:
        """Open the file; make it, or bring its schema up to date, where needed.

        Args:
            path: The file.
            read_only: Only read; the file must be there.
            clock: Where the time comes from.

        Raises:
            StoreTooNew: A newer version of this program wrote it.
            StoreError: It is broken, cannot be written, or is not there to be read.
        """
        return cls(Database.open(Path(path), read_only=read_only), clock or SystemClock())

    @property
    def path(self) -> Path:
        """The file."""
        return self._db.path

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; within another transaction, a part of that one."""
        return self._db.transaction()

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the store, whatever is being written meanwhile.

        Raises:
            StoreError: It cannot be written, or there is something at ``target``.
            StoreDamaged: What came out is not whole, for the store is damaged.
        """
        self._db.copy_to(target)

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
