"""A release or an artist, as far as articles are concerned, while a batch is worked on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import define, field

from collector.api import (
    Article,
    ArticleDecision,
    ArticleWay,
    OurArtist,
    OurRecord,
    Subject,
    SubjectView,
    artist_key,
    decide_artist,
    decide_record_article,
    our_artist,
    our_record,
)
from collector_wikipedia.about import alike, sort_of, title_base
from collector_wikipedia.compared import Finding, article_about, article_about_record
from collector_wikipedia.shapes import Entity, Page

__all__ = ["SERVICE", "VARIOUS", "Artist", "Asked", "Record"]

SERVICE = "wikipedia"
VARIOUS = "discogs:194"
"""Stands for many artists; is none."""


@define
class Asked(ABC):
    """What is known of one subject while a batch is worked on.

    Attributes:
        view: The subject.
        item: Its item, if that is known.
        page: The article that was taken.
        lang: Its language.
        rung: What decided.
        findings: Articles that were compared.
        decision: What became of them.
    """

    view: SubjectView
    item: Entity | None = None
    page: Page | None = None
    lang: str = ""
    rung: str = ""
    findings: list[Finding] = field(factory=list)
    decision: ArticleDecision | None = None

    @abstractmethod
    def article(
        self,
        page: Page,
        item: Entity | None,
        way: ArticleWay,
        id: str = "",  # noqa: A002
    ) -> Article:
        """What is compared of an article."""

    @abstractmethod
    def choose(self, articles: Iterable[Article], pinned: str = "") -> ArticleDecision:
        """Which of these it is."""

    @property
    def subject(self) -> Subject:
        """Which."""
        return self.view.subject

    @property
    def discogs_id(self) -> str:
        """Digits; empty for a subject from elsewhere."""
        prefix, _, number = self.subject.key.partition(":")
        return number if prefix == "discogs" and number.isdecimal() else ""

    @property
    def pin(self) -> str:
        """The article that a person named; empty if nobody did."""
        return self.view.pins.get(SERVICE, "")

    @property
    def open(self) -> bool:
        """No article yet, and no person's word."""
        return self.page is None and not self.pin

    def rejects(self, page: Page, lang: str) -> bool:
        """A person said that it is not this one."""
        named = {page.title, f"{lang}:{page.title}", page.fullurl}
        return bool(named & self.view.rejected.get(SERVICE, frozenset()))

    def take(self, page: Page, lang: str, rung: str) -> None:
        """This is the article."""
        self.page, self.lang, self.rung = page, lang, rung

    @property
    def doubtful(self) -> list[Finding]:
        """Articles that a person may choose among."""
        if self.decision is None or self.decision.verdict != "review":
            return []
        likely = {one.id for one in self.decision.match.candidates if one.score > 0.0}
        return [one for one in self.findings if one.article.id in likely]

    @property
    def pages(self) -> list[Page]:
        """The article taken, or those in doubt."""
        return [self.page] if self.page else [one.page for one in self.doubtful]

    def accepts(self, article: Article) -> bool:
        """Whether it is taken if there is no other."""
        return self.choose([article]).accepted is not None

    def weigh(self, found: Iterable[Finding]) -> None:
        """Choose among these and those before; what a person ruled out is none."""
        self.findings += [one for one in found if not self.rejects(one.page, one.lang)]
        self.decision = self.choose(one.article for one in self.findings)
        accepted = self.decision.accepted
        taken = next((one for one in self.findings if one.article is accepted), None)
        if taken:
            self.item = taken.item
            self.take(taken.page, taken.lang, self.decision.match.rung)


@define
class Record(Asked):
    """What is known of one release while a batch is worked on.

    Attributes:
        artist_fields: What is known of those credited.
    """

    artist_fields: Mapping[str, Any] = field(factory=dict)

    @cached_property
    def ours(self) -> OurRecord:
        """What articles are compared with."""
        return our_record(self.view)

    @property
    def credited(self) -> list[list[str]]:
        """The forms of each credited name; none for Various."""
        artists = self.view.fields.get("artists") or ()
        forms = [[one.get("name", ""), one.get("anv", "")] for one in artists]
        named = [list(dict.fromkeys(name for name in of if name)) for of in forms]
        return [of for of in named if of and artist_key(of[0]) not in {"various", ""}]

    @property
    def people(self) -> list[Artist]:
        """Those of its artists who have a key; each once, with the names used here."""
        credited = {one.get("key"): one for one in self.view.fields.get("artists") or ()}
        return [
            Artist(SubjectView(Subject("artist", key), _names(one)))
            for key, one in credited.items()
            if key and key != VARIOUS
        ]

    @property
    def first_artist(self) -> list[str]:
        """Names that an article's title may carry."""
        first = self.credited[:1]
        return list(dict.fromkeys([*first[0], self.ours.artists[0]])) if first else []

    def may_be(self, item: Entity) -> bool:
        """The id says so; the kind and the title must not say no, nor another master's id."""
        masters = item.values("P1954")
        return (
            sort_of(None, item) in {*self.ours.kinds, ""}
            and alike([self.ours.title], [title_base(name) for name in item.names])
            and not (masters and self.ours.master and self.ours.master not in masters)
        )

    def article(
        self,
        page: Page,
        item: Entity | None,
        way: ArticleWay,
        id: str = "",  # noqa: A002
    ) -> Article:
        """What is compared of an article."""
        return article_about_record(self.ours, page, item, way, id)

    def choose(self, articles: Iterable[Article], pinned: str = "") -> ArticleDecision:
        """Which of these it is."""
        return decide_record_article(self.ours, articles, service=SERVICE, pinned=pinned)


@define
class Artist(Asked):
    """What is known of one artist while a batch is worked on."""

    @cached_property
    def ours(self) -> OurArtist:
        """What articles are compared with."""
        return our_artist(self.view)

    @property
    def name(self) -> str:
        """Without the number that Discogs adds."""
        return self.ours.name

    @property
    def urls(self) -> Sequence[str]:
        """The artist's own addresses."""
        return self.view.fields.get("urls") or ()

    @property
    def query(self) -> str:
        """What to search for; a title owned is in the right article more likely than "music"."""
        return f"{self.name} {(*self.ours.evidence, 'music')[0]}"

    def is_called(self, name: str) -> bool:
        """Whether a name is this one's, however it is written."""
        return self.ours.is_called(name)

    def is_about(self, item: Entity, way: ArticleWay) -> bool:
        """Whether an item that a link or an id led to is this one's, and no band mate's."""
        return self.accepts(self.article(None, item, way))

    def article(
        self,
        page: Page | None,
        item: Entity | None,
        way: ArticleWay,
        id: str = "",  # noqa: A002
    ) -> Article:
        """What is compared of an article, or of an item alone."""
        return article_about(self.ours, page, item, way, id)

    def choose(self, articles: Iterable[Article], pinned: str = "") -> ArticleDecision:
        """Which of these it is."""
        return decide_artist(self.ours, articles, service=SERVICE, pinned=pinned)


def _names(credit: Mapping[str, Any]) -> Mapping[str, Any]:
    variation = credit.get("anv")
    aliases = [{"name": variation}] if variation else []
    return {"name": credit.get("name", ""), "aliases": aliases}
