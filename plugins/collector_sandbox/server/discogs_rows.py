"""What Discogs' lists say of each of their items: less than its own document."""

from __future__ import annotations

from typing import Any

from collector_sandbox.server import discogs_parts as parts
from collector_sandbox.server.pictures import discogs_address
from collector_sandbox.world import Copy, DiscogsArtist, DiscogsRelease

__all__ = ["artist_hit", "artist_release", "collection_item", "hit", "version"]

_SITE = "https://www.discogs.com"
_NO_MASTER = {"master_id": 0, "master_url": None}


def collection_item(copy: Copy, item: DiscogsRelease) -> dict[str, Any]:
    """An owned instance; ``notes`` is absent when no field is filled in."""
    filled = ((1, copy.media), (2, copy.sleeve), (3, copy.notes), *sorted(copy.custom.items()))
    notes = [{"field_id": number, "value": value} for number, value in filled if value]
    return {
        "id": copy.release_id,
        "instance_id": copy.instance_id,
        "date_added": copy.added,
        "rating": copy.rating,
        "folder_id": copy.folder_id,
        **parts.present(notes=notes),
        "basic_information": _basic(item),
    }


def _basic(item: DiscogsRelease) -> dict[str, Any]:
    return {
        "id": item.id,
        **(parts.master_link(item.master_id) or _NO_MASTER),
        "resource_url": parts.resource("releases", item.id),
        "thumb": parts.thumb(item),
        "cover_image": parts.cover(item),
        "title": item.title,
        "year": item.year,
        "formats": parts.formats(item.formats),
        "labels": parts.labels(item.labels),
        "artists": parts.credits(item.artists),
        "genres": list(item.genres),
        "styles": list(item.styles),
    }


def version(item: DiscogsRelease) -> dict[str, Any]:
    """A pressing in a master's list of versions."""
    return {
        "id": item.id,
        "label": ", ".join(dict.fromkeys(label.name for label in item.labels)),
        "country": item.country,
        "title": item.title,
        "major_formats": list(dict.fromkeys(each.name for each in item.formats)),
        "format": ", ".join(text for each in item.formats for text in each.descriptions),
        "catno": item.labels[0].catno if item.labels else "",
        "released": item.released or str(item.year or ""),
        "status": "Accepted",
        "resource_url": parts.resource("releases", item.id),
        "thumb": parts.thumb(item),
        "stats": {"community": {"in_wantlist": item.id % 499, "in_collection": item.id % 997 + 1}},
    }


def artist_release(item: DiscogsRelease) -> dict[str, Any]:
    """A release in an artist's list."""
    return {
        "id": item.id,
        "type": "release",
        "status": "Accepted",
        "role": "Main",
        "artist": parts.joined(item.artists),
        "title": item.title,
        "year": item.year,
        "resource_url": parts.resource("releases", item.id),
        "thumb": parts.thumb(item),
        **parts.present(
            format=", ".join(each.name for each in item.formats),
            label=", ".join(label.name for label in item.labels),
        ),
    }


def hit(item: DiscogsRelease, *, images: bool) -> dict[str, Any]:
    """A release among search results: the year is text, the page's address relative."""
    return {
        "id": item.id,
        "type": "release",
        "title": f"{parts.joined(item.artists)} - {item.title}",
        "year": str(item.year or ""),
        "country": item.country,
        "format": [text for each in item.formats for text in (each.name, *each.descriptions)],
        "label": [label.name for label in item.labels],
        "genre": list(item.genres),
        "style": list(item.styles),
        "barcode": [each.value for each in item.identifiers if each.type == "Barcode"],
        "catno": item.labels[0].catno if item.labels else "",
        **(parts.master_link(item.master_id) or _NO_MASTER),
        "uri": parts.page("release", item.id, parts.titled(item)).removeprefix(_SITE),
        "resource_url": parts.resource("releases", item.id),
        "thumb": parts.thumb(item) if images else "",
        "cover_image": parts.cover(item) if images else "",
        "community": {"want": item.id % 499, "have": item.id % 997 + 1},
        "user_data": {"in_wantlist": False, "in_collection": False},
        "format_quantity": len(item.formats),
        "formats": parts.formats(item.formats),
    }


def artist_hit(item: DiscogsArtist, *, images: bool) -> dict[str, Any]:
    """An artist among search results."""
    shown = images and bool(item.images)
    return {
        "id": item.id,
        "type": "artist",
        "master_id": None,
        "master_url": None,
        "uri": parts.page("artist", item.id, item.name).removeprefix(_SITE),
        "title": item.name,
        "thumb": discogs_address(f"A-{item.id}-0", 150, 150) if shown else "",
        "cover_image": discogs_address(f"A-{item.id}-0", *item.images[0]) if shown else "",
        "resource_url": parts.resource("artists", item.id),
        "user_data": {"in_wantlist": False, "in_collection": False},
    }
