"""A workshop of plain enrichers over a real store: no network, no plugin packages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from attrs import define, field

from collector.clock import SystemClock
from collector.config import Config
from collector.engine.report import Report
from collector.engine.run import Plan, Run
from collector.engine.workshop import Workshop
from collector.http.service import Rate
from collector.http.wire import Wire
from collector.images import Images
from collector.model import Answer, Checkpoint, Found, Item, Lineup, Speaker, SubjectView
from collector.plugins import Roster, speaker_of
from collector.store import Store


@define
class Teller:
    """An enricher that answers with a function of the subject's view."""

    name: str
    tell: Callable[[SubjectView], Answer | Exception]
    provides: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    service: str = ""
    subjects: str = "release"
    version: int = 1
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=14)
    batch_size: int = 1
    short_by: int = 0
    asked: list[tuple[str, ...]] = field(factory=list)

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        self.asked.append(tuple(view.subject.key for view in subjects))
        return [self.tell(view) for view in subjects][: len(subjects) - self.short_by]


@define
class Shelf:
    """A source over a list in memory, two items a page."""

    items: list[Item]
    name: str = "shelf"
    service: str = "shelves"
    provides: frozenset[str] = frozenset({"release.title", "release.artists"})
    broken_at: int | None = None
    pulled: list[Any] = field(factory=list)

    def pull(self, ctx: Any) -> Iterator[Item | Checkpoint]:
        start = int(ctx.checkpoint["at"]) if ctx.checkpoint else 0
        self.pulled.append((start, ctx.full))
        for at in range(start, len(self.items), 2):
            if self.broken_at is not None and at >= self.broken_at:
                raise ConnectionError("the shelf fell down")
            page = self.items[at : at + 2]
            if not ctx.full and all(ctx.known(item) for item in page):
                return
            yield from page
            yield Checkpoint({"at": at + 2}, total=len(self.items))


def item(number: int, title: str = "", artist: str = "Somebody") -> Item:
    credit = {"key": f"discogs:{len(artist)}", "name": artist, "id": len(artist)}
    return Item(
        instance=str(number),
        release=f"discogs:{number}",
        fields={"title": title or f"Record {number}", "artists": [credit]},
        added=f"2026-01-{28 - number % 28:02d}T00:00:00Z",
    )


@define
class Kit:
    """Runs over one workspace; everything else is handed in."""

    workspace: Path
    shelf: Shelf = field(factory=lambda: Shelf([item(n) for n in range(1, 6)]))
    stop: threading.Event = field(factory=threading.Event)
    events: list[Any] = field(factory=list)

    def store(self) -> Store:
        return Store.open(self.workspace / "collection.db")

    def run(self, *tellers: Teller, plan: Plan | None = None, **changes: Any) -> Report:
        with ExitStack() as stack:
            store = stack.enter_context(self.store())
            run = self.prepare(store, tellers, plan or Plan(), stack, **changes)
            return run()

    def prepare(
        self,
        store: Store,
        tellers: Sequence[Teller],
        plan: Plan,
        stack: ExitStack,
        **changes: Any,
    ) -> Run:
        wire = Wire(self.workspace / "cache.db", SystemClock())
        stack.callback(wire.close)
        workshop = self.workshop(wire, tellers, **changes)
        observers = [self.events.append, *changes.get("observers", ())]
        return Run(workshop, store, plan, observers, self.events.append, self.stop, SimpleQueue())

    def workshop(self, wire: Wire, tellers: Sequence[Teller], **changes: Any) -> Workshop:
        config = Config(
            workspace=self.workspace,
            store=self.workspace / "collection.db",
            cache=self.workspace / "cache.db",
            images=self.workspace / "images",
            image_rate=Rate(60, 1.0),
            gallery=0,
            contact="",
            plugins=changes.get("plugins", ()),
            precedence={},
            places={},
        )
        listed = Speaker("shelf", "list", "release", provides=frozenset({"title", "artists"}))
        order = (listed, *(speaker_of(one.name, one) for one in tellers))
        return Workshop(
            config,
            Roster(config, ()),
            wire,
            Images(config.images),
            SystemClock(),
            sources=(("shelf", self.shelf),),
            enrichers={(one.name, one.name): one for one in tellers},
            renderers=changes.get("renderers", ()),
            lineup=Lineup(order, changes.get("precedence", {})),
        )


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit(tmp_path)


@pytest.fixture
def says() -> Callable[..., Teller]:
    """A teller that finds one field."""

    def make(name: str, value: Any = None, **changes: Any) -> Teller:
        def tell(view: SubjectView) -> Answer:
            return Found({name: value if value is not None else f"{name} {view.subject.key}"})

        kind = changes.get("subjects", "release")
        changes.setdefault("provides", frozenset({f"{kind}.{name}"}))
        return Teller(name, tell, **changes)

    return make
