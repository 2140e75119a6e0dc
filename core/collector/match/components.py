"""The components of a score, each from 0 to 1, or None where there is nothing to compare."""

from __future__ import annotations

import re
from functools import lru_cache

from collector.match.forms import without_key
from collector.match.normalise import artist_key, in_latin, title_key
from collector.match.records import Ours, Theirs
from collector.match.similarity import alike, surplus
from collector.match.titles import Title, split_title

__all__ = [
    "PRESENTED",
    "VARIOUS",
    "artist",
    "artist_id",
    "label",
    "leader",
    "people",
    "title",
    "undated",
    "year",
]

_SMALL_WORDS = "and the die der das les le la los las el os il gli den det een het"
_SMALL = frozenset(_SMALL_WORDS.split())
PRESENTED = frozenset({"presents", "present", "pres"})
"""Words between an artist's name and a title."""
SPELLED = 90
"""Per cent of the letters that two transcriptions of a name share."""
VARIOUS = {"various", "various artists"}
_SEPARATOR = re.compile(
    r"\s*(?:,|/|;|&|\+|\bfeat(?:uring)?\b\.?|\bft\b\.?|\bwith\b|\bvs\b\.?|\band\b|\bx\b)\s*",
    re.IGNORECASE,
)
_BAND = re.compile(r"(?<=\S) (?:and|with) (?:his|her) .+$")
_GLOSS = re.compile(r"^([^(a-z0-9]+)\s\(.+\)$", re.IGNORECASE)
"""A name in signs, or in another script, that is spelled out behind: "!!! (Chk Chk Chk)"."""


_FEATURED = re.compile(r"\s+(?:feat(?:uring)?|ft)\b\.?\s", re.IGNORECASE)


def title(ours: Ours, mine: Title, other: Title) -> float:
    """The core titles; the artist's whole name may stand in one of them only."""
    if mine.core and mine.core == other.core:
        return 1.0
    words, theirs = _full(mine), _full(other)
    if words and ("".join(words) == "".join(theirs) or sorted(words) == sorted(theirs)):
        return 1.0  # Reload, Re-Load; 12345678 (The Catalogue), The Catalogue 12345678
    one, two = surplus(mine.core, other.core)
    left_out = {*PRESENTED, "the", "complete", *map(str, ours.years)}
    rest = [word for word in without_key(one or two) if word not in left_out]
    if bool(one) != bool(two) and (_SMALL.issuperset(rest) or _names_artist(ours, rest)):
        return 1.0
    return alike(mine.core, other.core)


def _names_artist(ours: Ours, words: list[str]) -> bool:
    """Whether words are the printed name, or stand for one of several: "Mozart: Requiem"."""
    its = [*words[:-1], words[-1].removesuffix("s")] if words else []  # Al Green's
    if any(sorted(key.split()) in (sorted(words), sorted(its)) for key in ours.printed):
        return True
    several = len(ours.artists) > 1 and bool(words)
    return several and any(set(words) <= set(key.split()) for keys in ours.artists for key in keys)


def _full(title: Title) -> list[str]:
    words = title.core.split()
    return [word for word in words if word != "the"] or words


def artist(ours: Ours, theirs: Theirs) -> float | None:
    """The credits: as printed, by name and variation, as sets of names, or by ids."""
    if not ours.artists or not (theirs.artist or theirs.artists):
        return None
    key = artist_key(_plain(theirs.artist or ", ".join(theirs.artists)))
    if ours.various or key in VARIOUS:
        return 1.0 if ours.various and key in VARIOUS else 0.0
    if key in ours.printed or _by_surnames(ours, key):
        return 1.0
    if any(leader(key) == leader(mine) for mine in ours.printed) or _transcribed(ours, key):
        return 0.95
    best = max((_credit(mine, key) for mine in ours.printed), default=0.0)
    return max(best, _sets(ours, theirs), artist_id(ours, theirs) or 0.0)


def _by_surnames(ours: Ours, key: str) -> bool:
    """Whether a joint credit gives the last names alone: "Fripp & Eno"."""
    words = set(_names(key))
    known = {word for keys in ours.artists for one in keys for word in one.split()}
    last = all(any(one.rpartition(" ")[2] in words for one in keys) for keys in ours.artists)
    return len(ours.artists) > 1 and words <= known and last


