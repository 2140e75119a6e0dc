"""What speaks for an article and against it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collector.match.article_words import listed
from collector.match.people.score import ALSO
from collector.model import Candidate

__all__ = ["PEOPLE_CAPS", "people_words"]

PEOPLE_CAPS: Mapping[str, str] = {
    "a member or a group of it": "a member of it, or a group that they play in",
    "another name": "another name",
    "name in doubt": "called otherwise",
    "nothing but the name": "nothing but the name agrees",
    "one of a group of that name": "a person for a group, or a group for its singer",
}
"""What each cap says to a person, by its name."""

_KINDS = {"group": "a group", "musician": "a musician"}


def people_words(candidate: Candidate) -> Iterator[str]:
    """The evidence of an article about an artist.

    Args:
        candidate: With its components and what was compared, as the store keeps them.
    """
    parts = candidate.components
    if "name" in parts:
        yield _name(parts["name"])
    if parts.get("kind") == 1.0:
        yield _KINDS.get(candidate.offer.get("kind", ""), "a musician or group")
    elif parts.get("kind"):
        yield "a person not known as a musician"
    if parts.get("discogs") == 1.0:
        yield "its Discogs id is this one"
    if "link" in parts:
        yield "the artist's own link names it"
    if "mentions" in parts:
        names = candidate.offer.get("mentions", ()) if parts["mentions"] else ()
        yield f"its article names {listed(names) or 'nothing of what we know'}"


def _name(value: float) -> str:
    if value == 1.0:
        return "name equal"
    if value == ALSO:
        return "an alias or the real name equal"
    return f"name {value:.0%} alike" if value >= 0.5 else "another name"
