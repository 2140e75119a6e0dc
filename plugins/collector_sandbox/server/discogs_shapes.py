"""Discogs' JSON. What is empty in the world is an absent key, hardly ever a null."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from anyascii import anyascii

from collector_sandbox.server.pictures import discogs_address
from collector_sandbox.server.state import base
from collector_sandbox.world import (
    Copy,
    Credit,
    DiscogsArtist,
    DiscogsRelease,
    Format,
    LabelRef,
    Track,
)

__all__ = [
    "artist",
    "artist_hit",
    "artist_release",
    "basic",
    "collection_item",
    "hit",
    "master",
    "release",
    "version",
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
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHANGED = "2024-12-03T02:50:12-08:00"


def _present(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _resource(kind: str, identity: int) -> str:
    return f"{base('discogs')}/{kind}/{identity}"


def _credit(credit: Credit) -> dict[str, Any]:
    return {
        "name": credit.name,
        "anv": credit.anv,
        "join": credit.join,
        "role": credit.role,
        "tracks": credit.tracks,
        "id": credit.id,
        "resource_url": _resource("artists", credit.id),
    }


def _label(label: LabelRef) -> dict[str, Any]:
    return {
        "name": label.name,
        "catno": label.catno,
        "entity_type": label.entity_type,
        "entity_type_name": _TYPES[label.entity_type],
        "id": label.id,
        "resource_url": _resource("labels", label.id),
    }


def _format(item: Format) -> dict[str, Any]:
    extra = _present(text=item.text, descriptions=list(item.descriptions))
    return {"name": item.name, "qty": item.qty} | extra


def _track(track: Track) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "position": track.position,
        "type_": track.type,
        "title": track.title,
        "duration": track.duration,
    }
    return shape | _present(
        artists=[_credit(credit) for credit in track.artists],
        sub_tracks=[_track(part) for part in track.sub_tracks],
    )


def _images(kind: str, identity: int, sizes: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    images = []
    for number, (width, height) in enumerate(sizes):
        subject = f"{kind}-{identity}-{number}"
        address = discogs_address(subject, width, height)
        images.append(
            {
                "type": "secondary" if number else "primary",
                "uri": address,
                "resource_url": address,
                "uri150": discogs_address(subject, 150, 150),
                "width": width,
                "height": height,
            }
        )
    return images


def _thumb(item: DiscogsRelease, size: int = 150) -> str:
    return discogs_address(f"R-{item.id}-0", size, size) if item.images else ""


def _cover(item: DiscogsRelease) -> str:
    return discogs_address(f"R-{item.id}-0", *item.images[0]) if item.images else ""


def _joined(artists: Iterable[Credit]) -> str:
    text = "".join(f"{a.anv or a.name} {a.join} " for a in artists)
    return re.sub(r"\s+,", ",", re.sub(r"\s+", " ", text)).strip()


def _page(kind: str, identity: int, name: str) -> str:
    words = re.sub(r"[^A-Za-z0-9]+", "-", anyascii(name)).strip("-")
    return f"https://www.discogs.com/{kind}/{identity}-{words}"


def _released(text: str) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    name = _MONTHS[int(month) - 1] if month.strip("0") else ""
    return " ".join(part for part in (day if day.strip("0") else "", name, year) if part)


def _master_link(master_id: int) -> dict[str, Any]:
    if not master_id:
        return {}
    return {"master_id": master_id, "master_url": _resource("masters", master_id)}


def basic(item: DiscogsRelease) -> dict[str, Any]:
    """``basic_information`` of a collection item: without a master, its id is 0 here."""
    return {
        "id": item.id,
        **(_master_link(item.master_id) or {"master_id": 0, "master_url": None}),
        "resource_url": _resource("releases", item.id),
        "thumb": _thumb(item),
        "cover_image": _cover(item),
        "title": item.title,
        "year": item.year,
        "formats": [_format(each) for each in item.formats],
        "labels": [_label(each) for each in item.labels],
        "artists": [_credit(each) for each in item.artists],
        "genres": list(item.genres),
        "styles": list(item.styles),
    }


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
        **_present(notes=notes),
        "basic_information": basic(item),
    }


def release(item: DiscogsRelease) -> dict[str, Any]:
    """A release in full."""
    return {
        "id": item.id,
        "status": "Accepted",
        "year": item.year,
        "resource_url": _resource("releases", item.id),
        "uri": _page("release", item.id, f"{_joined(item.artists)} {item.title}"),
        "artists": [_credit(each) for each in item.artists],
        "artists_sort": _joined(item.artists),
        "labels": [_label(each) for each in item.labels],
        "series": [],
        **_present(companies=[_label(each) for each in item.companies]),
        "formats": [_format(each) for each in item.formats],
        "format_quantity": sum(int(f.qty) for f in item.formats if f.qty.isdecimal()),
        "data_quality": "Correct",
        "date_added": "2004-04-30T08:10:05-07:00",
        "date_changed": _CHANGED,
        "community": _community(item),
        "num_for_sale": item.id % 60,
        "lowest_price": round(1 + item.id % 4000 / 100, 2) if item.id % 60 else None,
        **_master_link(item.master_id),
        "title": item.title,
        **_present(
            country=item.country,
            released=item.released,
            released_formatted=_released(item.released) if item.released else "",
            notes=item.notes,
            identifiers=[
                {"type": each.type, "value": each.value} | _present(description=each.description)
                for each in item.identifiers
            ],
        ),
        "videos": [],
        "genres": list(item.genres),
        "styles": list(item.styles),
        "tracklist": [_track(each) for each in item.tracklist],
        **_present(
            extraartists=[_credit(each) for each in item.extraartists],
            images=_images("R", item.id, item.images),
        ),
        "thumb": _thumb(item),
        "estimated_weight": 230,
        "blocked_from_sale": False,
        "is_offensive": False,
    }


def _community(item: DiscogsRelease) -> dict[str, Any]:
    member = {"username": "memory", "resource_url": f"{base('discogs')}/users/memory"}
    return {
        "have": item.id % 997 + 1,
        "want": item.id % 499,
        "rating": {"count": item.id % 89 + 1, "average": round(3 + item.id % 200 / 100, 2)},
        "submitter": member,
        "contributors": [member],
        "data_quality": "Correct",
        "status": "Accepted",
    }


def master(pressings: Sequence[DiscogsRelease]) -> dict[str, Any]:
    """A master, told from its pressings, the main one first."""
    main = pressings[0]
    newest = max(pressings, key=lambda each: (each.year, each.id))
    return {
        "id": main.master_id,
        "main_release": main.id,
        "most_recent_release": newest.id,
        "resource_url": _resource("masters", main.master_id),
        "uri": _page("master", main.master_id, f"{_joined(main.artists)} {main.title}"),
        "versions_url": f"{_resource('masters', main.master_id)}/versions",
        "main_release_url": _resource("releases", main.id),
        "most_recent_release_url": _resource("releases", newest.id),
        "num_for_sale": main.id % 300,
        "lowest_price": round(1 + main.id % 900 / 100, 2),
        **_present(images=_images("R", main.id, main.images)),
        "genres": list(main.genres),
        "styles": list(main.styles),
        "year": main.master_year or main.year,
        "tracklist": [_track(each) for each in main.tracklist],
        "artists": [_credit(each) for each in main.artists],
        "title": main.title,
        "data_quality": "Correct",
        "videos": [],
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
        "resource_url": _resource("releases", item.id),
        "thumb": _thumb(item),
        "stats": {"community": {"in_wantlist": item.id % 499, "in_collection": item.id % 997 + 1}},
    }


def artist(item: DiscogsArtist) -> dict[str, Any]:
    """An artist in full."""
    people = {
        name: [{"id": i, "name": n, "resource_url": _resource("artists", i)} for i, n in pairs]
        for name, pairs in (("aliases", item.aliases),)
    }
    active = {
        name: [
            {"id": i, "name": n, "active": True, "resource_url": _resource("artists", i)}
            for i, n in pairs
        ]
        for name, pairs in (("members", item.members), ("groups", item.groups))
    }
    return {
        "name": item.name,
        "id": item.id,
        "resource_url": _resource("artists", item.id),
        "uri": _page("artist", item.id, item.name),
        "releases_url": f"{_resource('artists', item.id)}/releases",
        "profile": item.profile,
        "namevariations": list(item.name_variations),
        "data_quality": "Correct",
        **_present(
            realname=item.realname,
            urls=list(item.urls),
            images=_images("A", item.id, item.images),
            **people,
            **active,
        ),
    }


def artist_release(item: DiscogsRelease) -> dict[str, Any]:
    """A release in an artist's list."""
    return {
        "id": item.id,
        "type": "release",
        "status": "Accepted",
        "role": "Main",
        "artist": _joined(item.artists),
        "title": item.title,
        "year": item.year,
        "resource_url": _resource("releases", item.id),
        "thumb": _thumb(item),
        **_present(
            format=", ".join(each.name for each in item.formats),
            label=", ".join(label.name for label in item.labels),
        ),
    }


