"""What an article is about: pure judgements on texts and items.

An article is never taken on its title alone: titles are shared by books, planets and songs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from collector.api import artist_key, title_key
from collector_wikipedia.shapes import Entity, Page

__all__ = [
    "album_titles",
    "first_sentence",
    "is_album",
    "is_musical",
    "mentions",
    "reference",
    "title_base",
    "wiki_links",
    "wikidata_link",
]

_MUSICAL = re.compile(
    r"\b(band|musicians?|singer|songwriter|rapper|composer|dj|disc jockey|producers?|duo|trio"
    r"|quartet|quintet|group|supergroup|ensemble|orchestra|choir|guitarist|pianist|keyboardist"
    r"|drummer|percussionist|bassist|saxophonist|trumpeter|violinist|cellist|vocalist|conductor"
    r"|multi-instrumentalist|recording artist|musical (?:act|artist|project)|music project)\b",
    re.IGNORECASE,
)
_ALBUM = re.compile(
    r"\b(album|extended play|\bEP\b|mixtape|soundtrack|compilation|box set|greatest hits)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(song|single|instrumental|track|composition)\b", re.IGNORECASE)

GROUPS = {"Q215380", "Q5741069", "Q2088357", "Q9212979", "Q16010345", "Q56816954", "Q42998"}
"""Kinds of thing (P31): musical group, rock band, ensemble, duo, and their like."""

OCCUPATIONS = {
    "Q639669",  # musician
    "Q177220",  # singer
    "Q36834",  # composer
    "Q488205",  # singer-songwriter
    "Q753110",  # songwriter
    "Q130857",  # DJ
    "Q183945",  # record producer
    "Q855091",  # guitarist
    "Q486748",  # pianist
    "Q2252262",  # rapper
    "Q15981151",  # jazz musician
    "Q158852",  # conductor
}
"""Occupations (P106) that make records."""


def first_sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence; that is where an article says what it is."""
    return re.split(r"(?<=[.!?。])\s", text.strip(), maxsplit=1)[0]


def _says(pattern: re.Pattern[str], page: Page | None, entity: Entity | None) -> bool:
    texts = [entity.description if entity else ""]
    if page is not None:
        texts += [page.description, first_sentence(page.extract)]
    return any(pattern.search(text) for text in texts if text)


def is_musical(page: Page | None, entity: Entity | None) -> bool:
    """Whether this is somebody who makes records."""
    if entity is not None:
        kinds, work = set(entity.values("P31")), set(entity.values("P106"))
        if kinds & GROUPS or work & OCCUPATIONS:
            return True
    return _says(_MUSICAL, page, entity)


def is_album(page: Page | None, entity: Entity | None, *, single: bool) -> bool:
    """Whether this is an album (or, for a single of ours, a single)."""
    if _says(_ALBUM, page, entity):
        return True
    return single and _says(_SINGLE, page, entity)


def mentions(page: Page, names: Iterable[str]) -> bool:
    """Whether the article's lead names one of these, as whole words."""
    text = f" {title_key(page.extract)} "
    keys = {key for name in names for key in (artist_key(name), title_key(name)) if key}
    return any(f" {key} " in text for key in keys)


def title_base(title: str) -> str:
    """A page's title without what tells it apart: ``Low (David Bowie album)`` is ``Low``."""
    return re.sub(r"\s+\([^()]*\)$", "", title)


def album_titles(title: str, artist: str) -> tuple[str, ...]:
    """The titles that an album's article may have, most certain first."""
    return (f"{title} ({artist} album)", f"{title} (album)", title)


def wiki_links(urls: Iterable[str], languages: Iterable[str]) -> Mapping[str, str]:
    """Language to article title, from addresses of Wikipedia articles."""
    wanted, found = set(languages), dict[str, str]()
    for url in urls:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.").replace(".m.", ".")
        lang, _, site = host.partition(".")
        title = unquote(parts.path.removeprefix("/wiki/")).replace("_", " ").strip()
        if site == "wikipedia.org" and lang in wanted and parts.path.startswith("/wiki/") and title:
            found.setdefault(lang, title)
    return found


def wikidata_link(urls: Iterable[str]) -> str:
    """The item's id, from an address of Wikidata; empty if there is none."""
    for url in urls:
        found = re.search(r"wikidata\.org/(?:wiki|entity)/(Q\d+)\b", url)
        if found:
            return found[1]
    return ""


def reference(page: Page, lang: str, licence: str) -> dict[str, Any]:
    """The field ``wikipedia``: what attribution needs."""
    return {
        "title": page.title,
        "url": page.fullurl,
        "lang": lang,
        "page_id": page.pageid,
        "revision": page.lastrevid,
        "licence": licence,
    }
