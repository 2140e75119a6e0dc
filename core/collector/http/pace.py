"""The rate: how many requests may leave, and when.

Two rules hold together:

* *Strict.* A service counts a request somewhere between its leaving and its answer. A place is
  therefore given back only ``rate.seconds`` after the *answer*, so that no window of that length,
  laid anywhere on the service's own clock, holds more than ``rate.count`` requests.
* *Even.* Requests leave one ``rate.spacing`` apart (the generic cell rate algorithm), with just
  enough tolerance to catch up when the machine wakes a thread too late.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf

from collector.http.service import Rate
from collector.http.waiting import Waiting

__all__ = ["Pace"]

_POLL = 0.1  # seconds between two looks at the stop signal while all places are in flight


class Pace:
    """The places of one rate, shared by all threads that ask one service.

    Args:
        rate: What is allowed.
        waiting: Clock and stop signal.
    """

    def __init__(self, rate: Rate, waiting: Waiting) -> None:
        self._rate = rate
        self._waiting = waiting
        self._tolerance = rate.slack
        self._head = threading.Lock()  # one thread at a time waits for the next place
        self._state = threading.Condition()  # round bookkeeping only, never while waiting
        self._in_flight = 0
        self._answers: deque[float] = deque()  # when the answers came, oldest first
        self._expected = -inf  # when the next request would leave at an even pace

    @contextmanager
    def slot(self) -> Iterator[float]:
        """Wait for a place, and hold it while the request is out; yields the seconds waited.

        Raises:
            RetryLater: The run is stopping.
        """
        waited = self._depart()
        try:
            yield waited
        finally:
            self._arrive()

    def rest(self, seconds: float) -> None:
        """Let nothing leave for so many seconds (the service said 429), then go on evenly."""
        with self._state:
            until = self._waiting.clock.monotonic() + seconds
            self._expected = max(self._expected, until + self._tolerance)

    def hold(self) -> None:
        """The service says that no request is left in its window.

        If our own count agrees, waiting for the next place is enough. If it does not, somebody
        else uses the same budget: rest for two places.
        """
        with self._state:
            held = self._held(self._waiting.clock.monotonic())
        if held <= 0.9 * self._rate.count:
            self.rest(2 * self._rate.spacing)

    def _depart(self) -> float:
        clock = self._waiting.clock
        began = clock.monotonic()
        with self._head:
            self._waiting.check()
            while (wait := self._take()) > 0:
                self._wait(wait)
        return clock.monotonic() - began

    def _take(self) -> float:
        """Take a place and return 0, or say how long to wait before asking again."""
        with self._state:
            now = self._waiting.clock.monotonic()
            wait = max(self._expected - self._tolerance - now, self._until_free(now))
            if wait > 0:
                return wait
            self._in_flight += 1
            self._expected = max(self._expected, now) + self._rate.spacing
            return 0.0

    def _until_free(self, now: float) -> float:
        if self._held(now) < self._rate.count:
            return 0.0
        return self._answers[0] + self._rate.seconds - now if self._answers else inf

    def _held(self, now: float) -> int:
        while self._answers and self._answers[0] + self._rate.seconds <= now:
            self._answers.popleft()
        return self._in_flight + len(self._answers)

    def _wait(self, seconds: float) -> None:
        if seconds < inf:
            self._waiting.sleep(seconds)
            return
        with self._state:  # every place is in flight: only an answer can free one
            self._state.wait_for(lambda: bool(self._answers), timeout=_POLL)
        self._waiting.check()

    def _arrive(self) -> None:
        with self._state:
            self._in_flight -= 1
            self._answers.append(self._waiting.clock.monotonic())
            self._state.notify()
