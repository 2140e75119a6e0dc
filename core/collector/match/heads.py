"""What every track title of a list begins with, and the other list leaves out.

Shops put the work before its movements ("Symphony No. 5 in C Minor, Op. 67: I. Allegro con brio"),
the concert before its parts ("Köln, January 24, 1975, Part I"), a number before a chapter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from attrs import evolve

from collector.match.normalise import fold
from collector.match.records import TrackRef

__all__ = ["without_heads"]

Tracks = tuple[TrackRef, ...]

_END = re.compile(r":\s+|\s+-\s+|,\s+|\s+/\s+")
_ORDINAL = re.compile(r"^(?:[ivx]+|\d{1,3})\s*[.:)]\s*(?=\S)", re.IGNORECASE)
_PART = re.compile(r"[(\[]?(?:part|pt|section|side)\b", re.IGNORECASE)
MANY = 0.6
"""Such a part of the tracks must begin alike."""


def without_heads(mine: Tracks, other: Tracks, titles: Collection[str]) -> tuple[Tracks, Tracks]:
    """Two track lists without the head that only one of them has.

    Args:
        mine: A list.
        other: Another one.
        titles: Of the albums; tracks may begin with these ("Tubular Bells (Part One)").
    """
    one, two = _head(mine, titles), _head(other, titles)
    if not (one and two):
        mine, other = _cut(mine, one), _cut(other, two)
    if _numbered(mine) != _numbered(other):
        mine, other = _uncounted(mine), _uncounted(other)
    return mine, other


def _head(tracks: Tracks, titles: Collection[str]) -> str:
    """The longest beginning, up to a sign, that most titles share; empty if there is none."""
    if len(tracks) < 2:
        return ""
    # What most titles begin with, the middle one of them in order begins with too.
    middle = sorted([track.title for track in tracks])[len(tracks) // 2]
    named = [f"{title} " for title in titles if middle.startswith(f"{title} ")]
    if not (named or _END.search(middle)):
        return ""
    counted = Counter(
        track.title[: end.end()] for track in tracks for end in _END.finditer(track.title)
    )
    for head in named:
        rests = [track.title.removeprefix(head) for track in tracks]
        counted[head] += len(tracks) if all(map(_PART.match, rests)) else 0
    most = [head for head, count in counted.items() if count >= max(2, MANY * len(tracks))]
    return max(most, key=len, default="")


def _cut(tracks: Tracks, head: str) -> Tracks:
    if not head:
        return tracks
    return tuple(
        evolve(track, title=track.title.removeprefix(head) or track.title) for track in tracks
    )


def _numbered(tracks: Tracks) -> bool:
    count = sum([_has_ordinal(track.title) for track in tracks])
    return len(tracks) > 1 and count >= MANY * len(tracks)


@lru_cache(maxsize=4096)
def _has_ordinal(title: str) -> bool:
    return _ORDINAL.match(title if title.isascii() else fold(title)) is not None


def _uncounted(tracks: Tracks) -> Tracks:
    return tuple(evolve(track, title=_ORDINAL.sub("", track.title)) for track in tracks)
