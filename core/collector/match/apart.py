"""What tells two records of one name apart: their kind, which of its kind, volume, and size."""

from __future__ import annotations

from collector.match import components
from collector.match.qualifiers import may_be_live
from collector.match.records import Ours, Theirs
from collector.match.titles import Title
from collector.match.tracks import SAME_TRACKS

__all__ = [
    "ALBUM_TRACKS",
    "UNSAID",
    "differs",
    "far_more",
    "more",
    "names_another",
    "numbers_differ",
]

ALBUM_TRACKS = 7
"""A single has fewer tracks than this; an album of the same name has not."""


SINGLE = 3
"""So many tracks are one song and what came with it."""

UNSAID = frozenset({"single", "ep", "best-of", "soundtrack", "dj-mix"})
"""Kinds of work that one catalogue may name and another leave to be understood."""

PERFORMED = frozenset({"live", "remix"})
"""Kinds that the same recordings settle, whoever names them: nobody plays twice in one time.

An instrumental, a version in another language and a faithful new recording last equally long.
"""


def differs(
    ours: Ours, mine: Title, other: Title, tracks: float | None, *, recorded: bool, near: bool
) -> bool:
    """Whether a qualifier that makes another work stands on one side only, or names another.

    What our format says (single, EP) excuses the word in their title, and asks for none; so do the
    same few tracks. That it is a soundtrack needs no saying, if the tracks are the same; that it is
    live needs none, if the recordings are.

    Args:
        ours: The release.
        mine: Our title.
        other: Theirs.
        tracks: How many of our tracks are in theirs.
        recorded: Whether these are the same recordings.
        near: Whether the years are no more than one apart.
    """
    kinds = {"single", "ep"}
    same = tracks is not None and tracks >= SAME_TRACKS
    if not (mine.changing or other.changing):
        return names_another(mine, other, verified=same)
    both = _unsaid(ours, same=same) | (PERFORMED if recorded else set[str]())
    small = bool(ours.kinds) or (same and len(ours.tracks) < ALBUM_TRACKS)
    missing = mine.changing - other.said - kinds - both
    added = other.changing - mine.said - (kinds if small else set()) - both
    if same and may_be_live(mine.whole, near=near):
        added -= {"live"}
    return bool(missing | added) or names_another(mine, other, verified=same)


def _unsaid(ours: Ours, *, same: bool) -> frozenset[str]:
    """What the same tracks make needless to say; of a few, a best-of is no more than a name."""
    if not same:
        return frozenset()
    few = {"best-of"} if len(ours.tracks) < ALBUM_TRACKS else set[str]()
    return UNSAID - {"single", "ep"} - few


def names_another(mine: Title, other: Title, *, verified: bool) -> bool:
    """Whether two titles name two works of one kind: "(Live in Rome)", "(Live in Paris)".

    Args:
        mine: A title.
        other: Another with the same core.
        verified: Whether their tracks are the same; then one of them may say less.
    """
    if mine.dates and other.dates and not mine.dates & other.dates:
        return True
    if not (mine.words or other.words):
        return False
    one, two = mine.words - set(other.core.split()), other.words - set(mine.core.split())
    if verified:
        return bool(one - two and two - one)
    return one != two


def is_single(ours: Ours) -> bool:
    """Whether ours is a single or EP, by its format or, if that says nothing, by its size."""
    return bool(ours.kinds) or (0 < len(ours.tracks) <= SINGLE and not ours.album)


def far_more(ours: Ours, theirs: Theirs) -> bool:
    """Whether they have an album of the name of our single or EP."""
    count = len(ours.tracks)
    if not (ours.kinds or count) or not count < ALBUM_TRACKS <= theirs.count:
        return False
    return bool(ours.kinds) or (theirs.count >= 2 * count and not (ours.album or ours.in_sides))


def more(ours: Ours, theirs: Theirs, other: Title, *, common: bool) -> bool:
    """Whether theirs may be another collection that holds our tracks too.

    Args:
        ours: The release.
        theirs: The candidate.
        other: Its title; an edition with bonus tracks says so.
        common: Whether one artist may have several records of this name.
    """
    count = len(ours.tracks)
    larger = other.larger or theirs.remastered
    if not count or larger or ours.in_sides or theirs.count <= SINGLE:
        return False
    year = components.year(ours, theirs) or 0.0
    if common and not (year == 1.0 and theirs.count < 2 * count):
        return theirs.count >= max(1.3 * count, count + 3)
    dated = count >= ALBUM_TRACKS and year >= 0.9
    return theirs.count >= 2 * count and not dated


def numbers_differ(ours: Ours, mine: Title, other: Title, *, same: bool) -> bool:
    """Whether volume, part or colour say that these are two records of a series.

    The year that the record is of may stand in one of the titles; the first of a series often goes
    without its number, as the same tracks tell.
    """
    colours = mine.colour and other.colour and mine.colour != other.colour
    odd = {*mine.numbers} ^ {*other.numbers}
    needless = {*map(str, ours.years), *(["1"] if same else [])}
    spelled = mine.core.replace(" ", "") == other.core.replace(" ", "")  # "Warp10", "Warp 10"
    same = spelled or mine.numbers == other.numbers or odd <= needless
    return bool(colours) or not same
