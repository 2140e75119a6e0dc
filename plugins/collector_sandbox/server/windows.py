"""Moving windows: how many requests a service has let in lately."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right

__all__ = ["Window"]


class Window:
    """Requests let in, and the rule for the next one. Safe to use from several threads.

    Refused requests take no place. Eight bytes are kept for each that was let in, so that the
    busiest stretch of a whole run can be told afterwards.

    Args:
        seconds: Length of the window.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._moments = array("d")
        self._lock = threading.Lock()

    def admit(self, limit: int, now: float) -> bool:
        """Let a request in if fewer than ``limit`` came within the window before ``now``."""
        with self._lock:
            # Threads may get here out of order; the moments must stay sorted.
            now = max(now, self._moments[-1]) if self._moments else now
            if self._used(now) >= limit:
                return False
            self._moments.append(now)
            return True

    def used(self, now: float) -> int:
        """Places taken in the window that ends now."""
        with self._lock:
            return self._used(now)

    def wait(self, limit: int, now: float) -> float:
        """Seconds until a request would be let in; 0 if it would be at once."""
        with self._lock:
            if self._used(now) < limit:
                return 0.0
            return max(0.0, self._moments[-limit] + self.seconds - now)

    def admitted(self) -> int:
        """Requests let in since the start."""
        with self._lock:
            return len(self._moments)

    def busiest(self) -> int:
        """The most requests that were let in within any stretch of the window's length."""
        with self._lock:
            moments = array("d", self._moments)
        most = first = 0
        for last, moment in enumerate(moments):
            while moments[first] <= moment - self.seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _used(self, now: float) -> int:
        return len(self._moments) - bisect_right(self._moments, now - self.seconds)
