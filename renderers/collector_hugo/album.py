"""A release as front matter, and as what its template reads. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from collector.api import AlbumView, Fields, slugify
from collector_hugo.accent import accent_of
from collector_hugo.days import in_words
from collector_hugo.sides import in_sides, length
from collector_hugo.values import Shown, entries, link_of, names, number, present, text, texts

__all__ = ["TAXONOMIES", "byline", "context", "front_matter"]

TAXONOMIES = (
    "artist_slugs",
    "genre_slugs",
    "style_slugs",
    "label_slugs",
    "media_slugs",
    "country_slugs",
    "decades",
)
"""The keys of which the site makes its lists."""


def front_matter(album: AlbumView, cover: Shown, others: Sequence[Shown] = ()) -> dict[str, Any]:
    """The keys of an album's page, in the order they are written.

    Args:
        album: The release.
        cover: Its cover on the site.
        others: Its other pictures there.
    """
    fields = album.fields
    credit = _credit(fields)
    genres, styles = texts(fields.get("genres")), texts(fields.get("styles"))
    labels, media = names(fields.get("labels")), names(fields.get("formats"))
    country, year = text(fields.get("country")), number(fields.get("year"))
    return present(
        {
            "title": text(fields.get("title")) or album.slug,
            "artists": [name for _joint, name in credit],
            "artist_joints": _joints(credit),
            "artist_slugs": list(album.artist_slugs),
            "by": _printed(credit),
            "date": album.added,
            "year": year,
            "release_date": text(fields.get("release_date")),
            "released": in_words(text(fields.get("release_date"))),
            "discogs_id": discogs_id(album.key, fields),
            "slug": album.slug,
            "cover": cover.image,
            "thumbnail": cover.thumbnail,
            "cover_sizes": cover.measured,
            "accent": accent_of(cover),
            "gallery": [{"sizes": one.measured} for one in others],
            "genres": genres,
            "styles": styles,
            "labels": labels,
            "catalog_numbers": names(fields.get("labels"), "catno"),
            "formats": [_format(item) for item in entries(fields.get("formats"))],
            "media": media,
            "country": country,
            "barcodes": texts(fields.get("barcodes")),
            "apple_music": link_of(fields.get("apple_music"), "id"),
            "spotify": link_of(fields.get("spotify"), "id"),
            "wikipedia": link_of(fields.get("wikipedia"), "title"),
            "genre_slugs": _term_slugs(genres),
            "style_slugs": _term_slugs(styles),
            "label_slugs": _term_slugs(labels),
            "media_slugs": _term_slugs(media),
            "country_slugs": _term_slugs([country]),
            "decades": [f"{year // 10 * 10}s"] if year and 1000 <= year <= 9999 else [],
            "sources": dict(sorted(album.sources.items())),
            "told": _told(album.sources),
            **(_gone(album) if album.gone else {}),
        }
    )


def _told(sources: Mapping[str, str]) -> list[dict[str, str]]:
    """Plugins, and the fields that are from each, in words: ``label, release date``."""
    fields: dict[str, list[str]] = {}
    for field, plugin in sorted(sources.items()):
        if not field.endswith(("_file", "_files")):
            fields.setdefault(plugin, []).append(field.replace("_", " "))
    # No plugin is a key: Hugo writes all keys small.
    return [{"plugin": text(one), "fields": ", ".join(fields[one])} for one in sorted(fields)]


def _gone(album: AlbumView) -> dict[str, Any]:
    """What makes a page one of an album that is gone: it lives on where it was.

    It is in a section of its own, so that lists and counts of albums go without it; and it belongs
    to no artist, genre or the like, whose lists and counts are made of these keys.
    """
    shown = {"gone": album.gone, "type": "albums", "url": f"/albums/{album.slug}/"}
    return shown | {key: [] for key in TAXONOMIES}


def context(album: AlbumView) -> dict[str, Any]:
    """What ``album.md.j2`` reads: the resolved fields, and these made ready for printing."""
    fields = album.fields
    tracks = entries(fields.get("tracklist"))
    rows = list(_rows(tracks))
    return {
        "fields": fields,
        "sources": album.sources,
        "copies": album.copies,
        "tracks": rows,
        "sides": [
            {"name": name, "length": length(some), "tracks": list(_rows(list(some)))}
            for name, some in in_sides(tracks)
        ],
        "durations": any(row["duration"] for row in rows),
        "credits": _grouped(entries(fields.get("credits"))),
        "companies": _grouped(entries(fields.get("companies"))),
        "identifiers": list(_identifiers(fields)),
        "article": article(fields, album.sources, "description"),
    }


def article(fields: Fields, sources: Mapping[str, str], field: str) -> Fields | None:
    """The encyclopedia article that a text was taken from; None if it came from elsewhere."""
    found = fields.get("wikipedia")
    same = field in sources and sources[field] == sources.get("wikipedia")
    return found if same and isinstance(found, Mapping) else None


def byline(fields: Fields) -> str:
    """The credit as printed: ``Queen & David Bowie``."""
    return _printed(_credit(fields))


def _printed(credit: list[tuple[str, str]]) -> str:
    return "".join([f"{joint}{name}" for joint, name in credit])


def _credit(fields: Fields) -> list[tuple[str, str]]:
    """The names of the credit (``anv``, or the name), each behind what joins it to the others."""
    names: dict[str, str] = {}
    joint = ""
    for item in entries(fields.get("artists")):
        if name := text(item.get("anv")) or text(item.get("name")):
            names.setdefault(name, joint if names else "")
            joint = _joint(text(item.get("join")))
    return [(joint, name) for name, joint in names.items()]


def _joint(word: str) -> str:
    word = " ".join(word.split())
    return f"{word or ','} " if word[:1] in {"", ",", ";"} else f" {word} "


def _joints(credit: list[tuple[str, str]]) -> list[str]:
    """What stands between the names; empty where commas say it all."""
    joints = [joint for joint, _name in credit[1:]]
    return joints if set(joints) - {", "} else []


def discogs_id(key: str, fields: Fields) -> int | None:
    """The number behind ``discogs:249504``, or the one that the record itself tells."""
    origin, _, ident = key.partition(":")
    found = fields.get("discogs")
    told = found.get("id") if isinstance(found, Mapping) else None
    return number(ident) if origin == "discogs" else number(told)


def _term_slugs(terms: list[str]) -> list[str]:
    # Hugo would make addresses of the names themselves: ".." would become the home page.
    return texts([slugify(term) for term in terms])


def _format(item: Mapping[str, Any]) -> str:
    quantity = number(item.get("qty")) or 1
    name = text(item.get("name"))
    first = f"{quantity} × {name}" if quantity > 1 else name
    return ", ".join(texts([first, *texts(item.get("descriptions")), item.get("text")]))


def _rows(tracks: list[Mapping[str, Any]], depth: int = 0) -> Iterator[dict[str, Any]]:
    for track in tracks:
        credit = _credit(track)
        yield {
            "position": text(track.get("position")),
            "title": text(track.get("title")),
            "artists": [name for _joint, name in credit],
            "byline": _printed(credit),
            "duration": text(track.get("duration")),
            "heading": track.get("type") in {"heading", "index"},
            "depth": depth,
        }
        if depth == 0:  # the vocabulary knows one level of sub-tracks
            yield from _rows(entries(track.get("sub_tracks")), depth=1)


def _identifiers(fields: Fields) -> Iterator[Mapping[str, Any]]:
    """What is printed on the record; barcodes that the facts above show already left out."""
    known = set(texts(fields.get("barcodes")))
    for item in entries(fields.get("identifiers")):
        digits = re.sub(r"\D", "", text(item.get("value")))
        if item.get("type") != "Barcode" or digits not in known:
            yield item


def _grouped(items: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Role to who did it, in the order of the record."""
    groups: dict[str, list[str]] = {}
    for item in items:
        who, role = text(item.get("name")), text(item.get("role"))
        tracks = text(item.get("tracks"))
        if who:
            groups.setdefault(role, []).append(f"{who} ({tracks})" if tracks else who)
    return {role: texts(who) for role, who in groups.items()}
