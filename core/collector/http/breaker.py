"""The circuit breaker: a service that keeps failing is left alone for a while.

Closed: everybody may ask. Open: nobody. Half-open, after the cooldown: one request may try; its
outcome closes the breaker or opens it again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal, TypeAlias

from collector.clock import Clock

__all__ = ["Breaker", "State"]

State: TypeAlias = Literal["closed", "open", "half-open"]


class Breaker:
    """Counts failures in a row. Its lock is held for bookkeeping only, never round a request.

    Args:
        clock: Time.
        threshold: Failed calls in a row that open it.
        cooldown: Seconds until one call may try again.
        on_change: Called with the new state, outside of the lock.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        threshold: int = 5,
        cooldown: float = 30.0,
        on_change: Callable[[State], None] | None = None,
    ) -> None:
        self._clock = clock
        self._threshold = threshold
        self._cooldown = cooldown
        self._on_change = on_change
        self._lock = threading.Lock()
        self._state: State = "closed"
        self._failures = 0
        self._opened = 0.0
        self._era = 0  # a call of an earlier era has nothing to say about this one

    @property
    def state(self) -> State:
        """Where it stands."""
        return self._state

    def wait(self) -> float:
        """Seconds until a call may try; 0 unless it is open."""
        with self._lock:
            if self._state != "open":
                return 0.0
            return max(0.0, self._opened + self._cooldown - self._clock.monotonic())

    def permit(self) -> int | None:
        """Ask for a call: a ticket to hand back with its outcome, or None if it may not be made."""
        with self._lock:
            if self._state == "closed":
                return self._era
            cooling = self._clock.monotonic() < self._opened + self._cooldown
            if self._state == "half-open" or cooling:
                return None
            self._become("half-open")
            ticket = self._era
        self._tell("half-open")
        return ticket

    def passed(self, ticket: int) -> None:
        """The service answered."""
        with self._lock:
            if ticket != self._era:
                return
            self._failures = 0
            if self._state == "closed":
                return
            self._become("closed")
        self._tell("closed")

    def failed(self, ticket: int) -> None:
        """The service did not answer, or answered that it is broken."""
        with self._lock:
            if ticket != self._era:
                return
            self._failures += 1
            if self._state == "closed" and self._failures < self._threshold:
                return
            self._opened = self._clock.monotonic()
            self._become("open")
        self._tell("open")

    def dropped(self, ticket: int) -> None:
        """The call ended without a word on the service: the next one may try in its place."""
        with self._lock:
            if ticket == self._era and self._state == "half-open":
                self._become("open")

    def _become(self, state: State) -> None:
        self._state = state
        self._era += 1

    def _tell(self, state: State) -> None:
        if self._on_change:
            self._on_change(state)
