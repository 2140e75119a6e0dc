"""What is compared of an article: its names, its kind, and what its lead tells."""

from __future__ import annotations

from attrs import frozen

from collector.api import (
    MANY_ARTISTS,
    Article,
    ArticleKind,
    ArticleWay,
    OurArtist,
    OurRecord,
)
from collector_wikipedia.about import (
    KINDS,
    is_human,
    is_list,
    mentioned,
    opening,
    sort_of,
    title_base,
)
from collector_wikipedia.addresses import soundtrack_title
from collector_wikipedia.shapes import Entity, Page

__all__ = ["Finding", "article_about", "article_about_record", "kind_of"]

MANY = ("various", "compilation", "soundtrack")
"""Words for records of many artists."""


@frozen
class Finding:
    """An article that may be the right one.

    Attributes:
        article: What is compared.
        page: What it was made of.
        item: Its item, if it has one.
        lang: Its language.
    """

    article: Article
    page: Page
    item: Entity | None
    lang: str


def article_about(
    ours: OurArtist,
    page: Page | None,
    item: Entity | None,
    way: ArticleWay,
    id: str = "",  # noqa: A002
) -> Article:
    """What is compared of an article, of its item, or of both.

    Args:
        ours: The artist: of what the lead tells, only what is known of them counts.
        page: The article; None where the item alone is judged.
        item: Its item.
        way: How it was found.
        id: What the article is called among candidates; by default the item's.
    """
    titles = [page.title] if page else []
    names = [title_base(name) for name in (*titles, *(item.names if item else ()))]
    told = mentioned(page.extract, ours.evidence) if page else None
    return Article(
        id or (item.id if item else ""),
        page.title if page else id,
        tuple(dict.fromkeys(names)),
        kind_of(page, item),
        item.values("P1953") if item else (),
        None if told is None else tuple(told),
        way,
        page.fullurl if page else "",
    )


def kind_of(page: Page | None, item: Entity | None) -> ArticleKind:
    """What an article is about, as far as artists are concerned."""
    sort = sort_of(page, item)
    if sort == "artist":
        group = item is not None and KINDS["artist"].intersection(item.values("P31"))
        return "group" if group else "musician" if is_human(item) else "artist"
    if page is not None and is_list(page.title):
        return "list"
    if is_human(item):
        return "human"
    return sort


def article_about_record(
    ours: OurRecord,
    page: Page,
    item: Entity | None,
    way: ArticleWay,
    id: str = "",  # noqa: A002
) -> Article:
    """What is compared of an article that may be about a record.

    Args:
        ours: The record.
        page: The article: where it begins, and in its title's bracket, stands whose record it is.
        item: Its item.
        way: How it was found.
        id: What the article is called among candidates.
    """
    base = title_base(page.title)
    said = f"{opening(page)} {page.description}"
    named = f"{said} {page.title.removeprefix(base)}"
    names = [base, *(title_base(name) for name in (item.names if item else ()))]
    names += [ours.title] if page.title == soundtrack_title(ours.title) else []
    told = mentioned(named, ours.artists)
    told += [MANY_ARTISTS] if any(word in said.casefold() for word in MANY) else []
    told += [str(ours.year)] if ours.year and str(ours.year) in said else []
    return Article(
        id,
        page.title,
        tuple(dict.fromkeys(names)),
        kind_of(page, item),
        item.values("P1954") if item else (),
        tuple(told),
        way,
        page.fullurl,
    )
