"""Spotify's JSON, as Development Mode shows it in 2026."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from collector_sandbox.server import pictures
from collector_sandbox.server.shop import stored_upc
from collector_sandbox.server.state import base
from collector_sandbox.world import Album, AlbumTrack, ServiceArtist

__all__ = ["album", "artist", "paging", "simple_album", "track"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PRECISION = {4: "year", 7: "month", 10: "day"}


def _links(kind: str, identity: str) -> dict[str, Any]:
    return {
        "external_urls": {"spotify": f"https://open.spotify.com/{kind}/{identity}"},
        "href": f"{base('spotify')}/v1/{kind}s/{identity}",
        "id": identity,
        "type": kind,
        "uri": f"spotify:{kind}:{identity}",
    }


def _person(item: ServiceArtist) -> dict[str, Any]:
    return _links("artist", item.id) | {"name": item.name}


def artist(item: ServiceArtist) -> dict[str, Any]:
    """An artist; genres are always empty."""
    images = pictures.spotify_addresses(item.id, pictures.SCDN_ARTIST)
    return _person(item) | {"genres": [], "images": images}


def simple_album(item: Album, *, images: bool = True) -> dict[str, Any]:
    """An album among search results: no ``external_ids``, and an EP is a single."""
    return _links("album", item.id) | {
        "album_type": "single" if item.kind == "ep" else item.kind,
        "total_tracks": len(item.tracks),
        "images": pictures.spotify_album_addresses(item) if images else [],
        "name": item.name,
        "release_date": item.date or "0000",
        "release_date_precision": _PRECISION.get(len(item.date), "year"),
        "artists": [_person(each) for each in item.artists],
    }


def album(item: Album, *, padded: bool, images: bool, market: str) -> dict[str, Any]:
    """An album in full; playable only where a market was named."""
    upc = stored_upc(item, padded=padded)
    tracks = [track(item, number) for number in range(len(item.tracks))]
    href = f"{base('spotify')}/v1/albums/{item.id}/tracks"
    text = f"(P) {item.date[:4]} {item.label}".strip()
    return simple_album(item, images=images) | {
        **({"is_playable": True} if market else {}),
        "tracks": paging(tracks[:50], href, {}, 50, 0, len(tracks)),
        "copyrights": [{"text": text, "type": "P"}] if item.label else [],
        "external_ids": {"upc": upc} if upc else {},
        "genres": [],
    }


def track(item: Album, number: int) -> dict[str, Any]:
    """A track of an album, by its place from 0."""
    song: AlbumTrack = item.tracks[number]
    digest = int(hashlib.sha256(f"{item.id}/{number}".encode()).hexdigest(), 16)
    identity = "".join(_DIGITS[digest // 62**place % 62] for place in range(22))
    return _links("track", identity) | {
        "artists": [_person(each) for each in item.artists],
        "disc_number": 1,
        "duration_ms": 1000 * (song.seconds or 180),
        "explicit": False,
        "is_local": False,
        "name": song.title,
        "preview_url": None,
        "track_number": number + 1,
    }


def paging(
    items: Sequence[Any], href: str, query: Mapping[str, str], limit: int, offset: int, total: int
) -> dict[str, Any]:
    """A page; ``items`` are those of this page."""
    tail = "".join(f"&{name}={value}" for name, value in query.items())

    def address(start: int) -> str:
        return f"{href}?offset={start}&limit={limit}{tail}"

    return {
        "href": address(offset),
        "limit": limit,
        "next": address(offset + limit) if offset + limit < total else None,
        "offset": offset,
        "previous": address(max(0, offset - limit)) if offset else None,
        "total": total,
        "items": list(items),
    }
