"""The shapes of a record's fields, for those who fill them in by hand.

Plugins are trusted to say what ``docs/fields.md`` promises; a person types. What a field of a
plugin's own looks like nobody else knows: any value is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from attrs import Factory, frozen

from collector.model import Kind

__all__ = ["Listed", "Number", "Shape", "Table", "Text", "problems", "shape_of", "shapes"]


@frozen
class Text:
    """A text that is not empty.

    Attributes:
        lines: Whether it may have several lines; such a text is Markdown.
        form: What it must look like, if that matters.
        like: An example, for who got it wrong.
        empty: Whether it may say nothing.
    """

    lines: bool = False
    form: str = ""
    like: str = ""
    empty: bool = False


@frozen
class Number:
    """A whole number within bounds, both included."""

    least: int = 0
    most: int = 10**12


@frozen
class Table:
    """Named values: those that are needed, and those that may be there. Others may be, too."""

    needed: Mapping[str, Shape]
    known: Mapping[str, Shape] = Factory(dict)


@frozen
class Listed:
    """A list that is not empty, all of one shape."""

    of: Shape


Shape: TypeAlias = Text | Number | Table | Listed

_LINE, _LINES, _ANY = Text(), Text(lines=True), Text(empty=True)
_ADDRESS = Text(form=r"https?://\S+", like="https://example.org/cover.jpg")
_ID = Number(least=1)
_DATE = Text(form=r"\d{4}(?:-\d{2}(?:-\d{2})?)?", like="1976, 1976-03 or 1976-03-01")
_BARCODE = Text(form=r"\d{8}|\d{12,14}", like="724384260958")
_PICTURE = Table({"url": _ADDRESS}, {"width": _ID, "height": _ID})
_PORTRAIT = Table(
    {"url": _ADDRESS},
    {**_PICTURE.known, "page": _ADDRESS, "licence": _LINE, "author": _LINE},
)
_ARTIST = Table({"key": _LINE, "name": _LINE}, {"id": _ID, "anv": _ANY, "join": _ANY})
_PEOPLE = Listed(Table({"name": _LINE}, {"id": _ID}))
_ARTICLE = Table({"title": _LINE, "url": _ADDRESS}, {"lang": _LINE, "licence": _LINE})
_AT_SHOP = Table({"id": _LINE, "url": _ADDRESS})
_PART = Table(
    {"title": _LINE},
    {"position": _ANY, "duration": _ANY, "type": Text(form="track|heading|index", like="track")},
)
_TRACK = Table(
    _PART.needed, {**_PART.known, "artists": Listed(_ARTIST), "sub_tracks": Listed(_PART)}
)

_SHAPES: Mapping[Kind, Mapping[str, Shape]] = {
    "release": {
        "title": _LINE,
        "artists": Listed(_ARTIST),
        "year": Number(1860, 2200),
        "release_date": _DATE,
        "country": _LINE,
        "genres": Listed(_LINE),
        "styles": Listed(_LINE),
        "labels": Listed(Table({"name": _LINE}, {"catno": _ANY, "id": _ID})),
        "formats": Listed(
            Table({"name": _LINE}, {"qty": _ID, "text": _ANY, "descriptions": Listed(_LINE)})
        ),
        "barcodes": Listed(_BARCODE),
        "identifiers": Listed(Table({"type": _LINE, "value": _LINE}, {"description": _ANY})),
        "tracklist": Listed(_TRACK),
        "credits": Listed(Table({"name": _LINE, "role": _LINE}, {"tracks": _ANY, "id": _ID})),
        "companies": Listed(Table({"name": _LINE, "role": _LINE}, {"id": _ID})),
        "notes": _LINES,
        "cover": _PICTURE,
        "images": Listed(_PICTURE),
        "discogs": Table({"id": _ID, "url": _ADDRESS}),
        "apple_music": _AT_SHOP,
        "spotify": _AT_SHOP,
        "wikipedia": _ARTICLE,
        "description": _LINES,
        "editorial": _LINES,
    },
    "artist": {
        "name": _LINE,
        "real_name": _LINE,
        "profile": _LINES,
        "biography": _LINES,
        "urls": Listed(_ADDRESS),
        "name_variations": Listed(_LINE),
        "aliases": _PEOPLE,
        "members": _PEOPLE,
        "groups": _PEOPLE,
        "image": _PORTRAIT,
        "discogs": Table({"id": _ID, "url": _ADDRESS}),
        "apple_music": _AT_SHOP,
        "spotify": _AT_SHOP,
        "wikipedia": _ARTICLE,
    },
}


def shapes(kind: Kind) -> Mapping[str, Shape]:
    """The fields of a release or an artist, in the order in which people look at them."""
    return _SHAPES[kind]


def shape_of(kind: Kind, field: str) -> Shape | None:
    """The shape of a field; None for one of a plugin's own."""
    return _SHAPES[kind].get(field)


def problems(shape: Shape | None, value: Any, place: str = "") -> Iterator[str]:
    """What is wrong with a value, each with its place in it: ``[2].title: a text is needed``.

    Args:
        shape: What it must be; None for anything.
        value: As JSON has it.
        place: Where it stands; empty for the whole of a field.
    """
    match shape:
        case Text():
            yield from _placed(place, _text(shape, value))
        case Number():
            yield from _placed(place, _number(shape, value))
        case Listed():
            yield from _list(shape, value, place)
        case Table():
            yield from _table(shape, value, place)
        case None:
            return


def _placed(place: str, problem: str) -> Iterator[str]:
    if problem:
        yield f"{place}: {problem}" if place else problem


def _text(shape: Text, value: Any) -> str:
    if not isinstance(value, str):
        return "a text is needed"
    if not value.strip():
        return "" if shape.empty else "there is nothing in it"
    if not shape.lines and "\n" in value:
        return "one line is needed"
    if shape.form and not re.fullmatch(shape.form, value):
        return f"this cannot be right; it looks like {shape.like}"
    return ""


def _number(shape: Number, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "a whole number is needed"
    within = shape.least <= value <= shape.most
    return "" if within else f"it must be from {shape.least} to {shape.most}"


def _list(shape: Listed, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield from _placed(place, "a list with something in it is needed")
        return
    for number, one in enumerate(value, 1):
        yield from problems(shape.of, one, f"{place}[{number}]")


def _table(shape: Table, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield from _placed(place, f"a table with {', '.join(shape.needed)} is needed")
        return
    dot = f"{place}." if place else ""
    for name in shape.needed:
        if name not in value:
            yield from _placed(place, f"{name} is missing")
    for name, one in value.items():
        yield from problems(shape.needed.get(name) or shape.known.get(name), one, f"{dot}{name}")
