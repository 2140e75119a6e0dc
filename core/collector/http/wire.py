"""The wire: one for a run. It hands out clients, fetches images, and keeps the books."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from attrs import evolve

from collector import __version__
from collector.clock import Clock
from collector.errors import ConfigError, NotCached
from collector.events import Warned
from collector.http.addresses import shown
from collector.http.cache import AnswerCache, Freshness
from collector.http.client import HttpClient
from collector.http.download import Downloads
from collector.http.line import Line
from collector.http.retry import Backoff
from collector.http.service import NoAuth, Rate, Service
from collector.http.standing import ServiceStatistics
from collector.http.waiting import Waiting

__all__ = ["ServiceStatistics", "Wire"]

_IMAGE_RATE = Rate(60, 60.0)


class Wire:
    """All services of a run. Safe in threads.

    Args:
        cache_path: File of the cache; its folder is made.
        clock: Time.
        offline: Answer from the cache alone, whatever its age.
        dry: Send nothing either, but answer only what would need no request.
        refresh: Take no answer from the cache that is older than this wire, unless a service is
            down.
        on_event: Hears ``RequestDone``, ``ServiceState`` and ``Warned``, from many threads.
        stop: Set to end all waiting; what is in flight is finished.
        image_rate: For hosts that no service declares.
        user_agent: For images.
        patience: Factor on all pauses between attempts; None lets each service's rate decide.
        timeout: Seconds for connecting and for each read; None lets each service decide.
    """

    def __init__(  # noqa: PLR0913 - each is a name of its own
        self,
        cache_path: Path,
        clock: Clock,
        *,
        offline: bool = False,
        dry: bool = False,
        refresh: bool = False,
        on_event: Callable[[Any], None] | None = None,
        stop: threading.Event | None = None,
        image_rate: Rate = _IMAGE_RATE,
        user_agent: str = f"record-collector/{__version__}",
        patience: float | None = None,
        timeout: float | None = None,
    ) -> None:
        self._clock = clock
        self._offline = offline or dry
        self._on_event = on_event or _unheard
        self._waiting = Waiting(clock, stop)
        self._image_rate = image_rate
        self._user_agent = user_agent
        self._patience = patience
        self._timeout = timeout
        self._freshness = Freshness(clock, offline=offline, refresh=refresh)
        self._cache = AnswerCache(cache_path, clock, self._warn)
        self._lock = threading.Lock()
        self._clients: dict[str, HttpClient] = {}
        self._lines: dict[str, Line] = {}
        self._downloads = Downloads(self._image_line)

    @property
    def services(self) -> Mapping[str, Service]:
        """All declared so far, by name."""
        with self._lock:
            return {name: client.service for name, client in self._clients.items()}

    def client(self, service: Service) -> HttpClient:
        """The client of a service; the same one for the same name.

        Raises:
            ConfigError: If the name was declared before, differently. (Two objects for signing
                count as equal if they are of one type.)
        """
        service = evolve(service, timeout=self._timeout or service.timeout)
        with self._lock:
            known = self._clients.get(service.name)
            if known is None:
                return self._clients.setdefault(service.name, self._new_client(service))
        if _comparable(known.service) != _comparable(service):
            raise ConfigError(
                f'the service "{service.name}" is declared twice, differently',
                hint="Give one of the two another name, or the same settings to both.",
            )
        return known

    def download(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Fetch an image: uncached, never signed, paced per host.

        Returns:
            The bytes and the content type that the host states.

        Raises:
            RequestRefused: It is not there (404), or this one is refused.
            RetryLater: The host asks for patience.
            ServiceDown: The host does not answer.
            MalformedAnswer: No web address, longer than ``max_bytes``, or cut off each time.
            NotCached: Offline.
        """
        if self._offline:
            raise NotCached(f"{shown(url)}: offline")
        return self._downloads.fetch(url, max_bytes)

    def image_rate(self, host: str) -> Rate:
        """The pace at which images are fetched from a host (``i.discogs.com``, with its port)."""
        rates = [
            service.image_hosts[known]
            for service in self.services.values()
            for known in (host, host.partition(":")[0])
            if known in service.image_hosts
        ]
        return rates[0] if rates else self._image_rate

    def statistics(self) -> Mapping[str, ServiceStatistics]:
        """What each service has cost, and how it stands; image hosts as ``images:<host>``."""
        return {line.service.name: line.statistics() for line in self._all_lines()}

    def close(self) -> None:
        """Close all connections and the cache."""
        for line in self._all_lines():
            line.close()
        self._cache.close()

    def _warn(self, message: str) -> None:
        self._on_event(Warned("cache", message))

    def _all_lines(self) -> tuple[Line, ...]:
        images = self._downloads.lines()  # before our lock: a new host's line takes both
        with self._lock:
            return (*self._lines.values(), *images)

    def _new_client(self, service: Service) -> HttpClient:
        line = self._lines[service.name] = self._new_line(service)
        return HttpClient(
            line,
            self._cache,
            self._freshness,
            self._clock,
            offline=self._offline,
            on_event=self._on_event,
        )

    def _new_line(self, service: Service) -> Line:
        backoff = Backoff.of(service.rate, self._patience)
        return Line(service, self._waiting, backoff, self._on_event)

    def _image_line(self, host: str) -> Line:
        service = Service(
            name=f"images:{host}",
            base_url=f"https://{host}",
            rate=self.image_rate(host),
            headers={"User-Agent": self._user_agent, "Accept": "image/*"},
            cache=timedelta(0),
        )
        return self._new_line(evolve(service, timeout=self._timeout or service.timeout))


def _comparable(service: Service) -> tuple[Service, type]:
    return evolve(service, auth=NoAuth()), type(service.auth)


def _unheard(_event: object) -> None:
    """Nobody listens."""
