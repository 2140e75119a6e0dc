"""Every fault alone, for every service that it can befall; and random mixtures of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from attrs import evolve
from faulty import TIMEOUT

from collector_sandbox.server import Fault

__all__ = ["EVERYWHERE", "FIELDS", "each", "mixture"]

LATE = 2 * TIMEOUT
"""Seconds after which nobody waits any longer."""

FAR = str(10 * 365 * 86400)
"""Ten years, in seconds."""

EVERYWHERE: Mapping[str, Mapping[str, object]] = {
    "429-said": {"kind": "429", "retry_after": "1", "count": 3},
    "429-unsaid": {"kind": "429"},
    "429-for-ever": {"kind": "429", "retry_after": FAR},
    "429-negative": {"kind": "429", "retry_after": "-5", "count": 3},
    "429-text": {"kind": "429", "retry_after": "in a while", "count": 3},
    "429-past": {"kind": "429", "retry_after": "Sun, 06 Nov 1994 08:49:37 GMT", "count": 3},
    "401": {"kind": "401", "after": 2},
    "403": {"kind": "403", "after": 2},
    "500": {"kind": "500"},
    "502-few": {"kind": "502", "count": 4},
    "503": {"kind": "503", "retry_after": "1", "count": 6},
    "html": {"kind": "html"},
    "truncated": {"kind": "truncated"},
    "cut-off": {"kind": "cut-off"},
    "empty": {"kind": "empty"},
    "slow": {"kind": "slow", "delay": TIMEOUT / 4, "count": 5},
    "too-slow": {"kind": "slow", "delay": LATE, "count": 5},
    "hang": {"kind": "hang", "delay": LATE, "count": 12},
    "reset": {"kind": "reset"},
    "down": {"kind": "down", "after": 3},
    "down-for-a-moment": {"kind": "down", "after": 3, "count": 1, "delay": 0.2},
}
"""What can befall any service: name to how it comes about."""

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "discogs": (
        ("/releases/", "title"),
        ("/releases/", "artists.0.name"),
        ("/artists/", "name"),
        ("/collection/folders/0", "releases.3.basic_information.title"),
        ("/collection/folders/0", "pagination"),
    ),
    "apple": (("albums", "data.*.attributes.name"), ("albums", "data"), ("search", "results")),
    "spotify": (("search", "albums"), ("albums/", "name")),
    "accounts": (("token", "access_token"),),
    "wikipedia": (("titles=", "query.pages.0.title"),),
    "wikidata": (("wbgetentities", "entities"),),
    "sparql": (("", "results.bindings.0.item.value"), ("", "results")),
}
"""Places in the services' documents without which they are none: address and place."""

PICTURES = ("html-image", "truncated", "empty", "html")

FEW = {"accounts", "wikipedia", "wikidata", "sparql"}

DETAILS = r"/releases/\d|/artists/"

SERVICES = ("discogs", "apple", "spotify", "accounts", "wikipedia", "wikidata", "sparql", "images")


def each() -> Iterator[tuple[str, Fault]]:
    """Every fault alone, with a name."""
    for service in SERVICES:
        for name, how in EVERYWHERE.items():
            yield f"{service}-{name}", _reached(Fault(service, **how))
            if service == "discogs":  # else its list would be hit, and nothing after it
                yield f"details-{name}", Fault(service, **how, path=DETAILS)
        for number, (path, place) in enumerate(FIELDS.get(service, ())):
            for kind in ("wrong-type", "missing", "null"):
                fault = Fault(service, kind, path=path, field=place)
                yield f"{service}-{kind}-{number}", fault
    for service in ("apple", "spotify", "discogs"):
        yield f"{service}-stale-token", Fault(service, "stale-token", after=3)
    yield "images-html-image", Fault("images", "html-image")


def _reached(fault: Fault) -> Fault:
    """Where a run sends only a few requests, the first is hit."""
    return evolve(fault, after=0) if fault.service in FEW else fault


def mixture(seed: int) -> list[Fault]:
    """Three to eight faults of any kind, each for some of the requests or for all."""
    draw = random.Random(seed)
    cases = [fault for _, fault in each()]
    return [_weakened(draw.choice(cases), draw) for _ in range(draw.randint(3, 8))]


def _weakened(fault: Fault, draw: random.Random) -> Fault:
    return evolve(
        fault,
        after=draw.randint(0, 10),
        count=fault.count or draw.choice((0, 1, 5, 20)),
        share=draw.choice((0.2, 0.5, 1.0)),
        seed=draw.randrange(10**6),
    )
