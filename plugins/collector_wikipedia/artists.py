"""Biographies: from the artist's own links, by Discogs id, and last by name, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import field, frozen

from collector.api import (
    Answer,
    ArticleWay,
    Cost,
    Found,
    NotFound,
    SkipItem,
    SubjectView,
    artist_key,
    markdown_escape,
)
from collector_wikipedia.about import title_base
from collector_wikipedia.addresses import artist_titles, wiki_links, wikidata_link
from collector_wikipedia.articles import (
    bare,
    doubt,
    finding,
    item_of,
    lead,
    match,
    read,
    read_pins,
    reference,
)
from collector_wikipedia.compared import Finding
from collector_wikipedia.credits import artist_items
from collector_wikipedia.pictures import describe, image
from collector_wikipedia.pins import article
from collector_wikipedia.shapes import Entity, File, Page
from collector_wikipedia.shelf import Shelf
from collector_wikipedia.subjects import VARIOUS, Artist
from collector_wikipedia.wiki import LICENCE, Wiki

__all__ = ["Biographies"]

COST = Cost(once=5, each=0.045)
"""All is asked for together, but texts come twenty at a time, and some names are searched for."""

HITS = 10
"""Search results that are looked at; the right one is among the first or not there."""


@frozen
class Biographies:
    """Leads of articles about artists, and the ids that Wikidata knows of them."""

    wiki: Wiki
    name: str = "biography"
    version: int = 3  # 2: pictures with author, licence and source; 3: decided by the matcher
    subjects: Any = "artist"
    service: str = "wikipedia"
    needs: frozenset[str] = frozenset(
        {
            "artist.name",
            "artist.urls",
            "artist.name_variations",
            "artist.real_name",
            "artist.aliases",
            "artist.members",
            "artist.groups",
        }
    )
    provides: frozenset[str] = field(
        default=frozenset(
            f"artist.{name}"
            for name in ("wikipedia", "biography", "wikidata", "image", "spotify", "apple_music")
        )
    )
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=14)
    batch_size: int = 100
    cost: Cost = COST

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for up to a hundred artists with as few requests as can be."""
        asked = [Artist(view) for view in subjects if view.subject.key != VARIOUS]
        shelf = Shelf(self.wiki)
        read_pins(shelf, asked)
        self._find_items(shelf, [one for one in asked if one.open])
        shelf.fetch(place for one in asked if one.open for place in self._places(one))
        self._follow_links(shelf, [one for one in asked if one.open])
        self._read_items(shelf, [one for one in asked if one.open and one.item])
        self._try_names(shelf, [one for one in asked if one.open and not one.item])
        files = describe(self.wiki, (page for one in asked for page in one.pages))
        answers = {one.subject: _answer(one, self.wiki, files) for one in asked}
        return [answers.get(view.subject, SkipItem("not one artist")) for view in subjects]

    def read_pin(self, text: str) -> str:
        """The article that a person means; raises BadInput where it can be none."""
        return article(text, self.wiki.languages)

    # -- by links and ids --------------------------------------------------------------------

    def _find_items(self, shelf: Shelf, asked: Sequence[Artist]) -> None:
        """Wikidata knows the item by a link, or by the Discogs id (P1953)."""
        known = shelf.items_with({"P1953": {one.discogs_id for one in asked}})
        by_id = artist_items(known)
        linked = {one.subject: wikidata_link(one.urls) for one in asked}
        items = shelf.entities(linked.values())
        for one in asked:
            ways: dict[ArticleWay, Entity | None] = {
                "link": items.get(linked[one.subject]),
                "id": by_id.get(one.discogs_id),
            }
            sound = (item for way, item in ways.items() if item and one.is_about(item, way))
            one.item = next(sound, None)

    def _places(self, one: Artist) -> list[tuple[str, str]]:
        """Where the article may be: language and title, by link or item, or else by name."""
        known = self._linked(one) or self._article(one)
        if known or one.item or not artist_key(one.name):
            return [known] if known else []
        return [(self.wiki.languages[0], title) for title in artist_titles(one.name)]

    def _linked(self, one: Artist) -> tuple[str, str] | None:
        links = wiki_links(one.urls, self.wiki.languages)
        return next(((lang, links[lang]) for lang in self.wiki.languages if lang in links), None)

    def _article(self, one: Artist) -> tuple[str, str] | None:
        links = one.item.sitelinks if one.item else {}
        there = [lang for lang in self.wiki.languages if f"{lang}wiki" in links]
        return (there[0], links[f"{there[0]}wiki"].title) if there else None

    def _follow_links(self, shelf: Shelf, asked: Sequence[Artist]) -> None:
        """The artist's own links on Discogs name the article."""
        wanted = {one.subject: link for one in asked if (link := self._linked(one))}
        pages = read(shelf, wanted)
        items = shelf.entities(item_of(page) for page in pages.values())
        for one in asked:
            if page := pages.get(one.subject):
                lang, item = wanted[one.subject][0], items.get(item_of(page))
                linked = finding(one, page, item, lang, "link", self.wiki)
                one.weigh([linked, *self._named_by_id(shelf, one, page)])

    def _named_by_id(self, shelf: Shelf, one: Artist, page: Page) -> list[Finding]:
        """The article of the item with the Discogs id, where a link leads to that of another."""
        place = self._article(one)
        if one.item is None or place is None or item_of(page) in {"", one.item.id}:
            return []
        found = read(shelf, {one.subject: place}).values()
        return [finding(one, other, one.item, place[0], "id", self.wiki) for other in found]

    def _read_items(self, shelf: Shelf, asked: Sequence[Artist]) -> None:
        """The article of the item, in the best language that has one."""
        wanted = {one.subject: link for one in asked if (link := self._article(one))}
        pages = read(shelf, wanted)
        for one in asked:
            one.rung = "relation"
            if one.item and (page := pages.get(one.subject)):
                way: ArticleWay = "link" if one.item.id == wikidata_link(one.urls) else "id"
                lang = wanted[one.subject][0]
                one.weigh([finding(one, page, one.item, lang, way, self.wiki)])

    # -- by name -----------------------------------------------------------------------------

    def _try_names(self, shelf: Shelf, asked: Sequence[Artist]) -> None:
        """Titles first, many in a request; a search only where the name has other meanings.

        Where the bare name leads nowhere, no article has it with an addition either.
        """
        lang = self.wiki.languages[0]
        named = [one for one in asked if artist_key(one.name)]
        titles = {one.subject: list(artist_titles(one.name)) for one in named}
        pages = shelf.pages(lang, (title for of in titles.values() for title in of))
        hits: set[str] = set()
        for one in named:
            likely = [pages[title] for title in titles[one.subject] if title in pages]
            if likely and not any(_is_sure(one, page) for page in likely):
                found = self.wiki.search(lang, one.query, HITS)
                titles[one.subject] += found
                hits.update(found)
        pages |= shelf.pages(lang, sorted(hits))
        self._choose(shelf, named, titles, pages)

    def _choose(
        self,
        shelf: Shelf,
        asked: Sequence[Artist],
        titles: Mapping[Any, Sequence[str]],
        pages: Mapping[str, Page],
    ) -> None:
        lang = self.wiki.languages[0]
        same = {
            one.subject: {
                page.title: page
                for title in titles[one.subject]
                if (page := pages.get(title)) and _is_named(one, page)
            }
            for one in asked
        }
        items = shelf.entities(item_of(page) for of in same.values() for page in of.values())
        for one in asked:
            one.lang = lang
            one.weigh(
                finding(one, page, items.get(item_of(page)), lang, "name", self.wiki)
                for page in same[one.subject].values()
            )


