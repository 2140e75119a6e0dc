"""The score: a weighted mean over what is present, with caps for what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from collector.match import apart, components, recordings
from collector.match.caps import DOUBT, RARE, Cap, caps_of, title_caps, work_cap
from collector.match.naming import compared_titles
from collector.match.normalise import in_latin
from collector.match.records import Ours, Theirs
from collector.match.titles import Title, split_title
from collector.match.tracks import shared
from collector.match.veto import veto

__all__ = ["Scored", "promise", "score"]

WEIGHTS = {
    "title": 30,
    "artist": 25,
    "artist id": 0,
    "tracks": 30,
    "lengths": 0,
    "year": 5,
    "label": 5,
    "qualifiers": 5,
}
"""Tracks tell records apart best, titles and credits next; the rest settles ties.

Lengths weigh nothing: they say what tracks of the same titles are, see ``recordings``. Nor do the
artists' ids: they say whose names these are.
"""

LIKE = 0.5
"""Titles less alike are two, whatever the tracks of one year say."""

NEAR = 0.9
"""A year so much alike is one off at the most."""

HALF, ENOUGH = 0.5, 0.92
"""So much of a list is enough for so much of a score, if all else is equal."""

ALBUM = 5
"""A single track is not an album of so many."""


@frozen
class Scored:
    """A candidate with its evidence.

    Attributes:
        score: 0 to 1.
        components: By name; what could not be compared is absent.
        caps: What held the score down, by name, with the ceiling.
        veto: Why it is out of the question; empty if it is not.
    """

    theirs: Theirs
    score: float
    components: Mapping[str, float]
    caps: Mapping[Cap, float]
    veto: str = ""

    @property
    def evidence(self) -> Mapping[str, float]:
        """Components, caps and veto in one table, as the store keeps them."""
        vetoed = {f"veto:{self.veto}": 0.0} if self.veto else {}
        return {
            **self.components,
            **{f"cap:{name}": to for name, to in self.caps.items()},
            **vetoed,
        }


def score(ours: Ours, theirs: Theirs) -> Scored:
    """Compare a candidate with our release.

    Where a side is written in other than Latin letters, both are compared in these, too; a
    transcription is for a person to confirm, unless it is that of a whole list.
    """
    plain = _score(ours, theirs)
    if plain.veto or (in_latin(ours.words) and in_latin(theirs.words)):
        return plain
    second = _score(ours.romanised(), theirs.romanised())
    if recordings.transcribed(ours, theirs, second.components):
        return second
    caps: dict[Cap, float] = {**second.caps, "transcribed": DOUBT}
    total = min(second.score, DOUBT)
    return Scored(theirs, total, second.components, caps) if total > plain.score else plain


def promise(ours: Ours, theirs: Theirs) -> float:
    """The score that a candidate would have if its tracks, not yet known, were ours.

    What cannot become good enough needs no further request.
    """
    return score(ours, theirs if theirs.tracks else evolve(theirs, tracks=ours.tracks)).score


def _score(ours: Ours, theirs: Theirs) -> Scored:
    both = shared(ours, theirs)
    mine, other = compared_titles(ours, theirs, both)
    compared = {
        "title": components.title(ours, mine, other),
        "artist": components.artist(ours, theirs),
        "artist id": components.artist_id(ours, theirs),
        "tracks": both.recall if both else None,
        "lengths": both.lengths if both else None,
        "year": components.year(ours, theirs),
        "label": components.label(ours, theirs),
    }
    present = {name: value for name, value in compared.items() if value is not None}
    same = recordings.are_same(both)
    if _is_unsettled(present):
        listed = recordings.list_agrees(ours, theirs, present)
        if listed and (present["title"] >= LIKE or recordings.unread(ours, mine, other)):
            _settle_credit(ours, theirs, present, same=same, listed=True)
        if recordings.renamed(ours, theirs, both, present, mine, other):
            present["artist"] = max(present["artist"], recordings.NAMED)
    settled = _settle_title(ours, theirs, mine, other, present, same=same)
    if not settled and both and recordings.order_holds(ours, theirs, both, present, mine, other):
        present["title"] = max(present["title"], recordings.NAMED)
        settled = True
    if same and present["title"] >= recordings.NAMED and _is_unsettled(present):
        _settle_credit(ours, theirs, present, same=same)
    differs = apart.differs(
        ours,
        mine,
        other,
        present.get("tracks"),
        recorded=same,
        near=present.get("year", 0.0) >= 0.9,
    )
    present["qualifiers"] = 0.0 if differs else 1.0
    weights = [(WEIGHTS[name], value) for name, value in present.items()]
    weight = sum([weight for weight, _ in weights])
    mean = sum([weight * value for weight, value in weights]) / weight
    caps = dict(caps_of(ours, theirs, present))
    if not settled:
        caps |= dict(title_caps(ours, theirs, mine, other, present))
    if differs:
        caps |= [work_cap(ours, mine, other, present)]
    why = _veto(ours, theirs)
    if not caps and _is_half(ours, theirs, present):
        mean = max(mean, ENOUGH)
    total = 0.0 if why else min([mean, *caps.values()])
    return Scored(theirs, round(total, 4), present, caps, why)


def _is_unsettled(present: Mapping[str, float]) -> bool:
    """Whether the credits were compared, and are not as good as equal."""
    return present.get("artist", 1.0) < recordings.NAMED


def _is_half(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> bool:
    """Whether title, artist and year of an album are ours, and half of its tracks.

    The others are put otherwise, or were on one country's edition only. Of an edition that has its
    own year the lengths must be known.
    """
    equal = present["title"] == 1.0 and present.get("artist", 0.0) >= recordings.NAMED
    rare = len(split_title(ours.title).core.split()) >= RARE
    album = rare or min(len(ours.tracks), theirs.count) >= ALBUM
    later = "lengths" in present and components.undated(ours, theirs)
    near = present.get("year", 1.0 if later else 0.0) >= NEAR
    half = min(present.get("tracks", 0.0), present.get("lengths", 1.0)) >= HALF
    return equal and album and near and half


def _settle_title(
    ours: Ours,
    theirs: Theirs,
    mine: Title,
    other: Title,
    present: dict[str, float],
    *,
    same: bool,
) -> bool:
    """Whether the same recordings settle the title; if they do, it is as good as equal."""
    near = present.get("year", 0.0) >= 0.9
    held = same and recordings.title_holds(ours, theirs, mine, other, near=near)
    if not held and not recordings.list_holds(ours, theirs, present, mine, other):
        return False
    present["title"] = max(present["title"], recordings.NAMED)
    return True


def _settle_credit(
    ours: Ours, theirs: Theirs, present: dict[str, float], *, same: bool, listed: bool = False
) -> None:
    """A credit that holds the other is as good as equal, unless others joined in years later.

    Two names in two scripts cannot be compared; the same recordings of the same year can, and so
    can a title and a list that are equal.
    """
    year = present.get("year", 0.6)
    holds = present.get("artist id") or recordings.credit_holds(ours, theirs, same=same)
    titles = split_title(ours.title), split_title(theirs.title)
    alike = present["title"] >= recordings.NAMED or recordings.unread(ours, *titles)
    scripts = in_latin(" ".join(ours.credits)) != in_latin(theirs.artist)
    unread = scripts and ((same and year >= 0.9) or (listed and alike))
    near = year >= 0.6 or (same and split_title(theirs.title).edition)
    if unread or (near and holds):
        present["artist"] = max(present["artist"], recordings.NAMED)


def _veto(ours: Ours, theirs: Theirs) -> str:
    if theirs.count == 1 and len(ours.tracks) >= ALBUM:
        return "one track is no album"
    return veto(ours.words, theirs.words)
