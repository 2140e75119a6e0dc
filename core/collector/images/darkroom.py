"""Where the copies of images are made: by two processes, for one alone is the slower part of a run.

Pillow lets no other thread work while it compresses.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from collector.errors import MalformedAnswer, OutputError
from collector.images.looks import Look, develop, look_at

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

__all__ = ["Darkroom"]

WORKERS = 2
FEW = 12
"""So many are made sooner than a process begins."""

POLITE = 10
"""Added to the processes' niceness: what the services answer comes first."""


class Darkroom:
    """Makes what is missing. To be left when all is made: the processes end then.

    Without being entered it makes all in this process.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._open = False
        self._waiting: list[Path] = []
        self._under_way: set[Future[str]] = set()

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

    def ahead(self, origin: Path) -> None:
        """Begin with an image, while the run waits for services: later nobody waits for it.

        What cannot be made now is tried again when it is needed, and told then.
        """
        if not self._open:
            return
        self._waiting.append(origin)
        if self._pool or len(self._waiting) > FEW:
            waiting, self._waiting = self._waiting, []
            with self._while_they_live():
                for one in waiting:
                    self._begin(one)

    def _begin(self, origin: Path) -> None:
        made = self._workers().submit(_develop_missing, origin)
        self._under_way.add(made)
        made.add_done_callback(self._under_way.discard)

    def prepare(self, origins: Iterable[Path]) -> Mapping[Path, Look | None]:
        """See that of each image there is what pages show of it.

        Args:
            origins: The images' files. What is spoilt or gone is left alone.

        Returns:
            What there is of each.

        Raises:
            OutputError: Something cannot be written.
        """
        wait(tuple(self._under_way))
        looks = {one: look_at(one) for one in origins}
        missing = [one for one, look in looks.items() if look is None and one.is_file()]
        self._make(missing)
        return looks | {one: look_at(one) for one in missing}

    def _make(self, missing: list[Path]) -> None:
        if self._open and (self._pool or len(missing) > FEW):
            with self._while_they_live():
                for wrong in self._workers().map(_develop, missing, chunksize=4):
                    _told(wrong)
                return
        for one in missing:
            _told(_develop(one))

    def _workers(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        if self._pool is None:
            self._pool = ProcessPoolExecutor(WORKERS, get_context("spawn"), initializer=_bound)
        return self._pool

    @contextmanager
    def _while_they_live(self) -> Iterator[None]:
        """If somebody ends one of the processes, this one makes the rest."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            yield
        except BrokenProcessPool:
            self._open = False


def _bound() -> None:
    """In a worker: Ctrl-C is its parent's business, and it ends with that, however that ends."""
    os.nice(POLITE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)


def _develop_missing(origin: Path) -> str:
    return "" if look_at(origin) else _develop(origin)


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
