"""What is taken from an album: link, artwork, editors' note. Pure."""

from __future__ import annotations

from typing import Any

from collector.api import Found, Match, from_html
from collector_apple_music.shapes import Album, Artwork

__all__ = ["found"]

LARGEST = 3000
"""Pixels; larger artwork is of no use on a page."""


def found(album: Album, match: Match) -> Found:
    """The facts of an album."""
    facts = album.attributes
    fields: dict[str, Any] = {"apple_music": {"id": album.id, "url": facts.url}}
    if facts.artwork:
        fields["cover"] = _cover(facts.artwork)
    if facts.editorialNotes and (text := from_html(facts.editorialNotes.standard)):
        fields["editorial"] = text
    return Found(fields, match, source_url=facts.url)


def _cover(artwork: Artwork) -> dict[str, Any]:
    """The template filled in; the service never enlarges."""
    width, height = min(artwork.width, LARGEST), min(artwork.height, LARGEST)
    values = {"{w}": str(width), "{h}": str(height), "{c}": "bb", "{f}": "jpg"}
    url = artwork.url
    for name, value in values.items():
        url = url.replace(name, value)
    return {"url": url, "width": width, "height": height}
