"""What Spotify sends in Development Mode of 2026, as far as it is read here."""

from __future__ import annotations

from attrs import Factory, frozen

__all__ = ["Album", "Search"]


@frozen
class Links:
    """Addresses for people."""

    spotify: str = ""


@frozen
class Artist:
    """An artist of a credit."""

    id: str
    name: str
    external_urls: Links = Factory(Links)


@frozen
class Track:
    """A track."""

    name: str
    duration_ms: int = 0


@frozen
class Tracks:
    """The first page of an album's tracks: up to fifty."""

    items: list[Track | None] = Factory(list)


@frozen
class Codes:
    """Any of these, or none; search results carry none."""

    upc: str = ""
    ean: str = ""


@frozen
class Album:
    """An album; in search results without tracks and codes."""

    id: str
    name: str
    album_type: str = ""
    total_tracks: int = 0
    release_date: str = ""
    external_urls: Links = Factory(Links)
    artists: list[Artist] = Factory(list)
    tracks: Tracks = Factory(Tracks)
    external_ids: Codes = Factory(Codes)


@frozen
class Page:
    """A page of hits; some may be null."""

    items: list[Album | None]


@frozen
class Search:
    """Answer of a search."""

    albums: Page
