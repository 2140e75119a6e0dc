"""How much of our track list is in theirs, and whether these are the same recordings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from attrs import evolve, frozen

from collector.match.heads import without_heads
from collector.match.normalise import folded_key, in_latin
from collector.match.qualifiers import may_be_live, qualifier
from collector.match.records import Ours, Theirs, TrackRef
from collector.match.similarity import alike, overlap, surplus
from collector.match.titles import read_title, split_title, without_suffix

__all__ = ["SAME_TRACKS", "Shared", "shared"]

TOLERANCE = 10
"""Seconds by which two masterings of a track may differ."""

CLOSE = 5
"""Seconds by which two listings of one recording differ; another performance differs by more."""

EXACT = 2
"""Seconds by which nobody hits every length of somebody else's album."""

TIMED = 5
"""So many tracks that are equal in title and length are no accident."""

WHOLE = 0.01
"""By such a part may the whole differ in length."""

READ = 2
"""So many titles must be left to compare, where some are in another script."""

LONG = 300
"""A track counts once more for each five minutes: to last equally long is then the rarer."""

SAME_TRACKS = 0.8
"""So much recall says that two track lists are one."""

BEGINNING = 8
"""So many letters at the start of a title are no accident."""

ALIKE = 0.8
"""Two titles so much alike are one, spelled otherwise."""

_GROUP = re.compile(r"[(\[]([^()\[\]]{3,})[)\]]")
_LIVE = frozenset({"live"})
_MIXED = frozenset({"dj-mix"})


@frozen
class Shared:
    """What two track lists have in common.

    Attributes:
        recall: How many of our tracks are among theirs; their bonus tracks cost nothing.
        lengths: How many of these are of the same length; None where too few are timed.
        placed: How many of our tracks stand at the same place there.
        exact: How many of the timed ones last as long to the second or two.
    """

    recall: float
    lengths: float | None
    placed: float = 0.0
    exact: float = 0.0


@frozen
class _Name:
    """A track's title as it is compared.

    Attributes:
        joined: The key in one word.
        groups: What it says in brackets, if that is no qualifier.
        also: Its other names: of "Untitled #1 (Vaka)" a catalogue may give either half. What is
            called so and lasts as long is it; a dub of it is called so too, and does not.
        latin: Whether its key is written in Latin letters.
    """

    key: str
    joined: str
    words: frozenset[str]
    changing: frozenset[str]
    numbers: frozenset[str]
    groups: frozenset[str]
    also: frozenset[str]
    latin: bool


@lru_cache(maxsize=8192)
def _name(title: str) -> _Name:
    if shorter := without_suffix(title):
        rest, says = shorter
        name = _name(rest)
        changing = name.changing | says.works
        return evolve(name, changing=changing)
    parts = read_title(title)
    words, numbers = frozenset(parts.core.split()), frozenset(parts.numbers)
    groups = _groups(parts.whole)
    also = _halves(parts.whole, groups)
    joined = parts.core.replace(" ", "")
    latin = in_latin(parts.core)
    return _Name(parts.core, joined, words, parts.changing, numbers, groups, also, latin)


def _groups(folded: str) -> frozenset[str]:
    found = [group.strip() for group in _GROUP.findall(folded)]
    return frozenset([group for group in found if not qualifier(group)])


def _halves(folded: str, groups: frozenset[str]) -> frozenset[str]:
    """The name in brackets and the one before them; those in two languages."""
    parallel = folded.split(" = ") if " = " in folded else []
    if groups:
        parallel = [*parallel, *groups, _GROUP.sub(" ", folded)]
    return frozenset(map(folded_key, parallel)) - {""}


Tracks = tuple[TrackRef, ...]

_Track = tuple[_Name, int]
"""A title and a length in seconds (0: unknown)."""


class _Pair(NamedTuple):
    """One of our tracks and the one of theirs that fits it best.

    Attributes:
        fits: How well, from 0 to 1.
        off: By how many seconds; -1 where the lengths are not known on both sides.
        seconds: How long ours is.
        unread: Whether the titles cannot be compared.
        place: Where theirs stands; -1 if there is none.
    """

    fits: float = 0.0
    off: int = -1
    seconds: int = 0
    unread: bool = False
    place: int = -1


