"""How many candidates are scored in a second, and how good the matcher is on the labelled set.

Run ``python -m benchmarks.matching``: the offers of every labelled decision are scored on one core,
once with every title new, then again and again, as a run does that weighs its candidates after
each request.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from labelled_figures import table

from collector.match import score
from labelled import cases

PASSES = 5
LIMIT = 5000
"""Scorings in a second of one core."""


def scorings_a_second() -> float:
    """Score all offers once; time is that of this process alone."""
    pairs = [(case.ours, offer) for case in cases() for offer in case.offers]
    began = time.process_time()
    for ours, theirs in pairs:
        score(ours, theirs)
    return len(pairs) / (time.process_time() - began)


def main() -> None:
    """Print the figures."""
    cases()
    first = scorings_a_second()
    best = max(scorings_a_second() for _ in range(PASSES))
    print(f"{first:.0f} scorings a second with every title new, {best:.0f} after; limit {LIMIT}")
    print("\n".join(table()))


if __name__ == "__main__":
    main()
