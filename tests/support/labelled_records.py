"""Real records as facts, and the short text in which their tracks are written.

A file of ``tests/labelled/records``, or of ``tests/labelled/held_out/records``, holds records by
name::

    portishead-dummy:
      title: Dummy
      artist: Portishead          # or a list of names or of {name, anv, join}
      anv: PORTISHEAD             # another form in which the artist is printed
      year: 1994
      label: Go! Beat
      format: LP | Album          # as Discogs describes it; this is the default
      others: Third 2008 | ...    # other records of the artist: none of them is this one
      rules: no                   # no variants are made of it by rule
      tracks: Mysterons 5:02 | Sour Times 4:11 | ...

A piece of ``tracks`` that begins with ``= `` is a heading, with ``* `` a work in several parts.
Lengths may be left out. Every value is read as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve, frozen

from collector.match.records import TrackRef

__all__ = [
    "FOLDER",
    "HELD_OUT",
    "Credit",
    "Other",
    "Record",
    "Track",
    "code",
    "credits_of",
    "number",
    "pick",
    "printed",
    "read_yaml",
    "records",
    "refs",
    "somebody_else",
    "split",
    "text_of",
    "tracks_of",
]

FOLDER = Path(__file__).parents[1] / "labelled"
HELD_OUT = FOLDER / "held_out"
KEYS = {"title", "artist", "anv", "year", "label", "format", "others", "rules", "tracks"}
KINDS = {"=": "heading", "*": "index"}


@frozen
class Track:
    """A line of a track list; ``duration`` as printed, empty if unknown."""

    title: str
    duration: str = ""
    kind: str = "track"

    @property
    def seconds(self) -> int:
        """0 if unknown."""
        total = 0
        for part in self.duration.split(":") if self.duration else ():
            total = total * 60 + int(part)
        return total

    def longer(self, seconds: int) -> Track:
        """The same, so many seconds longer; untimed it stays."""
        total = self.seconds + seconds
        return evolve(self, duration=f"{total // 60}:{total % 60:02}" if self.duration else "")


@frozen
class Credit:
    """A credited artist; ``join`` stands before the next one."""

    name: str
    anv: str = ""
    join: str = ","


@frozen
class Other:
    """Another record of the same artist."""

    title: str
    year: int


@frozen
class Record:
    """A real record."""

    name: str
    title: str
    artists: tuple[Credit, ...]
    year: int
    label: str = ""
    descriptions: tuple[str, ...] = ("LP", "Album")
    tracks: tuple[Track, ...] = ()
    others: tuple[Other, ...] = ()
    anv: str = ""
    rules: bool = True
    held_out: bool = False


@cache
def records() -> Mapping[str, Record]:
    """All of them by name.

    Raises:
        ValueError: Two records have the same name.
    """
    found: dict[str, Record] = {}
    for folder in (FOLDER, HELD_OUT):
        for path in sorted(folder.glob("records/*.yaml")):
            for name, spec in read_yaml(path).items():
                if name in found:
                    raise ValueError(f"{path.name}: {name} is there twice")
                found[name] = evolve(_record(name, spec), held_out=folder == HELD_OUT)
    return found


def _record(name: str, spec: Mapping[str, Any]) -> Record:
    if spec.keys() - KEYS:
        raise ValueError(f"{name}: unknown {sorted(spec.keys() - KEYS)}")
    return Record(
        name=name,
        title=spec["title"],
        artists=tuple(evolve(one, name=_plain(one.name)) for one in credits_of(spec["artist"])),
        year=int(spec["year"]),
        label=spec.get("label", ""),
        descriptions=split(spec.get("format", "LP | Album")),
        tracks=tracks_of(spec.get("tracks", "")),
        others=tuple(_other(text) for text in split(spec.get("others", ""))),
        anv=spec.get("anv", ""),
        rules=spec.get("rules") != "no",
    )


def _plain(name: str) -> str:
    """Without the number by which Discogs tells namesakes apart."""
    return re.sub(r" \(\d+\)$", "", name)


def _other(text: str) -> Other:
    title, _, year = text.rpartition(" ")
    return Other(title, int(year))


def read_yaml(path: Path) -> Any:
    """A file with every scalar as text, so that ``1984`` and ``Yes`` are titles."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def split(text: str) -> tuple[str, ...]:
    """The pieces between bars."""
    return tuple(piece.strip() for piece in text.split(" | ") if piece.strip())


def tracks_of(text: str) -> tuple[Track, ...]:
    """``Mysterons 5:02 | Sour Times 4:11`` as tracks."""
    return tuple(_track(piece) for piece in split(text))


def _track(piece: str) -> Track:
    mark, _, rest = piece.partition(" ")
    kind = KINDS.get(mark, "track")
    text = rest if mark in KINDS else piece
    timed = re.fullmatch(r"(.+) (\d+(?::\d\d){1,2})", text)
    return Track(timed[1], timed[2], kind) if timed else Track(text, kind=kind)


def credits_of(spec: Any) -> tuple[Credit, ...]:
    """A name, or a list of names and of ``{name, anv, join}``, as credits."""
    several = spec if isinstance(spec, list) else [spec]
    return tuple(Credit(**one) if isinstance(one, dict) else Credit(one) for one in several)


def printed(artists: tuple[Credit, ...]) -> str:
    """The names in one line, as a service shows them."""
    parts = [f"{one.name}{'' if one.join == ',' else ' '}{one.join} " for one in artists[:-1]]
    return "".join([*parts, artists[-1].name])


def refs(tracks: tuple[Track, ...]) -> tuple[TrackRef, ...]:
    """Tracks as a service lists them."""
    return tuple(TrackRef(one.title, one.seconds) for one in tracks if one.kind != "heading")


def number(text: str) -> int:
    """A stable number below 2**64 for a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def code(text: str) -> str:
    """A made-up EAN-13 for a pressing: all that counts is which codes are equal."""
    digits = f"{590 + number(text) % 10}{number(text) % 10**9:09}"
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def pick(choices: Sequence[Any], record: Record, why: str) -> Any:
    """One of the choices, always the same for a record and a reason."""
    return choices[number(f"{record.name} {why}") % len(choices)]


def text_of(tracks: Sequence[Track]) -> str:
    """Tracks as they are written."""
    return " | ".join(f"{one.title} {one.duration}".strip() for one in tracks)


def somebody_else(record: Record) -> Record:
    """A record of somebody else, of the same part of the set."""
    others = [
        one
        for one in records().values()
        if one.tracks and one.artists != record.artists and one.held_out == record.held_out
    ]
    return others[number(record.name) % len(others)]
