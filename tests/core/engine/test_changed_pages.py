"""A renderer whose files follow from one subject each is given what changed, and that is enough."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from collector.clock import SystemClock
from collector.engine.rendering import render_all
from collector.events import PagesWritten
from collector.http.wire import Wire
from collector.images import Images
from collector.images.darkroom import Darkroom
from collector.model import Found, Lineup, Speaker, Subject
from collector.store import Outcome

from .conftest import Kit, item

LISTS = Speaker("shelf", "list", "release", provides=frozenset({"title", "artists"}))
COVERS = Speaker("images", "cover", "release", provides=frozenset({"cover_file"}))
LINEUP = Lineup((LISTS, COVERS))
NAMES = ("Somebody", "Another", "Third")


@define
class Teller:
    """A page for each subject with all that its view says, and its picture."""

    root: Path
    name: str = "pages"
    subjectwise: bool = True
    told: list[str] = field(factory=list)
    meanwhile: Callable[[str], Any] = str

    def output_root(self, workspace: Path) -> Path:
        return self.root

    def inputs(self) -> Iterator[str]:
        yield "nothing else"

    def render(self, library: Any, output: Any, ctx: Any) -> None:
        output.write("about.md", "Of no subject")
        for view in (*library.albums(), *library.gone()):
            self.write(f"release {view.key}", view.slug, evolve(view, cover=None), output)
            if view.cover:
                path = f"pictures/{view.cover.name}"
                output.copy(path, view.cover.path, subject=f"release {view.key}")
        for view in library.artists():
            self.write(f"artist {view.key}", view.slug, view, output)

    def write(self, subject: str, slug: str, view: Any, output: Any) -> None:
        self.told.append(slug)
        output.write(f"{slug}.md", repr(view), subject=subject)
        self.meanwhile(slug)

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}


@define
class Owner:
    """Does to a workspace what people, sources and services do."""

    kit: Kit
    pages: Teller
    owned: dict[int, Any] = field(factory=dict)
    walks: int = 0

    def buy(self, number: int, other: int = 0) -> None:
        self.owned[number] = item(number, artist=NAMES[other % 3])
        self.walk()

    def rate(self, number: int, other: int = 0) -> None:
        if number in self.owned:
            self.owned[number] = evolve(self.owned[number], rating=other)
            self.walk()

    def sell(self, number: int, _other: int = 0) -> None:
        self.owned.pop(number, None)
        self.walk()

    def walk(self) -> None:
        self.walks += 1
        with self.kit.store() as store, store.transaction():
            store.set_lineup(LINEUP)
            store.receive("shelf", list(self.owned.values()), LINEUP, str(self.walks))
            store.finish_walk("shelf", str(self.walks), full=True)

    def edit(self, number: int, other: int = 0) -> None:
        self.known(number, lambda s: s.edit(release(number), "title", f"T{other}", author="me"))

    def credit(self, number: int, other: int = 0) -> None:
        """Say by hand that it is another's."""
        named = item(number, artist=NAMES[other % 3]).fields["artists"]
        self.known(number, lambda s: s.edit(release(number), "artists", named, author="me"))

    def skip(self, number: int, other: int = 0) -> None:
        self.known(number, lambda store: store.skip(f"discogs:{number}", "no", author="me"))

    def unskip(self, number: int, _other: int = 0) -> None:
        with self.kit.store() as store:
            if any(row.key == f"discogs:{number}" for row in store.skipped()):
                store.unskip(f"discogs:{number}", author="me")

    def paint(self, number: int, other: int = 0) -> None:
        """Bring a cover; two records may have the same."""
        url = f"https://x.test/{number}/{other}.png"
        kept = Images(self.kit.workspace / "images").store(square(other), url)
        size = {"width": kept.width, "height": kept.height}
        file = {"url": url, "hash": kept.hash, "name": kept.path.name, **size}

        def answer(store: Any) -> None:
            store.put_image(url, kept.hash, kept.mime, kept.size, *size.values())
            outcome = Outcome(release(number), COVERS, Found({"cover_file": file}))
            store.answer(outcome, LINEUP)

        self.known(number, answer)

    def lose(self, number: int, _other: int = 0) -> None:
        for path in sorted((self.kit.workspace / "images").rglob("*.png"))[number:]:
            path.unlink()

    def spoil(self, number: int, other: int = 0) -> None:
        """Change or remove a file by hand."""
        files = sorted(self.pages.root.rglob("*.*"))
        if number < len(files) and other % 2:
            files[number].write_bytes(b"mine")
        elif number < len(files):
            files[number].unlink()

    def render(self, _number: int = 0, _other: int = 0) -> PagesWritten:
        """As a run does at its end."""
        self.pages.told.clear()
        return self.render_by(self.pages)

    def render_by(self, renderer: Teller) -> PagesWritten:
        done: list[PagesWritten] = []
        failures: list[str] = []
        with (
            self.kit.store() as store,
            closing(Wire(self.kit.workspace / "cache.db", SystemClock())) as wire,
        ):
            workshop = self.kit.workshop(wire, (), renderers=(renderer,))
            told = done.append, lambda *said: failures.append(str(said))
            render_all(store, workshop, *told, darkroom=Darkroom())
        assert not failures
        return done[0]

    def all_files(self) -> dict[str, bytes]:
        """What a renderer writes that knows nothing of earlier work."""
        self.walks += 1
        fresh = Teller(self.kit.workspace / f"fresh-{self.walks}", name=f"fresh-{self.walks}")
        self.render_by(fresh)
        return fresh.files()

    def known(self, number: int, act: Callable[[Any], Any]) -> None:
        with self.kit.store() as store:
            if store.find(f"discogs:{number}") or store.find(str(number)):
                act(store)


