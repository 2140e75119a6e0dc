"""Small worlds of albums for the plugins that ask Apple Music and Spotify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from attrs import define

from collector.api import Rate, Subject, SubjectView, SystemClock
from collector.http.wire import Wire
from collector.plugins.host import PluginHost
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


@contextmanager
def open_shop(folder: Path) -> Iterator[Shop]:
    """A sandbox without limits."""
    endless = Options(discogs_limit=10**9, apple_limit=10**9, spotify_limit=10**9)
    clock = SystemClock()
    wire = Wire(folder / "cache.db", clock, patience=0.0)
    with Sandbox(world(), endless).start() as sandbox, closing(wire):
        yield Shop(sandbox, PluginHost("shop", folder, clock, wire.client))
