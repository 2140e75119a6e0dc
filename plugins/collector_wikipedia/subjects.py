"""A release or an artist, as far as articles are concerned, while a batch is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import define, field

from collector.api import (
    Article,
    ArticleWay,
    ArtistDecision,
    OurArtist,
    Subject,
    SubjectView,
    artist_key,
    decide_artist,
    our_artist,
    title_key,
)
from collector_wikipedia.about import Sort, alike, sort_of, title_base
from collector_wikipedia.compared import Finding, article_about
from collector_wikipedia.shapes import Entity, Page

__all__ = ["SERVICE", "VARIOUS", "Artist", "Asked", "Record"]

SERVICE = "wikipedia"
VARIOUS = "discogs:194"
"""Stands for many artists; is none."""
ALBUMS = {"EP", "LP", "Album", "Mini-Album"}


@define
class Asked:
    """What is known of one subject while a batch is worked on.

    Attributes:
        view: The subject.
        item: Its item, if that is known.
        page: The article that was taken.
        lang: Its language.
        rung: What decided.
    """

    view: SubjectView
    item: Entity | None = None
    page: Page | None = None
    lang: str = ""
    rung: str = ""

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


@define
class Record(Asked):
    """What is known of one release while a batch is worked on.

    Attributes:
        artist_fields: What is known of those credited.
    """

    artist_fields: Mapping[str, Any] = field(factory=dict)

    @property
    def title(self) -> str:
        """As Discogs writes it."""
        return str(self.view.fields.get("title", ""))

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
    def artists(self) -> list[str]:
        """All names, joint ones first."""
        names = [of[0] for of in self.credited]
        return [" & ".join(names), *(name for of in self.credited for name in of)] if names else []

    @property
    def first_artist(self) -> list[str]:
        """Names that an article's title may carry."""
        first = self.credited[:1]
        return list(dict.fromkeys([*first[0], self.artists[0]])) if first else []

    @property
    def own_name(self) -> bool:
        """It is called like its artist; there may be several such records."""
        return title_key(self.title) in {artist_key(name) for name in self.artists}

    @property
    def master_id(self) -> str:
        """Digits; empty where Discogs knows of one pressing only."""
        return str((self.view.fields.get("discogs") or {}).get("master_id") or "")

    @property
    def year(self) -> int | None:
        """Of the work."""
        known = (self.view.fields.get("discogs") or {}).get("master_year")
        return known or self.view.fields.get("year")

    @property
    def sorts(self) -> set[Sort]:
        """What its article must be about."""
        formats = self.view.fields.get("formats") or ()
        said = {word for one in formats for word in one.get("descriptions") or ()}
        sorts: set[Sort] = {"single"} if "Single" in said else {"album"}
        return sorts | {"album"} if said & ALBUMS else sorts

    def may_be(self, item: Entity) -> bool:
        """The id says so; the kind and the title must not say no."""
        return sort_of(None, item) in {*self.sorts, ""} and alike(
            [self.title], [title_base(name) for name in item.names]
        )


@define
class Artist(Asked):
    """What is known of one artist while a batch is worked on.

    Attributes:
        findings: Articles that were compared.
        decision: What became of them.
    """

    findings: list[Finding] = field(factory=list)
    decision: ArtistDecision | None = None

    @property
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

    def is_called(self, name: str) -> bool:
        """Whether a name is this one's, however it is written."""
        return artist_key(name) == artist_key(self.name)

    def is_about(self, item: Entity, way: ArticleWay) -> bool:
        """Whether an item that a link or an id led to is this one's, and no band mate's."""
        return self.accepts(article_about(self.ours, None, item, way))

    def accepts(self, article: Article) -> bool:
        """Whether it is taken if there is no other."""
        return decide_artist(self.ours, [article], service=SERVICE).accepted is not None

    def weigh(self, found: Iterable[Finding]) -> None:
        """Choose among these and those before; what a person ruled out is none."""
        self.findings += [one for one in found if not self.rejects(one.page, one.lang)]
        articles = [one.article for one in self.findings]
        self.decision = decide_artist(self.ours, articles, service=SERVICE)
        accepted = self.decision.accepted
        taken = next((one for one in self.findings if one.article is accepted), None)
        if taken:
            self.item = taken.item
            self.take(taken.page, taken.lang, self.decision.match.rung)


def _names(credit: Mapping[str, Any]) -> Mapping[str, Any]:
    variation = credit.get("anv")
    aliases = [{"name": variation}] if variation else []
    return {"name": credit.get("name", ""), "aliases": aliases}
