"""Cold run, second run, render, start-up, memory: each beside its limit.

A minute of the sandbox lasts one second. The limit of a cold run is what the busiest service's
allowed rate dictates for the requests that this run sent.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.truth import GOALS, found
from collector_sandbox.catalogue import generate_world
from collector_sandbox.demo import Demo
from collector_sandbox.server import Options, Sandbox

SEED = 7

PACES = {"discogs": 60, "apple": 240, "spotify": 60, "wikimedia": 190}
"""Requests a minute that the demo's configuration allows itself."""


def collector(workspace: Path, *arguments: str) -> tuple[float, int]:
    """Run the command: seconds, and its peak memory in bytes.

    The kernel's own figure for a child begins with what this process holds, so the peak is read
    from the running command instead.
    """
    command = [sys.executable, "-m", "collector", "--workspace", str(workspace), *arguments]
    began, peak = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, peak_memory(process.pid))
            time.sleep(0.02)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} failed")
    return time.perf_counter() - began, peak


def peak_memory(process: int) -> int:
    """The most that a process has held so far, in bytes; 0 if it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(n) * 1024 for n in re.findall(r"VmHWM:\s+(\d+) kB", status)), 0)


def asked(sandbox: Sandbox) -> dict[str, int]:
    """Requests by service, as the rates count them."""
    return {
        "discogs": sandbox.requests("discogs"),
        "apple": sandbox.requests("apple"),
        "spotify": sandbox.requests("spotify", "accounts"),
        "wikimedia": sandbox.requests("wikipedia", "wikidata", "sparql"),
        "images": sandbox.requests("images"),
    }


def measure(records: int, minute: float) -> dict[str, Any]:
    """One world: a cold run, a second one, a render."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder) / "mine", minute)
        demo.prepare()
        world = generate_world(records, SEED)
        with Sandbox(world, Options(minute=minute)).start() as sandbox:
            demo.configure(sandbox)
            cold, memory = collector(demo.folder, "run")
            requests = asked(sandbox)
            refused = sum(
                sandbox.statuses(name).get(429, 0)
                for name in ("discogs", "apple", "spotify", "wikipedia", "wikidata", "sparql")
            )
            sandbox.clear_log()
            second, _ = collector(demo.folder, "run")
            again = sum(asked(sandbox).values())
        render, _ = collector(demo.folder, "render")
        matches = found(demo.folder, world)
        paces = {**PACES, "images": 60}
        busiest = max(paces, key=lambda name: requests[name] / paces[name])
        limit = requests[busiest] / paces[busiest] * minute
        return {
            "records": records,
            "minute": minute,
            "cold_seconds": round(cold, 2),
            "busiest": busiest,
            "limit_seconds": round(limit, 2),
            "cold_ratio": round(cold / limit, 3),
            "requests": requests,
            "per_record": {name: round(n / records, 2) for name, n in requests.items()},
            "per_record_goals": GOALS,
            "matches": matches,
            "refused_429": refused,
            "second_seconds": round(second, 2),
            "second_requests": again,
            "render_seconds": round(render, 2),
            "peak_memory_mb": round(memory / 1e6, 1),
            "store_kb_a_record": round(
                (demo.folder / "collection.db").stat().st_size / 1024 / records, 1
            ),
        }


def start_up() -> dict[str, float]:
    """Median wall time of ``collector --help``, and of a bare interpreter."""

    def median(*command: str) -> float:
        times = []
        for _ in range(11):
            began = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - began)
        return round(statistics.median(times), 3)

    return {
        "help_seconds": median(str(Path(sys.executable).with_name("collector")), "--help"),
        "bare_python_seconds": median(sys.executable, "-c", "pass"),
    }


def main() -> None:
    """Print the figures as JSON, a line for each world."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--records", type=int, nargs="*", default=[1000])
    parser.add_argument("--minute", type=float, default=1.0, help="seconds a minute lasts")
    chosen = parser.parse_args()
    print(json.dumps(start_up()))
    for records in chosen.records:
        print(json.dumps(measure(records, chosen.minute)), flush=True)


if __name__ == "__main__":
    main()
