"""How many candidates are scored in a second, and how good the matcher is on the labelled set.

Run ``python -m benchmarks.matching``: the offers of every labelled decision are scored on one core,
once with every title new, then again, as a run does that weighs its candidates after each request.
So are the candidates that a run kept of a sandbox's collection, all of them new to this process.
Beside that stands what a bare comparison of the same titles costs on the same machine, so that the
figures of two machines, or of a busy one, can be told apart from those of two matchers.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from attrs import evolve
from labelled_figures import table
from rapidfuzz.fuzz import ratio

from benchmarks.cold import SEED
from benchmarks.filling import fill
from collector.engine.workshop import open_workshop
from collector.match import Ours, Theirs, ours_of, score
from collector.match.evidence import theirs_of
from collector.store import Store
from collector_sandbox.catalogue import generate_world
from collector_sandbox.demo import Demo
from collector_sandbox.server import Sandbox
from labelled import cases

PASSES = 5
RELEASES = 300
LIMIT = 5000
"""Scorings in a second of one core."""

Offers = list[tuple[Ours, tuple[Theirs, ...]]]


def bare(ours: Ours, theirs: Theirs) -> float:
    """The least that a comparison can do: each title and track with the one in its place, once."""
    pairs = zip_longest(
        [ours.title, *(track.title for track in ours.tracks)],
        [theirs.title, *(track.title for track in theirs.tracks)],
        fillvalue="",
    )
    return sum(ratio(_folded(one), _folded(other)) for one, other in pairs)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def seconds(act: Callable[[Ours, Theirs], object], ours: Ours, offers: tuple[Theirs, ...]) -> float:
    """What it takes to compare a release with its candidates; the time of this process alone."""
    began = time.process_time()
    for theirs in offers:
        act(ours, theirs)
    return time.process_time() - began


def measure(decisions: Offers) -> tuple[float, float, float]:
    """Seconds of a scoring: with every title new, weighed again, and of a bare comparison."""
    new = again = least = 0.0
    for ours, offers in decisions:
        new += seconds(score, ours, offers)
        again += min(seconds(score, ours, offers) for _ in range(PASSES))
        least += min(seconds(bare, ours, offers) for _ in range(PASSES))
    count = sum(len(offers) for _, offers in decisions)
    return new / count, again / count, least / count


def kept_by_a_run() -> Offers:
    """Our releases and the albums that the shops of a sandbox offer for them."""
    with tempfile.TemporaryDirectory() as folder:
        demo, world = Demo(Path(folder)), generate_world(RELEASES, SEED)
        demo.prepare()
        with Sandbox(world).start() as sandbox:
            demo.configure(sandbox)
            fill(Path(folder), sandbox, SEED)
        with open_workshop(demo.folder) as workshop, Store.open(workshop.config.store) as store:
            return [
                (ours_of(store.view(row.subject), row.service), tuple(map(theirs_of, offers)))
                for row in store.all_matches()
                if (offers := [one for one in row.candidates if one.offer])
            ]


def main() -> None:
    """Print the figures."""
    with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:  # where titles are read, too
        kept = elsewhere.submit(kept_by_a_run).result()
    decisions = [(evolve(case.ours), case.offers) for case in cases()]
    gc.freeze()  # the labelled set is not the matcher's to look through
    asked, _, bared = measure(kept)
    print(
        f"{1 / asked:.0f} scorings a second of what a run of {RELEASES} releases compares, "
        f"every title new; {asked / bared:.1f} times a bare comparison"
    )
    new, again, least = measure(decisions)
    print(
        f"{1 / new:.0f} scorings a second with every title new, "
        f"{1 / again:.0f} when weighed again; limit {LIMIT}"
    )
    print(
        f"a scoring takes {new / least:.1f} times a bare comparison of its titles when new, "
        f"{again / least:.1f} times again"
    )
    print("\n".join(table()))


if __name__ == "__main__":
    main()
