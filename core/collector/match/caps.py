"""Caps: what speaks against a candidate so much that no likeness of the rest outweighs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from collector.match import apart, recordings
from collector.match.components import PRESENTED
from collector.match.forms import without_key
from collector.match.normalise import artist_key, in_latin
from collector.match.records import Ours, Theirs
from collector.match.similarity import surplus
from collector.match.titles import Title, split_title
from collector.match.tracks import SAME_TRACKS, last_equally

__all__ = ["ALIKE", "DOUBT", "RARE", "Cap", "caps_of", "title_caps", "work_cap"]

Cap = Literal[
    "another artist",
    "another artist by id",
    "another of its kind",
    "another title",
    "another volume",
    "another work",
    "artist in another script",
    "artist in doubt",
    "far more tracks",
    "more tracks",
    "no tracks compared",
    "other recordings",
    "other tracks",
    "title in doubt",
    "transcribed",
]
"""Their names, as they are kept with a decision; ``words`` says each to a person."""

ALBUM = 4
"""So many tracks that are the same are no accident."""

PIECES, ALBUM_TIME = 3, 25 * 60
"""So many pieces, and seconds of them, no single has."""

PLAYED_ANEW = 0.3
"""If so few tracks are as long as ours, in another year, it is another performance."""

RARE = 4
"""A title of so many words nobody gives twice."""

HALF = 0.6
"""Below this a track list is hardly ours."""

ALIKE = 0.8
"""Below this, another concert or another orchestra may have played the same pieces."""

OTHER_WORK, DOUBT, NOT_IT, OTHER_ARTIST = 0.70, 0.85, 0.55, 0.50
"""Ceilings: a person decides, a person decides, not found, not found."""

_SMALL_WORDS = (
    "complete the a an of and in at from on to for with by s tm"
    " vol volume pt part parts pts no nos nr"
)
FILLERS = frozenset(_SMALL_WORDS.split())
"""Words that make no other title; the numbers of volumes and parts are compared on their own."""


def caps_of(
    ours: Ours, theirs: Theirs, present: Mapping[str, float]
) -> Iterator[tuple[Cap, float]]:
    """What artist, tracks and number of tracks say against a candidate.

    Args:
        ours: The release.
        theirs: The candidate.
        present: Its components.
    """
    yield from _artist_caps(ours, theirs, present)
    if present.get("tracks", 1.0) < 0.4:
        yield "other tracks", NOT_IT
    if present.get("lengths", 1.0) < PLAYED_ANEW and present.get("year", 0.0) < 0.6:
        yield "other recordings", NOT_IT
    if apart.far_more(ours, theirs):
        yield "far more tracks", NOT_IT if apart.is_single(ours) else OTHER_WORK
    elif theirs.count > len(ours.tracks) and apart.more(
        ours, theirs, split_title(theirs.title), common=_common(ours)
    ):
        yield "more tracks", DOUBT
    if "tracks" not in present:
        yield "no tracks compared", _without_tracks(ours, theirs, present)


def _artist_caps(
    ours: Ours, theirs: Theirs, present: Mapping[str, float]
) -> Iterator[tuple[Cap, float]]:
    if present.get("artist", 0.0) < 0.5:
        # Names in two scripts cannot be compared; the recordings can.
        scripts = in_latin(" ".join(ours.credits)) != in_latin(theirs.artist)
        same = recordings.agree(present.get("tracks"), present.get("lengths"))
        if scripts and same:
            yield "artist in another script", DOUBT
        elif present["title"] >= recordings.NAMED and recordings.for_many(
            ours, theirs, present.get("tracks")
        ):
            yield "artist in doubt", DOUBT
        else:
            yield "another artist", OTHER_ARTIST
    elif present["artist"] < ALIKE:
        yield "artist in doubt", DOUBT
    if present.get("artist id") == 0.0 and present.get("tracks", 0.0) < SAME_TRACKS:
        yield "another artist by id", DOUBT  # or one who has two there, as the tracks would tell


def title_caps(
    ours: Ours, theirs: Theirs, mine: Title, other: Title, present: Mapping[str, float]
) -> Iterator[tuple[Cap, float]]:
    """What the titles say against a candidate, its recordings not being known as ours."""
    # The same tracks by the same artist under another name are for a person to look at, but not
    # a box or a collection that holds them too.
    whole = other.larger or theirs.count <= 2 * len(ours.tracks)
    elsewhere = DOUBT if whole and _same_tracks(ours, present) else NOT_IT
    volume = apart.numbers_differ(ours, mine, other, same=present.get("tracks", 0.0) >= SAME_TRACKS)
    if volume:
        yield "another volume", elsewhere
    if present["title"] < 0.5:
        yield "another title", elsewhere
    elif present["title"] < ALIKE or _said_otherwise(ours, mine, other):
        # Other words and hardly half of the tracks: two witnesses against it.
        alike = present.get("tracks", 1.0) >= HALF and not _played_anew(present)
        most = (1.5 if volume else 2.5) * len(ours.tracks)
        many = theirs.count >= most > 0 and not other.larger
        yield (
            "title in doubt",
            DOUBT if alike and not many and not _played(mine, other, present) else NOT_IT,
        )


def work_cap(
    ours: Ours, mine: Title, other: Title, present: Mapping[str, float]
) -> tuple[Cap, float]:
    """What it means that a qualifier tells them apart.

    A person decides only if our tracks are there, or if a catalogue may leave it unsaid. What says
    that it is live or a remix, and is not known to have our tracks, is just that; so is a single
    for a record of which nothing says that it is one.
    """
    told = (mine.changing - other.said) | (other.changing - mine.said)
    unsaid = apart.UNSAID if ours.tracks or ours.kinds else apart.UNSAID - {"single", "ep"}
    near = told != {"live"} or present.get("year", 1.0) >= 0.9  # years later, a concert is one
    same = near and present.get("tracks", 0.0) >= SAME_TRACKS
    doubtful = same or not told - unsaid
    return "another work" if told else "another of its kind", OTHER_WORK if doubtful else NOT_IT


def _same_tracks(ours: Ours, present: Mapping[str, float]) -> bool:
    same = present.get("tracks", 0.0) >= SAME_TRACKS and not _played_anew(present)
    return same and len(ours.tracks) >= ALBUM and present.get("artist", 0.0) >= 0.9


def _played(mine: Title, other: Title, present: Mapping[str, float]) -> bool:
    """Whether one title says in running words that it is a concert, of another year."""
    told = (mine.said ^ other.said) & apart.PERFORMED
    return bool(told) and present.get("year", 1.0) < 0.9


def _played_anew(present: Mapping[str, float]) -> bool:
    """Whether some songs last far longer or shorter, and hardly half as long as ours."""
    return present.get("tracks", 1.0) < 0.9 and present.get("lengths", 1.0) < HALF


def _said_otherwise(ours: Ours, mine: Title, other: Title) -> bool:
    """Whether a title has words that the other lacks, other than the artist's name.

    In a long title one word more makes no difference to the eye: "... Live", "... Revisited".
    """
    one, two = surplus(mine.core, other.core)
    odd = (
        {*without_key(one), *without_key(two)}
        - FILLERS
        - PRESENTED
        - {str(year) for year in ours.years}
    )
    names = {word for key in ours.printed for word in key.split()}
    return bool(odd) and not odd <= names | {f"{name}s" for name in names}


def _common(ours: Ours) -> bool:
    """Whether one name may stand for several records: "Greatest Hits", "Live", the artist's own."""
    mine = split_title(ours.title)
    return ours.various or bool(mine.said - {"soundtrack"}) or mine.core in ours.printed


