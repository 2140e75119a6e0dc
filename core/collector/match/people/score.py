"""The score of an article: a weighted mean over what is known, with caps and vetoes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from collector.match.article import Article, ScoredArticle, is_latin, verified
from collector.match.normalise import artist_key, title_key
from collector.match.people.sides import OurArtist
from collector.match.similarity import alike

__all__ = ["PeopleCap", "score_article"]

PeopleCap = Literal[
    "a member or a group of it",
    "another name",
    "name in doubt",
    "nothing but the name",
    "one of a group of that name",
]
"""Names of the caps, as they are kept with a decision; ``words`` says each to a person."""

WEIGHTS = {"name": 40, "kind": 20, "discogs": 20, "link": 20, "mentions": 20}

NEAR, SAME = 0.5, 0.9
"""Names less alike than these are another's, and for a person to look at."""

DOUBT, NOT_IT, OTHER_NAME = 0.85, 0.55, 0.50
"""Ceilings: a person decides, not found, not found."""

ALSO = 0.95
"""What the name is worth that only an alias or the real name is equal to."""

_MUSIC = {"group", "musician", "artist"}
_NOT = {
    "disambiguation": "a list of meanings",
    "list": "a list",
    "album": "about a record",
    "single": "about a song",
    "other": "about something else",
    "human": "not known as a musician",
    "": "not known as a musician",
}
"""Why what is no musician and no group is out of the question."""


def score_article(ours: OurArtist, article: Article) -> ScoredArticle:
    """Compare an article with an artist of ours.

    Args:
        ours: The artist.
        article: The candidate.
    """
    compared = {
        "name": _name(ours, article),
        "kind": 1.0 if article.kind in _MUSIC else 0.5 if article.kind == "human" else 0.0,
        "discogs": _discogs(ours, article),
        "link": 1.0 if article.way == "link" else None,
        "mentions": _mentions(ours, article),
    }
    present = {name: value for name, value in compared.items() if value is not None}
    weight = sum(WEIGHTS[name] for name in present)
    mean = sum(WEIGHTS[name] * value for name, value in present.items()) / weight
    if verified(present):
        mean = 0.90 + 0.10 * mean  # an identifier outweighs a name that is spelled otherwise
    caps: dict[str, float] = dict(_caps(ours, article, present))
    why = _veto(article, present)
    total = 0.0 if why else min([mean, *caps.values()])
    return ScoredArticle(article, round(total, 4), present, caps, why)


# -- components --------------------------------------------------------------------------------


def _name(ours: OurArtist, article: Article) -> float | None:
    """The likest of all forms; names in two scripts, or of signs alone, cannot be compared."""
    if _is_called(ours, article):
        return 1.0
    if _also(ours) & _keys(article):
        return ALSO
    mine = (ours.name, *ours.variations, *ours.aliases, ours.real_name)
    values = [
        0.9 * alike(one, other)
        for one in filter(None, map(artist_key, mine))
        for other in _keys(article)
        if is_latin(one) == is_latin(other)
    ]
    return max(values, default=None)


def _is_called(ours: OurArtist, article: Article) -> bool:
    """Whether one of its names is ours, however it is written."""
    return any(map(ours.is_called, article.names))


def _also(ours: OurArtist) -> set[str]:
    """Keys of what ours is called at times."""
    names = (*ours.variations, *ours.aliases, ours.real_name)
    return {artist_key(name) for name in names} - {""}


def _keys(article: Article) -> set[str]:
    return {artist_key(name) for name in article.names} - {""}


def _discogs(ours: OurArtist, article: Article) -> float | None:
    if not (ours.discogs_id and article.discogs):
        return None
    return 1.0 if ours.discogs_id in article.discogs else 0.0


def _mentions(ours: OurArtist, article: Article) -> float | None:
    """Whether the lead knows of a title, a member, a group or the real name.

    What it is called itself is no news in it: an article about a namesake of the singer behind a
    pseudonym holds the real name, too.
    """
    known = set[str]().union(*map(_both_keys, ours.evidence))
    if not _is_called(ours, article):
        known -= {*_keys(article), *map(title_key, article.names)}
    if article.mentions is None or not known:
        return None
    told = set[str]().union(*map(_both_keys, article.mentions))
    return 1.0 if known & told else 0.0


def _both_keys(text: str) -> set[str]:
    return {artist_key(text), title_key(text)} - {""}


# -- caps and vetoes ---------------------------------------------------------------------------


def _caps(
    ours: OurArtist, article: Article, present: Mapping[str, float]
) -> Iterator[tuple[PeopleCap, float]]:
    name, sure = present.get("name"), verified(present)
    if name is not None and name < 0.9 * NEAR:
        yield "another name", OTHER_NAME
    elif not sure and name is not None and name < 0.9 * SAME:
        yield "another name", NOT_IT
    elif not sure and (name is None or name < 1.0):
        yield "name in doubt", DOUBT
    if _is_of_it(ours, article):
        yield "a member or a group of it", OTHER_NAME
    part = "discogs" not in present and name is not None and name < ALSO
    if (not sure and _is_namesake_inside(ours, article)) or (part and _is_part(ours, article)):
        yield "one of a group of that name", DOUBT
    if not sure and present.get("mentions") != 1.0:
        yield "nothing but the name", DOUBT


def _is_of_it(ours: OurArtist, article: Article) -> bool:
    """Whether it is about one who plays in our group, or the group of one who is ours."""
    others = {artist_key(name) for name in (*ours.members, *ours.groups)} - {""}
    keys = _keys(article)
    return bool(others & keys) and not (_is_called(ours, article) or _also(ours) & keys)


def _is_namesake_inside(ours: OurArtist, article: Article) -> bool:
    """Whether it is a singer where ours is a group, or the group that is called like its singer.

    Both articles mention the same people and records.
    """
    own = artist_key(ours.name)
    if article.kind in {"musician", "human"}:
        return bool(ours.members)
    return article.kind == "group" and own in {artist_key(name) for name in ours.groups}


def _is_part(ours: OurArtist, article: Article) -> bool:
    """Whether it is a person where ours is a group, or a group where ours is a person.

    A link may lead from Carlos Santana to Santana, and from the Bill Evans Trio to Bill Evans.
    """
    words = set(artist_key(ours.name).split())
    if any(set(key.split()) < words for key in _keys(article)):
        return True
    if article.kind in {"musician", "human"}:
        return bool(ours.members)
    return article.kind == "group" and bool(ours.real_name) and not ours.members


def _veto(article: Article, present: Mapping[str, float]) -> str:
    if present.get("discogs") == 0.0:
        return "the Discogs id of another"
    if article.kind in _MUSIC or (article.kind == "human" and present.get("discogs") == 1.0):
        return ""  # who has a Discogs id is heard on records, whatever else they do
    return _NOT[article.kind]
