"""Artists, labels and formats of Discogs in the words of ``docs/fields.md``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from collector.api import clean_artist_name
from collector_discogs.shapes import Credit, Format, Image, Label

__all__ = ["artist_credits", "formats", "images", "labels", "present", "reference", "unique"]


def present(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is unknown: an absent field, never an empty one."""
    return {name: value for name, value in fields.items() if value not in (None, "", 0, [], {})}


def unique(values: Iterable[Any]) -> list[Any]:
    """Each once, in the order of their first appearance; for values that cannot be hashed too."""
    kept: list[Any] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def reference(name: str, number: int) -> dict[str, Any]:
    """A name with the id of its page, if it has one."""
    return present({"name": clean_artist_name(name), "id": number})


def artist_credits(artists: Sequence[Credit]) -> list[dict[str, Any]]:
    """An artist credit, in its order. Nothing joins the last one to anything."""
    named = [artist for artist in artists if artist.name.strip()]
    return [_artist(artist, is_last=artist is named[-1]) for artist in named]


def _artist(artist: Credit, *, is_last: bool) -> dict[str, Any]:
    key = f"discogs:{artist.id}" if artist.id > 0 else f"name:{artist.name.strip().casefold()}"
    name = clean_artist_name(artist.name)
    anv = clean_artist_name(artist.anv)
    fields = {
        "id": max(artist.id, 0),
        "anv": "" if anv == name else anv,
        "join": "" if is_last else artist.join.strip(),
    }
    return {"key": key, "name": name, **present(fields)}


def labels(found: Iterable[Label]) -> list[dict[str, Any]]:
    """Labels with their catalogue numbers; ``none`` is how Discogs says that there is none."""
    return unique(
        {**reference(label.name, label.id), **present({"catno": _catno(label.catno)})}
        for label in found
        if label.name.strip()
    )


def _catno(text: str) -> str:
    return "" if text.strip().casefold() == "none" else text.strip()


def formats(found: Iterable[Format]) -> list[dict[str, Any]]:
    """Carriers with their number."""
    return [
        {
            "name": one.name.strip(),
            "qty": _quantity(one.qty),
            **present({"text": one.text.strip(), "descriptions": one.descriptions}),
        }
        for one in found
        if one.name.strip()
    ]


def _quantity(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    return max(number, 1)


def images(found: Iterable[Image]) -> list[dict[str, Any]]:
    """Pictures that have an address, the primary one first."""
    ordered = sorted(found, key=lambda image: image.type != "primary")
    return unique(
        {"url": image.uri, **present({"width": image.width, "height": image.height})}
        for image in ordered
        if image.uri.startswith(("https://", "http://"))
    )
