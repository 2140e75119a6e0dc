"""Further pictures of a record, where they are wished."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest
from attrs import evolve
from places import Place, open_place, small_world

from collector_sandbox.world import World

RELEASES = 3
PICTURES = ((600, 600), (600, 400), (500, 500), (400, 400))


def pictured(world: World) -> World:
    """Each record has a cover and three pictures more."""
    owned = {copy.release_id for copy in world.copies}
    releases = {
        key: evolve(one, images=PICTURES) if key in owned else one
        for key, one in world.releases.items()
    }
    return evolve(world, releases=releases)


@pytest.fixture
def place(tmp_path: Path):
    opened = open_place(tmp_path, pictured(small_world(RELEASES)))
    yield opened
    opened.sandbox.stop()


def wish(place: Place, number: int) -> None:
    path = place.folder / "plugins.toml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("gallery")]
    lines.insert(lines.index("[collector]") + 1, f"gallery = {number}")
    path.write_text("\n".join(lines) + "\n")


def galleries(place: Place) -> list[list[str]]:
    """The largest of each picture that the pages show."""
    found = []
    for page in sorted(place.content.glob("albums/*.md")):
        head, _ = json.JSONDecoder().raw_decode(page.read_text())
        found.append([one["sizes"][-1]["src"] for one in head.get("gallery", ())])
    return found


def test_as_many_pictures_as_are_wished_are_fetched_once_and_shown(place: Place):
    assert place.collector("run").returncode == 0
    assert galleries(place) == [[], [], []]
    wish(place, 2)
    foretold = place.collector("run", "--dry-run").stdout
    assert "images/gallery" in foretold
    before = place.sandbox.requests("images")
    assert place.collector("run").returncode == 0
    assert place.sandbox.requests("images") == before + 2 * RELEASES  # and no cover again
    assert [len(set(one)) for one in galleries(place)] == [2, 2, 2]
    for address in chain.from_iterable(galleries(place)):
        assert (place.folder / "website/static" / address.lstrip("/")).is_file()
    before = place.sandbox.requests()
    assert place.collector("run").returncode == 0
    assert place.sandbox.requests() == before + 1  # the list


def test_pictures_that_were_lost_are_fetched_again(place: Place):
    wish(place, 2)
    assert place.collector("run").returncode == 0
    shown, lost = place.files(), galleries(place)[0]
    for address in lost:
        stem = Path(address).stem
        for file in (place.folder / "images").rglob(f"{stem}*"):
            file.unlink()
    before = place.sandbox.requests("images")
    assert place.collector("run").returncode == 0
    assert place.sandbox.requests("images") == before + 2
    assert place.files() == shown


def test_they_go_when_they_are_wished_no_more(place: Place):
    wish(place, 2)
    assert place.collector("run").returncode == 0
    assert [len(one) for one in galleries(place)] == [2, 2, 2]
    wish(place, 0)
    assert place.collector("run").returncode == 0
    assert galleries(place) == [[], [], []]
    assert not (place.folder / "website/static/images/gallery").exists()


def test_a_number_that_makes_no_sense_is_refused(place: Place):
    wish(place, -1)
    told = place.collector("run")
    assert told.returncode == 2
    assert "gallery: expected a number from 0 to 20, got -1" in told.stderr
