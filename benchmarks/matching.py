"""How many candidates are scored in a second, and how good the matcher is on the labelled set.

Run ``python -m benchmarks.matching``: the offers of every labelled decision are scored on one core,
once with every title new, then again, as a run does that weighs its candidates after each request.
Beside that stands what a bare comparison of the same titles costs on the same machine, so that the
figures of two machines, or of a busy one, can be told apart from those of two matchers.
"""

from __future__ import annotations

import gc
import sys
import time
import unicodedata
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from attrs import evolve
from labelled_figures import table
from rapidfuzz.fuzz import ratio

from collector.match import Ours, Theirs, score
from labelled import cases

PASSES = 5
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


def main() -> None:
    """Print the figures."""
    decisions = [(evolve(case.ours), case.offers) for case in cases()]
    gc.freeze()  # the labelled set is not the matcher's to look through
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
