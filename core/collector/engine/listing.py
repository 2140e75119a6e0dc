"""Sources list in a thread of their own; what they yield goes to the owner of the store.

At most two pages are under way between the two, so that a fast list does not fill the memory.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from attrs import Factory, define, evolve, frozen

from collector.clock import Clock
from collector.events import Warned
from collector.model import Checkpoint, Fields, Item
from collector.protocols import Source
from collector.store import Store, clean, clean_item

__all__ = ["Lister", "Page", "SourceEnded", "Walk", "pages_of", "plan_walk"]

PAGE = 500
"""Items of a source without checkpoints that are written at once."""

FULL_EVERY = timedelta(days=7)
"""A quick walk does not see what was moved, re-rated or sold far down the list."""


@frozen
class Walk:
    """One way through a source's list.

    Attributes:
        plugin: Whose source.
        id: Marks the items that were seen on this walk.
        full: To the end of the list; only such a walk can find that something was removed.
        state: Where a walk that broke off goes on; None from the beginning.
    """

    plugin: str
    id: str
    full: bool
    state: Fields | None = None

    @property
    def resumed(self) -> bool:
        """An item may have slipped by while this walk lay broken: it removes nothing."""
        return self.state is not None

    def checkpoint(self, state: Fields) -> Fields:
        """What is stored, so that the walk can be taken up again."""
        return {"full": self.full, "state": dict(state)}


def plan_walk(store: Store, plugin: str, *, full: bool, now: datetime) -> Walk:
    """Take up a broken walk, or begin one: a full one if the last is a week old.

    Or if it is of a time yet to come: nobody knows how old it is.
    """
    broken, saved = store.walk_in_progress(plugin), store.checkpoint(plugin)
    if broken and saved:
        return Walk(plugin, broken, bool(saved["full"]), saved["state"])
    last = store.last_full_walk(plugin)
    old = last is None or not timedelta(0) <= now - last < FULL_EVERY
    return Walk(plugin, uuid.uuid4().hex, full or old)


@frozen
class Page:
    """Items to be written, and how far the walk has come."""

    walk: Walk
    items: Sequence[Item]
    checkpoint: Checkpoint | None


@frozen
class SourceEnded:
    """A walk is over; ``error`` says why it broke off, if it did."""

    walk: Walk
    error: BaseException | None = None


@define
class _Context:
    """What a source may ask; it looks into the store through a connection of its own."""

    plugin: str
    full: bool
    checkpoint: Fields | None
    store: Store
    emit: Callable[[Any], None]

    def known(self, item: Item) -> bool:
        return self.store.item_state(self.plugin, item) == "same"

    def warn(self, message: str) -> None:
        self.emit(Warned(self.plugin, message))


@define(eq=False)
class Lister:
    """Walks sources, one after the other, in a thread.

    Attributes:
        store_path: Opened read-only by the thread.
        inbox: Receives :class:`Page`, :class:`SourceEnded` and, from ``warn``, events.
    """

    store_path: Path
    clock: Clock
    inbox: SimpleQueue[Any]
    stop: threading.Event
    _room: threading.Semaphore = Factory(lambda: threading.Semaphore(2))
    _thread: threading.Thread | None = None

    def start(self, walks: Sequence[tuple[Walk, Source]]) -> None:
        """Begin; every walk ends with a :class:`SourceEnded` in the inbox."""
        self._thread = threading.Thread(target=self._all, args=(walks,), name="lister", daemon=True)
        self._thread.start()

    def written(self) -> None:
        """The owner of the store has written a page: there is room for another."""
        self._room.release()

    def _all(self, walks: Sequence[tuple[Walk, Source]]) -> None:
        for walk, source in walks:
            try:
                with Store.open(self.store_path, read_only=True, clock=self.clock) as store:
                    self._walk(walk, source, store)
            except BaseException as error:  # noqa: BLE001 - the run waits for the end of each walk
                self.inbox.put(SourceEnded(walk, error))
            else:
                self.inbox.put(SourceEnded(walk))

    def _walk(self, walk: Walk, source: Source, store: Store) -> None:
        for page in pages_of(walk, source, store, self.inbox.put):
            self._put(page)

    def _put(self, page: Page) -> None:
        while not self._room.acquire(timeout=0.2):
            if self.stop.is_set():
                raise InterruptedError
        if self.stop.is_set():
            raise InterruptedError
        self.inbox.put(page)


def pages_of(
    walk: Walk, source: Source, store: Store, emit: Callable[[Any], None]
) -> Iterator[Page]:
    """What a source lists, page by page.

    Args:
        walk: Which way through the list.
        source: Whose list.
        store: Looked into for what is known.
        emit: Hears what the source warns of.
    """
    context = _Context(walk.plugin, walk.full, walk.state, store, emit)
    return (Page(walk, *page) for page in _pages(source.pull(context)))


def _pages(
    stream: Iterator[Item | Checkpoint],
) -> Iterator[tuple[Sequence[Item], Checkpoint | None]]:
    """Items up to each checkpoint; a source without checkpoints is cut into pages.

    They are checked here already, where a wrong one ends its own walk and not the run.
    """
    items: list[Item] = []
    for thing in stream:
        if isinstance(thing, Checkpoint):
            yield items, evolve(thing, state=clean(thing.state))
            items = []
        else:
            items.append(clean_item(thing))
            if len(items) >= PAGE:
                yield items, None
                items = []
    if items:
        yield items, None
