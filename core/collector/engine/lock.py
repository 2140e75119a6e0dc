"""One run at a time on one workspace."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector.errors import StoreBusy, StoreError

__all__ = ["only_run"]


@contextmanager
def only_run(store: Path) -> Iterator[None]:
    """Hold the lock beside the store; the system lets go of it, however the process ends.

    Raises:
        StoreBusy: Another run holds it.
        StoreError: The folder cannot be written.
    """
    path = store.with_name(store.name + ".lock")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a")
    except OSError as error:
        raise StoreError(
            f"{store.parent} cannot be written: {error.strerror}",
            hint="Give yourself the right to write there, or choose another workspace.",
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreBusy(
                f"another run is at work on {store}",
                hint="Wait for it, or end it with Ctrl-C; nothing gets lost.",
            ) from error
        yield
