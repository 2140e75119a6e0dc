"""What goes wrong, where and when: a plan of faults, and who is hit by it.

A plan is a tuple of :class:`Fault`. Each counts the requests of its own service (and address) from
the moment at which the plan was laid; the first fault of the plan that is on then hits. Whether a
share of the requests is hit is drawn from the fault's seed, so that a plan can be repeated.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from attrs import Attribute, define, field, fields_dict, frozen, validators

__all__ = ["KINDS", "SERVICES", "Fault", "Faults"]

SERVICES = ("discogs", "apple", "spotify", "accounts", "wikipedia", "wikidata", "sparql", "images")

KINDS = {
    "429": "too many requests; retry_after is sent as the header, if given",
    "401": "the credentials are refused",
    "stale-token": "the credentials of the first request that is hit are refused, others are not",
    "403": "forbidden, as plain text",
    "500": "an error of the service, as a page",
    "502": "a bad gateway, as a page",
    "503": "not available, as a page",
    "html": "a page with status 200",
    "html-image": "a page with status 200 that calls itself a JPEG",
    "png-image": "a PNG that calls itself a JPEG",
    "empty": "status 200 and no body",
    "truncated": "the first half of the body, and its length as if that were all",
    "cut-off": "the length of the whole, and the connection ends in the middle",
    "wrong-type": "at the place that field names stands a list in a list",
    "missing": "the key that field names is not there",
    "null": "at the place that field names stands null",
    "slow": "the answer comes after delay seconds",
    "hang": "no answer; the connection ends after delay seconds",
    "reset": "the connection is reset",
    "down": "connections are refused for delay seconds, without end if that is 0; by all services"
    " unless each has a port of its own",
}
"""Every kind of fault, and what it does."""

_FIELD_KINDS = {"wrong-type", "missing", "null"}


def _whole(instance: Fault, _attribute: Attribute[Any], value: str) -> None:
    if (instance.kind in _FIELD_KINDS) != bool(value):
        raise ValueError(f"field is for the kinds {', '.join(sorted(_FIELD_KINDS))}, and needed")


@frozen
class Fault:
    """One thing that goes wrong.

    Attributes:
        service: One of :data:`SERVICES`.
        kind: One of :data:`KINDS`.
        after: So many requests are spared first.
        count: So many are hit; 0 for no end.
        since: Seconds after the plan was laid at which it begins.
        seconds: How long it lasts; 0 for no end.
        share: Of the requests, from 0 to 1.
        seed: Of the draw.
        path: A regular expression that the address with its query must hold.
        retry_after: The header of a 429 or 503; empty for none.
        delay: Seconds that a slow answer takes, a connection is held, a service is down.
        field: Place in the document: ``results.albums.data.*.id``; ``*`` is every element.
    """

    service: str = field(validator=validators.in_(SERVICES))
    kind: str = field(validator=validators.in_(KINDS))
    after: int = field(default=0, validator=validators.ge(0))
    count: int = field(default=0, validator=validators.ge(0))
    since: float = field(default=0.0, validator=validators.ge(0))
    seconds: float = field(default=0.0, validator=validators.ge(0))
    share: float = field(default=1.0, validator=[validators.ge(0), validators.le(1)])
    seed: int = 0
    path: str = ""
    retry_after: str = ""
    delay: float = field(default=0.0, validator=validators.ge(0))
    field: str = field(default="", validator=_whole)

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Read ``discogs:503`` or ``spotify:429:after=20,count=5,retry_after=3600``.

        Raises:
            ValueError: If it is none; the message says what was expected.
        """
        service, _, rest = text.partition(":")
        kind, _, options = rest.partition(":")
        known: dict[str, Any] = {"service": service, "kind": kind}
        for option in filter(None, options.split(",")):
            name, _, value = option.partition("=")
            known[name] = _read(name, value)
        try:
            return cls(**known)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{text}: {_advice(service, kind, error)}") from error


def _read(name: str, value: str) -> Any:
    attribute = fields_dict(Fault).get(name)
    if attribute is None or name in {"service", "kind"}:
        known = ", ".join(list(fields_dict(Fault))[2:])
        raise ValueError(f'no option "{name}"; there are {known}')
    return {"int": int, "float": float}.get(str(attribute.type), str)(value)


def _advice(service: str, kind: str, error: Exception) -> str:
    if service not in SERVICES:
        return f'no service "{service}"; there are {", ".join(SERVICES)}'
    if kind not in KINDS:
        return f'no fault "{kind}"; there are {", ".join(KINDS)}'
    return str(error)


@define
class _Running:
    """A fault, and what it has seen so far."""

    fault: Fault
    draw: random.Random
    seen: int = 0
    hit: int = 0
    token: str = ""

    def strikes(self, address: str, token: str, passed: float) -> bool:
        """Whether the request is hit."""
        fault = self.fault
        if not re.search(fault.path, address):
            return False
        self.seen += 1
        if self.seen <= fault.after or (fault.count and self.hit >= fault.count):
            return False
        if passed < fault.since or (fault.seconds and passed >= fault.since + fault.seconds):
            return False
        if self.draw.random() >= fault.share:
            return False
        if fault.kind == "stale-token" and (self.token or token) != token:
            return False
        self.token = token
        self.hit += 1
        return True


class Faults:
    """A plan at work. Safe to use from several threads.

    Args:
        plan: What goes wrong, from now on.
    """

    def __init__(self, plan: Sequence[Fault] = ()) -> None:
        self._running = [_Running(one, random.Random(one.seed)) for one in plan]  # noqa: S311
        self._began = time.monotonic()
        self._lock = threading.Lock()

    def strike(self, service: str, address: str, token: str) -> Fault | None:
        """The fault that hits a request, if any.

        Args:
            service: Whose.
            address: Path and query.
            token: Its Authorization header.
        """
        passed = time.monotonic() - self._began
        with self._lock:
            for one in self._running:
                if one.fault.service == service and one.strikes(address, token, passed):
                    return one.fault
        return None

    def hits(self) -> Counter[Fault]:
        """How many requests each fault has hit."""
        with self._lock:
            return Counter({one.fault: one.hit for one in self._running})
