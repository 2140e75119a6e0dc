"""The components of a score, each from 0 to 1, or None where there is nothing to compare."""

from __future__ import annotations

import re

from attrs import frozen

from collector.match.normalise import artist_key, title_key
from collector.match.records import Ours, Theirs, TrackRef
from collector.match.similarity import alike
from collector.match.titles import Title, split_title

__all__ = ["artist", "differs", "label", "numbers_differ", "recall", "title", "year"]

VARIOUS = {"various", "various artists"}
_SEPARATOR = re.compile(
    r"\s*(?:,|/|;|&|\+|\bfeat(?:uring)?\b\.?|\bft\b\.?|\bwith\b|\bvs\b\.?|\band\b|\bx\b)\s*",
    re.IGNORECASE,
)
_GUEST = re.compile(r"\s*[(\[](?:feat|ft)\b[^)\]]*[)\]]", re.IGNORECASE)
TOLERANCE = 10
"""Seconds by which two masterings of a track may differ."""

SAME_TRACKS = 0.8
"""So much recall says that two track lists are one."""

BEGINNING = 8
"""So many letters at the start of a title are no accident."""

ALBUM_TRACKS = 7
"""A single has fewer tracks than this; an album of the same name has not."""


def title(ours: Title, theirs: Title) -> float:
    """The core titles."""
    return alike(ours.core, theirs.core)


def artist(ours: Ours, theirs: Theirs) -> float | None:
    """The credits: as printed, by name and variation, or as sets of names."""
    if not ours.artists or not (theirs.artist or theirs.artists):
        return None
    key = artist_key(theirs.artist or ", ".join(theirs.artists))
    if ours.various or key in VARIOUS:
        return 1.0 if ours.various and key in VARIOUS else 0.0
    best = max((_credit(form, key) for form in ours.credits), default=0.0)
    return max(best, _sets(ours, theirs))


def _credit(form: str, key: str) -> float:
    mine = artist_key(form)
    return 1.0 if _names(mine) == _names(key) else 0.9 * alike(mine, key)


def _names(key: str) -> list[str]:
    """A credit without the word between its names: a comma may stand there."""
    return [word for word in key.split() if word != "and"]


def _sets(ours: Ours, theirs: Theirs) -> float:
    """The share of names that both sides have; 1 if they are the same people."""
    names = theirs.artists or tuple(_SEPARATOR.split(theirs.artist))
    keys = {artist_key(name) for name in names if name.strip()} | {artist_key(theirs.artist)}
    hits = sum(1 for mine in ours.artists if mine & keys)
    people = max(len(ours.artists), len([name for name in names if name.strip()]))
    return hits / people if people else 0.0


def recall(ours: Ours, theirs: Theirs) -> float | None:
    """How many of our tracks are among theirs; their bonus tracks cost nothing."""
    if not ours.tracks or not theirs.tracks:
        return None
    # All tracks of a live album may be marked as live, or none: that says nothing of a track.
    known = split_title(ours.title).said
    left = dict(enumerate(_track(track, known) for track in theirs.tracks))
    found = sum(_take(_track(track, known), left) for track in ours.tracks)
    return round(found / len(ours.tracks), 4)


@frozen
class _Track:
    """A track as it is compared."""

    key: str
    seconds: int
    changing: frozenset[str]


def _track(track: TrackRef, known: frozenset[str]) -> _Track:
    parts = split_title(_GUEST.sub("", track.title) or track.title)
    return _Track(parts.core, track.seconds, parts.changing - known)


def _take(track: _Track, left: dict[int, _Track]) -> float:
    """Take the best fitting track out of what is left, and say how well it fits."""
    best, chosen = 0.0, -1
    for index, other in left.items():
        fits = _fits(track, other)
        if fits > best:
            best, chosen = fits, index
            if best == 1.0:
                break
    if chosen >= 0:
        del left[chosen]
    return best


def _fits(track: _Track, other: _Track) -> float:
    """Alike in title, in length and in what it is."""
    fits = _same_title(track.key, other.key)
    if track.seconds and other.seconds and abs(track.seconds - other.seconds) > TOLERANCE:
        fits *= 0.6
    return fits if track.changing == other.changing else fits * 0.5


def _same_title(key: str, other: str) -> float:
    """A title may go on at one side: "Shine On You Crazy Diamond, Pts. 1-5"."""
    if key == other or alike(key, other) >= 0.8:
        return 1.0
    short, long = sorted((key, other), key=len)
    return 0.8 if len(short) >= BEGINNING and long.startswith(f"{short} ") else 0.0


def year(ours: Ours, theirs: Theirs) -> float | None:
    """The nearer of the release's and the master's year."""
    if not ours.years or not theirs.year:
        return None
    off = min(abs(mine - theirs.year) for mine in ours.years)
    return 1.0 if off == 0 else 0.9 if off == 1 else 0.6 if off <= 3 else 0.3


def label(ours: Ours, theirs: Theirs) -> float | None:
    """Whether one of our labels stands in theirs; reissues change labels, so little is lost."""
    mine = [title_key(name) for name in ours.labels if name]
    other = title_key(theirs.label)
    if not mine or not other.strip("/ "):
        return None
    return 1.0 if any(name in other or other in name for name in mine) else 0.4


def differs(ours: Ours, theirs: Theirs, mine: Title, other: Title, tracks: float | None) -> bool:
    """Whether a qualifier that makes another work stands on one side only.

    What our format says (single, EP) excuses the word in their title, and asks for none. That it
    is a soundtrack needs no saying, if the tracks are the same.
    """
    if ours.kinds and len(ours.tracks) < ALBUM_TRACKS <= theirs.count:
        return True
    kinds = {"single", "ep"}
    both = {"soundtrack"} if tracks is not None and tracks >= SAME_TRACKS else set[str]()
    missing = mine.changing - other.said - kinds - both
    added = other.changing - mine.said - (kinds if ours.kinds else set()) - both
    return bool(missing | added)


def numbers_differ(mine: Title, other: Title) -> bool:
    """Whether volume, part or colour say that these are two records of a series."""
    colours = mine.colour and other.colour and mine.colour != other.colour
    return mine.numbers != other.numbers or bool(colours)
