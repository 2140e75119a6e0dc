"""Apple Music's JSON."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from anyascii import anyascii

from collector_sandbox.server.pictures import apple_template
from collector_sandbox.server.shop import stored_upc
from collector_sandbox.world import Album, ServiceArtist

__all__ = [
    "album",
    "album_in_search",
    "artist",
    "artist_in_search",
    "error",
    "relation",
    "track",
]

_SUFFIX = {"single": " - Single", "ep": " - EP"}


def error(status: int, code: str, title: str, detail: str, parameter: str = "") -> dict[str, Any]:
    """The envelope of an error; status and code are texts."""
    digest = hashlib.sha256(f"{code}{detail}".encode()).digest()
    name = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32] for byte in digest[:26])
    shape: dict[str, Any] = {
        "id": name,
        "title": title,
        "detail": detail,
        "status": str(status),
        "code": code,
    }
    return {"errors": [shape | ({"source": {"parameter": parameter}} if parameter else {})]}


def relation(kind: str, identity: str, storefront: str) -> dict[str, Any]:
    """A resource's identifier."""
    return {
        "id": identity,
        "type": kind,
        "href": f"/v1/catalog/{storefront}/{kind}/{identity}",
    }


def album_in_search(item: Album, storefront: str, *, padded: bool) -> dict[str, Any]:
    """An album with attributes but without relationships."""
    return relation("albums", item.id, storefront) | {
        "attributes": _attributes(item, storefront, padded=padded)
    }


def album(item: Album, storefront: str, *, padded: bool, artists: bool = False) -> dict[str, Any]:
    """An album in full; with ``artists``, they come with attributes (``include=artists``)."""
    href = f"/v1/catalog/{storefront}/albums/{item.id}"
    people = [
        artist_in_search(each, storefront) if artists else relation("artists", each.id, storefront)
        for each in item.artists
    ]
    songs = [track(item, number, storefront) for number in range(len(item.tracks))]
    return album_in_search(item, storefront, padded=padded) | {
        "relationships": {
            "artists": {"href": f"{href}/artists", "data": people},
            "tracks": {"href": f"{href}/tracks", "data": songs},
        }
    }


def track(item: Album, number: int, storefront: str) -> dict[str, Any]:
    """A song of an album, by its place from 0."""
    song = item.tracks[number]
    return relation("songs", f"{item.id}{number + 1:03d}", storefront) | {
        "attributes": {
            "name": song.title,
            "artistName": _artist_name(item),
            "albumName": item.name,
            "trackNumber": number + 1,
            "discNumber": 1,
            "durationInMillis": 1000 * (song.seconds or 180),
            "genreNames": ["Music"],
            "hasLyrics": False,
        }
    }


def artist_in_search(item: ServiceArtist, storefront: str) -> dict[str, Any]:
    """An artist with attributes but without relationships."""
    return relation("artists", item.id, storefront) | {
        "attributes": {
            "name": item.name,
            "genreNames": ["Music"],
            "url": f"https://music.apple.com/{storefront}/artist/{_words(item.name)}/{item.id}",
            "artwork": _artwork("AMCArtistImages", item.id, 1000),
        }
    }


def artist(item: ServiceArtist, albums: list[dict[str, Any]], storefront: str) -> dict[str, Any]:
    """An artist in full; ``albums`` as identifiers or resources."""
    href = f"/v1/catalog/{storefront}/artists/{item.id}/albums"
    return artist_in_search(item, storefront) | {
        "relationships": {"albums": {"href": href, "data": albums}}
    }


def _attributes(item: Album, storefront: str, *, padded: bool) -> dict[str, Any]:
    upc = stored_upc(item, padded=padded)
    optional = {
        "upc": upc,
        "releaseDate": item.date,
        "recordLabel": item.label,
        "copyright": f"℗ {item.date[:4]} {item.label}" if item.date and item.label else "",
        "artwork": _artwork("Music", item.id, item.artwork) if item.artwork else None,
        "editorialNotes": {"standard": item.editorial} if item.editorial else None,
    }
    return {
        "name": f"{item.name}{_SUFFIX.get(item.kind, '')}",
        "artistName": _artist_name(item),
        "trackCount": len(item.tracks),
        "genreNames": ["Music"],
        "isCompilation": item.kind == "compilation",
        "isComplete": True,
        "isSingle": item.kind == "single",
        "isMasteredForItunes": False,
        "isPrerelease": False,
        "playParams": {"id": item.id, "kind": "album"},
        "url": f"https://music.apple.com/{storefront}/album/{_words(item.name)}/{item.id}",
    } | {key: value for key, value in optional.items() if value}


def _artist_name(item: Album) -> str:
    return " & ".join(each.name for each in item.artists)


def _artwork(kind: str, key: str, side: int) -> dict[str, Any]:
    digits = hashlib.sha256(key.encode()).hexdigest()
    colours = ("bgColor", "textColor1", "textColor2", "textColor3", "textColor4")
    shades = {name: digits[6 * n : 6 * n + 6] for n, name in enumerate(colours)}
    return {"width": side, "height": side, "url": apple_template(kind, key), **shades}


def _words(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "-"
