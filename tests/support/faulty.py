"""Runs against services that fail: in this process, with short pauses and short timeouts.

One sandbox, in which each service has a port of its own, serves many workspaces. All begin as
copies of the first, which had a run without faults; pages and facts are compared with those.
"""

from __future__ import annotations

import io
import re
import shutil
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from attrs import define, frozen
from evidence import tables
from places import Place, open_place, small_world
from rich.console import Console

from collector.cli.display import Lines
from collector.cli.summary import print_report
from collector.clock import Clock
from collector.engine.lanes import PROBES
from collector.engine.lock import only_run
from collector.engine.report import Report
from collector.engine.run import Plan, Run
from collector.engine.workshop import Options, open_workshop
from collector.http.retry import ATTEMPTS
from collector.store import Store
from collector_sandbox.server import Fault, LogEntry

__all__ = [
    "RATE",
    "SHARING",
    "TIMEOUT",
    "Ran",
    "Trouble",
    "busiest",
    "check_broken",
    "check_healed",
    "known",
    "open_trouble",
    "run_here",
]

MINUTE = 0.4
"""Seconds that a minute of the services' limits lasts."""

PATIENCE = 0.02
"""Pauses between attempts are shorter by this factor."""

TIMEOUT = 0.6
"""Seconds that an answer may take where some come late; else it is as each service's."""

ASKED = ATTEMPTS * (1 + PROBES)
"""Requests for one address at most: four, and again after each pause of an open breaker."""

TOKEN, ASKED_TOKEN = "/accounts/api/token", ATTEMPTS * (5 + PROBES)
"""Every subject needs a token, and asks for it until the breaker opens after five in vain."""

RATE, WINDOW = 8, 0.2
"""Requests that a workspace allows itself in so many seconds: few, so that retries meet the limit.

The services would stand more.
"""

SHARING = (
    ("discogs",),
    ("apple",),
    ("spotify", "accounts"),
    ("wikipedia", "wikidata", "sparql"),
    ("images",),
)
"""Services that share a rate."""

LINES = 12
"""Failures that a person is told of, at most: one for each cause."""

KNOWN = ("facts", "releases", "artists", "collection_items", "matches", "images")


@frozen
class Ran:
    """What a run did.

    Attributes:
        report: Its own account.
        text: What a person has read.
        log: What the sandbox saw.
        hits: How many requests each fault has hit.
    """

    report: Report
    text: str
    log: list[LogEntry]
    hits: Counter[Fault]

    @property
    def exit_status(self) -> int:
        """As the command has it."""
        return 0 if self.report.clean else 1


def run_here(
    place: Place,
    clock: Clock | None = None,
    timeout: float | None = None,
    *,
    refresh: bool = False,
) -> tuple[Report, str]:
    """One run, as ``collector run`` does it."""
    said: list[str] = []
    stop, inbox = threading.Event(), SimpleQueue[Any]()
    display = Lines(said.append)
    options = Options(refresh=refresh, patience=PATIENCE, timeout=timeout)
    with (
        open_workshop(
            place.folder, options=options, on_event=inbox.put, stop=stop, clock=clock
        ) as workshop,
        only_run(workshop.config.store),
        Store.open(workshop.config.store, clock=workshop.clock) as store,
        display,
    ):
        plan = Plan(refresh=refresh)
        run = Run(workshop, store, plan, [display.on_event], said.append, stop, inbox)
        report = run()
    if report.outcome == "interrupted":  # by a signal that was meant for all of us
        raise KeyboardInterrupt
    out = io.StringIO()
    print_report(Console(file=out, width=200), report)
    return report, "\n".join([*said, out.getvalue()])


