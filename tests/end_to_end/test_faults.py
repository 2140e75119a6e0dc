"""Nothing stops it: a run under any fault ends, says why, and one more run makes it good.

Here stands one service for each fault, and each kind of broken field; ``python -m benchmarks.soak
--each`` tries every fault with every service, and without ``--each`` hundreds of mixtures.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from attrs import Factory, frozen
from fault_cases import EVERYWHERE, SERVICES, each, mixture
from faulty import Trouble, check_broken, check_healed, known, open_trouble

from collector.clock import SystemClock
from collector_sandbox.server import Fault

CASES = dict(each())
PLACES = (*(name for name in SERVICES if name != "discogs"), "details", "discogs")

ONE_OF_EACH = [f"{PLACES[at % len(PLACES)]}-{name}" for at, name in enumerate(EVERYWHERE)]
FIELDS = [
    "discogs-null-3",
    "apple-missing-2",
    "spotify-missing-0",
    "sparql-wrong-type-0",
]
PICTURES = ["images-html-image", "images-truncated"]
TOKENS = ["spotify-stale-token", "discogs-stale-token"]


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trouble]:
    """Five records: each run costs half a second."""
    opened = open_trouble(tmp_path_factory.mktemp("trouble"), records=5)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", dict.fromkeys([*ONE_OF_EACH, *FIELDS, *PICTURES, *TOKENS]))
def test_under_one_fault_it_ends_says_why_and_the_next_run_makes_it_good(
    trouble: Trouble, tmp_path: Path, name: str
):
    fault = CASES[name]
    place = trouble.place(tmp_path / "mine")
    check_broken(trouble.run(place, fault), (fault,))
    check_healed(trouble, place)


@pytest.mark.parametrize("seed", range(10))
def test_under_a_mixture_of_faults_too(trouble: Trouble, tmp_path: Path, seed: int):
    faults = mixture(seed)
    place = trouble.place(tmp_path / "mine")
    check_broken(trouble.run(place, *faults), faults)
    check_healed(trouble, place)


def test_a_service_that_comes_back_is_asked_again_in_the_same_run(trouble, tmp_path):
    """Five failures open the breaker; the pauses are longer than the outage."""
    fault = Fault("discogs", "down", after=3, count=1, delay=0.1)
    ran = trouble.run(trouble.place(tmp_path / "mine"), fault)
    assert not ran.report.rested
    assert ran.report.outcomes["discogs/artist"]["found"]


def test_what_is_known_stays_when_all_services_fail_at_once(trouble, tmp_path):
    place = trouble.place(tmp_path / "mine")
    assert trouble.run(place).exit_status == 0
    kinds = ("html", "500", "401", "empty", "truncated", "403", "reset", "503")
    faults = [Fault(service, kind) for service, kind in zip(SERVICES, kinds, strict=True)]
    ran = trouble.run(place, *faults, refresh=True)
    assert ran.exit_status == 1
    trouble.agrees(place)
    check_healed(trouble, place)


def test_a_picture_under_a_wrong_name_is_taken_for_what_it_is(trouble, tmp_path):
    place = trouble.place(tmp_path / "mine")
    assert trouble.run(place, Fault("images", "png-image", count=1)).exit_status == 0
    kept = [str(value) for row in known(place)["images"] for value in row]
    assert kept.count("image/png") == 1
    assert "image/jpeg" in kept


@frozen
class Jumping(SystemClock):
    """A clock whose time of day jumps when it has been looked at a hundred times."""

    by: timedelta
    looks: Iterator[int] = Factory(itertools.count)

    def now(self) -> datetime:
        return super().now() + (self.by if next(self.looks) >= 100 else timedelta(0))


@pytest.mark.parametrize("days", [3650, -1])
def test_a_clock_that_jumps_in_a_run_is_made_good_by_the_next(trouble, tmp_path, days):
    place, clock = trouble.place(tmp_path / "mine"), Jumping(timedelta(days=days))
    wrong = trouble.run(place, Fault("spotify", "500", count=30), clock=clock)
    assert wrong.exit_status == 1
    assert next(clock.looks) > 150, "it never jumped"
    check_healed(trouble, place)


def test_a_dead_row_needs_a_person_and_is_good_after_retry(trouble, tmp_path):
    place = trouble.place(tmp_path / "mine")
    fault = Fault("discogs", "missing", path="/releases/", field="title")
    for _ in range(5):
        assert trouble.run(place, fault).exit_status == 1
    assert trouble.run(place).exit_status == 0
    assert place.collector("retry", "--dead").returncode == 0
    check_healed(trouble, place)


def test_the_command_says_it_too_and_its_exit_status_is_1(trouble, tmp_path):
    place = trouble.place(tmp_path / "mine")
    place.sandbox.change(faults=(Fault("spotify", "401"), Fault("discogs", "html", after=5)))
    done = place.collector("run")
    assert done.returncode == 1, done.stdout + done.stderr
    said = " ".join(done.stdout.split())
    assert "spotify: rests for this run: spotify" in said
    assert "Check the credentials of spotify" in said
    assert "no JSON" in said
    assert "Traceback" not in done.stdout + done.stderr
