"""What the services' plugins would answer about a made-up record, without a request.

The sandbox's documents are read and weighed by the plugins' own code; only the way there is
shorter: nothing is searched for, since the generator knows which albums and articles belong to a
record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from attrs import frozen

import collector_apple_music.shapes as apple
import collector_apple_music.statement as apple_statement
import collector_discogs.shapes as discogs
import collector_spotify.shapes as spotify
import collector_spotify.statement as spotify_statement
from collector.http.reply import HttpReply
from collector.match import Case
from collector.model import Answer, Found, Item, NotFound, SubjectView
from collector_discogs.artist import artist_fields
from collector_discogs.collection import Names, item
from collector_discogs.markup import page_url
from collector_discogs.release import release_fields
from collector_sandbox.catalogue.make import Maker
from collector_sandbox.server import (
    apple_shapes,
    discogs_documents,
    discogs_rows,
    spotify_shapes,
    wikientity,
    wikipage,
)
from collector_sandbox.world import Article, Copy, World
from collector_wikipedia.articles import finding, lead, match, reference
from collector_wikipedia.shapes import Entity, Page, Properties
from collector_wikipedia.subjects import Artist, Asked, Record
from collector_wikipedia.wiki import LICENCE, Wiki

__all__ = ["Answers"]

T = TypeVar("T")


def read(document: Any, shape: type[T]) -> T:
    """The document as the plugin reads it from an answer."""
    body = json.dumps(document).encode()
    reply = HttpReply("bench", 200, "", {}, body, False, datetime.now(UTC), lambda: None)
    return reply.read(shape)


@frozen
class Answers:
    """By plugin and part; to be asked within a request of the sandbox, whose address they carry.

    Attributes:
        numbers: Discogs id of a release to its number.
        articles: By language and title.
    """

    world: World
    maker: Maker
    wiki: Wiki
    numbers: Mapping[int, int]
    articles: Mapping[tuple[str, str], Article]

    @classmethod
    def of(cls, world: World, maker: Maker, wiki: Wiki) -> Answers:
        numbers = {maker.release_id(n): n for n in range(maker.records)}
        return cls(world, maker, wiki, numbers, {(a.lang, a.title): a for a in world.articles})

    def listed(self, copy: Copy) -> Item:
        """A copy as the list of the collection has it."""
        row = discogs_rows.collection_item(copy, self._release(copy.release_id))
        names = Names(
            {0: "All", 1: "Uncategorized"} | dict(self.world.folders),
            {1: "Media", 2: "Sleeve", 3: "Notes"} | dict(self.world.fields),
        )
        return item(read(row, discogs.CollectionItem), names)

    def about(self, plugin: str, part: str, view: SubjectView) -> Answer:
        """The answer of one part of a plugin."""
        ways: Mapping[tuple[str, str], Callable[[SubjectView], Answer]] = {
            ("discogs", "release"): self._discogs_release,
            ("discogs", "artist"): self._discogs_artist,
            ("apple-music", "album"): self._apple,
            ("spotify", "album"): self._spotify,
            ("wikipedia", "album"): self._album_article,
            ("wikipedia", "biography"): self._biography,
        }
        return ways[plugin, part](view)

    def _release(self, number: int) -> Any:
        return self.maker.entry(self.numbers[number]).release

    def _discogs_release(self, view: SubjectView) -> Answer:
        number = _number(view)
        document = discogs_documents.release(self._release(number))
        fields = release_fields(read(document, discogs.Release))
        return Found(fields, source_url=page_url("r", number), licence="CC0")

    def _discogs_artist(self, view: SubjectView) -> Answer:
        number = _number(view)
        document = discogs_documents.artist(self.world.artists[number])
        fields = artist_fields(read(document, discogs.Artist))
        return Found(fields, source_url=page_url("a", number), licence="CC0")

    def _apple(self, view: SubjectView) -> Answer:
        case: Case[apple.Album] = Case(view, "apple-music", apple_statement.theirs)
        for album in self.maker.albums("apple", self.numbers[_number(view)]).values():
            document = apple_shapes.album(album, "us", padded=False)
            case.known[album.id] = read(document, apple.Album)
        return case.answer(apple_statement.state, "Apple Music")

    def _spotify(self, view: SubjectView) -> Answer:
        case: Case[spotify.Album] = Case(view, "spotify", spotify_statement.theirs)
        for album in self.maker.albums("spotify", self.numbers[_number(view)]).values():
            document = spotify_shapes.album(album, padded=False, images=True, market="")
            case.known[album.id] = read(document, spotify.Album)
        return case.answer(spotify_statement.state, "Spotify")

    def _album_article(self, view: SubjectView) -> Answer:
        key = self.world.truth.album_articles.get(_number(view))
        return self._article(Record(view), key, "description")

    def _biography(self, view: SubjectView) -> Answer:
        key = self.world.truth.artist_articles.get(_number(view))
        return self._article(Artist(view), key, "biography")

    def _article(self, one: Asked, key: tuple[str, str] | None, field: str) -> Answer:
        if key is None:
            return NotFound("no article about it")
        article = self.articles[key]
        page, entity = _page(article), self.world.entities.get(article.item)
        found = read(wikientity.entity(entity), Entity) if entity else None
        one.weigh([finding(one, page, found, article.lang, "id", self.wiki)])
        if one.page is None:
            return NotFound("no article about it", match(one, self.wiki))
        ids = {"wikidata": {"id": article.item}} if article.item else {}
        fields = {"wikipedia": reference(one, page), field: lead(page), **ids}
        return Found(fields, match(one, self.wiki), page.fullurl, LICENCE)


def _page(article: Article) -> Page:
    return Page(
        title=article.title,
        pageid=article.page_id,
        extract=wikipage.lead(article.extract),
        fullurl=wikipage.address(article.lang, article.title),
        lastrevid=article.revision,
        pageprops=Properties(article.item),
        description=article.description,
    )


def _number(view: SubjectView) -> int:
    return int(view.subject.key.partition(":")[2])
