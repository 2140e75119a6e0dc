"""Images: uncached and unsigned, each host at a pace of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from requests.exceptions import RequestException

from collector.errors import AuthRequired, MalformedAnswer, RequestRefused, RetryLater
from collector.http.addresses import host_of, shown
from collector.http.line import Line
from collector.http.redirects import follow
from collector.http.transport import Raw

__all__ = ["Downloads"]

_AWAY = timedelta(minutes=10)  # how long a host that forbids everything is left alone


class Downloads:
    """Fetches files from any host. Safe in threads.

    Args:
        make_line: Makes the line of a host.
    """

    def __init__(self, make_line: Callable[[str], Line]) -> None:
        self._make_line = make_line
        self._lock = threading.Lock()
        self._lines: dict[str, Line] = {}

    def fetch(self, url: str, max_bytes: int) -> tuple[bytes, str]:
        """The file and its content type.

        Raises:
            RequestRefused: It is not there (404), or any other refusal of this file.
            RetryLater: The host asks for patience, or refuses everything.
            ServiceDown: The host does not answer.
            MalformedAnswer: No web address, too long, or cut off each time.
        """
        try:
            raw = follow(lambda address: self._hop(address, max_bytes), url)
        except (ValueError, RequestException) as error:
            raise MalformedAnswer(f"{shown(url)}: {error}") from error
        if raw.status == 404:
            raise RequestRefused(f"{shown(url)}: not found", status=404)
        return raw.body, raw.headers.get("Content-Type", "")

    def lines(self) -> tuple[Line, ...]:
        """Those of all hosts asked so far."""
        with self._lock:
            return tuple(self._lines.values())

    def _hop(self, url: str, max_bytes: int) -> Raw:
        line = self._line(host_of(url))
        try:
            return line.get(url, max_bytes=max_bytes)
        except AuthRequired as error:
            # No credentials are at stake here: one file is forbidden, or the host throttles us.
            if line.statistics().state == "auth":
                raise RetryLater(error.message, after=_AWAY) from error
            raise RequestRefused(error.message, status=403) from error

    def _line(self, host: str) -> Line:
        with self._lock:
            if host not in self._lines:
                self._lines[host] = self._make_line(host)
            return self._lines[host]