def _transcribed(ours: Ours, key: str) -> bool:
    """Whether a name that is written in other letters is spelled otherwise in Latin ones.

    As "Fairuz" and "Fairouz". A name in Latin letters alone has one spelling.
    """
    from rapidfuzz import fuzz

    for keys in ours.artists if len(ours.artists) == 1 else ():
        latin = [one for one in keys if in_latin(one)]
        if len(latin) < len(keys) and any(fuzz.ratio(one, key) >= SPELLED for one in latin):
            return True
    return False


@lru_cache(maxsize=4096)
def _plain(credit: str) -> str:
    """Without what spells a name out, and without guests."""
    return _FEATURED.split(_GLOSS.sub(r"\1", credit))[0] or credit


def artist_id(ours: Ours, theirs: Theirs) -> float | None:
    """The share of artists that both sides have, one at least by its id: 0 if no id is shared.

    In a joint credit a name stands for an id that is not known.
    """
    ids = set(theirs.artist_ids)
    if not ids or not any(ours.artist_ids):
        return None
    same = [bool(mine & ids) for mine in ours.artist_ids]
    if not any(same):
        return 0.0
    names = {*people(theirs), artist_key(theirs.artist)}
    hits = sum(known or bool(keys & names) for known, keys in zip(same, ours.artists, strict=True))
    return hits / max(len(ours.artists), len(ids))


def leader(key: str) -> str:
    """Who leads a band: "duke ellington and his famous orchestra" is Duke Ellington's."""
    return _BAND.sub("", key)


def _credit(mine: str, key: str) -> float:
    one, two = _names(mine), _names(key)
    if "".join(one) == "".join(two):  # R.E.M. and REM
        return 1.0
    if len(one) > 1 and not {*one}.isdisjoint(two) and surplus(mine, key) == ([], []):
        return 0.95  # Café Tacuba, Café Tacvba; of a name of one word a band of imitators may be
    return 0.9 * alike(mine, key)


def _names(key: str) -> list[str]:
    """A credit without what may be left out: a comma stands for "and", articles are dropped."""
    return [word for word in key.split() if word not in _SMALL] or key.split()


def _sets(ours: Ours, theirs: Theirs) -> float:
    """The share of names that both sides have; 1 if they are the same people."""
    names = people(theirs)
    halves = [artist_key(half) for name in theirs.artists for half in name.split(" / ")]
    keys = {*names, *halves, artist_key(theirs.artist)}
    head = title_key(theirs.title.partition(":")[0]) if ":" in theirs.title else ""
    hits = sum(1 for mine in ours.artists if mine & keys or _is_last_name(head, mine))
    most = max(len(ours.artists), len(names))
    return hits / most if most else 0.0


def _is_last_name(word: str, keys: frozenset[str]) -> bool:
    """Whether a composer stands before the title: "Satie: 3 Gymnopédies"."""
    return bool(word) and any(key == word or key.endswith(f" {word}") for key in keys)


def people(theirs: Theirs) -> list[str]:
    """The keys of the names in their credit, one by one."""
    names = theirs.artists or _parted(theirs.artist)
    return [artist_key(name) for name in names if name.strip()]


@lru_cache(maxsize=4096)
def _parted(credit: str) -> list[str]:
    return _SEPARATOR.split(credit)


def year(ours: Ours, theirs: Theirs) -> float | None:
    """The nearer of the release's and the master's year."""
    if not ours.years or not theirs.year:
        return None
    off = min(abs(mine - theirs.year) for mine in ours.years)
    if off > 1 and undated(ours, theirs):
        return None
    return 1.0 if off == 0 else 0.9 if off == 1 else 0.6 if off <= 3 else 0.3


def undated(ours: Ours, theirs: Theirs) -> bool:
    """Whether a year is that of a later edition, and says nothing of the work.

    Theirs, if its title or tracks name one; ours, if no other is known and theirs is earlier.
    """
    if not ours.years or not theirs.year:
        return False
    if theirs.year > max(ours.years):
        return theirs.remastered or split_title(theirs.title).edition
    return len(ours.years) == 1


def label(ours: Ours, theirs: Theirs) -> float | None:
    """Whether one of our labels stands in theirs; reissues have others, which say nothing."""
    mine = [title_key(name) for name in ours.labels if name]
    other = title_key(theirs.label)
    if not mine or not other.strip("/ "):
        return None
    return 1.0 if any(name in other or other in name for name in mine) else None
