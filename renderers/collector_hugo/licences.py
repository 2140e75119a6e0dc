"""Leaving out what is under a licence that the owner does not want to publish. Pure.

What is told of a licence is told of the texts of Wikipedia and of the pictures of Wikimedia
Commons; of what no licence is known, nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from attrs import evolve

from collector.api import AlbumView, ArtistView, Fields
from collector_hugo.album import article
from collector_hugo.values import text

__all__ = ["TEXTS", "album_without", "artist_without", "is_among", "portrait_of"]

TEXTS = "CC BY-SA 4.0"
"""The licence of Wikipedia's texts, where an article tells none."""


def is_among(licence: str, refused: Collection[str]) -> bool:
    """True if a licence is one of those refused, in whatever way either is written.

    A name without a version means all of them: ``CC BY-SA`` stands for ``CC BY-SA 3.0`` and
    ``cc-by-sa-4.0``; but ``CC BY`` is another licence than ``CC BY-SA``.

    Args:
        licence: A short name.
        refused: Short names.
    """
    said = _words(licence)
    return any(_is(said, name) for name in map(_words, refused) if name)


def _words(licence: str) -> list[str]:
    return re.findall(r"[a-z]+|[0-9.]+", licence.casefold())


def _is(said: list[str], name: list[str]) -> bool:
    """True if there is no more said than a version, and the country it was written for."""
    rest = said[len(name) :]
    complete = not rest or rest[0][0].isdigit() or name[-1][0].isdigit()
    return said[: len(name)] == name and complete


def album_without(album: AlbumView, refused: Collection[str]) -> AlbumView:
    """The album without a description that is under one of the licences."""
    if not _refused(album.fields, album.sources, "description", refused):
        return album
    fields, sources = _less(album.fields, "description"), _less(album.sources, "description")
    return evolve(album, fields=fields, sources=sources)


def artist_without(artist: ArtistView, refused: Collection[str]) -> ArtistView:
    """The artist without a biography, and without a portrait, under one of the licences."""
    unwanted = []
    if _refused(artist.fields, artist.sources, "biography", refused):
        unwanted.append("biography")
    portrait = artist.image
    if portrait and is_among(text(portrait_of(artist).get("licence")), refused):
        unwanted += ["image", "image_file"]
        portrait = None
    fields, sources = _less(artist.fields, *unwanted), _less(artist.sources, *unwanted)
    return evolve(artist, fields=fields, sources=sources, image=portrait)


def portrait_of(artist: ArtistView) -> Fields:
    """What is told of just the picture that is shown; nothing if it is told of another."""
    told = artist.fields.get("image")
    if not isinstance(told, Mapping) or not artist.image:
        return {}
    return told if told.get("url") == artist.image.source_url else {}


def _refused(
    fields: Fields, sources: Mapping[str, str], field: str, refused: Collection[str]
) -> bool:
    found = article(fields, sources, field)
    return found is not None and is_among(text(found.get("licence")) or TEXTS, refused)


def _less(known: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: known[key] for key in known if key not in names}
