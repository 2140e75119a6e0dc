"""How alike two keys are, from 0 to 1."""

from __future__ import annotations

from collector.match.normalise import title_key

__all__ = ["alike", "title_similarity"]


def alike(one: str, other: str) -> float:
    """Half the sequence ratio, half the overlap of words: neither order nor spelling alone."""
    from rapidfuzz.fuzz import ratio

    if one == other:
        return 1.0 if one else 0.0
    mine, theirs = set(one.split()), set(other.split())
    overlap = len(mine & theirs) / max(len(mine), len(theirs), 1)
    return 0.5 * ratio(one, other) / 100 + 0.5 * overlap


def title_similarity(one: str, other: str) -> float:
    """How alike two titles are, their qualifiers left aside."""
    from collector.match.titles import split_title

    cores = alike(split_title(one).core, split_title(other).core)
    return max(cores, alike(title_key(one), title_key(other)))
