"""The titles of two sides as they are compared, where the tracks explain a difference."""

from __future__ import annotations

import re

from collector.match.records import Ours, Theirs, TrackRef
from collector.match.titles import Title, split_title
from collector.match.tracks import SAME_TRACKS, Shared

__all__ = ["compared_titles"]

_QUOTED = re.compile(r"\s(['\"])(.+)\1$")


def compared_titles(ours: Ours, theirs: Theirs, both: Shared | None) -> tuple[Title, Title]:
    """Our title and theirs.

    One of them may be in two languages. If the tracks are the same, it may be made of their titles
    ("Split", "Petals / Arbeit"), or name what it is. Of a single, one side may name one song.

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
        if same:
            return _quoted(mine, other), _quoted(other, mine)
    return mine, other


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


def _quoted(title: Title, other: Title) -> Title:
    """What a title quotes: Korean shops say before what it is ("NewJeans 2nd EP 'Get Up')."""
    found = _QUOTED.search(title.whole)
    quoted = split_title(found[2]) if found else title
    return quoted if quoted.core == other.core else title
