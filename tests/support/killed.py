"""A workspace whose runs are killed (SIGKILL), and what must hold after each kill and at the end.

What "answered" means is decided where the client keeps its answers. A request is answered for good
when its answer would outlive the process:

* a document, when it is in the cache (``cache.db``);
* a picture, when its row is in the store: the file alone does not tell where it came from;
* a page of the list, when its items and its checkpoint are in the store.

What was on its way or in a worker's hands when the process died is answered to nobody, and is asked
again: of each service at most one a worker, and of its last requests. Everything else that is asked
again is a fault, also if it is asked in another company: a request for many ids asks a question for
each of them.

Two things are asked for anew by every process, by design: a token (no secret is ever written), and
the first page of the list (whether there is something new).
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from attrs import Factory, define
from evidence import Asked, asked_of, next_page, on_record, rows, tables
from PIL import Image
from places import Place

from collector_sandbox.server import LogEntry

__all__ = ["WORKERS", "Ending", "Trial", "check_same", "nothing", "scramble"]

WORKERS = {"discogs": 3, "apple": 2, "spotify": 2, "wikipedia": 3, "images": 3}
"""Answers that can be in somebody's hands: one a worker; of pictures one more, which waits to be
written while its worker fetches the next."""

RECENT = 4
"""While a worker holds an answer, the others may get so many each: threads wait for each other."""

LANES = {"wikidata": "wikipedia", "sparql": "wikipedia"}

PAGES_READ_AHEAD = 3
"""Of the list: one on its way, and two that wait to be written."""

ROWS = ("artists", "collection_items", "facts", "images", "ledger", "matches", "releases")
"""Tables in which a run only ever adds rows, or puts new ones in the place of old ones."""

Ending = Callable[["subprocess.Popen[str]"], object]


def is_whole(path: Path) -> bool:
    """Whether what was made of an image is to be read to its end."""
    if path.suffix == ".json":
        return bool(json.loads(path.read_bytes())["sizes"] is not None)
    with Image.open(path) as image:
        image.load()
    return True


def scramble(service: str, request: object) -> None:
    """Some answers come late, so that subjects come to the next service in another order."""
    number = request.path.rpartition("/")[2]  # type: ignore[attr-defined]
    if service == "discogs" and number.isdecimal() and int(number) % 3 == 0:
        time.sleep(0.15)


def nothing(_process: subprocess.Popen[str]) -> None:
    """Let it run to its end."""


@define
class Trial:
    """A workspace whose runs are killed.

    Attributes:
        whole: A workspace after a run that nobody disturbed, at the same sandbox.
        shared: Questions that two records have reason to ask.
        log: What the last run has asked.
        answered: Questions that any run before had an answer to.
        again: How many questions had to be asked again.
        oldest: By service: how many requests were answered at most from one that was lost to the
            kill, itself included.
    """

    place: Place
    whole: Place
    shared: frozenset[str] = frozenset()
    log: Sequence[LogEntry] = ()
    answered: frozenset[str] = frozenset()
    again: int = 0
    oldest: Counter[str] = Factory(Counter)
    _lost: frozenset[str] = frozenset()
    _known: frozenset[str] = frozenset()
    _rows: dict[str, int] = Factory(dict)
    _page: int | None = None
    _pages: dict[str, str] = Factory(lambda self: self.whole.files(), takes_self=True)

    def run(self, moment: str, end: Ending) -> int:
        """One run; ``end`` sees to its end.

        Raises:
            AssertionError: Something is lost, half, or asked again.
        """
        self.place.sandbox.clear_log()
        process = subprocess.Popen(
            self.place.command("run"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        end(process)
        output, _ = process.communicate(timeout=300)
        assert process.returncode in (0, -signal.SIGKILL), f"{moment}: {output}"
        self.log = self._settled_log()
        asked = asked_of(self.log)
        self._check_again(moment, asked)
        self._check_record(moment, asked)
        self._check_list(moment, asked)
        self._check_files(moment)
        self._check_databases(moment)
        assert asked.tokens <= 1, moment
        return process.returncode

    def _settled_log(self) -> list[LogEntry]:
        """The log, once the sandbox has answered what the dead process sent."""
        log = self.place.sandbox.log
        while True:
            time.sleep(0.2)
            if len(log) == len(log := self.place.sandbox.log):
                return log

    def _check_again(self, moment: str, asked: Asked) -> None:
        """What is asked again was lost: in somebody's hands when an earlier run was killed."""
        again = self.answered.intersection(asked.answered) - self.shared
        assert again <= self._lost, f"{moment}: asked again: {sorted(again - self._lost)}"
        twice = [q for q, times in asked.answered.items() if times > 1 and q not in self.shared]
        assert not twice, f"{moment}: asked twice in one run: {twice}"
        self.again += len(again)
        self.answered |= asked.answered.keys()

    def _check_record(self, moment: str, asked: Asked) -> None:
        """What is lost was in somebody's hands: little, and just answered."""
        before, self._known = self._known, on_record(self.place)
        assert before <= self._known, f"{moment}: what was on record is so no longer"
        for service, requests in by_service(asked).items():
            # From the last to the first, each with how many were answered since, itself included.
            since = enumerate(reversed(requests), start=1)
            lost = [number for number, questions in since if not questions <= self._known]
            most = WORKERS[service]
            told = f"{moment}: lost of {service}, counted from the last: {lost}"
            assert len(lost) <= most, told
            assert max(lost, default=0) <= RECENT * most, told
            self.oldest[service] = max(self.oldest[service], *lost, 0)
        self._lost = self.answered - self._known

    def _check_list(self, moment: str, asked: Asked) -> None:
        pages = asked.lists
        first = self._page or 1
        assert pages == tuple(range(first, first + len(pages))), f"{moment}: {pages}"
        self._page = next_page(self.place)
        if self._page is not None:
            assert len([one for one in pages if one >= self._page]) <= PAGES_READ_AHEAD, moment

    def _check_files(self, moment: str) -> None:
        """Every page and picture is whole; what was being written bears another name."""
        for name, content in self.place.files().items():
            if not name.endswith(".part"):
                assert self._pages.get(name) == content, f"{moment}: {name} is half"
        for path in (self.place.folder / "images").rglob("[!.]*.*"):
            if "-" in path.stem:
                assert is_whole(path), f"{moment}: {path} is half"
            else:
                digest = blake2b(path.read_bytes(), digest_size=16).hexdigest()
                assert path.stem == digest, f"{moment}: {path} is half"

    def _check_databases(self, moment: str) -> None:
        for name in ("collection.db", "cache.db"):
            found = rows(self.place.folder / name, "PRAGMA integrity_check")
            assert found in ([], [("ok",)]), f"{moment}: {name}: {found}"
        content = tables(self.place)
        before, self._rows = self._rows, {name: len(content.get(name, ())) for name in ROWS}
        fewer = [name for name, rows in before.items() if self._rows[name] < rows]
        assert not fewer, f"{moment}: rows are lost of {fewer}"


