"""A lane: the workers of one service, and whether the service rests."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from attrs import Factory, define, field

from collector.engine.stages import Job, Stage, Work

__all__ = ["ExecutorFactory", "Lane", "threads"]

ExecutorFactory = Callable[[int], Executor]

PROBES = 3
"""So many times an open breaker is waited for before the service rests for the run."""

WHILE_PROBED = 0.25
"""Seconds from one look to the next while a request is out that decides over the breaker."""


def threads(workers: int) -> Executor:
    """The ordinary executor."""
    return ThreadPoolExecutor(max_workers=workers)


@define(eq=False)
class Lane:
    """The workers of one service.

    Attributes:
        name: Of the service.
        workers: Jobs at once, at most.
        stages: What is worked on here, in order of preference.
        working: Jobs that are out.
        resting: Why the service is left alone for the rest of the run; empty while it is not.
        paused_until: Monotonic second before which no job starts.
    """

    name: str
    workers: int
    make_executor: ExecutorFactory = threads
    stages: list[Stage] = Factory(list)
    working: int = 0
    resting: str = ""
    paused_until: float = 0.0
    _probes: int = 0
    _executor: Executor | None = field(default=None, repr=False)

    @property
    def has_room(self) -> bool:
        """One job more than there are workers may be out, so that no worker waits for one."""
        return self.working <= self.workers

    def submit(self, work: Work, job: Job) -> Future[Any]:
        """Hand a job to a worker."""
        if self._executor is None:
            self._executor = self.make_executor(self.workers)
        self.working += 1
        return self._executor.submit(work, job)

    def breaker_open(self, why: str, now: float, seconds: float) -> None:
        """The breaker refused: wait until it lets one try, but not for ever.

        Args:
            why: What failed.
            now: Monotonic second.
            seconds: Until it lets one try; 0 if one is trying at this moment.
        """
        if now < self.paused_until:
            return
        self.paused_until = now + (seconds or WHILE_PROBED)
        self._probes += seconds > 0
        if self._probes > PROBES:
            self.resting = why

    def service_lives(self) -> None:
        """The breaker has closed. An answer alone proves nothing: the cache may have given it."""
        self._probes = 0
        self.paused_until = 0.0

    def close(self, *, wait: bool) -> None:
        """Let the workers end what they do; ``wait`` until they have."""
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