def known(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """What the store holds of the collection.

    The evidence of a match names everything that was looked at, which a broken run adds to; what
    was decided is compared.
    """
    everything = tables(place)
    found = {name: everything[name] for name in KNOWN}
    decided = [tuple(v for v in row if not isinstance(v, bytes)) for row in found["matches"]]
    return {**found, "matches": decided}


@define
class Trouble:
    """A sandbox that can be made to fail, and what a run without faults gives."""

    whole: Place
    blank: Path
    files: dict[str, str]
    facts: dict[str, list[tuple[object, ...]]]

    def place(self, folder: Path) -> Place:
        """A workspace that has not run."""
        shutil.copytree(self.blank, folder)
        return Place(folder, self.whole.sandbox)

    def run(
        self, place: Place, *faults: Fault, clock: Clock | None = None, refresh: bool = False
    ) -> Ran:
        """One run under these faults."""
        sandbox = place.sandbox
        sandbox.change(faults=faults)
        time.sleep(sandbox.options.minute)  # the last run's requests have left every window
        sandbox.clear_log()
        late = any(fault.delay for fault in faults)
        report, text = run_here(place, clock, TIMEOUT if late else None, refresh=refresh)
        return Ran(report, text, sandbox.log, sandbox.hits)

    def agrees(self, place: Place) -> None:
        """Pages and facts are those of a run without faults."""
        facts = known(place)
        # A picture that was shown while the better one was out of reach is kept.
        assert set(self.facts["images"]) <= set(facts["images"])
        for name, rows in self.facts.items():
            assert name == "images" or facts[name] == rows, name
        assert place.files() == self.files

    def close(self) -> None:
        self.whole.sandbox.stop()


def open_trouble(folder: Path, records: int = 25) -> Trouble:
    """A sandbox, a workspace, and a run without faults."""
    place = open_place(folder / "whole", small_world(records), minute=MINUTE, own_ports=True)
    _slow_down(place)
    blank = folder / "blank"
    shutil.copytree(place.folder, blank)
    report, text = run_here(place)
    assert report.clean, text
    return Trouble(place, blank, place.files(), known(place))


def _slow_down(place: Place) -> None:
    settings = place.folder / "plugins.toml"
    text = re.sub(r'"\d+/[\d.]+ seconds"', f'"{RATE}/{WINDOW} seconds"', settings.read_text())
    settings.write_text(text)


def check_broken(ran: Ran, faults: Sequence[Fault]) -> None:
    """The run came to its end, told what went wrong, and asked nobody more than it may.

    A fault that struck is either got over, or said; then the exit status is 1.
    """
    told = [line for line in ran.text.splitlines() if line.startswith("failed: ")]
    assert ran.report.outcome == "done", ran.text
    assert len(told) <= LINES, ran.text
    assert "a bug in the plugin" not in ran.text
    assert bool(told or ran.report.rested) == bool(ran.exit_status), ran.text
    check_asked(ran.log)
    assert len(faults) > 1 or ran.hits.total(), "the fault never struck"


def check_asked(log: Sequence[LogEntry]) -> None:
    """No address is asked for too often, and no service faster than its rate."""
    per_address = Counter(f"{entry.path}?{entry.query}" for entry in log)
    for address, times in per_address.items():
        assert times <= (ASKED_TOKEN if TOKEN in address else ASKED), f"{times} times {address}"
    for services in SHARING:
        most_at_once = busiest(log, services)
        assert most_at_once <= RATE, f"{services}: {most_at_once} in a window of {RATE}"


def busiest(log: Sequence[LogEntry], services: Sequence[str]) -> int:
    """The most requests within any window: answered, refused, cut off, all of them."""
    times = sorted(entry.time_monotonic for entry in log if entry.service in services)
    return _most_within(times, WINDOW)


def _most_within(times: Sequence[float], length: float) -> int:
    """The most moments within any stretch of this length."""
    return max((bisect_left(times, at + length) - i for i, at in enumerate(times)), default=0)


def check_healed(trouble: Trouble, place: Place) -> None:
    """One run without faults, and all is as if there had never been any."""
    ran = trouble.run(place)
    assert ran.exit_status == 0, ran.text
    check_asked(ran.log)
    trouble.agrees(place)
