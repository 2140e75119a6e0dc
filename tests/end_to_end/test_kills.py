"""Killed at any moment (SIGKILL), it goes on: nothing is lost, and nothing is asked again.

What "answered" means is decided where the client keeps its answers. A request is answered for good
when its answer would outlive the process:

* a document, when it is in the cache (``cache.db``);
* a picture, when its row is in the store: the file alone does not tell where it came from;
* a page of the list, when its items and its checkpoint are in the store.

What was on its way or in a worker's hands when the process died is answered to nobody, and is asked
again: at most one request a worker. Everything else that is asked again is a fault, also if it is
asked in another company: a request for many ids asks a question for each of them.

Two things are asked for anew by every process, by design: a token (no secret is ever written), and
the first page of the list (whether there is something new).
"""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define
from evidence import Asked, asked_of, next_page, on_record, tables
from places import Place, open_place, place_at, strangers

WORKERS = {"discogs": 4, "apple": 2, "spotify": 2, "wikipedia": 3, "images": 3}
"""Requests that can be in somebody's hands: the workers; at Discogs also the reader of the list,
and of pictures one more that waits to be written while its worker fetches the next."""

LANES = {"wikidata": "wikipedia", "sparql": "wikipedia"}

PAGES_READ_AHEAD = 3
"""Of the list: one on its way, and two that wait to be written."""

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


def scramble(service: str, request: object) -> None:
    """Some answers come late, so that subjects come to the next service in another order."""
    number = request.path.rpartition("/")[2]  # type: ignore[attr-defined]
    if service == "discogs" and number.isdecimal() and int(number) % 3 == 0:
        time.sleep(0.15)


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Place]:
    """A workspace after a run that nobody disturbed, and the sandbox's log of it."""
    place = open_place(tmp_path / "whole", strangers(60))
    place.sandbox.hooks.append(scramble)
    done = place.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    yield place
    place.sandbox.stop()


@define
class Trial:
    """A workspace whose runs are killed, and what must hold after each.

    Attributes:
        shared: Questions that two records have reason to ask.
        known: What was on record when the last run ended.
    """

    place: Place
    shared: frozenset[str]
    known: frozenset[str] = frozenset()
    page: int | None = None

    def run(self, moment: str, end: Callable[[subprocess.Popen[str]], object]) -> int:
        """One run; ``end`` sees to its end."""
        self.place.sandbox.clear_log()
        process = subprocess.Popen(
            self.place.command("run"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        end(process)
        process.communicate(timeout=300)
        asked = asked_of(self._settled_log())
        self._check_documents(moment, asked)
        self._check_list(moment, asked)
        assert asked.tokens <= 1, moment
        return process.returncode

    def at_request(self, piece: str, number: int) -> Callable[[subprocess.Popen[str]], object]:
        """Kill when the process sends its n-th request like this."""

        def end(process: subprocess.Popen[str]) -> None:
            killer = Killer(process, piece, number)
            self.place.sandbox.hooks.append(killer)
            process.wait(timeout=300)
            self.place.sandbox.hooks.remove(killer)

        return end

    def at_files(self, number: int) -> Callable[[subprocess.Popen[str]], object]:
        """Kill when so many files are there."""
        site = self.place.folder / "website"
        folders = [site / "content" / "albums", site / "content" / "artist", site / "static"]

        def end(process: subprocess.Popen[str]) -> None:
            while process.poll() is None:
                if sum(1 for top in folders for one in top.rglob("*") if one.is_file()) >= number:
                    process.send_signal(signal.SIGKILL)
                    return

        return end

    def _settled_log(self) -> list[object]:
        """The log, once the sandbox has answered what the dead process sent."""
        log = self.place.sandbox.log
        while True:
            time.sleep(0.2)
            if len(log) == len(log := self.place.sandbox.log):
                return log

    def _check_documents(self, moment: str, asked: Asked) -> None:
        again = sorted(self.known.intersection(asked.answered) - self.shared)
        assert not again, (
            f"{moment}: on record, and asked again in the run that ended then: {again}"
        )
        twice = [q for q, times in asked.answered.items() if times > 1 and q not in self.shared]
        assert not twice, f"{moment}: asked twice in one run: {twice}"
        before, self.known = self.known, on_record(self.place)
        assert before <= self.known, f"{moment}: what was on record is so no longer"
        lost = [one for one, of in asked.by_address.items() if not of <= self.known]
        held = Counter(LANES.get(lane := re.split("[/?]", one)[1], lane) for one in lost)
        assert all(held[lane] <= WORKERS[lane] for lane in held), f"{moment}: lost {lost}"

    def _check_list(self, moment: str, asked: Asked) -> None:
        pages = asked.lists
        first = self.page or 1
        assert pages == tuple(range(first, first + len(pages))), f"{moment}: {pages}"
        self.page = next_page(self.place)
        if self.page is not None:
            assert len([one for one in pages if one >= self.page]) <= PAGES_READ_AHEAD, moment


def nothing(_process: subprocess.Popen[str]) -> None:
    """Let it run to its end."""


def test_killed_at_chosen_moments_it_ends_like_an_undisturbed_run(tmp_path: Path, whole: Place):
    once = asked_of(whole.sandbox.log).answered
    shared = frozenset(question for question, times in once.items() if times > 1)
    assert len(shared) <= 3, "the records were chosen to have nothing in common"
    trial = Trial(place_at(tmp_path / "killed", whole.sandbox), shared)
    for moment, piece, number in MOMENTS:
        ended = trial.run(moment, trial.at_request(piece, number))
        assert ended == -signal.SIGKILL, f"never reached: {moment}"
    for share in FILES:
        moment = f"{share:.0%} of the files are written"
        ended = trial.run(moment, trial.at_files(int(share * len(whole.files()))))
        assert ended == -signal.SIGKILL, f"never reached: {moment}"
    assert trial.run("the end", nothing) == 0
    assert trial.place.files() == whole.files()
    assert kept_images(trial.place) == kept_images(whole)
    assert tables(trial.place) == tables(whole)
    assert trial.run("a run more", nothing) == 0
    assert [
        entry.path for entry in trial.place.sandbox.log if "/collection/" not in entry.path
    ] == []


def kept_images(place: Place) -> set[str]:
    return {str(path.relative_to(place.folder)) for path in (place.folder / "images").rglob("*")}
