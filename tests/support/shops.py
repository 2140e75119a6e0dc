"""Small worlds of albums for the plugins that ask Apple Music and Spotify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import define

from collector.api import Clock, Enricher, Found, Rate, Secret, Subject, SubjectView
from collector.http.wire import Wire
from collector.plugins.host import PluginHost
from collector_discogs import Settings as DiscogsSettings
from collector_discogs import collector_enrichers as discogs_enrichers
from collector_sandbox.server import Options, Sandbox
from collector_sandbox.world import Album, AlbumTrack, ServiceArtist, Truth, World

FAST = Rate(100_000, 1.0)
SONGS = ("Mysterons", "Sour Times", "Strangers", "Wandering Star", "Numb", "Glory Box")
CODE = "042282855312"


def album(identity: str, name: str, by: str = "Portishead", **more: Any) -> Album:
    """An album with six tracks, unless others are given."""
    songs = more.pop("songs", SONGS)
    tracks = tuple(AlbumTrack(song, 200) for song in songs)
    return Album(identity, name, (ServiceArtist(f"a{by}", by),), tracks=tracks, **more)


def view(title: str = "Dummy", by: str = "Portishead", number: int = 1, **more: Any) -> SubjectView:
    """A release as the record stands after Discogs."""
    pins, rejected = more.pop("pins", {}), more.pop("rejected", {})
    songs = more.pop("songs", SONGS)
    fields = {
        "title": title,
        "artists": [{"key": f"name:{by.casefold()}", "name": by}],
        "tracklist": [{"type": "track", "title": song, "duration": "3:20"} for song in songs],
        **more,
    }
    present = {name: value for name, value in fields.items() if value}
    return SubjectView(Subject("release", f"discogs:{number}"), present, pins, rejected)


def world(apple: Iterable[Album] = (), spotify: Iterable[Album] = ()) -> World:
    """A world with these albums and nothing else."""
    return World(
        username="me",
        folders={},
        fields={},
        copies=(),
        releases={},
        artists={},
        apple_music={one.id: one for one in apple},
        spotify={one.id: one for one in spotify},
        articles=(),
        entities={},
        truth=Truth(),
    )


@define
class Shop:
    """A sandbox, and the wire to it."""

    sandbox: Sandbox
    host: PluginHost

    def asked(self, service: str) -> list[str]:
        """Path and query of every request to a service."""
        return [
            f"{entry.path}?{entry.query}" for entry in self.sandbox.log if entry.service == service
        ]

    def sell(self, *albums: Album, **options: Any) -> None:
        """Have these albums at both services."""
        self.sandbox.change(world(albums, albums), **options)


def open_shop(folder: Path, clock: Clock) -> tuple[Shop, Wire]:
    """A sandbox without limits; the caller closes both."""
    endless = Options(discogs_limit=10**9, apple_limit=10**9, spotify_limit=10**9)
    sandbox = Sandbox(world(), endless).start()
    wire = Wire(folder / "cache.db", clock, patience=0.0)
    return Shop(sandbox, PluginHost("shop", folder, clock, wire.client)), wire


def owned(shop: Shop) -> dict[int, SubjectView]:
    """Every owned release as the record stands after Discogs."""
    token = Secret("env:DISCOGS", shop.sandbox.credentials.discogs_token)
    address = shop.sandbox.addresses["discogs"]["base_url"]
    known = discogs_enrichers(DiscogsSettings("me", token, address, FAST), shop.host)
    (releases,) = (one for one in known if one.subjects == "release")
    numbers = sorted({copy.release_id for copy in shop.sandbox.world.copies})
    views = [SubjectView(Subject("release", f"discogs:{number}"), {}) for number in numbers]
    answers = [found for one in views for found in releases.enrich([one])]
    return {
        number: SubjectView(one.subject, dict(found.fields))
        for number, one, found in zip(numbers, views, answers, strict=True)
        if isinstance(found, Found)
    }


def ids(enricher: Enricher, views: Mapping[int, SubjectView], field: str) -> dict[int, str]:
    """What is found automatically: release to album id."""
    numbers, found = list(views), {}
    for start in range(0, len(numbers), enricher.batch_size):
        batch = numbers[start : start + enricher.batch_size]
        answers = enricher.enrich([views[number] for number in batch])
        for number, answer in zip(batch, answers, strict=True):
            assert not isinstance(answer, Exception), answer
            if isinstance(answer, Found):
                found[number] = answer.fields[field]["id"]
    return found
