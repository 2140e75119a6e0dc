"""Addresses: what belongs to a service, and what of them may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from requests import PreparedRequest
from requests.exceptions import RequestException

__all__ = ["below", "brief", "host_of", "join", "prepared", "redirected", "shown"]

_SECRET = re.compile(
    r"(?i)([?&;][^=&;]*(?:token|secret|passw|signature|auth|session|credential|key)[^=&;]*=)[^&;#]*"
)
_BRIEF = 300
"""Characters of an address in a message; some are queries of thousands."""

_PORTS = {"http": 80, "https": 443}


def join(base: str, path: str) -> str:
    """An address from a service's base address (its path prefix is kept) and a relative path."""
    if re.match(r"(?i)[a-z][a-z0-9+.-]*://", path):
        return path
    return f"{base.rstrip('/')}/{path.lstrip('/')}"


def prepared(url: str, params: Mapping[str, str | int] | None = None) -> str:
    """The address as it will be asked, which is what may be compared with a base.

    Two readers may disagree on where a host ends, before a backslash for one; whether to sign must
    be decided on what the one that connects makes of the text.

    Raises:
        ValueError: If it cannot be asked.
    """
    request = PreparedRequest()
    try:
        request.prepare_url(url, params)
    except RequestException as error:
        raise ValueError(f"no usable address: {shown(url)!r}") from error
    return request.url or ""


def below(url: str, bases: Iterable[str]) -> bool:
    """True if the address has scheme, host and port of one of the bases, and starts like it.

    Args:
        url: As :func:`prepared` gives it.
        bases: As declared.
    """
    return any(_below(urlsplit(url), urlsplit(base)) for base in bases)


def _below(url: SplitResult, base: SplitResult) -> bool:
    prefix = base.path.rstrip("/")
    inside = url.path == prefix or url.path.startswith(prefix + "/")
    return _origin(url) == _origin(base) and inside


def _origin(url: SplitResult) -> tuple[str, str, int | None]:
    return url.scheme, url.hostname or "", url.port or _PORTS.get(url.scheme)


def host_of(url: str) -> str:
    """Host name, with the port if it is not the scheme's own.

    Raises:
        ValueError: If it is no http or https address.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f'not a web address: "{url[:200]}"')
    port = parts.port
    return parts.hostname if port in (None, _PORTS[parts.scheme]) else f"{parts.hostname}:{port}"


def redirected(url: str, location: str) -> str:
    """Where a ``Location`` header leads, prepared.

    Raises:
        ValueError: If it is no http or https address.
    """
    if not location:
        raise ValueError("it does not say where to")
    with suppress(UnicodeError):  # headers arrive as Latin-1, and servers put UTF-8 there
        location = location.encode("latin-1").decode("utf-8")
    target = urljoin(url, location)
    host_of(target)
    return prepared(target)


def shown(url: str) -> str:
    """The address as it may be shown and kept: without user, password and secret parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(not an address)"
    place = parts.netloc.rpartition("@")[2]
    return _SECRET.sub(r"\1...", urlunsplit(parts._replace(netloc=place, fragment="")))


def brief(url: str) -> str:
    """The address as it may be shown, cut to what a message can hold."""
    text = shown(url)
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}..."
