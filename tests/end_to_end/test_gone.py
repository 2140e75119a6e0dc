"""What becomes of a record that is sold, by Discogs over HTTP, in the store, and on the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from attrs import evolve, frozen
from places import Place, front_matter, open_place, small_world

from collector.model import Subject
from collector.store import Store
from collector_hugo.hugo import build
from collector_sandbox.server import Fault
from collector_sandbox.world import Copy, World

COPIES = 150
"""Of a few records, so that the list has a second page also after the sale."""


@frozen
class Sale:
    """A place that has run once, and a record of its list that is about to be sold."""

    place: Place
    world: World
    release: int

    @property
    def sold(self) -> World:
        kept = tuple(one for one in self.world.copies if one.release_id != self.release)
        return evolve(self.world, copies=kept)

    @property
    def bought_again(self) -> World:
        """As a new copy: Discogs gives it another number, and the day on which it came."""
        copy = next(one for one in self.world.copies if one.release_id == self.release)
        again = evolve(copy, instance_id=99_000_001, added="2026-11-20T10:00:00-07:00")
        return evolve(self.world, copies=(again, *self.sold.copies))

    @property
    def key(self) -> str:
        return f"discogs:{self.release}"

    def run(self, *arguments: str) -> CompletedProcess[str]:
        done = self.place.collector("run", "--without", "images", *arguments)
        assert done.returncode in {0, 1}, done.stdout + done.stderr
        return done

    def set_gone(self, what: str) -> None:
        config = self.place.folder / "plugins.toml"
        before, after = config.read_text().split('name = "hugo"\n')
        setting = f'[plugins.config]\ngone = "{what}"\n'
        config.write_text(f'{before}name = "hugo"\n{setting}{after}')

    def numbers(self) -> tuple[int, int]:
        """Albums owned, and copies that are gone."""
        said = json.loads(self.place.collector("status", "--json").stdout)
        return said["releases"], said["gone"]

    def page(self, section: str = "albums") -> Path | None:
        found = list(self.place.content.glob(f"{section}/*-{self.release}.md"))
        return found[0] if found else None


def long_list(records: int) -> World:
    """Many copies of few records, the newest first, as a world lists them."""
    world = small_world(records)
    copies: list[Copy] = list(world.copies)
    while len(copies) < COPIES:
        copies += [evolve(o, instance_id=o.instance_id + 10**6 * len(copies)) for o in world.copies]
    return evolve(world, copies=tuple(sorted(copies, key=lambda one: one.added, reverse=True)))


@pytest.fixture
def sale(tmp_path: Path) -> Iterator[Sale]:
    world = long_list(6)
    place = open_place(tmp_path / "mine", world)
    oldest = min(world.copies, key=lambda one: one.added)
    sale = Sale(place, world, oldest.release_id)
    assert sale.run().returncode == 0
    yield sale
    place.sandbox.stop()


def test_a_full_walk_finds_what_was_sold_and_its_page_goes(sale: Sale):
    count, _ = sale.numbers()
    assert sale.page()
    sale.place.sandbox.change(sale.sold)
    sale.run("--full")
    releases, gone = sale.numbers()
    assert (releases, gone > 0) == (count - 1, True)
    assert (sale.page(), sale.page("gone")) == (None, None)


def test_a_quick_walk_removes_nothing(sale: Sale):
    before = sale.numbers()
    sale.place.sandbox.change(sale.sold)
    assert "the other 25 were not looked at" in sale.run().stdout
    assert sale.numbers() == before
    assert sale.page()


def test_a_walk_that_broke_off_removes_nothing_nor_does_the_one_that_takes_it_up(sale: Sale):
    before = sale.numbers()
    fault = Fault("discogs", "500", path="/collection/folders/0/releases", after=1)
    sale.place.sandbox.change(sale.sold, faults=(fault,))
    assert "the list broke off" in sale.run("--full").stdout
    assert (sale.numbers(), bool(sale.page())) == (before, True)
    sale.place.sandbox.change(faults=())
    sale.run()
    assert (sale.numbers(), bool(sale.page())) == (before, True)
    sale.run("--full")
    assert sale.numbers() != before
    assert not sale.page()


def test_what_comes_back_is_as_it_was_and_nobody_is_asked_about_it(sale: Sale):
    place = sale.place
    place.collector("review", "pin", sale.key, "spotify", "0" * 22)
    with Store.open(place.folder / "collection.db") as store:
        store.edit(Subject("release", sale.key), "country", "Nowhere", "me")
    sale.run()
    page = sale.page()
    assert page
    before, where = front_matter(page), page
    place.sandbox.change(sale.sold)
    sale.run("--full")
    place.sandbox.change(sale.bought_again)
    place.sandbox.clear_log()
    sale.run()
    assert {one.service for one in place.sandbox.log} == {"discogs"}
    assert all("/collection/" in one.path for one in place.sandbox.log)
    assert sale.page() == where
    after = front_matter(where)
    assert {name for name in before if before[name] != after.get(name)} == {"date"}
    assert after["country"] == "Nowhere"
    assert "0" * 22 in place.collector("why", sale.key).stdout


def test_on_the_shelf_its_page_stays_and_leaves_every_list(sale: Sale):
    place = sale.place
    sale.set_gone("shelf")
    site = place.folder / "website"
    place.sandbox.change(sale.sold)
    sale.run("--full")
    page = sale.page("gone")
    assert page
    assert sale.page() is None
    slug = page.stem
    public = build(site, place.folder / "public")
    assert (
        "No longer in the collection since" in (public / "albums" / slug / "index.html").read_text()
    )
    assert f"/albums/{slug}/" in (public / "gone" / "index.html").read_text()
    for path in ("albums/index.html", "index.html", "search-index.json"):
        assert slug not in (public / path).read_text(), path
    place.sandbox.change(sale.bought_again)
    sale.run()
    assert (bool(sale.page()), sale.page("gone")) == (True, None)
    public = build(site, place.folder / "again")
    assert f"/albums/{slug}/" in (public / "albums" / "index.html").read_text()
    assert not (public / "gone").exists()


def test_a_wrong_word_for_what_is_gone_is_refused(sale: Sale):
    sale.set_gone("hide")
    done = sale.place.collector("run")
    assert done.returncode == 2
    assert "remove" in done.stderr
    assert "shelf" in done.stderr
