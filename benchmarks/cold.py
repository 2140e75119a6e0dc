"""Runs from nothing, over HTTP: one at the services' pace, one without any limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Request

from benchmarks.commands import collector, python
from benchmarks.figures import Figure
from benchmarks.truth import GOALS, found
from collector_sandbox.catalogue import generate_world
from collector_sandbox.demo import Demo
from collector_sandbox.server import Options, Sandbox

__all__ = ["SEED", "at_pace", "without_limits"]

SEED = 7

PACES = {"discogs": 60, "apple": 240, "spotify": 60, "wikimedia": 190, "images": 60}
"""Requests a minute that the demo's configuration allows itself."""

LIMITED = ("discogs", "apple", "spotify", "wikipedia", "wikidata", "sparql")

THREADS = 10
"""Requests at once of all services together, as the plugins declare them."""

ENDLESS = 0.0005
"""A minute so short that no rate holds anybody up."""


def asked(sandbox: Sandbox) -> dict[str, int]:
    """Requests by service, as the rates count them."""
    return {
        "discogs": sandbox.requests("discogs"),
        "apple": sandbox.requests("apple"),
        "spotify": sandbox.requests("spotify", "accounts"),
        "wikimedia": sandbox.requests("wikipedia", "wikidata", "sparql"),
        "images": sandbox.requests("images"),
    }


def at_pace(folder: Path, records: int, minute: float) -> tuple[list[Figure], dict[str, Any]]:
    """A cold run with a minute that lasts some seconds: figures, and what was found.

    Its limit is what the busiest service's allowed rate dictates for the requests it sent.
    """
    demo, world = Demo(folder, minute), generate_world(records, SEED)
    demo.prepare()
    with Sandbox(world, Options(minute=minute, drawn=False)).start() as sandbox:
        demo.configure(sandbox)
        took = collector(demo.folder, "run", "--json")
        requests = asked(sandbox)
        refused = sum(sandbox.statuses(name).get(429, 0) for name in LIMITED)
    busiest = max(PACES, key=lambda name: requests[name] / PACES[name])
    limit = requests[busiest] / PACES[busiest] * minute
    note = f"{limit:.1f} s that {busiest} allows"
    figures = [
        Figure(records, "cold run", took.seconds),
        Figure(records, "cold run / allowed time", took.seconds / limit, "", 1.1, note=note),
        Figure(records, "answers 429", refused, "", 0),
        Figure(records, "memory, cold run", took.memory / 1e6, "MB", 200),
    ]
    figures += [
        Figure(records, f"requests a record, {name}", requests[name] / records, "", most)
        for name, most in GOALS.items()
    ]
    return figures, found(demo.folder, world)


def without_limits(folder: Path, records: int) -> Iterator[Figure]:
    """A cold run whose services answer at once, and a bare loop over the same requests.

    No pages are written: the loop writes none either.
    """
    demo, recorded = Demo(folder, ENDLESS), []
    demo.prepare()
    with Sandbox(
        generate_world(records, SEED), Options(minute=ENDLESS, drawn=False)
    ).start() as sandbox:
        demo.configure(sandbox)
        collector(demo.folder, "plugins", "disable", "hugo")
        sandbox.hooks.append(lambda _service, request: recorded.append(_again(request)))
        took = collector(demo.folder, "run", "--json")
        sandbox.hooks.clear()
        requests = list(recorded)
        (folder / "requests.json").write_text(json.dumps(requests), encoding="utf-8")
        bare = python("-m", "benchmarks.bare", str(folder / "requests.json"), str(THREADS))
    loop, count = float(bare.said), len(requests)
    note = f"{count / loop:.0f}/s of a bare loop with {THREADS} threads"
    yield Figure(records, "requests a second, no limits", count / took.seconds, "/s")
    yield Figure(records, "throughput / bare loop", loop / took.seconds, "", least=0.5, note=note)


def _again(request: Request) -> dict[str, Any]:
    """What a client has to be told to send it again."""
    sent = {k: v for k, v in request.headers if k not in {"Host", "Content-Length", "Connection"}}
    data = request.get_data().decode()
    return {"method": request.method, "url": request.url, "headers": sent, "data": data or None}
