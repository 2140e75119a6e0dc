"""Tracks by side or disc, as their positions tell: ``A1``, ``2-3``, ``CD1-4``, ``DVD2``. Pure.

Positions are as Discogs' guidelines have them; where there are others, there is one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from collector_hugo.values import entries, text

__all__ = ["in_sides", "length"]

Track = Mapping[str, Any]

_SIDE = re.compile(r"(([A-Z])\2?)\d{0,3}(?:\.?[a-z]|\.\d{1,2})?", re.ASCII)
_DISC = re.compile(r"(\d{1,2})-[0-9A-Z].*", re.ASCII)
_MEDIUM = re.compile(r"(CD|DVD|SACD|BD|Blu-ray|LP|MC|VHS|File|USB)[ -]?(\d{0,2})-.*", re.ASCII)
_ALONE = re.compile(r"(CD|DVD|SACD|BD|Blu-ray)[ -]?\d{1,3}", re.ASCII)
_LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)", re.ASCII)


def in_sides(tracks: Sequence[Track]) -> list[tuple[str, Sequence[Track]]]:
    """What a tracklist is to be called side by side, and the tracks of each.

    Args:
        tracks: A tracklist with its headings, as the vocabulary has it.

    Returns:
        ``("Side A", tracks)`` and so on, in their order, without headings that say just that. One
        nameless list if there is one side only, if some position tells none or a side comes twice,
        or if no side has two.
    """
    places = _filled([_place(track) for track in tracks])
    numbered = enumerate(tracks)
    found = [
        (place, [track for _, track in rows])
        for place, rows in groupby(numbered, key=lambda one: places[one[0]])
    ]
    names = [place for place, _ in found]
    several = len(names) > 1 and all(names) and len(set(names)) == len(names)
    if several and any(len(rows) > 1 for _, rows in found):
        return [(name, _without_name(name, rows)) for name, rows in found]
    return [("", tracks)] if tracks else []


def length(tracks: Iterable[Track]) -> str:
    """How long tracks last together, ``21:48`` or ``1:02:03``; empty unless each tells it.

    What a heading tells is not counted, and what an index track tells stands for its parts.
    """
    lengths = list(_lengths(tracks))
    known = [one for one in lengths if one is not None]
    if len(known) < max(2, len(lengths)):
        return ""
    minutes, seconds = divmod(sum(known), 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _lengths(tracks: Iterable[Track]) -> Iterator[int | None]:
    for track in tracks:
        if track.get("type") != "heading":
            own, parts = _seconds(track), entries(track.get("sub_tracks"))
            yield from [own] if own is not None or not parts else map(_seconds, parts)


def _seconds(track: Track) -> int | None:
    found = _LENGTH.fullmatch(text(track.get("duration")).strip())
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 60 + minutes) * 60 + seconds


def _place(track: Track) -> str | None:
    """Where a track is; empty if its position does not tell, None if it has none of its own."""
    parts = [track, *entries(track.get("sub_tracks"))]
    positions = [found for part in parts if (found := text(part.get("position")).strip())]
    if track.get("type") == "heading" or not positions:
        return None
    return _named(positions[0])


def _named(position: str) -> str:
    if side := _SIDE.fullmatch(position):
        return f"Side {side[1]}"
    if disc := _DISC.fullmatch(position):
        return f"Disc {int(disc[1])}"
    if medium := _MEDIUM.fullmatch(position):
        return f"{medium[1]} {medium[2]}".strip()
    return alone[1] if (alone := _ALONE.fullmatch(position)) else ""


def _filled(places: Sequence[str | None]) -> list[str]:
    """A heading belongs to what it heads: the next track; at the end, to the one before."""
    filled: list[str] = []
    following = next((one for one in reversed(places) if one is not None), "")
    for place in reversed(places):
        following = following if place is None else place
        filled.append(following)
    return filled[::-1]


def _without_name(name: str, tracks: Sequence[Track]) -> Sequence[Track]:
    """Without a heading of the list's own that says the same."""
    first = tracks[0]
    said = text(first.get("title")) if first.get("type") == "heading" else ""
    return tracks[1:] if _plain(said) == _plain(name) else tracks


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
