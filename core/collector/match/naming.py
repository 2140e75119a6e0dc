"""The titles of two sides as they are compared, where the tracks explain a difference."""

from __future__ import annotations

import re

from collector.match import components, recordings
from collector.match.qualifiers import qualifier
from collector.match.records import Ours, Theirs, TrackRef
from collector.match.titles import Title, split_title
from collector.match.tracks import SAME_TRACKS, Shared

__all__ = ["compared_titles"]

NEAR = 0.9
"""A year so much alike is one off at the most."""

ALBUM = 5
"""As many tracks as ours, if these are many, are no accident among records of one name."""

_GROUP = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TAIL = re.compile(r"(?:\s+-|\s*:)\s+.+$")
_QUOTED = re.compile(r"\s(['\"])(.+)\1$")


def compared_titles(ours: Ours, theirs: Theirs, both: Shared | None) -> tuple[Title, Title]:
    """Our title and theirs.

    One of them may be in two languages. If the tracks are the same, it may be made of their titles
    ("Split", "Petals / Arbeit"), or have a subtitle. Of a single, one side may name one song.

    Args:
        ours: The release.
        theirs: The candidate.
        both: What their track lists have in common.
    """
    mine, other = split_title(ours.title), split_title(theirs.title)
    same = both is not None and both.recall >= SAME_TRACKS
    if " = " in mine.whole or " = " in other.whole:
        mine, other = _parallel(mine, other), _parallel(other, mine)
    if mine.core == other.core:
        return mine, other
    if len(ours.tracks) == theirs.count:
        if same and _lists(mine, theirs.tracks):
            return other, other
        if same and _lists(other, ours.tracks):
            return mine, mine
        if "single" in ours.kinds:
            return _half(mine, other), _half(other, mine)
    if _alike(ours, theirs, both):
        return _shorter(mine, other), _shorter(other, mine)
    return mine, other


def _alike(ours: Ours, theirs: Theirs, both: Shared | None) -> bool:
    """Whether a subtitle is no other title: the same list, or as many tracks, of no other year."""
    near = (components.year(ours, theirs) or 0.0) >= NEAR or components.undated(ours, theirs)
    if both is None:
        return near and theirs.count == len(ours.tracks) >= ALBUM
    same = both.recall >= SAME_TRACKS and (both.lengths is None or both.lengths >= recordings.AGREE)
    larger = split_title(theirs.title).larger or recordings.as_many(ours, theirs)
    return near and same and larger


def _parallel(title: Title, other: Title) -> Title:
    """The half of a title in two languages ("はらいそ = Paraiso") that is the other one."""
    halves = [split_title(half) for half in title.whole.split(" = ")]
    return next((half for half in halves if half.core == other.core), title)


def _half(title: Title, other: Title) -> Title:
    """The half of a title that is the other one; else all of it."""
    halves = map(split_title, title.whole.split(" / "))
    return next((half for half in halves if half.core == other.core), title)


def _lists(title: Title, tracks: tuple[TrackRef, ...]) -> bool:
    """Whether a title is a list of the tracks."""
    halves = {split_title(half).core for half in title.whole.split(" / ")}
    return len(halves) > 1 and halves <= {split_title(track.title).core for track in tracks}


def _shorter(title: Title, other: Title) -> Title:
    """A title without its subtitle, or what it quotes, if that is the other one.

    Korean shops say before the name what it is: "NewJeans 2nd EP 'Get Up'".
    """
    bare = _GROUP.sub(lambda found: found[0] if qualifier(found[1].strip()) else "", title.whole)
    quoted = _QUOTED.search(title.whole)
    forms = (bare, _TAIL.sub("", title.whole), quoted[2] if quoted else "")
    titles = [split_title(form) for form in forms if form.strip()]
    return next((one for one in titles if one.core == other.core), title)
