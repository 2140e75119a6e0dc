"""When to ask again, and after how long. Pure: nothing here waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

from attrs import Factory, frozen

from collector.http.service import Rate

__all__ = ["ATTEMPTS", "PATIENCE", "Backoff", "is_transient", "retry_after"]

ATTEMPTS = 4
"""Requests for one answer, at most; a renewed token starts anew."""

PATIENCE = 60.0
"""Seconds that a service may ask us to wait within a run; for longer, it rests."""

_LONGEST = 7 * 86400.0  # nobody means more seconds than a week; and dates end somewhere

_TRANSIENT = frozenset({429, 500, 502, 503, 504}) | frozenset(range(520, 528))  # 52x: Cloudflare


def is_transient(status: int) -> bool:
    """True if the same request may well succeed a moment later."""
    return status in _TRANSIENT


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks for, a week at most; None without a usable one.

    Args:
        headers: Of the answer; names in any case if the mapping does not mind.
        now: The time of day: the header may be a date (RFC 9110, 10.2.3).
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return min(max(0.0, (moment - now).total_seconds()), _LONGEST)


@frozen
class Backoff:
    """How long to wait before the next attempt.

    Attributes:
        scale: Factor on every pause.
        random: Source of jitter; seed it to repeat a run.
    """

    scale: float = 1.0
    random: Random = Factory(Random)

    @classmethod
    def of(cls, rate: Rate, scale: float | None = None) -> Backoff:
        """The pauses that suit a rate.

        A service that counts by the minute gets pauses from one second up. One that counts in a
        shorter window forgives sooner: its pauses shrink with the window, to a quarter at most.

        Args:
            rate: The service's.
            scale: Taken instead, if given.
        """
        if scale is None:
            scale = min(1.0, max(0.25, rate.seconds / 60))
        return cls(scale)

    def after_failure(self, attempt: int) -> float:
        """Seconds after a failed attempt (1 for the first): up to 1, 2, 4 s, with full jitter."""
        return self.random.uniform(0.0, self.scale * 2.0 ** (attempt - 1))

    def after_refusal(self, attempt: int) -> float:
        """Seconds after a 429 that does not say how long: 2, 4, 8 s."""
        return self.scale * 2.0**attempt