def by_service(asked: Asked) -> dict[str, list[frozenset[str]]]:
    """The questions of each request, by who has workers of its own, in the order of the answers."""
    lanes: dict[str, list[frozenset[str]]] = {}
    for address, of in asked.by_address.items():
        prefix = re.split("[/?]", address)[1]
        lanes.setdefault(LANES.get(prefix, prefix), []).append(of)
    return lanes


def check_same(place: Place, whole: Place) -> None:
    """Pages, pictures and store are those of a run that nobody disturbed, and no file is over.

    Raises:
        AssertionError: They differ.
    """
    assert not (wrong := _differing(place.files(), whole.files())), f"other files: {wrong}"
    over = everything(place.folder) ^ everything(whole.folder)
    assert not over, f"files over or missing: {sorted(over)}"
    found, wanted = tables(place), tables(whole)
    for name in _differing(found, wanted):
        raise AssertionError(f"other rows of {name}: {_apart(found[name], wanted[name])}")


def _apart(found: Sequence[object], wanted: Sequence[object]) -> list[list[object]]:
    """The first three rows that only one has, and the first three that only the other has."""
    return [[one for one in a if one not in b][:3] for a, b in ((found, wanted), (wanted, found))]


def _differing(found: Mapping[str, object], wanted: Mapping[str, object]) -> list[str]:
    names = found.keys() | wanted.keys()
    return sorted(name for name in names if found.get(name) != wanted.get(name))


def everything(folder: Path) -> set[str]:
    """Every file of a workspace, also what a killed run might leave behind.

    But for what SQLite keeps beside its files: whoever only reads them leaves it there.
    """
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return {name for name in files if not name.endswith((".db-wal", ".db-shm"))}
