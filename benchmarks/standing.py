"""A store that a run has filled: pages, a run with nothing to do, one change, the status."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks import bare
from benchmarks.cold import SEED
from benchmarks.commands import Took, collector
from benchmarks.figures import Figure
from benchmarks.filling import fill
from benchmarks.multiplying import multiply
from collector.model import Found, Subject
from collector.store import Outcome, Store
from collector_sandbox.catalogue import generate_world
from collector_sandbox.demo import Demo
from collector_sandbox.server import Options, Sandbox

__all__ = ["standing"]

ONE_BY_ONE = 10_000
"""So many records are filled; a larger store holds them again under other keys."""

MEASURED = 1_000
"""Answers that are recorded, at the most."""

MEGABYTE = 1e6


def standing(folder: Path, records: int) -> Iterator[Figure]:
    """Figures of a store of that size.

    Args:
        folder: Of the workspace.
        records: Up to 10,000, or a multiple of it.
    """
    filled = min(records, ONE_BY_ONE)
    demo, world = Demo(folder), generate_world(filled, SEED)
    demo.prepare()
    with Sandbox(world, Options(minute=1.0)).start() as sandbox:
        demo.configure(sandbox)
        fill(folder, sandbox, SEED)
        multiply(folder / "collection.db", folder / "images", records // filled)
        yield from _pages(folder, records)
        yield from _runs(folder, records, sandbox)
    yield from _answers(folder, records)
    status = _best(3, lambda: collector(folder, "status"))
    yield Figure(records, "status", status.seconds, most=0.3 if records <= 100_000 else None)
    size = (folder / "collection.db").stat().st_size / records / 1000
    yield Figure(records, "store a record", size, "kB", 12)


def _best(times: int, act: Callable[[], Took]) -> Took:
    """The quickest of several, for others use the machine, too."""
    return min((act() for _ in range(times)), key=lambda took: took.seconds)


def _pages(folder: Path, records: int) -> Iterator[Figure]:
    first = collector(folder, "render")
    again = collector(folder, "render")
    yield Figure(records, "render, first", first.seconds)
    yield Figure(records, "render, again", again.seconds)
    yield Figure(records, "memory, render", first.memory / MEGABYTE, "MB", 200)
    limit = bare.pages(folder)
    note = f"{limit:.1f} s for templates and YAML alone"
    yield Figure(records, "render rate / bare", limit / again.seconds, "", least=0.5, note=note)


def _runs(folder: Path, records: int, sandbox: Sandbox) -> Iterator[Figure]:
    collector(folder, "run", "--json")  # asks for the names of folders and columns, too
    sandbox.clear_log()
    collector(folder, "run", "--json")
    requests = sandbox.requests()
    took = _best(3, lambda: collector(folder, "run", "--json"))
    most = {1_000: 1.0, 100_000: 3.0}.get(records)
    yield Figure(records, "run with nothing to do", took.seconds, most=most)
    yield Figure(records, "its requests", requests, "", 1)
    yield Figure(records, "memory, that run", took.memory / MEGABYTE, "MB", 200)
    with Store.open(folder / "collection.db") as store:
        (subject,) = store.find(next(store.albums()).key)
        store.edit(subject, "notes", "Bought again", author="bench")
    took = collector(folder, "run", "--json")
    written = took.document["pages"]["hugo"]["written"]
    yield Figure(records, "files written after one edit", written, "", 1)
    most = 0.3 if records == 10_000 else None
    yield Figure(records, "run after one edit", took.seconds, most=most)


def _answers(folder: Path, records: int) -> Iterator[Figure]:
    """What recording an answer costs beside an insert of the same statement."""
    with tempfile.TemporaryDirectory() as other:
        copy = Path(other) / "collection.db"
        with Store.open(folder / "collection.db", read_only=True) as store:
            store.backup(copy)
        with Store.open(copy) as store:
            speaker = next(one for one in store.lineup().speakers if one.part == "release")
            rows = list(islice(store.albums(), MEASURED))
            told = [
                {k: v for k, v in row.fields.items() if k in speaker.provides} | {"country": "XX"}
                for row in rows
            ]
            began = time.perf_counter()
            for row, fields in zip(rows, told, strict=True):
                subject = Subject("release", row.key)
                store.answer(Outcome(subject, speaker, Found(fields)), store.lineup())
            took = time.perf_counter() - began
        statements = [(row.key, json.dumps(one)) for row, one in zip(rows, told, strict=True)]
        limit = bare.inserts(Path(other), statements)
    note = f"{len(rows) / limit:,.0f}/s of a bare INSERT of its JSON"
    yield Figure(records, "answers recorded a second", len(rows) / took, "/s", note=note)
