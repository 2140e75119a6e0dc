"""Two ways of signing that most services know: a fixed token, and a bearer token that expires."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import frozen

from collector.clock import Clock, SystemClock
from collector.http.service import Exchange
from collector.secret import Secret

__all__ = ["BearerAuth", "Fetch", "TokenAuth"]

Fetch: TypeAlias = Callable[[Callable[..., Exchange]], tuple[str, float]]
"""Given ``post`` (see :class:`~collector.http.service.Auth`): a token, and the seconds it lives."""

_MARGIN = 60.0  # seconds before its end at which a token is renewed; a tenth of a short life


@frozen
class TokenAuth:
    """A token that does not expire.

    Attributes:
        secret: The token.
        scheme: What stands before it, with the space or sign between: ``"Discogs token="``.
    """

    secret: Secret
    scheme: str

    def headers(self, post: Callable[..., Exchange]) -> Mapping[str, str]:  # noqa: ARG002
        """The ``Authorization`` header."""
        return {"Authorization": f"{self.scheme}{self.secret.reveal()}"}

    def renew(self) -> bool:
        """There is no other token to try."""
        return False


class BearerAuth:
    """A token that is fetched (or made), kept while it lives, and renewed in time.

    Args:
        fetch: Gets a new one; called by one thread at a time. It raises ``AuthRequired`` if none
            can be had.
        clock: Time; the machine's own if None.
    """

    def __init__(self, fetch: Fetch, clock: Clock | None = None) -> None:
        self._fetch = fetch
        self._clock: Clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._token = ""
        self._good_until = 0.0
        self._given = threading.local()  # the token that each thread sent last

    def headers(self, post: Callable[..., Exchange]) -> Mapping[str, str]:
        """The ``Authorization`` header, with a token that lives long enough."""
        with self._lock:
            if not self._token or self._clock.monotonic() >= self._good_until:
                self._token, lifetime = self._fetch(post)
                margin = min(_MARGIN, lifetime / 10)
                self._good_until = self._clock.monotonic() + lifetime - margin
            self._given.token = self._token
            return {"Authorization": f"Bearer {self._token}"}

    def renew(self) -> bool:
        """Forget the token that this thread was refused with, unless another has replaced it."""
        with self._lock:
            if self._token == getattr(self._given, "token", None):
                self._token = ""
        return True
