"""A renderer works when something could have changed, and only then."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve

from collector.clock import SystemClock
from collector.engine.rendering import render_all
from collector.events import PagesWritten
from collector.http.wire import Wire
from collector.images.darkroom import Darkroom

from .conftest import Kit, item


@define
class Lister:
    """A page for each album, and no more; it may be looked over the shoulder."""

    root: Path
    name: str = "pages"
    word: str = "Title"
    works: int = 0
    meanwhile: Callable[[Path], Any] = str

    def output_root(self, workspace: Path) -> Path:
        return self.root

    def render(self, library: Any, output: Any, ctx: Any) -> None:
        self.works += 1
        for album in library.albums():
            path = f"{album.slug}.md"
            output.write(path, f"{self.word}: {album.fields['title']}", subject=album.key)
            self.meanwhile(output.root / path)


class Steady(Lister):
    def inputs(self) -> Iterator[str]:
        yield self.word


@pytest.fixture
def steady(tmp_path: Path) -> Steady:
    return Steady(tmp_path / "site")


def pages_of(kit: Kit, renderer: Lister) -> PagesWritten:
    kit.run(renderers=(renderer,))
    return [event for event in kit.events if isinstance(event, PagesWritten)][-1]


def test_an_unchanged_library_is_not_rendered_again(kit, steady):
    assert pages_of(kit, steady) == PagesWritten("pages", 5, 0, 0)
    assert pages_of(kit, steady) == PagesWritten("pages", 0, 5, 0)
    assert steady.works == 1


def test_a_renderer_that_does_not_tell_its_inputs_always_works(kit, tmp_path):
    renderer = Lister(tmp_path / "site")
    pages_of(kit, renderer)
    assert pages_of(kit, renderer) == PagesWritten("pages", 0, 5, 0)
    assert renderer.works == 2


def test_a_page_that_is_changed_or_removed_by_hand_comes_back(kit, steady):
    pages_of(kit, steady)
    page = steady.root / "record-1-1.md"
    page.write_text("TITLE: RECORD 1")  # as long as before
    assert pages_of(kit, steady).written == 1
    page.unlink()
    assert pages_of(kit, steady).written == 1
    assert page.read_text() == "Title: Record 1"
    assert pages_of(kit, steady).written == 0
    assert steady.works == 3


def test_a_page_that_is_changed_while_others_are_written_comes_back(kit, steady):
    page = steady.root / "record-1-1.md"
    steady.meanwhile = lambda path: path == page and page.write_text("Title: Mine")
    pages_of(kit, steady)
    steady.meanwhile = str
    assert pages_of(kit, steady).written == 1
    assert page.read_text() == "Title: Record 1"


def more_copies(kit: Kit, steady: Steady) -> None:
    kit.shelf.items.insert(0, item(9))


def another_rating(kit: Kit, steady: Steady) -> None:
    kit.shelf.items[0] = evolve(kit.shelf.items[0], rating=5)


def a_hand_edit(kit: Kit, steady: Steady) -> None:
    with kit.store() as store:
        store.edit(store.find("1")[0], "title", "Better", author="me")


def another_artist(kit: Kit, steady: Steady) -> None:
    with closing(sqlite3.connect(kit.workspace / "collection.db")) as store, store:
        store.execute('UPDATE artists SET sources = \'{"name":"edit"}\'')


def another_image(kit: Kit, steady: Steady) -> None:
    (kit.workspace / "images" / "ab").mkdir(parents=True)
    (kit.workspace / "images" / "ab" / "abcd.jpg").write_bytes(b"x")


def other_inputs(kit: Kit, steady: Steady) -> None:
    steady.word = "Name"


def another_folder(kit: Kit, steady: Steady) -> None:
    steady.root = steady.root.with_name("elsewhere")


@pytest.mark.parametrize(
    "change",
    [
        more_copies,
        another_rating,
        a_hand_edit,
        another_artist,
        another_image,
        other_inputs,
        another_folder,
    ],
)
def test_whatever_a_page_may_show_brings_the_renderer_to_work(kit, steady, change):
    pages_of(kit, steady)
    change(kit, steady)
    pages_of(kit, steady)
    assert steady.works == 2


def test_another_program_brings_the_renderer_to_work(kit, steady, tmp_path, monkeypatch):
    pages_of(kit, steady)
    (tmp_path / "lib" / "jinja2-9.9.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "lib")])
    pages_of(kit, steady)
    assert steady.works == 2


def test_a_renderers_new_code_brings_it_to_work(kit, tmp_path, monkeypatch):
    (tmp_path / "my_pages").mkdir()
    (tmp_path / "my_pages" / "__init__.py").write_text("")
    words = tmp_path / "my_pages" / "words.txt"
    words.write_text("one")
    monkeypatch.syspath_prepend(tmp_path)
    import my_pages

    made = type("Pages", (Steady,), {"__module__": my_pages.__name__})
    renderer = made(tmp_path / "site")
    pages_of(kit, renderer)
    assert renderer.works == 1
    words.write_text("two")
    os.utime(words, ns=(1, 1))
    pages_of(kit, renderer)
    assert renderer.works == 2
    pages_of(kit, renderer)
    assert renderer.works == 2


def test_on_demand_it_always_works(kit, steady):
    pages_of(kit, steady)
    told: list[Any] = []
    with closing(Wire(kit.workspace / "cache.db", SystemClock())) as wire, kit.store() as store:
        workshop = kit.workshop(wire, (), renderers=(steady,))
        render_all(store, workshop, told.append, told.append, darkroom=Darkroom(), anew=True)
    assert told == [PagesWritten("pages", 0, 5, 0)]
    assert steady.works == 2


def test_a_renderer_that_failed_works_again(kit, steady):
    pages_of(kit, steady)
    kit.shelf.items.insert(0, item(9))
    steady.meanwhile = lambda path: 1 / 0
    assert kit.run(renderers=(steady,)).failures
    steady.meanwhile = str
    assert pages_of(kit, steady) == PagesWritten("pages", 1, 5, 0)
    assert steady.works == 3
