"""The score: a weighted mean over what is present, with caps for what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from collector.match import apart, components, recordings
from collector.match.normalise import artist_key, fold
from collector.match.records import Ours, Theirs
from collector.match.similarity import surplus
from collector.match.titles import Title, split_title
from collector.match.tracks import SAME_TRACKS, shared
from collector.match.veto import veto

__all__ = ["FAR_MORE", "Scored", "promise", "score"]

WEIGHTS = {
    "title": 30,
    "artist": 25,
    "tracks": 30,
    "lengths": 0,
    "year": 5,
    "label": 5,
    "qualifiers": 5,
}
"""Tracks tell records apart best, titles and credits next; the rest settles ties.

Lengths weigh nothing: they say what tracks of the same titles are, see ``recordings``.
"""

ALBUM = 5
"""A single track is not an album of so many."""

HALF = 0.6
"""Below this a track list is hardly ours."""

ALIKE = 0.8
"""Below this, another concert or another orchestra may have played the same pieces."""

OTHER_WORK, DOUBT, NOT_IT, OTHER_ARTIST = 0.70, 0.85, 0.55, 0.50
"""Ceilings: a person decides, a person decides, not found, not found."""


FAR_MORE = "far more tracks"
"""The cap of an album that is named like our single; the same barcode may outweigh it."""

_FILLERS = "the a an of and in at from on to for with by s tm vol volume pt part parts pts no nr"
FILLERS = frozenset(_FILLERS.split())
"""Words that make no other title; the numbers of volumes and parts are compared on their own."""


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
    """Compare a candidate with our release.

    Where only one side is written in Latin letters, both are compared in these; a transcription
    is for a person to confirm.
    """
    plain = _score(ours, theirs)
    if plain.veto or _in_latin(ours.words) == _in_latin(theirs.words):
        return plain
    second = _score(ours.romanised(), theirs.romanised())
    caps = {**second.caps, "transcribed": DOUBT}
    total = min(second.score, DOUBT)
    return Scored(theirs, total, second.components, caps) if total > plain.score else plain


def promise(ours: Ours, theirs: Theirs) -> float:
    """The score that a candidate would have if its tracks, not yet known, were ours.

    What cannot become good enough needs no further request.
    """
    return score(ours, theirs if theirs.tracks else evolve(theirs, tracks=ours.tracks)).score


def _in_latin(text: str) -> bool:
    return fold(text).isascii()


def _score(ours: Ours, theirs: Theirs) -> Scored:
    mine, other = split_title(ours.title), split_title(theirs.title)
    both = shared(ours, theirs)
    compared = {
        "title": components.title(ours, mine, other),
        "artist": components.artist(ours, theirs),
        "tracks": both.recall if both else None,
        "lengths": both.lengths if both else None,
        "year": components.year(ours, theirs),
        "label": components.label(ours, theirs),
    }
    present = {name: value for name, value in compared.items() if value is not None}
    settled = recordings.are_same(both) and _settle(ours, theirs, mine, other, present)
    differs = apart.differs(ours, mine, other, present.get("tracks"))
    present["qualifiers"] = 0.0 if differs else 1.0
    weight = sum(WEIGHTS[name] for name in present)
    mean = sum(WEIGHTS[name] * value for name, value in present.items()) / weight
    caps = dict(_caps(ours, theirs, present))
    if not settled:
        caps |= _title_caps(ours, mine, other, present)
    if differs:
        caps["another work"] = _other_work(mine, other, present)
    why = _veto(ours, theirs)
    total = 0.0 if why else min([mean, *caps.values()])
    return Scored(theirs, round(total, 4), present, caps, why)


def _settle(
    ours: Ours, theirs: Theirs, mine: Title, other: Title, present: dict[str, float]
) -> bool:
    """Let the same recordings settle title and credit; whether they settle the title."""
    near = present.get("year", 0.0) >= 0.9
    title = recordings.title_holds(ours, theirs, mine, other, near=near)
    if title:
        present["title"] = max(present["title"], recordings.NAMED)
    if present["title"] >= recordings.NAMED and recordings.credit_holds(ours, theirs):
        present["artist"] = max(present.get("artist", 0.0), recordings.NAMED)
    return title and present.get("artist", 0.0) >= ALIKE


def _other_work(mine: Title, other: Title, present: Mapping[str, float]) -> float:
    """A person decides only if our tracks are there, or if a catalogue may leave it unsaid.

    What says that it is live or a remix, and is not known to have our tracks, is just that.
    """
    told = (mine.changing - other.said) | (other.changing - mine.said)
    if present.get("tracks", 0.0) >= SAME_TRACKS or not told - apart.UNSAID:
        return OTHER_WORK
    return NOT_IT


def _title_caps(
    ours: Ours, mine: Title, other: Title, present: Mapping[str, float]
) -> dict[str, float]:
    # The same tracks by the same artist under another name are for a person to look at.
    elsewhere = DOUBT if _same_tracks(ours, present) else NOT_IT
    caps = {}
    if apart.numbers_differ(mine, other):
        caps["another volume"] = elsewhere
    if present["title"] < 0.5:
        caps["another title"] = elsewhere
    elif present["title"] < ALIKE or _said_otherwise(ours, mine, other):
        # Other words and hardly half of the tracks: two witnesses against it.
        caps["title in doubt"] = DOUBT if present.get("tracks", 1.0) >= HALF else NOT_IT
    return caps


def _caps(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    other = split_title(theirs.title)
    if present.get("artist", 0.0) < 0.5:
        other_script = _in_latin(" ".join(ours.credits)) != _in_latin(theirs.artist)
        same = other_script and recordings.agree(present.get("tracks"), present.get("lengths"))
        yield ("artist in another script", DOUBT) if same else ("another artist", OTHER_ARTIST)
    elif present["artist"] < ALIKE:
        yield "artist in doubt", DOUBT
    if present.get("tracks", 1.0) < 0.4:
        yield "other tracks", NOT_IT
    if apart.far_more(ours, theirs):
        yield FAR_MORE, OTHER_WORK
    elif apart.more(ours, theirs, other, common=_common(ours)):
        yield "more tracks", DOUBT
    if "tracks" not in present:
        yield "no tracks compared", _without_tracks(ours, theirs, present)


def _same_tracks(ours: Ours, present: Mapping[str, float]) -> bool:
    same = present.get("tracks", 0.0) >= SAME_TRACKS
    return same and len(ours.tracks) >= ALBUM - 1 and present.get("artist", 0.0) >= 0.9


def _said_otherwise(ours: Ours, mine: Title, other: Title) -> bool:
    """Whether a title has words that the other lacks, other than the artist's name.

    In a long title one word more makes no difference to the eye: "... Live", "... Revisited".
    """
    ignored = FILLERS | {word for form in ours.credits for word in artist_key(form).split()}
    return any(set(words) - ignored for words in surplus(mine.core, other.core))


def _common(ours: Ours) -> bool:
    """Whether one name may stand for several records: "Greatest Hits", "Live", the artist's own."""
    keys, mine = {artist_key(form) for form in ours.credits}, split_title(ours.title)
    return ours.various or bool(mine.said) or mine.core in keys


def _without_tracks(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> float:
    """Title and artist alone: enough if both are equal, and nothing else speaks against it."""
    printed = {artist_key(form) for form in ours.credits}
    artist = artist_key(theirs.artist) in printed or present.get("artist") == 1.0
    if present["title"] < 1.0 or not artist:
        return 0.80 if present["title"] >= ALIKE else NOT_IT
    few = 0 < theirs.count < apart.ALBUM_TRACKS and theirs.count != len(ours.tracks)
    short = few and not ours.kinds and not split_title(theirs.title).larger
    fewer = 0 < theirs.count < 0.7 * len(ours.tracks)
    year = present.get("year", 0.0 if _common(ours) or ours.namesakes else 1.0)
    far = year < (1.0 if _common(ours) else 0.6)
    return 0.80 if short or fewer or far else 0.93


def _veto(ours: Ours, theirs: Theirs) -> str:
    if theirs.count == 1 and len(ours.tracks) >= ALBUM:
        return "one track is no album"
    return veto(ours.words, theirs.words)
