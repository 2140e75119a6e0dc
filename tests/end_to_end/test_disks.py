"""Disks that are full or may not be written: it says so, and the store stays whole."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from disks import mounted, read_only
from places import Place, open_place, small_world

from collector.store.connecting import connect_to_read
from collector.store.copying import first_damage


def check_refused(place: Place, command: str, *words: str) -> None:
    """One clear message and nothing half, and the store can be read as before."""
    done = place.collector(command)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("error: ")
    assert "hint: " in done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    check_sound(place)


def check_sound(place: Place) -> None:
    with closing(connect_to_read(place.folder / "collection.db")) as store:
        assert not first_damage(store)
    assert not list(place.folder.rglob(".*.part"))
    assert place.collector("status").returncode == 0


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Ten records: more than there will be room for."""
    opened = open_place(tmp_path / "mine", small_world(10))
    yield opened
    opened.sandbox.stop()


def test_a_full_disk_is_said_and_with_more_room_it_goes_on(tmp_path: Path):
    small = tmp_path / "small"
    with mounted(small, "-o", "size=3m"):
        place = open_place(small / "mine", small_world(25))
        done = place.collector("run")
        assert done.returncode in (1, 2), done.stdout + done.stderr
        assert (
            "disk is full" in done.stdout + done.stderr or "No space" in done.stdout + done.stderr
        )
        assert "Traceback" not in done.stdout + done.stderr
        check_sound(place)
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        again = place.collector("run")
        assert again.returncode == 0, again.stdout + again.stderr
        place.sandbox.stop()


@pytest.mark.parametrize(
    ("options", "words"),
    [("size=20k", "The disk is full: make room"), ("ro", "The disk is mounted read-only")],
)
def test_pages_that_cannot_be_written_are_said_and_come_when_they_can(place, options, words):
    """Only the pages have no room: all that was found out is kept, and asked for no more."""
    albums = place.content / "albums"
    with mounted(albums, "-o", options):
        for command in ("run", "render"):
            check_refused(place, command, words, str(albums))
    asked = place.sandbox.requests()
    assert place.collector("render").returncode == 0
    assert len(list(albums.glob("*.md"))) == 10
    assert place.sandbox.requests() == asked


@pytest.mark.parametrize("room", [0, 64 * 1024])
def test_without_room_when_the_pages_come_store_and_old_pages_stay(tmp_path: Path, room: int):
    """Store and pages share the disk; a file takes all the room that is left, or nearly all."""
    small = tmp_path / "small"
    with mounted(small, "-o", "size=32m"):
        place = open_place(small / "mine", small_world(10))
        assert place.collector("run").returncode == 0
        before = place.files()
        for page in place.content.rglob("*.md"):
            page.unlink()
        fill(small, room)
        refused = place.collector("render")
        assert refused.returncode == 2, refused.stdout + refused.stderr
        assert "hint: Make room on the disk" in refused.stderr or "make room" in refused.stderr
        assert place.files().items() <= before.items()
        (small / "filler").unlink()
        check_sound(place)
        assert place.collector("render").returncode == 0
        assert place.files() == before
        place.sandbox.stop()


def fill(disk: Path, room: int) -> None:
    """Take all the room that is left on a disk, but for so many bytes."""
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    os.truncate(disk / "filler", (disk / "filler").stat().st_size - room)


def test_a_workspace_that_may_not_be_written_can_still_be_read(place: Place):
    assert place.collector("run").returncode == 0
    before = place.files()
    with read_only(place.folder):
        for command in ("run", "render"):
            check_refused(place, command, "Read-only file system", "right to write")
    assert place.files() == before
    assert place.collector("run").returncode == 0
