"""The short notation of the catalogue's files, made into the world's classes.

Credits: ``"Name"``, ``"Name => Variation"``, or names and join words in turn
(``[Low, "/", "Rivulets"]``). Formats: ``"2x Vinyl, LP, Album (180 g)"``. Labels:
``"Go! Beat|828 522-1"``. Sides: ``"Mysterons 5:02 | Sour Times 4:11"``, with
``"Artist :: Title"`` on compilations. Whatever does not fit is written out as a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from collector_sandbox.catalogue.ids import made_id
from collector_sandbox.world import Credit, Format, Identifier, LabelRef, Track

__all__ = [
    "Names",
    "companies",
    "extra",
    "formats",
    "identifiers",
    "labels",
    "performers",
    "tracks",
]

Names = Callable[[str], int]
"""From an artist's name to the Discogs id."""

_DURATION = re.compile(r"^(.*\S)\s+(\d{1,3}:\d\d(?::\d\d)?)$", re.DOTALL)
_FORMAT = re.compile(r"^(?:(\d+)x )?(.*?)(?: \(([^()]*)\))?$")
_LABEL_IDS = {"Not On Label": 1818, "RCA": 895, "!K7 Records": 29377}


def _credit(text: str, join: str, ids: Names, **more: str) -> Credit:
    name, _, anv = text.partition(" => ")
    return Credit(ids(name), name, anv=anv, join=join, **more)


def performers(by: str | Sequence[str], ids: Names) -> tuple[Credit, ...]:
    """The credits of a release or track."""
    words = [by] if isinstance(by, str) else [*by]
    joins = [*words[1::2], ""]
    return tuple(_credit(name, join, ids) for name, join in zip(words[::2], joins, strict=False))


def extra(lines: Sequence[str], ids: Names) -> tuple[Credit, ...]:
    """Extra credits, each ``"Name|Role"`` or ``"Name|Role|tracks"``."""
    parts = [[*line.split("|"), ""][:3] for line in lines]
    return tuple(_credit(name, "", ids, role=role, tracks=on) for name, role, on in parts)


def _label(text: str) -> LabelRef:
    name, _, catno = text.partition("|")
    known = _LABEL_IDS.get(name) or made_id("label", name)
    return LabelRef(known, name, catno=catno or "none")


def labels(value: str | Sequence[str]) -> tuple[LabelRef, ...]:
    """The labels of a release."""
    return tuple(_label(text) for text in ([value] if isinstance(value, str) else value))


def companies(lines: Sequence[str]) -> tuple[LabelRef, ...]:
    """Companies, each ``"<entity type's number>|Name"``."""
    pairs = [line.split("|", 1) for line in lines]
    return tuple(
        LabelRef(made_id("label", name), name, catno="", entity_type=kind) for kind, name in pairs
    )


def _format(text: str) -> Format:
    match = _FORMAT.match(text)
    assert match is not None  # noqa: S101  every part of the pattern is optional
    name, *descriptions = match[2].split(", ")
    return Format(name, match[1] or "1", tuple(descriptions), match[3] or "")


def formats(value: str | Sequence[str]) -> tuple[Format, ...]:
    """The formats of a release."""
    return tuple(_format(text) for text in ([value] if isinstance(value, str) else value))


def identifiers(lines: Sequence[str]) -> tuple[Identifier, ...]:
    """Identifiers, each ``"Type|value"`` or ``"Type|value|description"``."""
    parts = [[*line.split("|"), ""][:3] for line in lines]
    return tuple(Identifier(kind, value, about) for kind, value, about in parts)


def _parsed(text: str, ids: Names) -> dict[str, Any]:
    timed = _DURATION.match(text)
    rest, duration = (timed[1], timed[2]) if timed else (text, "")
    name, found, title = rest.rpartition(" :: ")
    return {
        "title": title,
        "duration": duration,
        "artists": performers(name, ids) if found else (),
    }


def _side(text: str, start: int, place: Callable[[int, int], str], ids: Names) -> list[Track]:
    titles = text.split(" | ")
    return [
        Track(place(start + n, len(titles)), **_parsed(title, ids))
        for n, title in enumerate(titles)
    ]


def _lettered(letter: str) -> Callable[[int, int], str]:
    return lambda n, total: letter if total == 1 else f"{letter}{n + 1}"


def _numbered(disc: int, discs: int) -> Callable[[int, int], str]:
    return lambda n, _total: str(n + 1) if discs == 1 else f"{disc + 1}-{n + 1}"


def _sides(sides: Sequence[str], letters: bool, ids: Names) -> tuple[Track, ...]:
    found: list[Track] = []
    for n, text in enumerate(sides):
        place = _lettered(chr(ord("A") + n)) if letters else _numbered(n, len(sides))
        found += _side(text, 0, place, ids)
    return tuple(found)


def _track(value: str | Mapping[str, Any], ids: Names) -> Track:
    if isinstance(value, str):
        position, title, duration = [*value.split("|"), ""][:3]
        return Track(position, title, duration)
    if "heading" in value:
        return Track("", value["heading"], type="heading")
    sub = tuple(_track(one, ids) for one in value.get("sub", ()))
    by = value.get("by")
    return Track(
        value.get("pos", ""),
        value["title"],
        value.get("dur", ""),
        "index" if sub else "track",
        performers(by, ids) if by else (),
        sub,
    )


def tracks(record: Mapping[str, Any], medium: str, ids: Names) -> tuple[Track, ...]:
    """The track list, from ``tracks`` (written out) or ``sides`` (positions by the medium)."""
    if "tracks" in record:
        return tuple(_track(value, ids) for value in record["tracks"])
    return _sides(record.get("sides", ()), medium in {"Vinyl", "Cassette", "Shellac"}, ids)
