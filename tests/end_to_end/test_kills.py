"""Killed at any moment (SIGKILL), it goes on: nothing is lost, and nothing is asked again.

What must hold is told in ``killed``. Here are chosen moments, and a few random ones; ``python -m
benchmarks.kills`` has hundreds of those.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import define
from evidence import asked_of
from killed import Ending, Trial, check_same, nothing, scramble
from killing import kill_often
from places import Place, open_place, place_at, strangers

MOMENTS = (
    ("the list's first page is asked for", "/folders/0/releases", 1),
    ("the list's second page is asked for", "page=2", 1),
    ("the second page, once more", "page=2", 1),
    ("details of releases are fetched", "/discogs/releases/", 12),
    ("details of artists are fetched", "/discogs/artists/", 2),
    ("Wikidata is asked for items", "/sparql", 1),
    ("articles are read", "titles=", 1),
    ("Wikidata's items are read", "wbgetentities", 1),
    ("a batch's barcodes are asked for", "/apple/v1/catalog/us/albums?filter", 1),
    ("a batch is halfway through its searches", "/apple/v1/catalog/us/search", 9),
    ("the same batch, a little further", "/apple/v1/catalog/us/search", 3),
    ("a token was just given", "/spotify/v1/search", 1),
    ("an album's page is asked for", "/spotify/v1/albums/", 10),
    ("pictures are downloaded", "/images/", 15),
    ("more pictures are downloaded", "/images/", 8),
)
"""What goes on when the kill comes, a piece of the request's address, and which such request of the
process it is. The sandbox itself kills, before it answers: that request is surely on its way."""

FILES = (0.02, 0.4, 0.75)
"""Kills while the pages are written: after so much of the files."""


@define(eq=False)
class Killer:
    """Ends a process when it sends a certain request."""

    process: subprocess.Popen[str]
    piece: str
    left: int

    def __call__(self, _service: str, request: object) -> None:
        if self.piece in request.full_path:  # type: ignore[attr-defined]
            self.left -= 1
            if self.left == 0:
                self.process.send_signal(signal.SIGKILL)


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Place]:
    """A workspace after a run that nobody disturbed, and the sandbox's log of it."""
    place = open_place(tmp_path / "whole", strangers(60))
    place.sandbox.hooks.append(scramble)
    done = place.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    yield place
    place.sandbox.stop()


def at_request(place: Place, piece: str, number: int) -> Ending:
    """Kill when the process sends its n-th request like this."""

    def end(process: subprocess.Popen[str]) -> None:
        killer = Killer(process, piece, number)
        place.sandbox.hooks.append(killer)
        process.wait(timeout=300)
        place.sandbox.hooks.remove(killer)

    return end


def at_files(place: Place, number: int) -> Ending:
    """Kill when so many files are there."""

    def end(process: subprocess.Popen[str]) -> None:
        while process.poll() is None:
            if len(place.written()) >= number:
                process.send_signal(signal.SIGKILL)
                return

    return end


def test_killed_at_chosen_moments_it_ends_like_an_undisturbed_run(tmp_path: Path, whole: Place):
    once = asked_of(whole.sandbox.log).answered
    shared = frozenset(question for question, times in once.items() if times > 1)
    assert len(shared) <= 3, "the records were chosen to have nothing in common"
    trial = Trial(place_at(tmp_path / "killed", whole.sandbox), whole, shared)
    for moment, piece, number in MOMENTS:
        ended = trial.run(moment, at_request(trial.place, piece, number))
        assert ended == -signal.SIGKILL, f"never reached: {moment}"
    for share in FILES:
        moment = f"{share:.0%} of the files are written"
        ended = trial.run(moment, at_files(trial.place, int(share * len(whole.files()))))
        assert ended == -signal.SIGKILL, f"never reached: {moment}"
    assert trial.run("the end", nothing) == 0
    check_same(trial.place, whole)
    assert trial.run("a run more", nothing) == 0
    assert [entry.path for entry in trial.log if "/collection/" not in entry.path] == []


def test_killed_at_random_moments_it_does_too(tmp_path: Path):
    done = kill_often(tmp_path, kills=6, seed=2, records=10)
    assert (done.found.total(), done.defects) == (6, [])
    assert done.ended, "no workspace came to its end"
