"""What is read out of an album: to compare it, and to state it. Pure."""

from __future__ import annotations

from typing import Any

from collector.api import Theirs, TrackRef
from collector_spotify.shapes import Album

__all__ = ["state", "theirs"]


def theirs(album: Album) -> Theirs:
    """Its comparable side; a search hit is without tracks and codes."""
    names = tuple(artist.name for artist in album.artists)
    year = album.release_date[:4]
    return Theirs(
        album.id,
        album.name,
        ", ".join(names),
        url=album.external_urls.spotify,
        year=int(year) if year.isdecimal() else 0,
        tracks=tuple(
            TrackRef(track.name, track.duration_ms // 1000)
            for track in album.tracks.items
            if track is not None
        ),
        track_count=album.total_tracks,
        barcode=album.external_ids.upc or album.external_ids.ean,
        artists=names,
        artist_ids=tuple(artist.id for artist in album.artists),
        kind=album.album_type if album.album_type in {"album", "single"} else "",
    )


def state(album: Album) -> dict[str, Any]:
    """Its facts: ids and links, its own and its artists'."""
    code = album.external_ids.upc or album.external_ids.ean
    sold = {"barcode": code} if code else {}
    fields: dict[str, Any] = {
        "spotify": {"id": album.id, "url": album.external_urls.spotify, **sold}
    }
    artists = [
        {"id": artist.id, "name": artist.name, "url": artist.external_urls.spotify}
        for artist in album.artists
    ]
    return fields | ({"spotify_artists": artists} if artists else {})