def _is_named(one: Artist, page: Page) -> bool:
    return page.is_article and one.is_called(title_base(page.title))


def _is_sure(one: Artist, page: Page) -> bool:
    """Whether it would be taken by its text alone, and nothing needs to be searched for."""
    return _is_named(one, page) and one.accepts(one.article(page, None, "name"))


# -- answers -----------------------------------------------------------------------------------


def _answer(one: Artist, wiki: Wiki, files: Mapping[str, File]) -> Answer:
    if one.page is not None:
        fields = _fields(one, one.page, one.item, files)
        return Found(fields, match(one, wiki), one.page.fullurl, LICENCE)
    if one.pin:
        return NotFound("the pinned article is not there")
    if review := doubt(one, lambda found: _fields(one, found.page, found.item, files)):
        return review
    if one.item is not None:
        return Found(_ids(one.item), bare(one))
    return NotFound("no article about a musician or group of this name", match(one, wiki))


def _fields(
    one: Artist, page: Page, item: Entity | None, files: Mapping[str, File]
) -> dict[str, Any]:
    return {
        "wikipedia": reference(one, page),
        "biography": markdown_escape(lead(page)),
        **_ids(item),
        **image(page, files),
    }


def _ids(item: Entity | None) -> Mapping[str, Any]:
    """Artist ids at other services (P1902 Spotify, P2850 Apple Music), if there is just one."""
    if item is None:
        return {}
    fields: dict[str, Any] = {"wikidata": {"id": item.id}}
    addresses = {
        "spotify": ("P1902", "https://open.spotify.com/artist/"),
        "apple_music": ("P2850", "https://music.apple.com/artist/"),
    }
    for name, (prop, address) in addresses.items():
        values = item.values(prop)
        if len(values) == 1:
            fields[name] = {"id": values[0], "url": address + values[0]}
    return fields
