"""Which article is about a record?

Titles are shared by songs, films and other people's records. So an article is taken for the id of
Discogs that its item carries, or for its title if its lead says whose record it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import frozen

from collector.match.article import Article, ScoredArticle, is_latin, verified
from collector.match.choose import ArticleDecision, choose
from collector.match.normalise import artist_key, title_key
from collector.match.similarity import title_similarity
from collector.model import SubjectView

__all__ = [
    "MANY_ARTISTS",
    "RECORD_VERSION",
    "OurRecord",
    "RecordCap",
    "decide_record_article",
    "our_record",
    "score_record_article",
]

RECORD_VERSION = 1
"""Raised when the same articles can be decided differently."""

MANY_ARTISTS = "various artists"
"""Stands among what a lead tells for "compilation", "soundtrack" and the like."""

WEIGHTS = {"title": 40, "kind": 20, "discogs": 20, "credit": 20, "year": 5}

LIKE = 0.5
"""An id that leads to a title less alike than this is an error in somebody's data."""

NOT_IT, OTHER_TITLE = 0.55, 0.50
"""Ceilings: not found, both."""

_LONG = frozenset({"ep", "lp", "album", "mini-album"})

RecordCap = Literal["another title", "perhaps of another year", "somebody else's"]
"""Names of the caps, as they are kept with a decision; ``words`` says each to a person."""


@frozen
class OurRecord:
    """What the collection knows of a record, as far as articles are concerned.

    Attributes:
        title: As Discogs writes it.
        artists: Every form of every name, joint ones first; none for a record of many artists.
        year: Of the work; 0 if unknown.
        kinds: What its article may be about: ``album``, ``single`` or both.
        master: Discogs' id of the work; empty where one pressing only is known.
    """

    title: str
    artists: tuple[str, ...] = ()
    year: int = 0
    kinds: frozenset[str] = frozenset({"album"})
    master: str = ""

    @property
    def own_name(self) -> bool:
        """Whether it is called like its artist; there may be several such records."""
        return title_key(self.title) in set(map(artist_key, self.artists))

    @property
    def dated(self) -> bool:
        """Whether only the year tells it from others of its title."""
        return self.own_name or not self.artists


def our_record(view: SubjectView) -> OurRecord:
    """The comparable side of a release's record."""
    fields = view.fields
    discogs: Mapping[str, Any] = fields.get("discogs") or {}
    formats = fields.get("formats") or ()
    said = {word.casefold() for one in formats for word in one.get("descriptions") or ()}
    single = {"single"} if "single" in said else set[str]()
    return OurRecord(
        str(fields.get("title", "")),
        _artists(fields.get("artists") or ()),
        discogs.get("master_year") or fields.get("year") or 0,
        frozenset(single | ({"album"} if said & _LONG or not single else set())),
        str(discogs.get("master_id") or ""),
    )


def _artists(credited: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    known = [one for one in credited if artist_key(one.get("name", "")) not in {"various", ""}]
    joint = " & ".join(one["name"] for one in known)
    forms = [form for one in known for form in (one["name"], one.get("anv", ""))]
    return tuple(dict.fromkeys(form for form in (joint, *forms) if form))


def decide_record_article(
    ours: OurRecord,
    articles: Iterable[Article],
    *,
    service: str,
    pinned: str = "",
    rejected: Collection[str] = (),
) -> ArticleDecision:
    """Choose among articles.

    Args:
        ours: The record.
        articles: What was found.
        service: Its name, for the evidence.
        pinned: Id that a person chose: accepted whatever the score, and nothing else instead of it.
        rejected: Ids that a person ruled out.
    """
    scored = (score_record_article(ours, one) for one in articles if one.id not in rejected)
    return choose(scored, service=service, scorer=RECORD_VERSION, pinned=pinned)


def score_record_article(ours: OurRecord, article: Article) -> ScoredArticle:
    """Compare an article with a record of ours."""
    compared = {
        "title": _title(ours, article),
        "kind": 1.0 if article.kind in ours.kinds else 0.0,
        "discogs": _discogs(ours, article),
        "credit": _credit(ours, article),
        "year": _year(ours, article),
    }
    present = {name: value for name, value in compared.items() if value is not None}
    weight = sum(WEIGHTS[name] for name in present)
    mean = sum(WEIGHTS[name] * value for name, value in present.items()) / weight
    if verified(present):
        mean = 0.90 + 0.10 * mean
    caps: dict[str, float] = dict(_caps(ours, present))
    why = _veto(ours, article, present)
    total = 0.0 if why else min([mean, *caps.values()])
    return ScoredArticle(article, round(total, 4), present, caps, why)


def _title(ours: OurRecord, article: Article) -> float | None:
    """The likest of its names; titles in two scripts, or of signs, cannot be compared."""
    key = title_key(ours.title)
    if key and key in map(title_key, article.names):
        return 1.0
    values = [
        0.9 * title_similarity(ours.title, name)
        for name in article.names
        if key and title_key(name) and is_latin(key) == is_latin(title_key(name))
    ]
    return max(values, default=None)


def _discogs(ours: OurRecord, article: Article) -> float | None:
    """By its master, or by that of the pressing alone, which an article does not carry."""
    if article.discogs and ours.master:
        return 1.0 if ours.master in article.discogs else 0.0
    return 1.0 if article.way == "id" else None


def _credit(ours: OurRecord, article: Article) -> float | None:
    if article.mentions is None:
        return None
    told = set(map(artist_key, article.mentions))
    return 1.0 if told & set(map(artist_key, ours.artists or (MANY_ARTISTS,))) else 0.0


def _year(ours: OurRecord, article: Article) -> float | None:
    if article.mentions is None or not ours.year:
        return None
    return 1.0 if str(ours.year) in article.mentions else 0.0


def _caps(ours: OurRecord, present: Mapping[str, float]) -> Iterator[tuple[RecordCap, float]]:
    title, sure = present.get("title"), verified(present)
    if title is not None and title < 0.9 * LIKE:
        yield "another title", OTHER_TITLE
    elif not sure and title != 1.0:
        yield "another title", NOT_IT
    if not sure and present.get("credit") != 1.0:
        yield "somebody else's", NOT_IT
    if not sure and ours.dated and present.get("year") != 1.0:
        yield "perhaps of another year", NOT_IT


def _veto(ours: OurRecord, article: Article, present: Mapping[str, float]) -> str:
    if present.get("discogs") == 0.0:
        return "the Discogs id of another"
    if article.kind in ours.kinds:
        return ""
    return "not known as a record" if not article.kind else "another kind of thing"
