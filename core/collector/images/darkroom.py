"""Where the copies of images are made: by two processes, for one alone is the slower part of a run.

Pillow lets no other thread work while it compresses.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path
from types import TracebackType

from collector.errors import MalformedAnswer, OutputError
from collector.images.looks import Look, develop, look_at

__all__ = ["Darkroom"]

WORKERS = 2
FEW = 12
"""So many are made sooner than a process begins."""


class Darkroom:
    """Makes what is missing. To be left when all is made: the processes end then.

    Without being entered it makes all in this process.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._open = False

    def __enter__(self) -> Darkroom:
        self._open = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open = False
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def prepare(self, origins: Iterable[Path]) -> Mapping[Path, Look | None]:
        """See that of each image there is what pages show of it.

        Args:
            origins: The images' files. What is spoilt or gone is left alone.

        Returns:
            What there is of each.

        Raises:
            OutputError: Something cannot be written.
        """
        looks = {one: look_at(one) for one in origins}
        missing = [one for one, look in looks.items() if look is None and one.is_file()]
        self._make(missing)
        return looks | {one: look_at(one) for one in missing}

    def _make(self, missing: list[Path]) -> None:
        if self._open and (self._pool or len(missing) > FEW):
            try:
                self._together(missing)
            except BrokenProcessPool:  # somebody ended one of them
                self._open = False
                self._make(missing)
        else:
            for one in missing:
                _told(_develop(one))

    def _together(self, missing: list[Path]) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(WORKERS, get_context("spawn"), initializer=_bound)
        for wrong in self._pool.map(_develop, missing, chunksize=4):
            _told(wrong)


def _bound() -> None:
    """In a worker: Ctrl-C is its parent's business, and it ends with that, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)


def _develop(origin: Path) -> str:
    """What could not be written, and why; empty if all is well, or nothing can be made of it."""
    try:
        develop(origin)
    except MalformedAnswer:
        return ""
    except OSError as error:
        return f"cannot write the copies of {origin}: {error.strerror}"
    return ""


def _told(wrong: str) -> None:
    if wrong:
        raise OutputError(
            wrong, hint="Make room on the disk or change the folder's permissions, then run again."
        )
