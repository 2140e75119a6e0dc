"""A release of Discogs as fields. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from collector.api import clean_artist_name
from collector_discogs.credits import (
    artist_credits,
    formats,
    images,
    labels,
    present,
    reference,
    unique,
)
from collector_discogs.markup import page_url, to_markdown
from collector_discogs.shapes import (
    BasicInformation,
    Company,
    Credit,
    Identifier,
    Label,
    Release,
    Track,
)

__all__ = [
    "LIST_FIELDS",
    "RELEASE_FIELDS",
    "barcode",
    "list_fields",
    "release_date",
    "release_fields",
]

LIST_FIELDS = frozenset(
    {"title", "artists", "year", "genres", "styles", "labels", "formats", "discogs"}
)
_DETAILS = {"release_date", "country", "barcodes", "identifiers", "tracklist", "credits"}
RELEASE_FIELDS = LIST_FIELDS | _DETAILS | {"companies", "notes", "cover", "images"}

_BARCODE_LENGTHS = frozenset({8, 12, 13, 14})
_KINDS = frozenset({"track", "heading", "index"})


def list_fields(info: BasicInformation) -> dict[str, Any]:
    """What the list of a collection says of a release."""
    page = {"id": info.id, "url": page_url("r", info.id), "master_id": max(info.master_id, 0)}
    return present(
        {
            "title": info.title.strip(),
            "artists": artist_credits(info.artists),
            "year": max(info.year, 0),
            "genres": unique(info.genres),
            "styles": unique(info.styles),
            "labels": labels(info.labels),
            "formats": formats(info.formats),
            "discogs": present(page),
        }
    )


def release_fields(release: Release) -> dict[str, Any]:
    """Everything that Discogs says of a release, in the words of ``docs/fields.md``."""
    pictures = images(release.images)
    date_text = release_date(release.released)
    return list_fields(release) | present(
        {
            "year": max(release.year, 0) or int(date_text[:4] or 0),
            "release_date": date_text,
            "country": release.country.strip(),
            "barcodes": unique(_barcodes(release.identifiers)),
            "identifiers": _identifiers(release.identifiers),
            "tracklist": _tracklist(release.tracklist),
            "credits": unique([*_credits(release.extraartists), *_on_tracks(release.tracklist)]),
            "companies": _companies(release.companies),
            "notes": to_markdown(release.notes, _names(release)),
            "cover": pictures[0] if pictures else None,
            "images": pictures,
        }
    )


def release_date(text: str) -> str:
    """A date as far as it is known: ``1977-00-00`` is ``1977``; empty if it is none."""
    found = re.fullmatch(r"\s*(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\s*", text, re.ASCII)
    if not found or int(found[1]) == 0:
        return ""
    for parts in ((found[1], found[2], found[3]), (found[1], found[2])):
        if all(parts) and _is_date(*(int(part) for part in parts)):
            return "-".join(parts)
    return found[1]


def _is_date(year: int, month: int, day: int = 1) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def barcode(text: str) -> str:
    """The digits of a barcode; empty unless there are 8, 12, 13 or 14 with a right check digit."""
    digits = re.sub("[^0-9]", "", text)
    if len(digits) not in _BARCODE_LENGTHS or not int(digits):
        return ""
    weighted = sum(int(one) * (3 if place % 2 else 1) for place, one in enumerate(digits[::-1]))
    return digits if weighted % 10 == 0 else ""


def _barcodes(identifiers: Iterable[Identifier]) -> Iterator[str]:
    for one in identifiers:
        digits = barcode(one.value) if one.type.casefold() == "barcode" else ""
        if digits:
            yield digits


def _identifiers(identifiers: Iterable[Identifier]) -> list[dict[str, Any]]:
    return unique(
        present({"type": one.type, "value": one.value.strip(), "description": one.description})
        for one in identifiers
        if one.value.strip()
    )


def _tracklist(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    return [
        {
            "position": track.position.strip(),
            "type": track.type_ if track.type_ in _KINDS else "track",
            "title": track.title.strip(),
            "duration": track.duration.strip(),
            **present(
                {
                    "artists": artist_credits(track.artists),
                    "sub_tracks": _tracklist(track.sub_tracks),
                }
            ),
        }
        for track in tracks
    ]


def _credits(extra: Iterable[Credit], tracks: str = "") -> Iterator[dict[str, Any]]:
    for one in extra:
        if one.name.strip():
            name = clean_artist_name(one.anv) or clean_artist_name(one.name)
            rest = present({"tracks": one.tracks or tracks, "id": max(one.id, 0)})
            yield {"name": name, "role": one.role.strip(), **rest}


def _on_tracks(tracks: Iterable[Track]) -> Iterator[dict[str, Any]]:
    """Credits of single tracks, with the track's position (or title) as their place."""
    for track in tracks:
        yield from _credits(track.extraartists, track.position.strip() or track.title.strip())
        yield from _on_tracks(track.sub_tracks)


def _companies(companies: Iterable[Company]) -> list[dict[str, Any]]:
    return unique(
        {**reference(one.name, one.id), "role": one.entity_type_name.strip()}
        for one in companies
        if one.name.strip()
    )


def _names(release: Release) -> dict[str, str]:
    """Names that notes may refer to by number, as far as the release itself tells them."""
    people = [*release.artists, *release.extraartists]
    houses: list[Label | Company] = [*release.labels, *release.companies]
    return {f"a{one.id}": clean_artist_name(one.name) for one in people} | {
        f"l{one.id}": clean_artist_name(one.name) for one in houses
    }
