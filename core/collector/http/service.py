"""What a plugin declares about a service, and what it gets: a client.

Plugins open no sockets of their own. They declare a :class:`Service`; the core hands out a
:class:`Client` that caches, paces, retries, authenticates and isolates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from attrs import Factory, field, frozen

__all__ = ["Auth", "Client", "Exchange", "NoAuth", "Rate", "Reply", "Service"]

T = TypeVar("T")

_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}


@frozen
class Rate:
    """So many requests in so many seconds, in any window of that length.

    Attributes:
        count: Requests, at least 1.
        seconds: Length of the window.
    """

    count: int
    seconds: float

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read ``60/minute``, ``5/second`` or ``200/10 seconds``.

        Raises:
            ValueError: If the text is none of these.
        """
        found = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+(?:\.\d+)?)?\s*([a-z]+?)s?\s*", text)
        if not found or found[3] not in _SECONDS or int(found[1]) < 1:
            raise ValueError(f'expected a rate like "60/minute" or "5/second", got "{text}"')
        return cls(int(found[1]), float(found[2] or 1) * _SECONDS[found[3]])

    @property
    def spacing(self) -> float:
        """Seconds from one request to the next at an even pace."""
        return self.seconds / self.count

    @property
    def slack(self) -> float:
        """Seconds that requests may leave before their even time, if they were late before."""
        return max(1, self.count // 10) * self.spacing

    def __str__(self) -> str:
        unit = next((name for name, length in _SECONDS.items() if length == self.seconds), None)
        return f"{self.count}/{unit}" if unit else f"{self.count}/{self.seconds:g} seconds"


@frozen
class Exchange:
    """A bare answer, as an :class:`Auth` sees it when it asks for a token.

    Attributes:
        status: HTTP status.
        text: The body; never printed, it may be a token.
    """

    status: int
    text: str = field(repr=False)


class Auth(Protocol):
    """How requests are signed. Called below the cache, so nothing of it is ever stored.

    It is called from several threads at once and keeps its own lock.
    """

    def headers(self, post: Callable[..., Exchange]) -> Mapping[str, str]:
        """Headers for one attempt.

        Args:
            post: ``post(url, data: dict, headers: dict) -> Exchange``: a paced, uncached,
                unauthenticated POST, for fetching a token.

        Raises:
            AuthRequired: If no token can be had.
        """
        ...

    def renew(self) -> bool:
        """The service answered 401: forget the token. True if another attempt makes sense."""
        ...


@frozen
class NoAuth:
    """For services that ask for no credentials."""

    def headers(self, post: Callable[..., Exchange]) -> Mapping[str, str]:  # noqa: ARG002
        """No headers."""
        return {}

    def renew(self) -> bool:
        """Nothing to renew."""
        return False


@frozen
class Service:
    """All that the core must know to talk to a service well.

    Attributes:
        name: Name of the lane and in what people see, ``discogs``.
        base_url: Where relative addresses start; may carry a path prefix.
        rate: What the service allows, or what the owner set.
        auth: How requests are signed; applied only below ``base_url`` and ``also``.
        also: Further base addresses of the same service, under the same rate.
        headers: Sent with every request (User-Agent, Accept); no secrets here.
        cache: How long an answer may be reused.
        timeout: Seconds for connecting and for each read.
        in_flight: Requests at once, at most.
        remaining_header: Header that says how many requests are left in the window.
        image_hosts: Host name to the rate at which images may be fetched from it.
    """

    name: str
    base_url: str
    rate: Rate
    auth: Auth = Factory(NoAuth)
    also: tuple[str, ...] = ()
    headers: Mapping[str, str] = Factory(dict)
    cache: timedelta = timedelta(days=1)
    timeout: float = 30.0
    in_flight: int = 4
    remaining_header: str = ""
    image_hosts: Mapping[str, Rate] = Factory(dict)


class Reply(Protocol):
    """An answer of a service: status 200 to 299, or 404 (which is an answer too)."""

    @property
    def status(self) -> int: ...

    @property
    def url(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def from_cache(self) -> bool: ...

    @property
    def fetched_at(self) -> datetime: ...

    @property
    def found(self) -> bool:
        """False for a 404."""
        ...

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            MalformedAnswer: If it is none (HTML, cut off, empty).
        """
        ...

    def read(self, shape: type[T]) -> T:
        """The body as an attrs class; unknown keys are ignored, wrong types are not.

        Raises:
            MalformedAnswer: Names the address and the path of what is wrong.
        """
        ...

    def discard(self) -> None:
        """Take the answer out of the cache: it is an error in good form, and soon out of date."""
        ...


class Client(Protocol):
    """What a plugin talks to a service with. Safe to use from several threads."""

    @property
    def service(self) -> Service: ...

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        cache: timedelta | None = None,
    ) -> Reply:
        """Ask for a document.

        Args:
            path: Relative to the service's ``base_url``, or a whole address below ``base_url`` or
                ``also`` (any other address raises ``ValueError``).
            params: Query; no secrets here.
            cache: How long this answer may be reused; None takes the service's own time,
                ``timedelta(0)`` always asks.

        Raises:
            RetryLater: The service asks for a pause of more than a minute.
            AuthRequired: 401 after one renewal, or 403; the message carries what it said.
            ServiceDown: No good answer after all retries, or the breaker is open.
            RequestRefused: 400, 422 and other 4xx.
            NotCached: Offline, and not in the cache.
        """
        ...