def shared(ours: Ours, theirs: Theirs) -> Shared | None:
    """Compare the track lists; None where one is not known."""
    if not ours.tracks or not theirs.tracks:
        return None
    if equal := _to_the_letter(ours.tracks, theirs.tracks):
        return equal
    one, two = without_heads(ours.tracks, theirs.tracks, {ours.title, theirs.title})
    mine, other = _parted(one, two), _parted(two, one)
    pairs = _pairs(mine, other, partial(_understood, ours, theirs))
    if len(mine) <= len(other):
        pairs = [_read(pair, *both) for pair, *both in zip(pairs, mine, other, strict=False)]
    unread = sum([pair.unread for pair in pairs])
    if _marks(mine) != _marks(other):
        pairs = [_Pair(pair.fits * 0.5) for pair in pairs]
    whole = len(theirs.tracks) >= theirs.count
    # Of a long album only the first page may be known.
    most = len(mine) if whole else min(len(mine), max(len(other), len(mine) // 2))
    if most - unread >= READ:
        most -= unread
    elif unread >= READ:
        return None
    recall = round(sum([pair.fits for pair in pairs]) / most, 4)
    if ours.in_sides and not recall and theirs.count >= 2 * len(mine):
        return None  # what fills a side in one catalogue is cut and named in the other
    if 0 < recall < SAME_TRACKS and len(mine) != len(other) and last_equally(ours, theirs):
        return None  # cut otherwise
    placed = sum([pair.place == number for number, pair in enumerate(pairs)]) / len(pairs)
    timed = [(pair.off, pair.seconds) for pair in pairs if pair.fits and pair.off >= 0]
    lengths, exact = _lengths(timed, most)
    return Shared(recall, lengths, placed, exact)


def _to_the_letter(mine: Tracks, other: Tracks) -> Shared | None:
    """What two lists of one edition, equal in each title, have in common; None of others."""
    titles = [track.title for track in mine]
    if titles != [track.title for track in other] or len({*titles}) < len(titles):
        return None
    both = zip(mine, other, strict=True)
    timed = [(one.seconds, two.seconds) for one, two in both if one.seconds and two.seconds]
    offs = [(abs(one - two), one) for one, two in timed]
    if any(off > TOLERANCE for off, _ in offs):
        return None
    lengths, exact = _lengths(offs, len(titles))
    return Shared(1.0, lengths, 1.0, exact)


def _understood(ours: Ours, theirs: Theirs) -> frozenset[str]:
    """What a track need not say of itself: all of a live album may be marked as live, or none."""
    title = split_title(ours.title)
    maybe = may_be_live(title.whole, near=True) or "live" in split_title(theirs.title).said
    return title.said | _LIVE if maybe or _all_live(ours, theirs) else title.said


def last_equally(ours: Ours, theirs: Theirs) -> bool:
    """Whether both last equally long as a whole; False where a length is not known."""
    if not (ours.tracks and theirs.tracks):
        return False
    if not all(track.seconds for track in (*ours.tracks, *theirs.tracks)):
        return False
    mine, other = (sum(track.seconds for track in side.tracks) for side in (ours, theirs))
    return abs(mine - other) <= WHOLE * mine


def _all_live(ours: Ours, theirs: Theirs) -> bool:
    """Whether all of theirs are marked as live, in our year: then the album of this title is."""
    dated = bool(ours.years) and min(abs(year - theirs.year) for year in ours.years) <= 1
    dated = dated or split_title(theirs.title).larger
    return dated and all("live" in _name(track.title).changing for track in theirs.tracks)


def _read(pair: _Pair, one: TrackRef, two: TrackRef) -> _Pair:
    """Titles in other scripts may be spelled in several ways; place and length are the same.

    Where no length is known, a title in another script says neither yes nor no.
    """
    if pair.fits:
        return pair
    track, other = _track(one), _track(two)
    mine, theirs = track[0].latin, other[0].latin
    if (mine and theirs) or track[0].changing != other[0].changing:
        return pair
    off = _off(track, other)
    if off < 0:
        # Of two other scripts, characters may have two forms each: 寓言 is one in both, 紀 and 纪.
        varied = not mine and len(track[0].key) == len(other[0].key)
        return _Pair(unread=mine != theirs or varied)
    return _Pair(1.0, off, track[1]) if off <= CLOSE else pair


def _marks(tracks: Tracks) -> frozenset[str]:
    """What most tracks carry in brackets and no rule knows: "(Vocals Only)" is another version."""
    bracketed = [track.title for track in tracks if "(" in track.title or "[" in track.title]
    if not bracketed:
        return frozenset()
    many = max(3, len(tracks) / 2)
    groups = [group for title in bracketed for group in _name(title).groups]
    if len(groups) < many:
        return frozenset()
    return frozenset(group for group, count in Counter(groups).items() if count >= many)


def _track(track: TrackRef) -> _Track:
    return _name(track.title), track.seconds


def _parted(mine: Tracks, other: Tracks) -> Tracks:
    """Medleys in their parts, where the other side counts these one by one."""
    if not any(" / " in track.title for track in mine):
        return mine
    known = {_name(track.title).key for track in other}
    parted: list[TrackRef] = []
    for track in mine:
        parts = [part for part in track.title.split(" / ") if part.strip()]
        apart = _name(track.title).key not in known and any(_name(p).key in known for p in parts)
        parted += [TrackRef(part) for part in parts] if apart else [track]
    return tuple(parted)


def _lengths(timed: list[tuple[int, int]], most: int) -> tuple[float | None, float]:
    """The share of tracks, of those timed on both sides, close in length, and exactly so.

    Args:
        timed: Of each that is timed on both sides, by how many seconds it is off, and its length.
        most: How many could be.
    """
    weight = len(timed) + sum([seconds // LONG for _, seconds in timed if seconds >= LONG])
    if len(timed) < most / 2 or weight < TIMED:
        return None, 0.0
    close = sum([off <= CLOSE for off, _ in timed]) / len(timed)
    return round(close, 4), sum([off <= EXACT for off, _ in timed]) / len(timed)


def _pairs(mine: Tracks, other: Tracks, understood: Callable[[], frozenset[str]]) -> list[_Pair]:
    """For each of our tracks the one of theirs that fits best.

    What is equal is taken first, before anything that is only alike can take it; what is equal to
    the letter need not be taken apart.
    """
    pairs = _equal(mine, other)
    if len(pairs) == len(mine):
        return [pairs[number] for number in range(len(mine))]
    known = understood()
    taken = {pair.place for pair in pairs.values()}
    left = {place: _track(track) for place, track in enumerate(other) if place not in taken}
    rest = {number: _track(one) for number, one in enumerate(mine) if number not in pairs}
    places, words = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for place, (name, _) in left.items():
        places[name.joined].append(place)
        for word in name.words:
            words[word].append(place)
    for number, track in rest.items():
        among = places.get(track[0].joined, ())
        equal = [one for one in among if one in left and _fits(track, left[one], known) == 1.0]
        if equal:
            nearest = min(equal, key=lambda place: abs(track[1] - left[place][1]))
            off = _off(track, left.pop(nearest))
            pairs[number] = _Pair(1.0, off, track[1], place=nearest)
    for number, track in rest.items():
        if number not in pairs:
            near = {place for word in track[0].words for place in words.get(word, ())}
            pairs[number] = _take(track, left, sorted(near & left.keys()), known)
    return [pairs[number] for number in range(len(mine))]


def _equal(mine: Tracks, other: Tracks) -> dict[int, _Pair]:
    """By number: our tracks whose titles stand there once, to the letter, and last as long."""
    titles, places = _once(mine), _once(other)
    found: dict[int, _Pair] = {}
    for title in titles.keys() & places.keys():
        number, place = titles[title], places[title]
        length, seconds = mine[number].seconds, other[place].seconds
        off = abs(length - seconds) if length and seconds else -1
        if off <= TOLERANCE:
            found[number] = _Pair(1.0, off, length, place=place)
    return found


def _once(tracks: Tracks) -> dict[str, int]:
    """Where each title stands that is there once."""
    titles = [track.title for track in tracks]
    places = {title: place for place, title in enumerate(titles)}
    if len(places) == len(titles):
        return places
    return {title: place for title, place in places.items() if titles.count(title) == 1}


def _take(track: _Track, left: dict[int, _Track], near: list[int], known: frozenset[str]) -> _Pair:
    """Take the best fitting track out of what is left; only those near it share a word."""
    best, chosen = 0.0, -1
    for place in near:
        fits = _fits(track, left[place], known)
        if fits > best:
            best, chosen = fits, place
    if chosen < 0:
        return _Pair()
    return _Pair(best, _off(track, left.pop(chosen)), track[1], place=chosen)


def _off(track: _Track, other: _Track) -> int:
    return abs(track[1] - other[1]) if track[1] and other[1] else -1


def _fits(track: _Track, other: _Track, known: frozenset[str]) -> float:
    """Alike in title, in length and in what it is."""
    mine, theirs = track[0], other[0]
    off = _off(track, other)
    if mine is theirs:
        return 0.6 if off > TOLERANCE else 1.0
    close = 0 <= off <= CLOSE
    half = off <= CLOSE and not mine.also.isdisjoint({theirs.key, *theirs.also})
    half = half or (off <= CLOSE and mine.key in theirs.also)
    fits = (1.0 if close else 0.8) if half else _same_title(mine, theirs)
    if not fits:
        return 0.0
    if mine.numbers != theirs.numbers and (
        mine.numbers - theirs.numbers and theirs.numbers - mine.numbers
    ):
        fits *= 0.5  # Concerto No. 20, Concerto No. 21
    if off > TOLERANCE:
        fits *= 0.6
    if mine.changing == theirs.changing:
        return fits
    # No two performances last equally long; an instrumental version may.
    excused = known | _MIXED | (_LIVE if close else frozenset())
    return fits * 0.5 if (mine.changing ^ theirs.changing) - excused else fits


def _same_title(mine: _Name, theirs: _Name) -> float:
    """A title may go on at one side: "Shine On You Crazy Diamond, Pts. 1-5"."""
    if mine.joined == theirs.joined or _spelled_alike(mine, theirs):
        return 1.0
    short, long = mine.key, theirs.key
    if len(short) > len(long):
        short, long = long, short
    return 0.8 if len(short) >= BEGINNING and long.startswith(f"{short} ") else 0.0


def _spelled_alike(mine: _Name, theirs: _Name) -> bool:
    """Whether two titles are alike; where too few words are shared, no letters make up for it."""
    common = overlap(mine.words, theirs.words)
    if 0.5 + 0.5 * common >= ALIKE:
        return alike(mine.key, theirs.key) >= ALIKE
    return common >= 0.5 and surplus(mine.key, theirs.key) == ([], [])
