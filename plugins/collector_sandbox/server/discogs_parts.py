"""What recurs in Discogs' JSON. What is empty in the world is an absent key, hardly ever a null."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from anyascii import anyascii

from collector_sandbox.server.pictures import discogs_address
from collector_sandbox.server.state import base
from collector_sandbox.world import Credit, DiscogsRelease, Format, LabelRef, Track

__all__ = [
    "cover",
    "credits",
    "formats",
    "images",
    "joined",
    "labels",
    "master_link",
    "page",
    "people",
    "present",
    "resource",
    "thumb",
    "titled",
    "tracks",
]

_TYPES = {
    "1": "Label",
    "2": "Series",
    "9": "Distributed By",
    "10": "Manufactured By",
    "13": "Phonographic Copyright (p)",
    "14": "Copyright (c)",
    "17": "Pressed By",
    "21": "Published By",
    "23": "Recorded At",
    "29": "Mastered At",
    "30": "Lacquer Cut At",
}


def present(**values: Any) -> dict[str, Any]:
    """The keys that have something to say."""
    return {key: value for key, value in values.items() if value}


def resource(kind: str, identity: int) -> str:
    """Address of a document of the API."""
    return f"{base('discogs')}/{kind}/{identity}"


def page(kind: str, identity: int, name: str) -> str:
    """Address of a page for people."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", anyascii(name)).strip("-")
    return f"https://www.discogs.com/{kind}/{identity}-{words}"


def joined(artists: Iterable[Credit]) -> str:
    """All credited artists in one text, as the join words have it."""
    text = "".join(f"{a.anv or a.name} {a.join} " for a in artists)
    return re.sub(r"\s+,", ",", re.sub(r"\s+", " ", text)).strip()


def titled(item: DiscogsRelease) -> str:
    """Artists and title, as the address of a page spells them."""
    return f"{joined(item.artists)} {item.title}"


def master_link(master_id: int) -> dict[str, Any]:
    """Where the master is; nothing without one."""
    if not master_id:
        return {}
    return {"master_id": master_id, "master_url": resource("masters", master_id)}


# -- lists -------------------------------------------------------------------------------------


def credits(items: Iterable[Credit]) -> list[dict[str, Any]]:  # noqa: A001
    """Artists of a release or track."""
    return [
        {
            "name": credit.name,
            "anv": credit.anv,
            "join": credit.join,
            "role": credit.role,
            "tracks": credit.tracks,
            "id": credit.id,
            "resource_url": resource("artists", credit.id),
        }
        for credit in items
    ]


def people(pairs: Iterable[tuple[int, str]], **more: Any) -> list[dict[str, Any]]:
    """Artists that an artist is, has or belongs to, each (id, name)."""
    return [
        {"id": number, "name": name, **more, "resource_url": resource("artists", number)}
        for number, name in pairs
    ]


def labels(items: Iterable[LabelRef]) -> list[dict[str, Any]]:
    """Labels, or companies."""
    return [
        {
            "name": label.name,
            "catno": label.catno,
            "entity_type": label.entity_type,
            "entity_type_name": _TYPES[label.entity_type],
            "id": label.id,
            "resource_url": resource("labels", label.id),
        }
        for label in items
    ]


def formats(items: Iterable[Format]) -> list[dict[str, Any]]:
    """Carriers."""
    return [
        {"name": each.name, "qty": each.qty}
        | present(text=each.text, descriptions=list(each.descriptions))
        for each in items
    ]


def tracks(items: Iterable[Track]) -> list[dict[str, Any]]:
    """A track list, with the parts of index tracks."""
    return [
        {
            "position": track.position,
            "type_": track.type,
            "title": track.title,
            "duration": track.duration,
        }
        | present(artists=credits(track.artists), sub_tracks=tracks(track.sub_tracks))
        for track in items
    ]


# -- pictures ----------------------------------------------------------------------------------


def images(kind: str, identity: int, sizes: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """The pictures of a release (``R``) or an artist (``A``), the primary first."""
    found = []
    for number, (width, height) in enumerate(sizes):
        subject = f"{kind}-{identity}-{number}"
        address = discogs_address(subject, width, height)
        found.append(
            {
                "type": "secondary" if number else "primary",
                "uri": address,
                "resource_url": address,
                "uri150": discogs_address(subject, 150, 150),
                "width": width,
                "height": height,
            }
        )
    return found


def thumb(item: DiscogsRelease) -> str:
    """Address of the small cover; empty without one."""
    return discogs_address(f"R-{item.id}-0", 150, 150) if item.images else ""


def cover(item: DiscogsRelease) -> str:
    """Address of the cover; empty without one."""
    return discogs_address(f"R-{item.id}-0", *item.images[0]) if item.images else ""
