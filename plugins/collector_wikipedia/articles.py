"""What the two enrichers share: reading articles for many subjects, and stating what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from collector.api import ArticleWay, Fields, Match, Review, Subject
from collector_wikipedia.about import title_base
from collector_wikipedia.addresses import pinned
from collector_wikipedia.compared import Finding
from collector_wikipedia.shapes import Entity, Page
from collector_wikipedia.shelf import Shelf
from collector_wikipedia.subjects import SERVICE, Asked
from collector_wikipedia.wiki import LICENCE, Wiki

__all__ = [
    "bare",
    "doubt",
    "finding",
    "item_of",
    "lead",
    "match",
    "read",
    "read_pins",
    "reference",
]

_EMPTY = re.compile(r"\s*\(\s*[;,]?\s*\)")


def read(shelf: Shelf, wanted: Mapping[Subject, tuple[str, str]]) -> dict[Subject, Page]:
    """The articles of many subjects, each by language and title; lists of meanings are none."""
    found: dict[Subject, Page] = {}
    for lang in shelf.languages:
        of = {subject: title for subject, (its, title) in wanted.items() if its == lang}
        pages = shelf.pages(lang, of.values())
        found |= {
            subject: pages[title]
            for subject, title in of.items()
            if title in pages and pages[title].is_article
        }
    return found


def read_pins(shelf: Shelf, asked: Sequence[Asked]) -> None:
    """A person's word goes before all else."""
    wanted = {one.subject: pinned(one.pin, shelf.languages) for one in asked if one.pin}
    pages = read(shelf, wanted)
    items = shelf.entities(item_of(page) for page in pages.values())
    for one in asked:
        if page := pages.get(one.subject):
            one.item = items.get(item_of(page))
            one.take(page, wanted[one.subject][0], "pin")


def item_of(page: Page) -> str:
    """The id of the article's item; empty if it has none."""
    return page.pageprops.wikibase_item


def lead(page: Page) -> str:
    """The lead as plain text, without the brackets that sounds and formulas leave empty.

    A title of brackets alone, as of the album ``( )``, stays.
    """
    if _EMPTY.fullmatch(title_base(page.title)):
        return page.extract.strip()
    return _EMPTY.sub("", page.extract).strip()


def reference(one: Asked, page: Page) -> dict[str, Any]:
    """The field ``wikipedia``: what attribution needs."""
    return {
        "title": page.title,
        "url": page.fullurl,
        "lang": one.lang,
        "page_id": page.pageid,
        "revision": page.lastrevid,
        "licence": LICENCE,
    }


def finding(
    one: Asked, page: Page, item: Entity | None, lang: str, way: ArticleWay, wiki: Wiki
) -> Finding:
    """An article, compared."""
    id = _candidate_id(page, lang, wiki)  # noqa: A001
    return Finding(one.article(page, item, way, id), page, item, lang)


def match(one: Asked, wiki: Wiki) -> Match | None:
    """What was compared; of a pinned article, too, so that it tells how good the matcher is."""
    if one.findings and one.decision:
        return one.decision.match
    if one.page is None:
        return None
    pinned = finding(one, one.page, one.item, one.lang, "name", wiki).article
    return one.choose([pinned], pinned=pinned.id).match


def bare(one: Asked) -> Match:
    """The evidence where the item has no article."""
    return Match(SERVICE, one.rung)


def doubt(one: Asked, state: Callable[[Finding], Fields]) -> Review | None:
    """With what each article would state, so that a person's choice shows without a request."""
    if one.decision is None or not one.doubtful:
        return None
    facts = {found.article.id: state(found) for found in one.doubtful}
    return Review(one.decision.match.stating(facts, LICENCE), _why(one.decision.match))


def _why(evidence: Match) -> str:
    parts = evidence.candidates[0].components
    if "cap:nothing but the name" in parts:
        return "nothing but the name agrees"
    capped = any(name.startswith("cap:") for name in parts)
    return "good, but not good enough to be sure" if capped else "more than one agrees"


def _candidate_id(page: Page, lang: str, wiki: Wiki) -> str:
    """What an article is called among candidates: by title, behind any but the first language."""
    return page.title if lang == wiki.languages[0] else f"{lang}:{page.title}"