def hit(item: DiscogsRelease, *, images: bool) -> dict[str, Any]:
    """A release among search results: the year is text, the page's address relative."""
    page = _page("release", item.id, f"{_joined(item.artists)} {item.title}")
    barcodes = [each.value for each in item.identifiers if each.type == "Barcode"]
    return {
        "id": item.id,
        "type": "release",
        "title": f"{_joined(item.artists)} - {item.title}",
        "year": str(item.year or ""),
        "country": item.country,
        "format": [text for each in item.formats for text in (each.name, *each.descriptions)],
        "label": [label.name for label in item.labels],
        "genre": list(item.genres),
        "style": list(item.styles),
        "barcode": barcodes,
        "catno": item.labels[0].catno if item.labels else "",
        **(_master_link(item.master_id) or {"master_id": 0, "master_url": None}),
        "uri": page.removeprefix("https://www.discogs.com"),
        "resource_url": _resource("releases", item.id),
        "thumb": _thumb(item) if images else "",
        "cover_image": _cover(item) if images else "",
        "community": {"want": item.id % 499, "have": item.id % 997 + 1},
        "user_data": {"in_wantlist": False, "in_collection": False},
        "format_quantity": len(item.formats),
        "formats": [_format(each) for each in item.formats],
    }


def artist_hit(item: DiscogsArtist, *, images: bool) -> dict[str, Any]:
    """An artist among search results."""
    shown = images and bool(item.images)
    return {
        "id": item.id,
        "type": "artist",
        "master_id": None,
        "master_url": None,
        "uri": _page("artist", item.id, item.name).removeprefix("https://www.discogs.com"),
        "title": item.name,
        "thumb": discogs_address(f"A-{item.id}-0", 150, 150) if shown else "",
        "cover_image": discogs_address(f"A-{item.id}-0", *item.images[0]) if shown else "",
        "resource_url": _resource("artists", item.id),
        "user_data": {"in_wantlist": False, "in_collection": False},
    }
