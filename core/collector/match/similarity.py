"""How alike two keys are, from 0 to 1."""

from __future__ import annotations

from collections.abc import Set

from collector.match.normalise import title_key

__all__ = ["alike", "overlap", "surplus", "title_similarity"]

SPELLED = 5
"""In a word of so many letters one may differ: "theatre", "theater"."""


def alike(one: str, other: str) -> float:
    """Half the sequence ratio, half the overlap of words: neither order nor spelling alone."""
    # From the package as a whole: while one thread imports it, another may not take a part.
    from rapidfuzz import fuzz

    if one == other:
        return 1.0 if one else 0.0
    words = overlap(set(one.split()), set(other.split()))
    return 0.5 * fuzz.ratio(one, other) / 100 + 0.5 * words


def overlap(one: Set[str], other: Set[str]) -> float:
    """The share of words that both have, of those that the richer one has."""
    return len(one & other) / max(len(one), len(other), 1)


def title_similarity(one: str, other: str) -> float:
    """How alike two titles are, their qualifiers left aside."""
    from collector.match.titles import split_title

    cores = alike(split_title(one).core, split_title(other).core)
    return max(cores, alike(title_key(one), title_key(other)))


def surplus(one: str, other: str) -> tuple[list[str], list[str]]:
    """The words of either key that have no counterpart in the other; one may be two words there."""
    if one == other:
        return [], []
    mine, theirs = one.split(), other.split()
    for word in one.split():
        alike = (it for it in theirs if _spelled_alike(word, it))
        found = word if word in theirs else next(alike, None)
        if found is not None:
            mine.remove(word)
            theirs.remove(found)
    return ([], []) if mine and "".join(mine) == "".join(theirs) else (mine, theirs)


def _spelled_alike(word: str, other: str) -> bool:
    if word == other:
        return True
    short, long = sorted((len(word), len(other)))
    if short < SPELLED or long > short + 1 or not (word.isalpha() and other.isalpha()):
        return False
    from rapidfuzz import distance

    return distance.OSA.distance(word, other, score_cutoff=1) <= 1
