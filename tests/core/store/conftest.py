"""A small shop: a store with a hand-moved clock, and the speakers of a usual lineup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from collector.model import Found, Item, Lineup, Speaker, Subject
from collector.store import Outcome, Store


class HandClock:
    """Time that moves when it is told to."""

    def __init__(self):
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self):
        return self.time

    def monotonic(self):
        return self.time.timestamp()

    def sleep(self, seconds):
        self.time += timedelta(seconds=seconds)


class Shop:
    """A store and what is done to it all the time."""

    listing = Speaker("discogs", "list", "release")
    details = Speaker("discogs", "details", "release", ttl=timedelta(days=30))
    albums = Speaker(
        "spotify",
        "albums",
        "release",
        needs=frozenset({"title", "artists", "barcodes"}),
        ttl_not_found=timedelta(days=14),
    )
    bio = Speaker("wikipedia", "bio", "artist", needs=frozenset({"name", "release_titles"}))
    lineup = Lineup((listing, details, albums, bio))

    def __init__(self, path, clock):
        self.path, self.clock = path, clock
        self.store = Store.open(path, clock=clock)

    @staticmethod
    def item(number, title="Abbey Road", artists=(("discogs:82730", "The Beatles"),), **more):
        named = [{"key": key, "name": name} for key, name in artists]
        fields = {"title": title, "artists": named}
        return Item(f"i{number}", f"discogs:{number}", fields, **more)

    @staticmethod
    def release(number):
        return Subject("release", f"discogs:{number}")

    @staticmethod
    def artist(number):
        return Subject("artist", f"discogs:{number}")

    def receive(self, *items, walk="w1", plugin="discogs"):
        return self.store.receive(plugin, items, self.lineup, walk)

    def ask(self, subject, speaker, answer, **more):
        """As the run does it: inputs are taken when the speaker is asked."""
        inputs = self.store.inputs(self.store.view(subject), speaker)
        outcome = Outcome(subject, speaker, answer, inputs=inputs, **more)
        return self.store.answer(outcome, self.lineup)

    def found(self, subject, speaker, **fields):
        return self.ask(subject, speaker, Found(fields))

    def fail(self, subject, speaker, **more):
        return self.ask(subject, speaker, None, **({"error": "odd", "error_kind": "failed"} | more))

    def row(self, subject, speaker):
        rows = self.store.ledger(subject)
        return next(one for one in rows if (one.plugin, one.part) == (speaker.plugin, speaker.part))

    def due(self, speaker, **more):
        return [s.key for s in self.store.due(speaker, self.clock.now(), **more)]

    def slugs(self, table="artists"):
        rows = self.store._db.rows(f"SELECT key, slug FROM {table} ORDER BY id")
        return {row["key"]: row["slug"] for row in rows}


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def shop(tmp_path, clock):
    shop = Shop(tmp_path / "collection.db", clock)
    yield shop
    shop.store.close()


@pytest.fixture
def new_shop(tmp_path, clock):
    """Makes shops; for property tests, each example has one of its own."""
    made = []

    def make():
        made.append(Shop(tmp_path / f"{len(made)}.db", clock))
        return made[-1]

    yield make
    for shop in made:
        shop.store.close()
