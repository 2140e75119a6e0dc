"""What a plugin holds: the cache in front of one service's line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from requests_cache.models.response import CachedResponse

from collector.clock import Clock
from collector.errors import NotCached, ServiceDown
from collector.events import RequestDone
from collector.http.addresses import below, brief, join, prepared, shown
from collector.http.cache import AnswerCache, Freshness, key_of
from collector.http.flight import Flights
from collector.http.line import Line, OnEvent
from collector.http.redirects import follow
from collector.http.reply import HttpReply
from collector.http.service import Service
from collector.http.transport import Raw

__all__ = ["HttpClient"]

_NOW = timedelta(0)


class HttpClient:
    """A client of one service. Safe in threads.

    Args:
        line: Below the cache.
        cache: Shared by all services.
        freshness: What may be served from it.
        clock: Time.
        offline: Never ask.
        on_event: Hears of answers that needed no request.
    """

    def __init__(
        self,
        line: Line,
        cache: AnswerCache,
        freshness: Freshness,
        clock: Clock,
        *,
        offline: bool,
        on_event: OnEvent,
    ) -> None:
        self.service: Service = line.service
        self._line = line
        self._cache = cache
        self._freshness = freshness
        self._clock = clock
        self._offline = offline
        self._on_event = on_event
        self._flights: Flights[HttpReply] = Flights()

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        cache: timedelta | None = None,
    ) -> HttpReply:
        """Ask for a document; see :meth:`collector.http.service.Client.get`."""
        url = self._address(path, params)
        key = key_of(self.service, url)
        lifetime = self.service.cache if cache is None else cache
        # Who insists on a new answer must not share a flight that may land on a cached one.
        flight = (key, lifetime > _NOW)
        reply, led = self._flights.fly(flight, lambda: self._fetch(key, url, lifetime))
        if not led:
            self._spared(url, reply.status)
        return reply

    def _address(self, path: str, params: Mapping[str, str | int] | None) -> str:
        try:
            url = prepared(join(self.service.base_url, path), params)
        except ValueError as error:
            raise ValueError(f"{self.service.name}: {error}") from error
        if not below(url, (self.service.base_url, *self.service.also)):
            raise ValueError(f"{self.service.name}: {shown(url)} is not below its base address")
        return url

    def _fetch(self, key: str, url: str, lifetime: timedelta) -> HttpReply:
        if (known := self._fresh(key, url, lifetime)) is not None:
            return known
        if self._offline:
            raise NotCached(f"{self.service.name} {brief(url)}: offline, and not in the cache")
        try:
            raw = follow(self._line.get, url)
        except ServiceDown:
            entry = self._cache.get(key) if lifetime > _NOW else None
            if entry is None:
                raise
            return self._from_cache(key, url, entry)
        fetched_at = self._clock.now()
        self._cache.put(key, raw, fetched_at, lifetime)
        return self._reply(key, raw, fetched_at)

    def _fresh(self, key: str, url: str, lifetime: timedelta) -> HttpReply | None:
        if lifetime <= _NOW and not self._offline:
            return None
        entry = self._cache.get(key)
        if entry is None or not self._freshness.allows(entry, lifetime):
            return None
        return self._from_cache(key, url, entry)

    def _from_cache(self, key: str, url: str, entry: CachedResponse) -> HttpReply:
        self._spared(url, entry.status_code)
        return HttpReply(
            service=self.service.name,
            status=entry.status_code,
            url=entry.url,
            headers=entry.headers,
            body=entry.content or b"",
            from_cache=True,
            fetched_at=entry.created_at,
            forget=lambda: self._cache.forget(key),
        )

    def _reply(self, key: str, raw: Raw, fetched_at: datetime) -> HttpReply:
        return HttpReply(
            service=self.service.name,
            status=raw.status,
            url=shown(raw.url),
            headers=raw.headers,
            body=raw.body,
            from_cache=False,
            fetched_at=fetched_at,
            forget=lambda: self._cache.forget(key),
        )

    def _spared(self, url: str, status: int) -> None:
        self._line.standing.spared()
        self._on_event(RequestDone(self.service.name, shown(url), status, 0.0, cached=True))
