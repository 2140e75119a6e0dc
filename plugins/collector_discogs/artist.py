"""An artist of Discogs as fields. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collector.api import clean_artist_name
from collector_discogs.credits import images, present, reference, unique
from collector_discogs.markup import page_url, to_markdown
from collector_discogs.shapes import Artist, ArtistRef

__all__ = ["ARTIST_FIELDS", "artist_fields"]

_WORDS = {"name", "real_name", "name_variations", "profile", "urls"}
ARTIST_FIELDS = frozenset(_WORDS | {"aliases", "members", "groups", "image", "discogs"})


def artist_fields(artist: Artist) -> dict[str, Any]:
    """Everything that Discogs says of an artist, in the words of ``docs/fields.md``."""
    pictures = images(artist.images)
    return present(
        {
            "name": clean_artist_name(artist.name),
            "real_name": artist.realname.strip(),
            "profile": to_markdown(artist.profile, _names(artist)),
            "urls": unique(_web(artist.urls)),
            "name_variations": unique(name for name in artist.namevariations if name.strip()),
            "aliases": _people(artist.aliases),
            "members": _people(artist.members),
            "groups": _people(artist.groups),
            "image": pictures[0] if pictures else None,
            "discogs": {"id": artist.id, "url": page_url("a", artist.id)},
        }
    )


def _web(urls: Iterable[str]) -> list[str]:
    return [url.strip() for url in urls if url.strip().startswith(("https://", "http://"))]


def _people(refs: Iterable[ArtistRef]) -> list[dict[str, Any]]:
    return [_person(ref) for ref in refs if ref.name.strip()]


def _person(ref: ArtistRef) -> dict[str, Any]:
    known = {} if ref.active is None else {"active": ref.active}
    return {**reference(ref.name, ref.id), **known}


def _names(artist: Artist) -> dict[str, str]:
    refs = [*artist.aliases, *artist.members, *artist.groups]
    named = {f"a{ref.id}": clean_artist_name(ref.name) for ref in refs}
    return named | {f"a{artist.id}": clean_artist_name(artist.name)}
