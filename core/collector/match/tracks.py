"""How much of our track list is in theirs."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from collector.match.records import Ours, Theirs, TrackRef
from collector.match.similarity import alike
from collector.match.titles import split_title

__all__ = ["SAME_TRACKS", "recall"]

TOLERANCE = 10
"""Seconds by which two masterings of a track may differ."""

SAME_TRACKS = 0.8
"""So much recall says that two track lists are one."""

BEGINNING = 8
"""So many letters at the start of a title are no accident."""

ALIKE = 0.8
"""Two titles so much alike are one, spelled otherwise."""

_GUEST = re.compile(r"\s*[(\[](?:feat|ft)\b[^)\]]*[)\]]", re.IGNORECASE)


@frozen
class _Name:
    """A track's title as it is compared."""

    key: str
    words: frozenset[str]
    changing: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=8192)
def _name(title: str) -> _Name:
    parts = split_title(_GUEST.sub("", title) or title)
    words = frozenset(parts.core.split())
    return _Name(parts.core, words, parts.changing, frozenset(parts.numbers))


_Track = tuple[_Name, int]
"""A title and a length in seconds (0: unknown)."""


def recall(ours: Ours, theirs: Theirs) -> float | None:
    """How many of our tracks are among theirs; their bonus tracks cost nothing."""
    if not ours.tracks or not theirs.tracks:
        return None
    # All tracks of a live album may be marked as live, or none: that says nothing of a track.
    known = split_title(ours.title).said
    left = dict(enumerate(_tracks(theirs.tracks)))
    found, rest = _equal(_tracks(ours.tracks), left, known)
    found += sum(_take(track, left, known) for track in rest)
    return round(found / _comparable(ours, theirs), 4)


def _tracks(tracks: tuple[TrackRef, ...]) -> list[_Track]:
    return [(_name(track.title), track.seconds) for track in tracks]


def _comparable(ours: Ours, theirs: Theirs) -> int:
    """How many of our tracks can be found: of a long album only the first page may be known."""
    mine, known = len(ours.tracks), len(theirs.tracks)
    return mine if known >= theirs.count else min(mine, max(known, mine // 2))


def _equal(
    mine: list[_Track], left: dict[int, _Track], known: frozenset[str]
) -> tuple[float, list[_Track]]:
    """Take what is equal out of what is left, before anything that is only alike can take it.

    Returns:
        How many fit, and those of ours for which there is none.
    """
    places: dict[str, list[int]] = {}
    for place, (name, _) in left.items():
        places.setdefault(name.key, []).append(place)
    rest = []
    for track in mine:
        among = places.get(track[0].key, [])
        place = next((one for one in among if _fits(track, left[one], known) == 1.0), None)
        if place is None:
            rest.append(track)
        else:
            among.remove(place)
            del left[place]
    return float(len(mine) - len(rest)), rest


def _take(track: _Track, left: dict[int, _Track], known: frozenset[str]) -> float:
    """Take the best fitting track out of what is left, and say how well it fits."""
    best, chosen = 0.0, -1
    words = track[0].words
    for place, other in left.items():
        if words.isdisjoint(other[0].words):
            continue
        fits = _fits(track, other, known)
        if fits > best:
            best, chosen = fits, place
    if chosen >= 0:
        del left[chosen]
    return best


def _fits(track: _Track, other: _Track, known: frozenset[str]) -> float:
    """Alike in title, in length and in what it is."""
    (mine, seconds), (theirs, lasting) = track, other
    fits = _same_title(mine.key, theirs.key)
    if not fits:
        return 0.0
    if mine.numbers != theirs.numbers and (
        mine.numbers - theirs.numbers and theirs.numbers - mine.numbers
    ):
        fits *= 0.5  # Concerto No. 20, Concerto No. 21
    if seconds and lasting and abs(seconds - lasting) > TOLERANCE:
        fits *= 0.6
    same = mine.changing == theirs.changing or not (mine.changing ^ theirs.changing) - known
    return fits if same else fits * 0.5


def _same_title(key: str, other: str) -> float:
    """A title may go on at one side: "Shine On You Crazy Diamond, Pts. 1-5"."""
    if key == other or alike(key, other) >= ALIKE:
        return 1.0
    short, long = sorted((key, other), key=len)
    return 0.8 if len(short) >= BEGINNING and long.startswith(f"{short} ") else 0.0
