"""The two sides: an artist of the collection, and an article or item that may be about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import frozen

from collector.match.normalise import artist_key
from collector.model import Candidate, SubjectView

__all__ = ["Article", "ArticleKind", "OurArtist", "Way", "article_of", "compared", "our_artist"]

ArticleKind = Literal["group", "musician", "artist", "human", "disambiguation", "list", "other", ""]
"""What a thing is: ``artist`` is a group or a musician, ``human`` a person not known to make music.

Empty where nothing says what it is.
"""

Way = Literal["link", "id", "name"]
"""How it was found: by a link of the artist's own, by the item's Discogs id, or by the name."""

TELLING = 4
"""A shorter title ("13", "Bad") stands in too many texts."""


@frozen
class OurArtist:
    """What the collection knows of an artist.

    Attributes:
        name: As Discogs writes it, without a number.
        variations: Other spellings of it.
        real_name: Of a person; empty if it is not known.
        aliases: Names under which the same people also record.
        members, groups: Who plays here, and where else they play.
        titles: Of the records owned.
        discogs_id: Digits; empty for an artist from elsewhere.
    """

    name: str
    variations: tuple[str, ...] = ()
    real_name: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    discogs_id: str = ""

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the right article is likely to mention: titles owned, members, groups, real name.

        A record that is called like the artist tells nothing: so is every namesake's.
        """
        own = {artist_key(name) for name in (self.name, *self.variations)}
        titles = (title for title in self.titles if len(title) >= TELLING)
        real = (self.real_name,) if self.real_name else ()
        told = (*titles, *self.members, *self.groups, *real)
        return tuple(text for text in dict.fromkeys(told) if artist_key(text) not in {*own, ""})


@frozen
class Article:
    """An article, or the item of one.

    Attributes:
        id: The service's.
        title: As a person reads it.
        names: What it is called: the title without its bracket, the item's labels and aliases.
        kind: What it is about.
        discogs: Ids of Discogs artists that it carries; empty if none is known.
        mentions: Names that its lead holds, of ours at least; None if the lead is not known.
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


def our_artist(view: SubjectView) -> OurArtist:
    """The comparable side of an artist's record."""
    fields = view.fields
    prefix, _, number = view.subject.key.partition(":")
    return OurArtist(
        name=str(fields.get("name", "")),
        variations=tuple(fields.get("name_variations") or ()),
        real_name=str(fields.get("real_name") or ""),
        aliases=_names(fields.get("aliases")),
        members=_names(fields.get("members")),
        groups=_names(fields.get("groups")),
        titles=tuple(fields.get("release_titles") or ()),
        discogs_id=number if prefix == "discogs" and number.isdecimal() else "",
    )


def _names(people: Iterable[Mapping[str, Any]] | None) -> tuple[str, ...]:
    return tuple(one["name"] for one in people or () if one.get("name"))


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
