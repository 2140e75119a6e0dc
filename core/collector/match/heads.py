"""What every track title of a list begins with, and the other list leaves out.

Shops put the work before its movements ("Symphony No. 5 in C Minor, Op. 67: I. Allegro con brio"),
the concert before its parts ("Köln, January 24, 1975, Part I"), a number before a chapter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from attrs import evolve

from collector.match.normalise import fold
from collector.match.records import TrackRef

__all__ = ["without_heads"]

Tracks = tuple[TrackRef, ...]

_END = re.compile(r":\s+|\s+-\s+|,\s+|\s+/\s+")
_ORDINAL = re.compile(
    r"^(?:(?:[ivx]+|\d{1,3})\s*[.:)]|no\.? \d{1,3}\s*[,.:)]"
    r"|(?:track|mode|part|side) (?:[a-z]|[ivx]+|\d{1,2})\s*(?:-|:)\s)\s*(?=\S)",
    re.IGNORECASE,
)
_PART = re.compile(r"[(\[]?(?:part|pt|section|side)\b", re.IGNORECASE)
MANY = 0.6
"""Such a part of the tracks must have a head."""

SOME = 3
"""So many tracks are of one work; two may be a song and its demo."""


def without_heads(mine: Tracks, other: Tracks, titles: Collection[str]) -> tuple[Tracks, Tracks]:
    """Two track lists without the head that only one of them has.

    Args:
        mine: A list.
        other: Another one.
        titles: Of the albums; tracks may begin with these ("Tubular Bells (Part One)").
    """
    if [track.title for track in mine] == [track.title for track in other]:
        return mine, other  # what both have need not be cut from either
    one, two = _heads(mine, titles), _heads(other, titles)
    if not (one and two) and not _begin(mine, two) and not _begin(other, one):
        mine, other = _cut(mine, one), _cut(other, two)
    if _numbered(mine) or _numbered(other):
        mine, other = _uncounted(mine), _uncounted(other)
    return mine, other


def _begin(tracks: Tracks, heads: tuple[str, ...]) -> bool:
    """Whether a track begins as those of the other list do, however it goes on."""
    bare = tuple(head.rstrip(" ,:-/").casefold() for head in heads)
    return bool(bare) and any(track.title.casefold().startswith(bare) for track in tracks)


def _heads(tracks: Tracks, titles: Collection[str]) -> tuple[str, ...]:
    """Beginnings, up to a sign, that several titles share; none unless most have one."""
    if len(tracks) < 2:
        return ()
    # Where most titles have a head, the middle one of them in order has one.
    middle = sorted([track.title for track in tracks])[len(tracks) // 2]
    named = tuple(f"{title} " for title in titles if middle.startswith(f"{title} "))
    if not (named or _END.search(middle)):
        return ()
    if any(all(map(_PART.match, _rests(tracks, head))) for head in named):
        return named
    counted = Counter(
        track.title[: end.end()] for track in tracks for end in _END.finditer(track.title)
    )
    some = min(SOME, max(2, MANY * len(tracks)))
    heads = tuple(head for head, count in counted.items() if count >= some)
    covered = sum(track.title.startswith(heads) for track in tracks)
    return heads if covered >= MANY * len(tracks) else ()


def _rests(tracks: Tracks, head: str) -> list[str]:
    return [track.title.removeprefix(head) for track in tracks]


def _cut(tracks: Tracks, heads: tuple[str, ...]) -> Tracks:
    if not heads:
        return tracks
    longest = sorted(heads, key=len, reverse=True)
    return tuple(evolve(track, title=_rest(track.title, longest)) for track in tracks)


def _rest(title: str, heads: Sequence[str]) -> str:
    head = next((head for head in heads if title.startswith(head)), "")
    return title.removeprefix(head) or title


def _numbered(tracks: Tracks) -> bool:
    count = sum([_has_ordinal(track.title) for track in tracks])
    return len(tracks) > 1 and count >= len(tracks) / 2


@lru_cache(maxsize=4096)
def _has_ordinal(title: str) -> bool:
    return _ORDINAL.match(title if title.isascii() else fold(title)) is not None


def _uncounted(tracks: Tracks) -> Tracks:
    return tuple(evolve(track, title=_ORDINAL.sub("", track.title)) for track in tracks)