def _without_tracks(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> float:
    """Title and artist alone: enough if both are equal, and nothing else speaks against it."""
    credited = present.get("artist", 0.0) >= recordings.NAMED
    artist = artist_key(theirs.artist) in ours.printed or credited
    if present["title"] < 1.0 or not artist:
        return 0.80 if present["title"] >= ALIKE else NOT_IT
    if split_title(theirs.title).colour and present.get("year", 1.0) < 0.6:
        return NOT_IT  # of records that are called like the artist, the colour names one
    if last_equally(ours, theirs) and present.get("year") == 1.0 and not _common(ours):
        return 0.93  # cut otherwise
    # One name may stand for a single, its remixes and an album; as many tracks of one year for one.
    equal = theirs.count == len(ours.tracks)
    size = equal or split_title(theirs.title).larger
    known = ours.kinds or (size and present.get("year", 0.0) >= 0.9) or (equal and ours.album)
    short = 0 < theirs.count < apart.ALBUM_TRACKS and not known and not _is_album(theirs)
    fewer = 0 < theirs.count < 0.7 * len(ours.tracks)
    return 0.80 if short or fewer or _is_far(ours, theirs, present) else 0.93


def _is_far(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> bool:
    """Whether the years lie apart; a pressing may be far younger than the work it is of."""
    if _common(ours):
        return present.get("year", 0.0) < 1.0
    year = present.get("year", 0.0 if ours.namesakes else 1.0)
    pressed = len(ours.years) == 1 and 0 < theirs.year < ours.years[0] and not ours.namesakes
    counted = ours.album and theirs.count == len(ours.tracks) and not ours.namesakes
    printed = artist_key(theirs.artist) in ours.printed and not ours.namesakes
    rare = printed and len(split_title(ours.title).core.split()) >= RARE
    return year < 0.6 and not (pressed or counted or rare)


def _is_album(theirs: Theirs) -> bool:
    """Said to be one; or few long tracks of several names: a single has its one song only."""
    if theirs.kind == "album" or (not theirs.kind and theirs.count >= 4):
        return True
    names = {split_title(track.title).core for track in theirs.tracks}
    return len(names) >= PIECES and sum(track.seconds for track in theirs.tracks) >= ALBUM_TIME
