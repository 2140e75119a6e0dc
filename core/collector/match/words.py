"""Evidence in words: what a person reads instead of numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collector.match.article import article_of
from collector.match.article_words import RECORD_CAPS, record_words
from collector.match.people.words import PEOPLE_CAPS, people_words
from collector.match.recordings import AGREE
from collector.match.records import Ours
from collector.model import Candidate

__all__ = ["CAPS", "in_words"]

CAPS: Mapping[str, str] = {
    "another artist": "another artist",
    "another artist by id": "another artist by id, perhaps one of the same name",
    "another of its kind": "another concert, session or set of remixes",
    "another title": "another title",
    "another volume": "another volume or number",
    "another work": "another kind of work (live, remix, single ...)",
    "artist in another script": "artist written in another script",
    "artist in doubt": "credited otherwise",
    "far more tracks": "far more tracks than ours",
    "more tracks": "more tracks than ours",
    "no tracks compared": "its tracks are not known",
    "other recordings": "other lengths, another performance",
    "other tracks": "other tracks",
    "title in doubt": "title in other words",
    "transcribed": "written in another script",
}
"""What each cap says to a person, by its name."""

_ALL: Mapping[str, str] = {**CAPS, **PEOPLE_CAPS, **RECORD_CAPS}

_VERIFIED = {
    "relation": "another catalogue names it",
    "barcode": "same barcode",
    "witness": "same barcode as at another shop",
}
"""What verifies a candidate."""

_SAID = {"another title", "another artist", "another name"}
"""Caps that only repeat what title or artist already say."""


_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def in_words(ours: Ours, candidate: Candidate) -> tuple[str, ...]:
    """What speaks for a candidate and against it: "title equal", "9 of 11 tracks".

    Args:
        ours: The release that it was compared with; of an artist, nothing is needed.
        candidate: With its components, as the store keeps them.
    """
    if article_of(candidate) is None:
        said = _words(ours, candidate)
    else:  # only articles about records have titles: those about artists have names
        of_record = "credit" in candidate.components or "title" in candidate.components
        said = record_words(candidate) if of_record else people_words(candidate)
    return (*said, *_against(candidate.components))


def _words(ours: Ours, candidate: Candidate) -> Iterator[str]:
    parts = candidate.components
    if "title" in parts:
        yield _likeness("title", parts["title"])
    if parts.get("artist id") == 1.0:
        yield "the same artist by id"
    elif "artist" in parts:
        yield _likeness("artist", parts["artist"])
    if "tracks" in parts:
        yield _tracks(ours, parts["tracks"])
    if "year" in parts and candidate.year:
        yield _year(min(abs(candidate.year - year) for year in ours.years or (candidate.year,)))
    if parts.get("label") == 1.0:
        yield "label equal"
    yield from (words for name, words in _VERIFIED.items() if name in parts)
    if parts.get("lengths", 0.0) >= AGREE:
        yield "the same lengths"


def _likeness(what: str, value: float) -> str:
    if value == 1.0:
        return f"{what} equal"
    return f"{what} {value:.0%} alike" if value >= 0.5 else f"another {what}"


def _tracks(ours: Ours, value: float) -> str:
    count = len(ours.tracks)
    if not count:
        return f"{value:.0%} of the tracks"
    same = round(value * count)
    return f"all {count} tracks" if same == count > 1 else f"{same} of {count} tracks"


def _year(off: int) -> str:
    if not off:
        return "same year"
    return f"year {_COUNTS[off] if off < len(_COUNTS) else off} off"


def _against(parts: Mapping[str, float]) -> Iterator[str]:
    for name in parts:
        kind, _, what = name.partition(":")
        if kind == "cap" and what not in _SAID:
            yield _ALL.get(what, what)  # an older scorer had other names
        elif kind == "veto":
            yield f'ruled out: "{what}"'
