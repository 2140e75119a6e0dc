"""Following redirects: a few, to web addresses only; each hop is a request of its own."""

from __future__ import annotations

from collections.abc import Callable

from collector.errors import MalformedAnswer
from collector.http.addresses import redirected, shown
from collector.http.transport import Raw

__all__ = ["MAX_REDIRECTS", "follow"]

MAX_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def follow(get: Callable[[str], Raw], url: str) -> Raw:
    """Ask, and go where the answer sends us.

    Args:
        get: Asks for one address; it decides for each one whether to sign.
        url: Where to begin.

    Raises:
        MalformedAnswer: Too many redirects, or one to nowhere.
    """
    first = url
    for _ in range(MAX_REDIRECTS + 1):
        raw = get(url)
        if raw.status not in range(300, 400):
            return raw
        if raw.status not in _REDIRECTS:
            raise MalformedAnswer(f"{shown(first)}: unexpected status {raw.status}")
        try:
            url = redirected(url, raw.headers.get("Location", ""))
        except ValueError as error:
            raise MalformedAnswer(f"{shown(first)}: redirect: {error}") from error
    raise MalformedAnswer(f"{shown(first)}: more than {MAX_REDIRECTS} redirects")
