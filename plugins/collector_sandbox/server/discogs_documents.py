"""Discogs' documents: a release, a master, an artist, each in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from collector_sandbox.server import discogs_parts as parts
from collector_sandbox.server.state import base
from collector_sandbox.world import DiscogsArtist, DiscogsRelease

__all__ = ["artist", "master", "release"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def release(item: DiscogsRelease) -> dict[str, Any]:
    """A release in full."""
    return {
        "id": item.id,
        "status": "Accepted",
        "year": item.year,
        "resource_url": parts.resource("releases", item.id),
        "uri": parts.page("release", item.id, parts.titled(item)),
        "artists": parts.credits(item.artists),
        "artists_sort": parts.joined(item.artists),
        "labels": parts.labels(item.labels),
        "series": [],
        **parts.present(companies=parts.labels(item.companies)),
        "formats": parts.formats(item.formats),
        "format_quantity": sum(int(f.qty) for f in item.formats if f.qty.isdecimal()),
        "data_quality": "Correct",
        "date_added": "2004-04-30T08:10:05-07:00",
        "date_changed": "2024-12-03T02:50:12-08:00",
        "community": _community(item),
        "num_for_sale": item.id % 60,
        "lowest_price": round(1 + item.id % 4000 / 100, 2) if item.id % 60 else None,
        **parts.master_link(item.master_id),
        "title": item.title,
        **parts.present(
            country=item.country,
            released=item.released,
            released_formatted=_released(item.released) if item.released else "",
            notes=item.notes,
            identifiers=[
                {"type": each.type, "value": each.value}
                | parts.present(description=each.description)
                for each in item.identifiers
            ],
        ),
        "videos": [],
        "genres": list(item.genres),
        "styles": list(item.styles),
        "tracklist": parts.tracks(item.tracklist),
        **parts.present(
            extraartists=parts.credits(item.extraartists),
            images=parts.images("R", item.id, item.images),
        ),
        "thumb": parts.thumb(item),
        "estimated_weight": 230,
        "blocked_from_sale": False,
        "is_offensive": False,
    }


def _released(text: str) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    name = _MONTHS[int(month) - 1] if month.strip("0") else ""
    return " ".join(part for part in (day if day.strip("0") else "", name, year) if part)


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
    home = parts.resource("masters", main.master_id)
    return {
        "id": main.master_id,
        "main_release": main.id,
        "most_recent_release": newest.id,
        "resource_url": home,
        "uri": parts.page("master", main.master_id, parts.titled(main)),
        "versions_url": f"{home}/versions",
        "main_release_url": parts.resource("releases", main.id),
        "most_recent_release_url": parts.resource("releases", newest.id),
        "num_for_sale": main.id % 300,
        "lowest_price": round(1 + main.id % 900 / 100, 2),
        **parts.present(images=parts.images("R", main.id, main.images)),
        "genres": list(main.genres),
        "styles": list(main.styles),
        "year": main.master_year or main.year,
        "tracklist": parts.tracks(main.tracklist),
        "artists": parts.credits(main.artists),
        "title": main.title,
        "data_quality": "Correct",
        "videos": [],
    }


def artist(item: DiscogsArtist) -> dict[str, Any]:
    """An artist in full."""
    home = parts.resource("artists", item.id)
    return {
        "name": item.name,
        "id": item.id,
        "resource_url": home,
        "uri": parts.page("artist", item.id, item.name),
        "releases_url": f"{home}/releases",
        "profile": item.profile,
        "namevariations": list(item.name_variations),
        "data_quality": "Correct",
        **parts.present(
            realname=item.realname,
            urls=list(item.urls),
            images=parts.images("A", item.id, item.images),
            aliases=parts.people(item.aliases),
            members=parts.people(item.members, active=True),
            groups=parts.people(item.groups, active=True),
        ),
    }
