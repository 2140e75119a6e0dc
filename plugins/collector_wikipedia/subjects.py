"""A release or an artist, as far as articles are concerned, while a batch is worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from collector.api import Subject, SubjectView, artist_key, title_key
from collector_wikipedia.about import Sort, alike, is_human, mentions, sort_of, title_base
from collector_wikipedia.shapes import Entity, Page

__all__ = ["SERVICE", "VARIOUS", "Artist", "Asked", "Record", "is_artist"]

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
        doubtful: Articles that may be the right ones, with their items.
    """

    view: SubjectView
    item: Entity | None = None
    page: Page | None = None
    lang: str = ""
    rung: str = ""
    doubtful: list[tuple[Page, Entity | None]] = field(factory=list)

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

    @property
    def pages(self) -> list[Page]:
        """The article taken, or those in doubt."""
        return [self.page] if self.page else [page for page, _item in self.doubtful]

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
    """What is known of one artist while a batch is worked on."""

    @property
    def name(self) -> str:
        """Without the number that Discogs adds."""
        return str(self.view.fields.get("name", ""))

    @property
    def names(self) -> list[str]:
        """Its own, the real one and the aliases."""
        fields = self.view.fields
        others = [fields.get("real_name"), *(one["name"] for one in fields.get("aliases") or ())]
        return [self.name, *(name for name in others if name)]

    @property
    def urls(self) -> Sequence[str]:
        """The artist's own addresses."""
        return self.view.fields.get("urls") or ()

    @property
    def evidence(self) -> list[str]:
        """Names that the right article is likely to mention: titles owned, members, real name."""
        fields = self.view.fields
        people = [one["name"] for key in ("members", "groups") for one in fields.get(key) or ()]
        titles = [title for title in fields.get("release_titles") or () if len(title) > 3]
        real = [fields["real_name"]] if fields.get("real_name") else []
        return [text for text in (*titles, *people, *real) if not self.is_called(text)]

    @property
    def query(self) -> str:
        """What to search for; a title owned is in the right article more likely than "music"."""
        return f"{self.name} {(*self.evidence, 'music')[0]}"

    def is_called(self, name: str) -> bool:
        """Whether a name is this one's, however it is written."""
        return artist_key(name) == artist_key(self.name)

    def is_about(self, page: Page | None, item: Entity | None) -> bool:
        """Whether what a link or an id led to is a musician, and no namesake or band mate."""
        known = item.values("P1953") if item else ()
        if known and self.discogs_id and self.discogs_id not in known:
            return False
        titles = [title_base(page.title)] if page else []
        theirs = [*titles, *(item.names if item else ())]
        return is_artist(page, item, bool(known)) and alike(self.names, theirs)

    def agrees(self, page: Page, item: Entity | None) -> bool:
        """Whether an article of this name knows more of the artist than the name."""
        known = item.values("P1953") if item else ()
        if known and self.discogs_id not in known:
            return False
        return bool(known and self.discogs_id) or mentions(page.extract, self.evidence)


def _names(credit: Mapping[str, Any]) -> Mapping[str, Any]:
    variation = credit.get("anv")
    aliases = [{"name": variation}] if variation else []
    return {"name": credit.get("name", ""), "aliases": aliases}


def is_artist(page: Page | None, item: Entity | None, known: bool) -> bool:
    """A person with a Discogs id is one who is heard on records, whatever else they do."""
    return sort_of(page, item) == "artist" or (known and is_human(item))
