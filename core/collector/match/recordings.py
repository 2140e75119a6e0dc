"""What the same recordings settle: titles and credits that two catalogues put otherwise.

Nearly all our tracks by title and length, each to some seconds, are what a disc is known by: no
other performance has them. What else could have them is a larger collection, another mix, or the
like; of these the number of tracks and the title's qualifiers tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from collector.match.apart import PERFORMED, UNSAID
from collector.match.components import VARIOUS, leader, people, undated
from collector.match.normalise import artist_key, in_latin, title_key
from collector.match.records import Ours, Theirs
from collector.match.titles import Title, split_title
from collector.match.tracks import SAME_TRACKS, Shared

__all__ = [
    "AGREE",
    "NAMED",
    "agree",
    "are_same",
    "as_many",
    "credit_holds",
    "for_many",
    "list_agrees",
    "list_holds",
    "order_holds",
    "renamed",
    "title_holds",
    "transcribed",
    "unread",
]

ALBUM = 7
"""So many titles in common are no accident."""

LIKE = 0.5
"""Titles less alike have to be borne out by a longer list."""

UNLIKE = 0.3
"""Names less alike have nothing in common."""

ALIKE = 0.8
"""Titles so much alike are one, spelled otherwise."""

IN_A_ROW = 8
"""So many titles at the same places are an album's own order."""

TRANSCRIBED = 0.7
"""So many titles agree in Latin letters, which may be spelled in several ways."""

LONG, MOST = 10, 0.85
"""Of so many titles some may be put otherwise."""

PLAYERS = 3
"""So many names are a composer and who plays."""

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_HONOUR = re.compile(r"^(?:sir|dame|dr|lord|lady) ")

WHOLE, AGREEING = 0.95, 4
"""So much of a list, and so many titles, are no accident among records of one name."""

NAMED = 0.95
"""A title or credit that is not the same, but settled."""

AGREE = 0.9
"""So many of the lengths must agree."""


def are_same(shared: Shared | None) -> bool:
    """Whether two track lists are of the same recordings."""
    return shared is not None and agree(shared.recall, shared.lengths)


def agree(recall: float | None, lengths: float | None) -> bool:
    """The same of what is kept of a comparison."""
    return (recall or 0.0) >= SAME_TRACKS and (lengths or 0.0) >= AGREE


def title_holds(ours: Ours, theirs: Theirs, mine: Title, other: Title, *, near: bool) -> bool:
    """Whether two titles may be those of one record, its recordings being the same.

    Either one title has all the words of the other, as "Substance" and "Substance 1987", "When The
    Pawn..." and that title in full, "The Four Seasons" and "Vivaldi: The Four Seasons". Or the
    records are of one size and time, as "★" and "Blackstar". What names two albums is none.

    Args:
        ours: The release.
        theirs: The candidate.
        mine: Our title.
        other: Theirs.
        near: Whether the years are no more than one apart.
    """
    count = len(ours.tracks)
    equal = near and theirs.count == count
    if (
        any(sign in _IN_BRACKETS.sub("", theirs.title) for sign in ("/", " + "))
        or (mine.whole != other.whole and (mine.said ^ other.said) - UNSAID - PERFORMED)
        or (_volumes_differ(ours, theirs, mine, other) and not (equal and other.colour))
    ):
        return False
    if _goes_on(mine, other):
        return theirs.count <= (2 * count if other.core.startswith(mine.core) else _more(count))
    if not (_is_named(mine) and _is_named(other)):
        return near and theirs.count <= _more(count)
    song = near and as_many(ours, theirs) and _named_after_a_song(ours, theirs, mine, other)
    return (equal or song) and not (mine.said | other.said) - UNSAID


def _named_after_a_song(ours: Ours, theirs: Theirs, mine: Title, other: Title) -> bool:
    """Whether one country names an album after a song on it: "Happy Jack" is "A Quick One"."""
    songs = [{split_title(track.title).core for track in side.tracks} for side in (ours, theirs)]
    return len(ours.tracks) >= ALBUM and bool(set.intersection(*songs) & {mine.core, other.core})


