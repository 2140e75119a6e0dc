"""Hundreds of runs against failing services.

Run ``python -m benchmarks.soak --runs 200 --seed 1``: each run meets a mixture of faults drawn from
its seed, must end by itself and say why it fell short, and is followed by one run without faults,
after which the store's facts and the pages are those of a workspace that never met a fault. No
service may get more than its rate in any window, by the sandbox's own log, retries included.
``--each`` tries every single fault with every service instead. Ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from attrs import Factory, define
from fault_cases import each, mixture
from faulty import (
    RATE,
    SHARING,
    Ran,
    Trouble,
    busiest,
    check_asked,
    check_broken,
    check_healed,
    open_trouble,
)

from collector_sandbox.server import Fault

Case = tuple[str, tuple[Fault, ...]]


@define
class Figures:
    """What all runs cost together."""

    runs: int = 0
    wrong: list[str] = Factory(list)
    requests: int = 0
    again: int = 0
    cached: int = 0
    struck: Counter[str] = Factory(Counter)
    busiest: Counter[str] = Factory(Counter)

    def add(self, ran: Ran) -> None:
        self.runs += 1
        self.requests += len(ran.log)
        self.again += len(ran.log) - len({(entry.path, entry.query) for entry in ran.log})
        self.cached += ran.report.cached.total()
        self.struck.update(entry.fault for entry in ran.log if entry.fault)
        for services in SHARING:
            name = services[0]
            self.busiest[name] = max(self.busiest[name], busiest(ran.log, services))


def cases(runs: int, seed: int) -> Iterator[Case]:
    for number in range(seed, seed + runs):
        yield f"seed {number}", tuple(mixture(number))


def alone() -> Iterator[Case]:
    for name, fault in each():
        yield name, (fault,)


def try_out(trouble: Trouble, case: Case, folder: Path, figures: Figures) -> None:
    name, faults = case
    place = trouble.place(folder / name)
    ran = trouble.run(place, *faults)
    figures.add(ran)
    try:
        check_asked(ran.log)
        check_broken(ran, faults)
        check_healed(trouble, place)
    except AssertionError as wrong:
        figures.wrong.append(name)
        print(f"{name}: {faults}\n{wrong}\n{ran.text}", flush=True)


def main() -> None:
    """Print what went wrong, and the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the first run; each has its own")
    parser.add_argument("--records", type=int, default=12)
    parser.add_argument("--each", action="store_true", help="every fault alone, everywhere")
    chosen = parser.parse_args()
    began, figures = time.perf_counter(), Figures()
    with tempfile.TemporaryDirectory() as folder:
        trouble = open_trouble(Path(folder), chosen.records)
        for case in alone() if chosen.each else cases(chosen.runs, chosen.seed):
            try_out(trouble, case, Path(folder), figures)
        trouble.close()
    print(
        json.dumps(
            {
                "runs": figures.runs,
                "wrong": figures.wrong,
                "requests": figures.requests,
                "asked_again": figures.again,
                "from_cache": figures.cached,
                "faults_struck": dict(figures.struck.most_common()),
                "busiest_window": dict(figures.busiest),
                "allowed": RATE,
                "seconds": round(time.perf_counter() - began, 1),
            },
            indent=2,
        )
    )
    sys.exit(bool(figures.wrong))


if __name__ == "__main__":
    main()
