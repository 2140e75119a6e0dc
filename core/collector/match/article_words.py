"""What speaks for an article about a record and against it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from collector.model import Candidate

__all__ = ["RECORD_CAPS", "listed", "record_words"]

RECORD_CAPS: Mapping[str, str] = {
    "another title": "another title",
    "perhaps of another year": "perhaps of another year",
    "somebody else's": "nothing says that it is theirs",
}
"""What each cap says to a person, by its name."""

NAMED = 2
"""So many names are said; the rest is counted."""


def record_words(candidate: Candidate) -> Iterator[str]:
    """The evidence of an article about a record.

    Args:
        candidate: With its components and what was compared, as the store keeps them.
    """
    parts = candidate.components
    if "title" in parts:
        yield _title(parts["title"])
    if parts.get("kind"):
        yield "an album" if candidate.offer.get("kind") == "album" else "a song"
    if parts.get("discogs") == 1.0:
        yield "its Discogs id is this one"
    if parts.get("credit") or parts.get("year"):
        yield f"its article names {listed(candidate.offer.get('mentions', ()))}"


def _title(value: float) -> str:
    if value == 1.0:
        return "title equal"
    return f"title {value:.0%} alike" if value >= 0.5 else "another title"


def listed(names: Sequence[str]) -> str:
    """Names for a sentence: two at the most, and how many more."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more of what we know"
    return " and ".join(names)
