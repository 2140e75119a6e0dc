"""The titles of two sides as they are compared, where the tracks explain a difference."""

from __future__ import annotations

from collector.match import recordings
from collector.match.records import Ours, Theirs, TrackRef
from collector.match.titles import Title, shortened, split_title
from collector.match.tracks import SAME_TRACKS, Shared

__all__ = ["compared_titles"]


def compared_titles(ours: Ours, theirs: Theirs, both: Shared | None) -> tuple[Title, Title]:
    """Our title and theirs.

    One of them may be in two languages, have a subtitle, or be made of the tracks' titles ("Split", "Petals / Arbeit"),
    if the tracks are the same. Of a single with as many songs, one side may name it.

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
    if same and (recordings.as_many(ours, theirs) or other.larger):
        return _without_subtitle(mine, other), _without_subtitle(other, mine)
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


def _without_subtitle(title: Title, other: Title) -> Title:
    """Without what it says in brackets or behind a colon, if that makes it the other title."""
    shorter = map(split_title, shortened(title))
    return next((one for one in shorter if one.core == other.core), title)
