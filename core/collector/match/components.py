"""The components of a score, each from 0 to 1, or None where there is nothing to compare."""

from __future__ import annotations

import re

from attrs import frozen

from collector.match.normalise import artist_key, title_key
from collector.match.records import Ours, Theirs, TrackRef
from collector.match.similarity import alike, surplus
from collector.match.titles import Title, split_title

__all__ = ["artist", "label", "recall", "title", "year"]

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


def title(ours: Ours, mine: Title, other: Title) -> float:
    """The core titles; the artist's whole name may stand in one of them only."""
    likeness = alike(mine.core, other.core)
    one, two = surplus(mine.core, other.core)
    names = [sorted(artist_key(form).split()) for form in ours.credits]
    named = not (one and two) and sorted(one or two) in names
    return max(likeness, 0.95) if named else likeness


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
    return round(found / _comparable(ours, theirs), 4)


def _comparable(ours: Ours, theirs: Theirs) -> int:
    """How many of our tracks can be found: of a long album only the first page may be known."""
    mine, known = len(ours.tracks), len(theirs.tracks)
    return mine if known >= theirs.count else min(mine, max(known, mine // 2))


@frozen
class _Track:
    """A track as it is compared."""

    key: str
    seconds: int
    changing: frozenset[str]
    numbers: frozenset[str]


def _track(track: TrackRef, known: frozenset[str]) -> _Track:
    parts = split_title(_GUEST.sub("", track.title) or track.title)
    numbers = frozenset(parts.numbers)
    return _Track(parts.core, track.seconds, parts.changing - known, numbers)


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
    if track.numbers - other.numbers and other.numbers - track.numbers:
        fits *= 0.5  # Concerto No. 20, Concerto No. 21
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
