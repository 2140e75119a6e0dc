"""Hundreds of kills at random moments.

Run ``python -m benchmarks.kills --kills 200 --seed 1``: runs of a small collection are killed
(SIGKILL) at moments drawn from the seed, in every phase of a run. After each kill the store is
sound, every file is whole, and nothing is lost or asked again but what was on its way. After some
kills (one to ten) the workspace is run to its end: then store, pages and files are those of a
workspace that nobody disturbed. Prints how many kills there were in each phase. Ends with 1 if
anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from killed import WORKERS
from killing import kill_often
from moments import PHASES


def main() -> None:
    """Print what went wrong, and the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the first workspace")
    parser.add_argument("--records", type=int, default=16)
    chosen = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        done = kill_often(Path(folder), chosen.kills, chosen.seed, chosen.records)
    for phase in PHASES:
        print(f"{phase:<10} {done.found[phase]:>4}")
    print(
        json.dumps(
            {
                "kills": done.found.total(),
                "too_late": done.late,
                "ended": done.ended,
                "questions": done.questions,
                "asked_again": done.again,
                "oldest_lost": dict(done.oldest),
                "workers": WORKERS,
                "defects": done.defects,
                "seconds": round(time.perf_counter() - began, 1),
            },
            indent=2,
        )
    )
    sys.exit(bool(done.defects))


if __name__ == "__main__":
    main()
