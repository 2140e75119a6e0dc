"""The score: a weighted mean over what is present, with caps for what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from collector.match import components
from collector.match.normalise import artist_key
from collector.match.records import Ours, Theirs
from collector.match.titles import split_title
from collector.match.veto import veto

__all__ = ["Scored", "score"]

WEIGHTS = {"title": 30, "artist": 25, "tracks": 30, "year": 5, "label": 5, "qualifiers": 5}
"""Tracks tell records apart best, titles and credits next; the rest settles ties."""

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
    caps: Mapping[str, float]
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
    """Compare a candidate with our release."""
    mine, other = split_title(ours.title), split_title(theirs.title)
    differs = components.differs(ours, theirs, mine, other)
    compared = {
        "title": components.title(mine, other),
        "artist": components.artist(ours, theirs),
        "tracks": components.recall(ours, theirs),
        "year": components.year(ours, theirs),
        "label": components.label(ours, theirs),
        "qualifiers": 0.0 if differs else 1.0,
    }
    present = {name: value for name, value in compared.items() if value is not None}
    weight = sum(WEIGHTS[name] for name in present)
    mean = sum(WEIGHTS[name] * value for name, value in present.items()) / weight
    caps = _caps(ours, theirs, present, differs=differs)
    why = _veto(ours, theirs)
    total = 0.0 if why else min([mean, *caps.values()])
    return Scored(theirs, round(total, 4), present, caps, why)


def _caps(
    ours: Ours, theirs: Theirs, present: Mapping[str, float], *, differs: bool
) -> dict[str, float]:
    mine, other = split_title(ours.title), split_title(theirs.title)
    caps: dict[str, float] = {}
    if differs:
        caps["another work"] = 0.70
    if components.numbers_differ(mine, other):
        caps["another volume"] = 0.55
    if present.get("artist", 0.0) < 0.5:
        caps["another artist"] = 0.50
    if present.get("tracks", 1.0) < 0.4:
        caps["other tracks"] = 0.55
    if "tracks" not in present:
        caps["no tracks compared"] = 0.93 if _equal(ours, theirs, present) else 0.80
    if present["title"] < 0.5:
        caps["another title"] = 0.55
    return caps


def _equal(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> bool:
    printed = {artist_key(form) for form in ours.credits}
    same_artist = artist_key(theirs.artist) in printed or present.get("artist") == 1.0
    return present["title"] == 1.0 and same_artist


def _veto(ours: Ours, theirs: Theirs) -> str:
    count = theirs.track_count or len(theirs.tracks)
    if count == 1 and len(ours.tracks) >= ALBUM:
        return "one track is no album"
    return veto(ours.words, f"{theirs.title} {theirs.artist}")
