"""Biographies: from the artist's own links, by Discogs id, and last by name, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import define, field, frozen

from collector.api import (
    Answer,
    Candidate,
    Found,
    Match,
    NotFound,
    Review,
    SkipItem,
    SubjectView,
    artist_key,
    markdown_escape,
)
from collector_wikipedia.about import (
    is_musical,
    mentions,
    reference,
    title_base,
    wiki_links,
    wikidata_link,
)
from collector_wikipedia.shapes import Entity, Page
from collector_wikipedia.wiki import LICENCE, Wiki

__all__ = ["Biographies"]

VARIOUS = "discogs:194"
HITS = 3
"""Search results that are looked at; the right one is among the first or not there."""


@define
class _Asked:
    """What is known of one artist while a batch is worked on."""

    view: SubjectView
    item: Entity | None = None
    title: str = ""
    lang: str = ""
    page: Page | None = None
    rung: str = ""

    @property
    def name(self) -> str:
        return str(self.view.fields.get("name", ""))

    @property
    def urls(self) -> Sequence[str]:
        return self.view.fields.get("urls") or ()

    @property
    def discogs_id(self) -> str:
        prefix, _, number = self.view.subject.key.partition(":")
        return number if prefix == "discogs" else ""

    def evidence(self) -> list[str]:
        """Names that the right article is likely to mention: titles owned, members, real name."""
        fields = self.view.fields
        people = [one["name"] for key in ("members", "groups") for one in fields.get(key) or ()]
        titles = [title for title in fields.get("release_titles") or () if len(title) > 3]
        real = [fields["real_name"]] if fields.get("real_name") else []
        own = {artist_key(self.name)}
        return [text for text in (*titles, *people, *real) if artist_key(text) not in own]


@frozen
class Biographies:
    """Leads of articles about artists, and the ids that Wikidata knows of them."""

    wiki: Wiki
    name: str = "biography"
    version: int = 1
    subjects: Any = "artist"
    service: str = "wikipedia"
    needs: frozenset[str] = frozenset(
        {"artist.name", "artist.urls", "artist.real_name", "artist.members", "artist.groups"}
    )
    provides: frozenset[str] = field(
        default=frozenset(
            f"artist.{name}"
            for name in ("wikipedia", "biography", "wikidata", "image", "spotify", "apple_music")
        )
    )
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=14)
    batch_size: int = 50

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for up to fifty artists with as few requests as can be."""
        asked = [_Asked(view) for view in subjects if view.subject.key != VARIOUS]
        self._from_links(asked)
        self._from_items([one for one in asked if not one.title])
        self._read(asked)
        answers = {one.view.subject: self._answer(one) for one in asked}
        return [answers.get(view.subject, SkipItem("not one artist")) for view in subjects]

    def _from_links(self, asked: Sequence[_Asked]) -> None:
        """The artist's own links on Discogs name the article."""
        for one in asked:
            links = wiki_links(one.urls, self.wiki.languages)
            for lang in self.wiki.languages:
                if lang in links and not one.title:
                    one.lang, one.title, one.rung = lang, links[lang], "relation"

    def _from_items(self, asked: Sequence[_Asked]) -> None:
        """Wikidata knows the item by a link, or by the Discogs id (P1953)."""
        linked = {one.view.subject: wikidata_link(one.urls) for one in asked}
        items = self.wiki.entities([item for item in linked.values() if item])
        unlinked = [one.discogs_id for one in asked if not linked[one.view.subject]]
        by_id = self.wiki.items_with("P1953", [number for number in unlinked if number])
        for one in asked:
            one.item = items.get(linked[one.view.subject]) or by_id.get(one.discogs_id)
            for lang in self.wiki.languages:
                link = one.item.sitelinks.get(f"{lang}wiki") if one.item else None
                if link and not one.title:
                    one.lang, one.title, one.rung = lang, link.title, "relation"

    def _read(self, asked: Sequence[_Asked]) -> None:
        """The articles, many at a time; and the items of those that came by a link."""
        for lang in self.wiki.languages:
            of = [one for one in asked if one.lang == lang]
            pages = self.wiki.pages(lang, [one.title for one in of])
            for one in of:
                one.page = pages[one.title]
        missing = [one for one in asked if one.page and one.item is None]
        ids = {one.view.subject: _item_of(one.page) for one in missing}
        items = self.wiki.entities([item for item in ids.values() if item])
        for one in missing:
            one.item = items.get(ids[one.view.subject])

    def _answer(self, one: _Asked) -> Answer:
        if one.page is not None and is_musical(one.page, one.item):
            return _found(one, one.page)
        if one.item is not None and one.rung == "" and is_musical(None, one.item):
            return Found(_ids(one.item), _match(one, [], "relation"))
        return self._by_name(one)

    # -- by name -----------------------------------------------------------------------------

    def _by_name(self, one: _Asked) -> Answer:
        """Search; sure only if the kind is right and something else agrees."""
        if not artist_key(one.name):
            return NotFound("the name has no letters to search for")
        lang = self.wiki.languages[0]
        titles = self.wiki.search(lang, f"{one.name} music", limit=HITS)
        pages = [page for page in self.wiki.pages(lang, titles).values() if page]
        same = [
            page for page in pages if artist_key(title_base(page.title)) == artist_key(one.name)
        ]
        items = self.wiki.entities([_item_of(page) for page in same if _item_of(page)])
        musical = [page for page in same if is_musical(page, items.get(_item_of(page)))]
        sure = [page for page in musical if self._agrees(one, page, items.get(_item_of(page)))]
        if len(sure) == 1:
            one.page, one.lang, one.rung = sure[0], lang, "text"
            one.item = items.get(_item_of(sure[0]))
            return _found(one, sure[0])
        if musical:
            return Review(_match(one, musical, "text"), "nothing but the name agrees")
        return NotFound("no article about a musician or group of this name")

    @staticmethod
    def _agrees(one: _Asked, page: Page, item: Entity | None) -> bool:
        """Another Discogs id on the item says: a namesake."""
        known = item.values("P1953") if item else ()
        if known and one.discogs_id not in known:
            return False
        return mentions(page, one.evidence())


def _item_of(page: Page | None) -> str:
    return page.pageprops.wikibase_item if page else ""


def _found(one: _Asked, page: Page) -> Found:
    fields: dict[str, Any] = {
        "wikipedia": reference(page, one.lang, LICENCE),
        "biography": markdown_escape(page.extract),
        **_ids(one.item),
    }
    if page.original and "/commons/" in page.original.source:
        best = page.thumbnail or page.original
        fields["image"] = {"url": best.source, "width": best.width, "height": best.height}
    return Found(fields, _match(one, [page], one.rung), page.fullurl, LICENCE)


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


def _match(one: _Asked, pages: Sequence[Page], rung: str) -> Match:
    accepted = one.page.title if one.page else ""
    return Match(
        "wikipedia",
        rung,
        [
            Candidate(
                page.title,
                page.title,
                url=page.fullurl,
                score=1.0 if page.title == accepted else 0.6,
                accepted=page.title == accepted,
            )
            for page in pages
        ],
    )
