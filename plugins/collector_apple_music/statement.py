"""What is read out of an album: to compare it, and to state it. Pure."""

from __future__ import annotations

from typing import Any

from collector.api import Theirs, TrackRef, from_html
from collector_apple_music.shapes import Album, Artwork

__all__ = ["state", "theirs"]

LARGEST = 3000
"""Pixels; larger artwork is of no use on a page."""


def theirs(album: Album) -> Theirs:
    """Its comparable side; a search hit is without tracks and artists' ids."""
    facts = album.attributes
    tracks = [song.attributes for song in album.relationships.tracks.data if song.attributes]
    year = facts.releaseDate[:4]
    return Theirs(
        album.id,
        facts.name,
        facts.artistName,
        url=facts.url,
        year=int(year) if year.isdecimal() else 0,
        tracks=tuple(TrackRef(one.name, one.durationInMillis // 1000) for one in tracks),
        track_count=facts.trackCount,
        label=facts.recordLabel,
        barcode=facts.upc,
        artist_ids=tuple(artist.id for artist in album.relationships.artists.data),
    )


def state(album: Album) -> dict[str, Any]:
    """Its facts: link, artwork, editors' note."""
    facts = album.attributes
    sold = {"barcode": facts.upc} if facts.upc else {}
    fields: dict[str, Any] = {"apple_music": {"id": album.id, "url": facts.url, **sold}}
    if facts.artwork:
        fields["cover"] = _cover(facts.artwork)
    if facts.editorialNotes and (text := from_html(facts.editorialNotes.standard)):
        fields["editorial"] = text
    return fields


def _cover(artwork: Artwork) -> dict[str, Any]:
    """The template filled in; the service never enlarges."""
    width, height = min(artwork.width, LARGEST), min(artwork.height, LARGEST)
    values = {"{w}": str(width), "{h}": str(height), "{c}": "bb", "{f}": "jpg"}
    url = artwork.url
    for name, value in values.items():
        url = url.replace(name, value)
    return {"url": url, "width": width, "height": height}
