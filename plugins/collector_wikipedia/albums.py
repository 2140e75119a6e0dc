"""Album articles: by Discogs release and master id, then by the titles an article may have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from attrs import define, field, frozen

from collector.api import (
    Answer,
    Candidate,
    Found,
    Match,
    NotFound,
    SubjectView,
    artist_key,
    markdown_escape,
    title_key,
    title_similarity,
)
from collector_wikipedia.about import album_titles, is_album, mentions, reference, title_base
from collector_wikipedia.shapes import Entity, Page
from collector_wikipedia.wiki import LICENCE, Wiki

__all__ = ["AlbumArticles"]

LIKE = 0.5
"""An id that leads to another title than ours is an error in the data."""


@define
class _Asked:
    """What is known of one release while a batch is worked on."""

    view: SubjectView
    item: Entity | None = None
    page: Page | None = None
    lang: str = ""
    rung: str = ""

    @property
    def title(self) -> str:
        return str(self.view.fields.get("title", ""))

    @property
    def artists(self) -> list[str]:
        """Every form of the credited names; none for Various."""
        credited = self.view.fields.get("artists") or ()
        names = [one.get(key, "") for one in credited for key in ("name", "anv")]
        return [name for name in names if name and artist_key(name) != "various"]

    @property
    def release_id(self) -> str:
        prefix, _, number = self.view.subject.key.partition(":")
        return number if prefix == "discogs" else ""

    @property
    def master_id(self) -> str:
        return str((self.view.fields.get("discogs") or {}).get("master_id") or "")

    @property
    def single(self) -> bool:
        formats = self.view.fields.get("formats") or ()
        return any("Single" in (one.get("descriptions") or ()) for one in formats)


@frozen
class AlbumArticles:
    """Leads of articles about albums, and the ids that Wikidata knows of them."""

    wiki: Wiki
    name: str = "album"
    version: int = 1
    subjects: Any = "release"
    service: str = "wikipedia"
    needs: frozenset[str] = frozenset(
        {"release.title", "release.artists", "release.discogs", "release.formats"}
    )
    provides: frozenset[str] = field(
        default=frozenset({"release.wikipedia", "release.description", "release.wikidata"})
    )
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=14)
    batch_size: int = 50

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for up to fifty releases with as few requests as can be."""
        asked = [_Asked(view) for view in subjects]
        self._from_items(asked)
        self._read_items(asked)
        self._from_titles([one for one in asked if one.item is None])
        return [_answer(one) for one in asked]

    def _from_items(self, asked: Sequence[_Asked]) -> None:
        """Wikidata knows the pressing (P2206, seldom) or the master (P1954)."""
        releases = self.wiki.items_with(
            "P2206", [one.release_id for one in asked if one.release_id]
        )
        masters = self.wiki.items_with("P1954", [one.master_id for one in asked if one.master_id])
        for one in asked:
            item = releases.get(one.release_id) or masters.get(one.master_id)
            if item is not None and _labelled_like(item, one.title):
                one.item, one.rung = item, "relation"

    def _read_items(self, asked: Sequence[_Asked]) -> None:
        """The article of the item, in the best language that has one."""
        for lang in self.wiki.languages:
            of = {
                one.view.subject: one.item.sitelinks[f"{lang}wiki"].title
                for one in asked
                if one.item and one.page is None and f"{lang}wiki" in one.item.sitelinks
            }
            pages = self.wiki.pages(lang, list(of.values()))
            for one in asked:
                page = pages.get(of.get(one.view.subject, ""))
                if page and is_album(page, one.item, single=one.single):
                    one.page, one.lang = page, lang

    def _from_titles(self, asked: Sequence[_Asked]) -> None:
        """Articles whose title fits, if they say that they are an album by this artist."""
        lang = self.wiki.languages[0]
        titles = {
            one.view.subject: [
                title for artist in one.artists[:1] for title in album_titles(one.title, artist)
            ]
            for one in asked
        }
        pages = self.wiki.pages(lang, list(dict.fromkeys(t for of in titles.values() for t in of)))
        for one in asked:
            fitting = (pages[title] for title in titles[one.view.subject])
            page = next((page for page in fitting if page and _fits(one, page)), None)
            if page is not None:
                one.page, one.lang, one.rung = page, lang, "text"


def _labelled_like(item: Entity, title: str) -> bool:
    labels = [label.value for label in item.labels.values()]
    labels += [title_base(link.title) for link in item.sitelinks.values()]
    return any(title_similarity(label, title) >= LIKE for label in labels)


def _fits(one: _Asked, page: Page) -> bool:
    same = title_key(title_base(page.title)) == title_key(one.title)
    return same and is_album(page, None, single=one.single) and mentions(page, one.artists)


def _answer(one: _Asked) -> Answer:
    ids = _ids(one.item)
    if one.page is None:
        if ids:
            return Found(ids, Match("wikipedia", one.rung))
        return NotFound("no article that says it is this record")
    page = one.page
    candidate = Candidate(page.title, page.title, url=page.fullurl, score=1.0, accepted=True)
    fields = {
        "wikipedia": reference(page, one.lang, LICENCE),
        "description": markdown_escape(page.extract),
        **ids,
    }
    return Found(fields, Match("wikipedia", one.rung, [candidate]), page.fullurl, LICENCE)


def _ids(item: Entity | None) -> dict[str, Any]:
    """The item, with the album's ids at Spotify (P2205) and Apple Music (P2281) it carries."""
    if item is None:
        return {}
    known: dict[str, Any] = {"id": item.id}
    for name, prop in (("spotify", "P2205"), ("apple_music", "P2281")):
        if values := item.values(prop):
            known[name] = list(values)
    return {"wikidata": known}
