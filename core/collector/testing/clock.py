"""Time that stands still until it is moved."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

__all__ = ["ManualClock"]

_START = datetime(2026, 1, 1, tzinfo=UTC)


class ManualClock:
    """A clock whose time passes only by :meth:`sleep` and :meth:`advance`; safe in threads.

    Args:
        start: The time of day it begins with, UTC.
    """

    def __init__(self, start: datetime = _START) -> None:
        self._start = start
        self._passed = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Seconds that have passed since the beginning."""
        with self._lock:
            return self._passed

    def sleep(self, seconds: float) -> None:
        """Move time on, and return at once."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Move time on; zero or less moves nothing."""
        with self._lock:
            self._passed += max(0.0, seconds)
