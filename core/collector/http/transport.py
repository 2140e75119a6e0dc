"""The lowest layer: one request, one answer, nothing kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http.client import IncompleteRead
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3
from attrs import field, frozen
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from collector.clock import Clock
from collector.text import printable

__all__ = ["Broken", "Raw", "Request", "Transport", "said"]

MAX_BYTES = 64 * 1024 * 1024
"""No answer of a service is longer; more would only fill the memory."""

_CHUNK = 64 * 1024
_SHOWN = 200  # characters of another's text in a message, at most
_SLOWEST = 4  # an answer may take so many timeouts as a whole, however steadily it drips

_PRIVATE = frozenset(  # response headers that may carry a secret: dropped at the door
    {"set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authenticate"}
    | {"www-authenticate", "authentication-info", "music-user-token"}
)
_CONNECTION = re.compile(r"^<?[\w.]*Connection(?:\(.*?\)| object at \w+>?): ")
_LOST = (
    requests.ConnectionError,
    requests.Timeout,
    urllib3.exceptions.ReadTimeoutError,
    urllib3.exceptions.SSLError,
)


@frozen
class Request:
    """What to send. ``data`` is a form; None sends no body."""

    method: str
    url: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    data: Mapping[str, str] | None = field(default=None, repr=False)


@frozen
class Raw:
    """A whole answer.

    Attributes:
        status: HTTP status.
        url: What was asked.
        headers: Names in any case; without cookies and the like.
        body: Decoded from its transfer and content encodings.
        sound: False if it calls itself JSON and is none.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    sound: bool = True


@frozen
class Broken:
    """No whole answer.

    Attributes:
        reason: What happened.
        cut_off: True if an answer began and did not end; False if there was none.
    """

    reason: str
    cut_off: bool = False


class TooLong(Exception):
    """An answer is longer than it may be."""


class Transport:
    """A connection pool for one service. Safe in threads.

    Args:
        home: The service's address: it decides which of the environment's proxies is taken.
        timeout: Seconds for connecting and for each read.
        connections: Kept open to one host.
        clock: Time.
    """

    def __init__(self, home: str, *, timeout: float, connections: int, clock: Clock) -> None:
        self._timeout = timeout
        self._clock = clock
        self._session = _session(home, connections)

    def send(self, request: Request, *, max_bytes: int = MAX_BYTES) -> Raw | Broken:
        """Send one request, and read the whole answer.

        Raises:
            TooLong: It is longer than ``max_bytes``.
            requests.RequestException: The address cannot be asked at all.
        """
        deadline = self._clock.monotonic() + _SLOWEST * self._timeout
        try:
            with self._open(request) as answer:
                body = b"".join(_limited(answer, max_bytes, self._clock, deadline))
        except _LOST as error:
            return Broken(_why(error))
        except (urllib3.exceptions.HTTPError, requests.exceptions.InvalidHeader) as error:
            return Broken(f"the answer was cut off: {_why(error)}", cut_off=True)
        return _raw(request, answer, body)

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def _open(self, request: Request) -> requests.Response:
        # Not session.request: what it merges and looks for (cookies, hooks, .netrc, redirects) is
        # not wanted here, and takes as long as the rest.
        session, asked = self._session, requests.PreparedRequest()
        asked.prepare_method(request.method)
        asked.prepare_url(request.url, None)
        asked.prepare_headers({**session.headers, **request.headers})
        if request.data is not None:
            asked.prepare_body(request.data, None)
        asked.prepare_auth(None)  # name and password that the address holds
        return session.get_adapter(request.url).send(
            asked,
            stream=True,
            timeout=self._timeout,
            verify=True if session.verify is None else session.verify,
            proxies=session.proxies,
        )


def _session(home: str, connections: int) -> requests.Session:
    session = requests.Session()
    # Looking at the environment once, not for each request, nearly doubles the throughput; and
    # .netrc never adds credentials.
    merged = session.merge_environment_settings(home, {}, None, None, None)
    session.proxies.update(merged["proxies"])
    session.verify = merged["verify"]
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=max(1, connections), max_retries=0))
    return session


def _limited(
    answer: requests.Response, max_bytes: int, clock: Clock, deadline: float
) -> Iterator[bytes]:
    length = 0
    # read1 returns what has come; read would wait for a whole chunk, and never see the deadline.
    while chunk := answer.raw.read1(_CHUNK, decode_content=True):
        length += len(chunk)
        if length > max_bytes:
            raise TooLong(f"more than {max_bytes} bytes")
        if clock.monotonic() > deadline:
            raise urllib3.exceptions.ProtocolError("it came too slowly")
        yield chunk


def _why(error: Exception) -> str:
    """The innermost reason: the outer texts repeat the address with all of its parameters."""
    if isinstance(error, requests.Timeout | urllib3.exceptions.ReadTimeoutError):
        return "no answer in time"
    inner: object = error
    while isinstance(inner, BaseException) and not isinstance(inner, IncompleteRead):
        error_args = inner.args
        inner = getattr(inner, "reason", None) or (error_args[-1] if error_args else None)
    text = str(inner or type(error).__name__)
    return said(_CONNECTION.sub("", text))


def said(text: str) -> str:
    """What somebody sent, fit for a message: one short line that cannot steer a terminal."""
    return printable(" ".join(text.split())).strip()[:_SHOWN]


def _raw(request: Request, answer: requests.Response, body: bytes) -> Raw:
    headers = CaseInsensitiveDict(
        (name, value) for name, value in answer.headers.items() if name.lower() not in _PRIVATE
    )
    sound = answer.status_code != 200 or not _is_json(headers) or _parses(body)
    return Raw(answer.status_code, request.url, headers, body, sound)


def _is_json(headers: Mapping[str, str]) -> bool:
    """True if the answer calls itself JSON."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _parses(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