def for_many(ours: Ours, theirs: Theirs, recall: float | None) -> bool:
    """Whether a mix or a soundtrack of our artist is sold as one of many artists."""
    many = not ours.various and artist_key(theirs.artist) in VARIOUS
    return many and _names_many(ours, theirs) and (recall or 0.0) >= SAME_TRACKS


def _names_many(ours: Ours, theirs: Theirs) -> bool:
    said = split_title(ours.title).said | split_title(theirs.title).said
    return bool(said & {"soundtrack", "dj-mix"})


def list_agrees(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> bool:
    """Whether all our titles are there, in the very year; the lengths may not be known.

    A later edition tells its own year. Of an album with few tracks there must be no others.
    """
    count = len(ours.tracks)
    enough = count >= AGREEING or (ours.album and theirs.count == count > 1)
    whole = enough and present.get("tracks", 0.0) >= (WHOLE if count < LONG else MOST)
    edition = present["title"] >= ALIKE and undated(ours, theirs)
    dated = present.get("year", 1.0 if edition else 0.0) == 1.0
    return whole and dated and present.get("lengths", 1.0) >= AGREE


def unread(ours: Ours, mine: Title, other: Title) -> bool:
    """Whether an album's titles cannot be compared, not being in Latin letters both."""
    return len(ours.tracks) >= ALBUM and not (in_latin(mine.core) and in_latin(other.core))


def transcribed(ours: Ours, theirs: Theirs, present: Mapping[str, float]) -> bool:
    """Whether all that is compared agrees in Latin letters, most of an album's list among it.

    One word that is transcribed the same is little; a title, a name and a list are no accident.
    """
    named = min(present["title"], present.get("artist", 0.0)) >= NAMED
    equal = theirs.count == len(ours.tracks) >= ALBUM and present.get("year") == 1.0
    return named and equal and present.get("tracks", 0.0) >= TRANSCRIBED


def list_holds(
    ours: Ours, theirs: Theirs, present: Mapping[str, float], mine: Title, other: Title
) -> bool:
    """Whether an album's whole list, of the very year and about as long, settles the title.

    Where no lengths are known: "Untitled" and "Led Zeppelin IV", "The Best Of" and "Greatest Hits".
    """
    count = len(ours.tracks)
    as_long = as_many(ours, theirs) or (other.larger and theirs.count < 2 * count)
    many = ALBUM if present["title"] < LIKE else AGREEING
    whole = present.get("tracks", 0.0) >= WHOLE and as_long and count >= many
    credited = present.get("artist", 0.0) >= NAMED
    sure = present.get("year") == 1.0 and credited and "lengths" not in present
    one, two = set(mine.numbers), set(other.numbers)
    numbered = one - two and two - one
    return whole and sure and not numbered and not (mine.said ^ other.said) - UNSAID


def order_holds(
    ours: Ours,
    theirs: Theirs,
    both: Shared,
    present: Mapping[str, float],
    mine: Title,
    other: Title,
) -> bool:
    """Whether a later edition of an album has another name: all in its order, by the artist.

    As "Two Wheels Good" and "Steve McQueen (Legacy Edition)". A collection has another order.
    """
    count = len(ours.tracks)
    whole = count >= IN_A_ROW and min(both.recall, both.placed) >= MOST
    later = "year" not in present and undated(ours, theirs) and theirs.count < 2 * count
    credited = present.get("artist", 0.0) >= NAMED and present.get("lengths", 1.0) >= AGREE
    said = mine.said | other.said | {*mine.numbers, *other.numbers}
    return whole and later and credited and not said and present["title"] < LIKE


def renamed(
    ours: Ours,
    theirs: Theirs,
    both: Shared | None,
    present: Mapping[str, float],
    mine: Title,
    other: Title,
) -> bool:
    """Whether title, whole list and year of an album are ours, and only its artist's name is not.

    "Kanye West" is "Ye" since; a choir is sold under the name of its album. Who plays an album
    anew is not on its label, and does not hit each length to the second; who is named after those
    whom he imitates has to be on the label. Where one side names nobody, nothing more is asked for.
    """
    key = artist_key(theirs.artist)
    exact = both is not None and both.exact >= WHOLE and present.get("artist", 1.0) < UNLIKE
    borne_out = exact or ours.various or key in {*VARIOUS, mine.core}
    near = borne_out and min(present.get("tracks", 0.0), present.get("year", 0.0)) >= AGREE
    listed = list_agrees(ours, theirs, present) or (near and not ours.various)
    same = present["title"] == 1.0 or unread(ours, mine, other)
    whole = listed and len(ours.tracks) >= ALBUM and as_many(ours, theirs)
    return same and whole and (borne_out or present.get("label") == 1.0)


def as_many(ours: Ours, theirs: Theirs) -> bool:
    """Whether they have no more tracks than an edition of ours has at the most."""
    return theirs.count <= _more(len(ours.tracks))


def _more(count: int) -> float:
    """So many tracks an edition has at the most."""
    return max(1.3 * count, count + 3)


def _goes_on(mine: Title, other: Title) -> bool:
    """Whether a title has all the words of the other, and does not go on with another album's."""
    one, two = mine.core.split(), other.core.split()
    short, long = sorted((one, two), key=len)
    return set(short) <= set(long) and long[len(short) : len(short) + 1] != ["and"]


def _is_named(title: Title) -> bool:
    """Whether a title has letters or digits: "×" and "★" are spelled as anything."""
    return any(character.isalnum() for character in title.core)


def _volumes_differ(ours: Ours, theirs: Theirs, mine: Title, other: Title) -> bool:
    """Whether a number may be that of a volume: recordings in a wrong place are an error in data.

    It is none if it is a year or a number of a catalogue of works, the first of a series, which
    often goes without, or the record's age: "Thriller 25".
    """
    if set(mine.numbers) - set(other.numbers) and set(other.numbers) - set(mine.numbers):
        return True
    ages = {theirs.year - year + off for year in ours.years if theirs.year for off in (-1, 0, 1)}
    if mine.core in ours.printed and not mine.numbers:
        return False  # a record named like its artist is counted later: "Chicago", "Chicago II"
    odd = {int(number) for number in set(mine.numbers) ^ set(other.numbers)}
    return any(number != 1 and number < 100 and number not in ages for number in odd)


def _is_short_for(one: list[str], two: list[str]) -> bool:
    """Whether one name is the other without a middle one: "John Cougar Mellencamp"."""
    short, long = sorted((one, two), key=len)
    ends = len(short) > 1 and short[0] == long[0]
    return ends and short[-1] in long and set(short) <= set(long)


def credit_holds(ours: Ours, theirs: Theirs, *, same: bool) -> bool:
    """Whether one credit is the other with more names, or with more to the name.

    As "Prince" and "Prince And The Revolution", "Bill Evans" and "Bill Evans Trio", or without the
    composer, who may stand in the title ("Arvo Pärt: Tabula Rasa"). Not as "Pink Floyd" and "The
    Australian Pink Floyd".
    """
    printed = f"{leader(artist_key(theirs.artist or ', '.join(theirs.artists)))} "
    forms = [f"{leader(key)} " for key in ours.printed]
    if any(form.startswith(printed) or printed.startswith(form) for form in forms):
        return True
    if any(_is_short_for(printed.split(), form.split()) for form in forms):
        return True
    if any(f"{title_key(theirs.title)} ".startswith(form) for form in forms):
        return True
    if for_many(ours, theirs, 1.0) or (same and ours.various and _names_many(ours, theirs)):
        return True  # a cover band's may have the same titles, not the same recordings
    names = {_HONOUR.sub("", name) for name in people(theirs)}
    mine = [{_HONOUR.sub("", key) for key in keys} for keys in ours.artists]
    players = mine[1:] if len(mine) >= PLAYERS else []  # a composer is played by many
    return (
        all(any(name in keys for keys in mine) for name in names)
        or all(keys & names for keys in mine)
        or any(keys & names for keys in players)
        or (same and any(keys & names for keys in mine))
        or (same and "cast" in printed.split())
    )
