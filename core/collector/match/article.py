"""An article of an encyclopedia that may be about one of ours: what is compared, and its score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import frozen

from collector.match.normalise import in_latin
from collector.model import Candidate

__all__ = [
    "Article",
    "ArticleKind",
    "ScoredArticle",
    "Way",
    "article_of",
    "compared",
    "is_latin",
    "verified",
]

ArticleKind = Literal[
    "group", "musician", "artist", "human", "album", "single", "disambiguation", "list", "other", ""
]
"""What a thing is: ``artist`` is a group or a musician, ``human`` a person not known to make music.

Empty where nothing says what it is.
"""

Way = Literal["link", "id", "name"]
"""How it was found: by a link of the artist's own, by the item's Discogs id, or by the name."""


@frozen
class Article:
    """An article, or the item of one.

    Attributes:
        id: The service's.
        title: As a person reads it.
        names: What it is called: the title without its bracket, the item's labels and aliases.
        kind: What it is about.
        discogs: Ids of Discogs artists, or masters, that it carries; empty if none is known.
        mentions: What its lead tells, of ours at least; None if the lead is not known.
        way: How it was found.
        url: Where a person can look at it.
    """

    id: str
    title: str
    names: tuple[str, ...] = ()
    kind: ArticleKind = ""
    discogs: tuple[str, ...] = ()
    mentions: tuple[str, ...] | None = None
    way: Way = "name"
    url: str = ""


@frozen
class ScoredArticle:
    """A candidate with its evidence.

    Attributes:
        score: 0 to 1.
        components: By name; what could not be compared is absent.
        caps: What held the score down, by name, with the ceiling.
        veto: Why it is out of the question; empty if it is not.
    """

    article: Article
    score: float
    components: Mapping[str, float]
    caps: Mapping[str, float]
    veto: str = ""

    @property
    def verified(self) -> bool:
        """Whether a link of the artist's own, or the Discogs id, says that it is this one."""
        return verified(self.components)

    @property
    def evidence(self) -> Mapping[str, float]:
        """Components, caps and veto in one table, as the store keeps them."""
        capped = {f"cap:{name}": to for name, to in self.caps.items()}
        vetoed = {f"veto:{self.veto}": 0.0} if self.veto else {}
        return {**self.components, **capped, **vetoed}


def verified(present: Mapping[str, float]) -> bool:
    """Whether components hold what identifies an article: its id at Discogs, or a link to it."""
    return present.get("discogs") == 1.0 or "link" in present


def is_latin(key: str) -> bool:
    """Whether a key has Latin letters or digits, and no others; what is of signs alone has none."""
    return in_latin(key) and any(letter.isalnum() for letter in key)


def compared(article: Article) -> dict[str, Any]:
    """The part of an article that :class:`Candidate` has no place for, as JSON."""
    said: dict[str, Any] = {
        "way": article.way,
        "kind": article.kind,
        "names": list(article.names),
        "discogs": list(article.discogs),
    }
    told = {} if article.mentions is None else {"mentions": list(article.mentions)}
    return {name: value for name, value in said.items() if value} | told


def article_of(candidate: Candidate) -> Article | None:
    """The article that a candidate was; None if what was compared was not kept."""
    said: Mapping[str, Any] = candidate.offer
    if "way" not in said:
        return None
    mentions = said.get("mentions")
    return Article(
        candidate.id,
        candidate.title,
        tuple(said.get("names", ())),
        said.get("kind", ""),
        tuple(said.get("discogs", ())),
        None if mentions is None else tuple(mentions),
        said["way"],
        candidate.url,
    )
