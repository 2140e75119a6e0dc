"""How a service stands in this run: whether it may be asked, what it has cost so far."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import evolve, frozen

from collector.clock import Clock
from collector.errors import AuthRequired, RetryLater
from collector.events import StateName

__all__ = ["ServiceStatistics", "Standing"]


@frozen
class ServiceStatistics:
    """What a service has cost, and how it stands.

    Attributes:
        requests: Sent, each attempt counted.
        cached: Answers that needed none.
        retries: Requests that were not the first attempt.
        seconds_waited: By all threads together, for a place in the rate.
        state: How it stands.
        reason: Of a state that is not ``ok``.
        resting_until: When it may be asked again; None if that needs a person or is now.
    """

    requests: int = 0
    cached: int = 0
    retries: int = 0
    seconds_waited: float = 0.0
    state: StateName = "ok"
    reason: str = ""
    resting_until: datetime | None = None


class Standing:
    """The one place where a service's state is kept. Safe in threads.

    Args:
        name: Of the service.
        clock: Time.
        on_change: Called with state, reason and the end of a rest, outside of the lock; also
            when a rest grows longer.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        on_change: Callable[[StateName, str, datetime | None], None],
    ) -> None:
        self._name = name
        self._clock = clock
        self._on_change = on_change
        self._lock = threading.Lock()
        self._now = ServiceStatistics()

    @property
    def statistics(self) -> ServiceStatistics:
        """As of now."""
        with self._lock:
            return self._now

    def sent(self, attempt: int, waited: float) -> None:
        """A request is about to leave, after so many seconds of waiting."""
        with self._lock:
            now = self._now
            self._now = evolve(
                now,
                requests=now.requests + 1,
                retries=now.retries + (attempt > 1),
                seconds_waited=now.seconds_waited + waited,
            )

    def spared(self) -> None:
        """An answer came without a request."""
        with self._lock:
            self._now = evolve(self._now, cached=self._now.cached + 1)

    def check(self) -> None:
        """Go on, if the service may be asked.

        Raises:
            RetryLater: It rests.
            AuthRequired: It refuses our credentials.
        """
        now = self.statistics
        if now.state == "auth":
            raise AuthRequired(now.reason)
        if now.state == "resting" and now.resting_until:
            left = now.resting_until - self._clock.now()
            if left > timedelta(0):
                raise RetryLater(now.reason, after=left)
            self.become("ok")

    def become(self, state: StateName, reason: str = "", until: datetime | None = None) -> None:
        """Take another state, unless the present one weighs more.

        Refused credentials stay refused; and a service that asked for patience is not called
        open or fine before its time is over.
        """
        with self._lock:
            if self._now.state == "auth" or (state in ("ok", "open") and self._rests()):
                return
            changed = (self._now.state, self._now.resting_until) != (state, until)
            self._now = evolve(self._now, state=state, reason=reason, resting_until=until)
        if changed:
            self._on_change(state, reason, until)

    def _rests(self) -> bool:
        until = self._now.resting_until
        return self._now.state == "resting" and until is not None and until > self._clock.now()