def release(number: int) -> Subject:
    return Subject("release", f"discogs:{number}")


def square(shade: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), (shade * 20, 0, 0)).save(buffer, "PNG")
    return buffer.getvalue()


def with_three_records(workspace: Path) -> Owner:
    """By two artists, two of them with the same picture; the pages are written."""
    made = Owner(Kit(workspace), Teller(workspace / "site"))
    for number, other in ((1, 0), (2, 1), (3, 0)):
        made.buy(number, other)
    made.paint(1, 5)
    made.paint(2, 5)
    made.render()
    return made


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    return with_three_records(tmp_path)


def test_only_what_changed_is_given_to_it(owner):
    owner.edit(2)
    assert owner.render() == PagesWritten("pages", 1, 6, 0)
    assert owner.pages.told == ["record-2-2"]
    owner.render()
    assert owner.pages.told == []


def test_an_addition_is_told_to_its_artist(owner):
    owner.buy(9, other=1)
    assert owner.render() == PagesWritten("pages", 2, 6, 0)
    assert sorted(owner.pages.told) == ["another", "record-9-9"]
    assert b"record-9-9" in owner.pages.files()["another.md"]


def test_a_sale_is_told_to_its_artist(owner):
    owner.sell(1)
    owner.render()
    assert sorted(owner.pages.told) == ["record-1-1", "somebody"]
    assert owner.pages.files() == owner.all_files()


def test_another_credit_is_told_to_both_artists(owner):
    owner.credit(3, other=1)
    owner.render()
    assert sorted(owner.pages.told) == ["another", "record-3-3", "somebody"]
    assert owner.pages.files() == owner.all_files()


def test_a_new_picture_goes_to_its_page_alone(owner):
    owner.paint(3, 7)
    assert owner.render() == PagesWritten("pages", 2, 6, 0)
    assert owner.pages.told == ["record-3-3"]


def test_a_shared_picture_goes_with_the_last_page_that_shows_it(owner):
    owner.paint(1, 7)
    assert owner.render().removed == 0
    owner.paint(2, 7)
    assert owner.render().removed == 1
    assert owner.pages.told == ["record-2-2"]
    owner.render()
    assert owner.pages.told == []


def test_a_lost_picture_and_its_return_are_seen(owner):
    owner.lose(0)
    owner.render()
    assert not list(owner.pages.root.rglob("*.png"))
    owner.paint(1, 5)
    owner.render()
    assert owner.pages.files() == owner.all_files()


def test_a_record_that_was_sold_and_is_then_skipped_is_not_among_the_gone(owner):
    owner.sell(1)
    owner.render()
    assert b"gone='2" in owner.pages.files()["record-1-1.md"]
    owner.skip(1)
    owner.render()
    assert "record-1-1.md" not in owner.pages.files()


@pytest.mark.parametrize("other", [0, 1])
def test_what_is_spoilt_by_hand_leads_to_all(owner, other):
    owner.spoil(0, other)
    owner.edit(2)
    owner.render()
    assert len(owner.pages.told) == 5
    assert owner.pages.files() == owner.all_files()


def test_a_change_while_it_works_is_made_good(owner):
    owner.edit(2)
    page = owner.pages.root / "record-2-2.md"
    owner.pages.meanwhile = lambda _slug: page.write_text("mine")
    owner.render()
    owner.pages.meanwhile = str
    owner.render()
    assert owner.pages.files() == owner.all_files()


def test_a_kill_on_the_way_is_made_good(owner):
    owner.edit(2)
    owner.edit(3)

    def kill(_slug: str) -> None:
        raise KeyboardInterrupt

    owner.pages.meanwhile = kill
    with pytest.raises(KeyboardInterrupt):
        owner.render()
    owner.pages.meanwhile = str
    owner.render()
    assert owner.pages.files() == owner.all_files()


def test_one_that_does_not_promise_it_is_given_everything(owner):
    owner.pages.subjectwise = False
    owner.edit(2)
    owner.render()
    assert len(owner.pages.told) == 5


ACTIONS = ("buy", "rate", "sell", "edit", "credit", "skip", "unskip", "paint", "lose", "spoil")
ACTION = st.sampled_from([*ACTIONS, "render", "render", "render"])
STEPS = st.tuples(ACTION, st.integers(0, 4), st.integers(0, 2))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(st.lists(STEPS, max_size=15))
def test_what_changed_and_everything_come_to_the_same(tmp_path_factory, steps):
    owner = with_three_records(tmp_path_factory.mktemp("owner"))
    for action, number, other in (*steps, ("render", 0, 0)):
        getattr(owner, action)(number, other)
    assert owner.pages.files() == owner.all_files()
    owner.render()
    assert owner.pages.told == []
