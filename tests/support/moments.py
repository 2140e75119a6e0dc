"""Random moments of a run: drawn from a seed, waited for by the signs that a run gives from
outside, and told afterwards from the sandbox's log and the files.
"""

from __future__ import annotations

import math
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from attrs import define, frozen
from evidence import asked_of, next_page, rows
from killed import Ending, Trial
from places import Place

from collector.store.schema import migrations

__all__ = ["PHASES", "Signs", "kill_at", "phase_of", "phases", "signs_of"]

PHASES = ("opening", "migration", "list", "details", "enrich", "images", "store", "render")
"""What goes on when the kill comes. ``opening`` is all before the first request, but for making the
store, which is ``migration``; ``store`` is when something was just written there."""

REQUESTS = ("list", "details", "enrich", "images")

LOOK = 0.0005
"""Seconds from one look at the files to the next."""

LATER = 0.008
"""Seconds from the sign of a phase to the kill, on average: an answer is read and written down."""


@frozen
class Signs:
    """What a run gives from outside.

    Attributes:
        counts: How many signs a run that nobody disturbs gives of each phase.
        questions: How many questions it asks in each phase.
        opening: Seconds from its start to its first request.
    """

    counts: Counter[str]
    questions: Counter[str]
    opening: float


@define(eq=False)
class Heard:
    """How many requests of a kind have come; listens at the sandbox."""

    kind: str
    count: int = 0

    def hear(self, _service: str, request: object) -> None:
        self.count += kind_of(request.path) == self.kind  # type: ignore[attr-defined]

    def __call__(self) -> int:
        return self.count


@define(eq=False)
class Growth:
    """How often the store was seen to be written."""

    path: Path
    count: int = 0
    _before: float = 0.0

    def __call__(self) -> int:
        before, self._before = self._before, _changed(self.path)
        self.count += self._before != before
        return self.count


def kind_of(path: str) -> str:
    """The phase that a request belongs to."""
    if "/collection/" in path:
        return "list"
    return {"discogs": "details", "images": "images"}.get(path.split("/")[1], "enrich")


def signs_of(place: Place) -> Signs:
    """Run a workspace for the first time, and count.

    Raises:
        AssertionError: The run failed.
    """
    grown, began = Growth(_log_of_store(place)), time.monotonic()
    process = subprocess.Popen(place.command("run"), stdout=subprocess.DEVNULL)
    _wait(process, grown, math.inf)
    assert process.returncode == 0
    log = place.sandbox.log
    counts = Counter(kind_of(entry.path) for entry in log)
    counts.update(store=grown(), render=len(place.written()), opening=1, migration=1)
    opening = min(entry.time_monotonic for entry in log) - began
    return Signs(counts, _kinds(asked_of(log).answered), opening)


def phases(dice: random.Random, most: int) -> list[str]:
    """The phases of the kills of one workspace, in an order in which each may be reached."""
    drawn = [dice.choice(PHASES) for _ in range(dice.randint(1, most))]
    # The store is made once; a run may begin, and the store be written, at any time.
    rest = [one for one in drawn if one != "migration"]
    places = [_place(one, dice) for one in rest]
    ordered = [one for _, one in sorted(zip(places, rest, strict=True))]
    return [*{"migration"}.intersection(drawn), *ordered]


def _place(phase: str, dice: random.Random) -> float:
    return dice.uniform(2, 7) if phase in {"opening", "store"} else PHASES.index(phase)


def kill_at(phase: str, trial: Trial, signs: Signs, dice: random.Random) -> Ending:
    """Kill in this phase: some time after one of those of its signs that are still to come."""
    number = dice.randint(1, max(1, _left(phase, trial, signs)))
    later = dice.uniform(0, signs.opening) if phase == "opening" else dice.expovariate(1 / LATER)
    heard, hooks = Heard(phase), trial.place.sandbox.hooks

    def end(process: subprocess.Popen[str]) -> None:
        hooks.append(heard.hear)
        if _wait(process, heard if phase in REQUESTS else _looking(phase, trial.place), number):
            time.sleep(later)
            process.send_signal(signal.SIGKILL)
        hooks.remove(heard.hear)

    return end


def _wait(process: subprocess.Popen[str], count: Callable[[], int], number: float) -> bool:
    """Whether there were so many signs before the process ended."""
    while process.poll() is None:
        if count() >= number:
            return True
        time.sleep(LOOK)
    return False


def _looking(phase: str, place: Place) -> Callable[[], int]:
    """Counts the signs of a phase that does not show in requests."""
    if phase == "store":
        return Growth(_log_of_store(place))
    if phase == "render":
        before = len(place.written())
        return lambda: len(place.written()) - before
    store = place.folder / "collection.db"
    return (lambda: 1) if phase == "opening" else store.exists


def _left(phase: str, trial: Trial, signs: Signs) -> int:
    """Signs of this phase that are still to come, about."""
    whole = signs.counts[phase]
    if phase == "list":
        page = next_page(trial.place)
        return 1 if page is None and trial.answered else whole + 1 - (page or 1)
    if phase == "render":
        return whole - len(trial.place.written())
    of = {phase} if phase in REQUESTS else {*REQUESTS}
    asked, all_ = (_sum(of, _kinds(trial.answered)), _sum(of, signs.questions))
    return round(whole * (1 - asked / all_))


def _kinds(questions: Iterable[str]) -> Counter[str]:
    return Counter(kind_of(one) for one in questions)


def _sum(kinds: Iterable[str], counts: Counter[str]) -> int:
    return sum(counts[one] for one in kinds)


def phase_of(trial: Trial, began: float) -> str:
    """The phase in which the last run was: that of the last thing that it did.

    Args:
        trial: After that run.
        began: Second of the epoch when it was started.
    """
    store = trial.place.folder / "collection.db"
    if not trial.log:
        return "migration" if store.is_file() and _version(store) < len(migrations()) else "opening"
    wall = time.time() - time.monotonic()
    last = max(trial.log, key=lambda entry: entry.time_monotonic)
    did = [(last.time_monotonic + wall, kind_of(last.path))]
    did += [(_changed(_log_of_store(trial.place)), "store")]
    # A copy keeps the time of its original, but not that of being put in its place.
    did += [(path.stat().st_ctime, "render") for path in trial.place.written()]
    return max(one for one in did if one[0] >= began)[1]


def _log_of_store(place: Place) -> Path:
    return place.folder / "collection.db-wal"


def _changed(store: Path) -> float:
    """Second of the epoch when something was last written; readers change the other times."""
    with suppress(FileNotFoundError):  # who ends in order takes it away
        return store.stat().st_mtime
    return 0.0


def _version(store: Path) -> int:
    return sum(int(str(version)) for (version,) in rows(store, "PRAGMA user_version"))
