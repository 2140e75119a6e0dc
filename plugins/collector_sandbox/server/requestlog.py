"""What was asked, and what came of it."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Mapping

from attrs import frozen

__all__ = ["LogEntry", "RequestLog"]

_KEPT = 50_000


@frozen
class LogEntry:
    """A request.

    Attributes:
        time_monotonic: When it arrived, in seconds of ``time.monotonic``.
        service: ``discogs``, ``apple``, ``spotify``, ``accounts``, ``wikipedia``, ``wikidata``,
            ``sparql``, ``images``, or empty for an address that belongs to none.
        path: Whole path, prefix included.
        query: Raw query.
        status: 0 if the connection ended without an answer.
        counted: Whether it took a place in the service's window.
        fault: The kind of the fault that hit it; empty if none did.
    """

    time_monotonic: float
    service: str
    method: str
    path: str
    query: str
    status: int
    counted: bool
    fault: str = ""


class RequestLog:
    """The last 50,000 requests, and counts of all. Safe to use from several threads."""

    def __init__(self) -> None:
        self._entries: deque[LogEntry] = deque(maxlen=_KEPT)
        self._statuses: Counter[tuple[str, int]] = Counter()
        self._lock = threading.Lock()

    def add(self, entry: LogEntry) -> None:
        """Note a request."""
        with self._lock:
            self._entries.append(entry)
            self._statuses[entry.service, entry.status] += 1

    def entries(self) -> list[LogEntry]:
        """The requests that are still kept, in the order in which they were answered."""
        with self._lock:
            return list(self._entries)

    def statuses(self, service: str) -> Mapping[int, int]:
        """How often a service answered with each HTTP status."""
        with self._lock:
            return {code: n for (name, code), n in self._statuses.items() if name == service}

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._statuses.clear()
