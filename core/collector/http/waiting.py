"""Waiting that ends when the run is told to stop."""

from __future__ import annotations

import threading
from datetime import timedelta

from collector.clock import Clock
from collector.errors import RetryLater

__all__ = ["Waiting"]

_SLICE = 0.1  # seconds after which a waiting thread looks whether it shall stop


class Waiting:
    """How the wire's threads wait.

    Args:
        clock: Time.
        stop: Set when the run ends early (Ctrl-C): whoever waits, or is about to, leaves.
    """

    def __init__(self, clock: Clock, stop: threading.Event | None = None) -> None:
        self.clock = clock
        self._stop = stop or threading.Event()

    def check(self) -> None:
        """Go on, unless the run is stopping.

        Raises:
            RetryLater: It is; nothing was asked.
        """
        if self._stop.is_set():
            raise RetryLater("not asked: the run is stopping", after=timedelta(0))

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds.

        Raises:
            RetryLater: The run is stopping.
        """
        until = self.clock.monotonic() + seconds
        self.check()
        while (left := until - self.clock.monotonic()) > 0:
            self.clock.sleep(min(left, _SLICE))
            self.check()
