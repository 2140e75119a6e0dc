"""Album articles: by Discogs master and release id, then by the titles an article may have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from attrs import field, frozen

from collector.api import (
    Answer,
    Cost,
    Found,
    NotFound,
    SubjectView,
    markdown_escape,
    title_key,
)
from collector_wikipedia.about import sort_of
from collector_wikipedia.addresses import album_titles
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
from collector_wikipedia.credits import artist_fields, artist_items, shop_ids
from collector_wikipedia.pins import article
from collector_wikipedia.shapes import Entity, Page
from collector_wikipedia.shelf import Shelf
from collector_wikipedia.subjects import Record
from collector_wikipedia.wiki import LICENCE, Wiki, by_value

__all__ = ["AlbumArticles"]

COST = Cost(once=4, each=0.04)
"""All is asked for together, but the texts come twenty at a time."""


@frozen
class AlbumArticles:
    """Leads of articles about albums, and the ids that Wikidata knows of them and their artists."""

    wiki: Wiki
    name: str = "album"
    version: int = 3  # 2: ids of the artists; 3: decided by the matcher
    subjects: Any = "release"
    service: str = "wikipedia"
    needs: frozenset[str] = frozenset(
        {
            "release.title",
            "release.artists",
            "release.year",
            "release.discogs",
            "release.formats",
        }
    )
    provides: frozenset[str] = field(
        default=frozenset(
            f"release.{name}"
            for name in ("wikipedia", "description", "wikidata", "wikidata_artists")
        )
    )
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=14)
    batch_size: int = 100
    cost: Cost = COST

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for up to a hundred releases with as few requests as can be."""
        asked = [Record(view) for view in subjects]
        shelf = Shelf(self.wiki)
        read_pins(shelf, asked)
        self._find_items(shelf, asked)
        shelf.fetch(place for one in asked if one.open for place in self._places(one))
        self._read_items(shelf, [one for one in asked if one.open and one.item])
        self._try_titles(shelf, [one for one in asked if one.open and not one.item])
        return [_answer(one, self.wiki) for one in asked]

    def read_pin(self, text: str) -> str:
        """The article that a person means; raises BadInput where it can be none."""
        return article(text, self.wiki.languages)

    def _find_items(self, shelf: Shelf, asked: Sequence[Record]) -> None:
        """Wikidata knows the master (P1954), or the pressing (P2206), and the artists (P1953)."""
        searched = [one for one in asked if one.open]
        items = shelf.items_with(
            {
                "P1954": {one.ours.master for one in searched},
                "P2206": {one.discogs_id for one in searched},
                "P1953": {artist.discogs_id for one in asked for artist in one.people},
            }
        )
        people = artist_items(items)
        for one in asked:
            one.artist_fields = artist_fields(one, people)
        records = [item for item in items if _is_record(item)]
        by_master, by_release = by_value(records, "P1954"), by_value(records, "P2206")
        for one in searched:
            by_id = (by_master.get(one.ours.master), by_release.get(one.discogs_id))
            one.item = next((item for item in by_id if item and one.may_be(item)), None)

    def _places(self, one: Record) -> list[tuple[str, str]]:
        """Where the article may be: language and title, by item, or else by title."""
        link = self._link(one)
        if link or one.item:
            return [link] if link else []
        return [(self.wiki.languages[0], title) for title in _titles(one)]

    def _read_items(self, shelf: Shelf, asked: Sequence[Record]) -> None:
        """The article of the item, in the best language that has one."""
        wanted = {one.subject: link for one in asked if (link := self._link(one))}
        pages = read(shelf, wanted)
        for one in asked:
            one.rung = "relation"
            if page := pages.get(one.subject):
                lang = wanted[one.subject][0]
                one.weigh([finding(one, page, one.item, lang, "id", self.wiki)])

    def _link(self, one: Record) -> tuple[str, str] | None:
        links = one.item.sitelinks if one.item else {}
        found = [
            (lang, links[f"{lang}wiki"].title)
            for lang in self.wiki.languages
            if f"{lang}wiki" in links
        ]
        return found[0] if found else None

    def _try_titles(self, shelf: Shelf, asked: Sequence[Record]) -> None:
        """Articles whose title fits, if they say that they are this record by this artist."""
        lang = self.wiki.languages[0]
        titles = {one.subject: _titles(one) for one in asked}
        pages = shelf.pages(lang, (title for of in titles.values() for title in of))
        found = {
            one.subject: {
                page.title: page
                for title in titles[one.subject]
                if (page := pages.get(title)) and page.is_article
            }
            for one in asked
        }
        fitting = [
            page for one in asked for page in found[one.subject].values() if _fits(one, page)
        ]
        items = shelf.entities(map(item_of, fitting))
        for one in asked:
            one.weigh(
                finding(one, page, items.get(item_of(page)), lang, "name", self.wiki)
                for page in found[one.subject].values()
            )


def _is_record(item: Entity) -> bool:
    return sort_of(None, item) in {"album", "single", ""}


def _titles(one: Record) -> tuple[str, ...]:
    ours = one.ours
    if not title_key(ours.title):
        return ()
    year = ours.year if ours.own_name else None
    return album_titles(ours.title, one.first_artist, year=year, single=ours.kinds == {"single"})


def _fits(one: Record, page: Page) -> bool:
    """Whether it would be taken by its text alone: only then its item is worth a request."""
    return one.accepts(one.article(page, None, "name"))


def _answer(one: Record, wiki: Wiki) -> Answer:
    ids = {**_ids(one.item), **one.artist_fields}
    if one.page is not None:
        return Found(_fields(one, one.page, one.item), match(one, wiki), one.page.fullurl, LICENCE)
    if one.pin:
        return NotFound("the pinned article is not there", fields=ids)
    if review := doubt(one, lambda found: _fields(one, found.page, found.item)):
        return review
    if one.item:
        return Found(ids, bare(one))
    return NotFound("no article about it", match(one, wiki), ids)


def _fields(one: Record, page: Page, item: Entity | None) -> dict[str, Any]:
    return {
        "wikipedia": reference(one, page),
        "description": markdown_escape(lead(page)),
        **_ids(item),
        **one.artist_fields,
    }


def _ids(item: Entity | None) -> dict[str, Any]:
    """The item, with the album's ids at Spotify (P2205) and Apple Music (P2281) it carries."""
    if item is None:
        return {}
    return {"wikidata": {"id": item.id, **shop_ids(item, spotify="P2205", apple_music="P2281")}}
