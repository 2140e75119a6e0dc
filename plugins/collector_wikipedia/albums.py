"""Album articles: by Discogs master and release id, then by the titles an article may have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from attrs import field, frozen

from collector.api import (
    Answer,
    Found,
    NotFound,
    SubjectView,
    markdown_escape,
    title_key,
)
from collector_wikipedia.about import mentions, opening, sort_of, title_base
from collector_wikipedia.addresses import album_titles, wiki_title
from collector_wikipedia.articles import item_of, lead, match, read, read_pins, reference
from collector_wikipedia.credits import artist_fields, artist_items, shop_ids
from collector_wikipedia.pins import article
from collector_wikipedia.shapes import Entity, Page
from collector_wikipedia.shelf import Shelf
from collector_wikipedia.subjects import Record
from collector_wikipedia.wiki import LICENCE, Wiki, by_value

__all__ = ["AlbumArticles"]

MANY = ("various", "compilation", "soundtrack")


@frozen
class AlbumArticles:
    """Leads of articles about albums, and the ids that Wikidata knows of them and their artists."""

    wiki: Wiki
    name: str = "album"
    version: int = 2  # 2: ids of the artists
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
                "P1954": {one.master_id for one in searched},
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
            by_id = (by_master.get(one.master_id), by_release.get(one.discogs_id))
            one.item = next((item for item in by_id if item and _is_sound(one, item)), None)

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
            page = pages.get(one.subject)
            lang = wanted[one.subject][0] if page else ""
            one.rung = "relation"
            if page and sort_of(page, one.item) in one.sorts and not one.rejects(page, lang):
                one.take(page, lang, "relation")

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
        fitting = {
            one.subject: [
                pages[title]
                for title in titles[one.subject]
                if title in pages
                and _fits(one, pages[title])
                and not one.rejects(pages[title], lang)
            ]
            for one in asked
        }
        items = shelf.entities(item_of(page) for of in fitting.values() for page in of)
        for one in asked:
            for page in fitting[one.subject]:
                item = items.get(item_of(page))
                if one.page is None and _is_not_another(one, page, item):
                    one.item = item
                    one.take(page, lang, "text")


def _is_record(item: Entity) -> bool:
    return sort_of(None, item) in {"album", "single", ""}


def _is_sound(one: Record, item: Entity) -> bool:
    return one.may_be(item) and not _is_of_another(one, item)


def _is_of_another(one: Record, item: Entity | None) -> bool:
    """It carries another master's id."""
    masters = item.values("P1954") if item else ()
    return bool(masters and one.master_id and one.master_id not in masters)


def _titles(one: Record) -> tuple[str, ...]:
    if not title_key(one.title):
        return ()
    year = one.year if one.own_name else None
    return album_titles(one.title, one.first_artist, year=year, single=one.sorts == {"single"})


def _fits(one: Record, page: Page) -> bool:
    """The text says that it is a record of this title, and whose."""
    base = title_key(title_base(page.title))
    film = page.title.endswith("(soundtrack)") and page.title in _titles(one)
    same = base in {title_key(one.title), title_key(wiki_title(one.title))} or film
    if not (page.is_article and same and sort_of(page, None) in one.sorts):
        return False
    said = f"{opening(page)} {page.description}"
    if not one.artists:
        return _is_of_many(one, said)
    dated = not one.own_name or str(one.year) in said
    named = f"{said} {page.title.removeprefix(title_base(page.title))}"
    return dated and mentions(named, one.artists)


def _is_of_many(one: Record, said: str) -> bool:
    """A record of various artists names none: its year and its nature must do."""
    return str(one.year) in said and any(word in said.casefold() for word in MANY)


def _is_not_another(one: Record, page: Page, item: Entity | None) -> bool:
    """Its item is no other kind of thing, and carries no other master's id."""
    return sort_of(page, item) in one.sorts and not _is_of_another(one, item)


def _answer(one: Record, wiki: Wiki) -> Answer:
    ids = {**_ids(one.item), **one.artist_fields}
    page = one.page
    if page is None:
        if one.item:
            return Found(ids, match(one, wiki))
        why = "the pinned article is not there" if one.pin else "no article about it"
        return NotFound(why, fields=ids)
    fields = {"wikipedia": reference(one, page), "description": markdown_escape(lead(page)), **ids}
    return Found(fields, match(one, wiki), page.fullurl, LICENCE)


def _ids(item: Entity | None) -> dict[str, Any]:
    """The item, with the album's ids at Spotify (P2205) and Apple Music (P2281) it carries."""
    if item is None:
        return {}
    return {"wikidata": {"id": item.id, **shop_ids(item, spotify="P2205", apple_music="P2281")}}
