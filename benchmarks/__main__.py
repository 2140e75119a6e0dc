"""How fast, how large: each figure beside its target and its limit, measured in the same run.

Run ``python -m benchmarks`` (or ``make bench``): prints a table and writes it as JSON.
``--records`` may be repeated: stores of these sizes are filled without HTTP (see ``filling``); the
runs from nothing over HTTP have a thousand records, unless ``--cold`` says otherwise. A minute of
the sandbox lasts one second. Others may use the machine, too: of several runs the quickest counts,
ratios tell more than seconds, and the load stands beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.cold import at_pace, without_limits
from benchmarks.commands import collector, python
from benchmarks.figures import Figure, document, show
from benchmarks.standing import standing

STARTS = 11
"""Times that a start is measured; the quickest counts."""


def start_up() -> Iterator[Figure]:
    """How long ``collector --help`` takes, and a bare interpreter."""
    collector(Path(), "--help")
    helps = [collector(Path(), "--help").seconds for _ in range(STARTS)]
    bare = min(python("-c", "pass").seconds for _ in range(STARTS))
    note = f"{bare:.3f} s of a bare interpreter"
    yield Figure(0, "collector --help", min(helps), most=0.15, note=note)


def measure(sizes: list[int], cold: int, minute: float) -> tuple[list[Figure], dict[str, Any]]:
    """All figures, and what the cold run found."""
    figures: list[Figure] = list(start_up())
    matches: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        if cold:
            more, matches = at_pace(Path(folder) / "pace", cold, minute)
            figures += [*more, *without_limits(Path(folder) / "endless", cold)]
        for records in sizes:
            figures += standing(Path(folder) / str(records), records)
    return figures, matches


def main() -> None:
    """Print the figures, and write them down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--records", type=int, action="append", help="1,000 and 10,000 by default")
    parser.add_argument("--cold", type=int, default=1000, help="records of the runs over HTTP")
    parser.add_argument("--minute", type=float, default=1.0, help="seconds that a minute lasts")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), metavar="PATH")
    chosen = parser.parse_args()
    sizes = [1_000, 10_000] if chosen.records is None else chosen.records
    before = os.getloadavg()[0]
    figures, matches = measure(sizes, chosen.cold, chosen.minute)
    show(figures)
    load = {"before": before, "after": os.getloadavg()[0], "processors": os.cpu_count()}
    print("load " + ", ".join(f"{name} {value}" for name, value in load.items()))
    told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "load": load}
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told | {"figures": document(figures), "matches": matches}, indent=2)
    chosen.json.write_text(text + "\n", encoding="utf-8")
    print(f"written to {chosen.json}")


if __name__ == "__main__":
    main()
