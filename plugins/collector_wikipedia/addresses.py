"""Addresses and titles: which article a link means, and what an article may be called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

__all__ = [
    "album_titles",
    "artist_titles",
    "pinned",
    "soundtrack_title",
    "wiki_links",
    "wiki_title",
    "wikidata_link",
]

_SMALL = frozenset(
    [
        *("a", "an", "the", "and", "as", "but", "nor", "or"),
        *("at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "over", "to", "up"),
        *("via", "with"),
    ]
)
"""Words that the English Wikipedia writes small inside a title."""

_ARTICLE = re.compile(r"^The (?=\S)")
_SIGNS = re.compile("[™®©]")
_SOUNDTRACK = re.compile(
    r"\s*[(\[:-]?\s*(?:original |music from the |the )*(?:motion picture|film|soundtrack)\b.*$",
    re.IGNORECASE,
)


def wiki_links(urls: Iterable[str], languages: Iterable[str]) -> Mapping[str, str]:
    """Language to article title, from addresses of Wikipedia articles; broken ones count not."""
    wanted, found = set(languages), dict[str, str]()
    for url in urls:
        lang, title = _article_of(url)
        if lang in wanted and title:
            found.setdefault(lang, title)
    return found


def _article_of(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.").replace(".m.", ".")
    except ValueError:
        return "", ""
    lang, _, site = host.partition(".")
    if site != "wikipedia.org" or not parts.path.startswith("/wiki/") or parts.fragment:
        return "", ""
    return lang, unquote(parts.path.removeprefix("/wiki/")).replace("_", " ").strip()


def wikidata_link(urls: Iterable[str]) -> str:
    """The item's id, from an address of Wikidata; empty if there is none."""
    for url in urls:
        found = re.search(r"wikidata\.org/(?:wiki|entity)/(Q[1-9]\d*)\b", url)
        if found:
            return found[1]
    return ""


def pinned(pin: str, languages: Sequence[str]) -> tuple[str, str]:
    """Language and title that a person pinned: an address, ``de:Title`` or a title."""
    links = wiki_links([pin], languages)
    if links:
        return next(iter(links.items()))
    lang, _, title = pin.partition(":")
    return (lang, title) if lang in languages and title else (languages[0], pin)


def wiki_title(title: str) -> str:
    """A title as the English Wikipedia writes it: ``Live at Leeds``; Discogs has ``Live At``."""
    words = _SIGNS.sub("", title).replace(" / ", "/").split()
    inner = [word.lower() if word.lower() in _SMALL else word for word in words[1:-1]]
    return " ".join([*words[:1], *inner, *words[1:][-1:]])


def artist_titles(name: str) -> tuple[str, ...]:
    """The titles that an artist's article may have; the bare name first."""
    bare = _ARTICLE.sub("", name)
    return tuple(dict.fromkeys([name, f"{name} (band)", f"{name} (musician)", bare]))


def album_titles(
    title: str, artists: Sequence[str], *, year: int | None, single: bool
) -> tuple[str, ...]:
    """The titles that a record's article may have, most certain first.

    Args:
        title: As Discogs writes it.
        artists: Names of the first artist; empty for records of many.
        year: Of the work, for records that are called like their artist.
        single: It is a single: its article is about the song.
    """
    noun = "song" if single else "album"
    names = dict.fromkeys(form for artist in artists for form in _names(artist))
    found: list[str] = []
    for form in dict.fromkeys([wiki_title(title), title]):
        found += [f"{form} ({name} {noun})" for name in names]
        found += [f"{form} ({noun})"]
        found += [f"{form} ({year} {noun})"] if year and title in names else []
        found += [form]
    if not single and (film := soundtrack_title(title)):
        found += [film]
    return tuple(dict.fromkeys(found))


def soundtrack_title(title: str) -> str:
    """The title of the article about a film's music; empty for other records."""
    film = _SOUNDTRACK.sub("", title)
    return f"{wiki_title(film)} (soundtrack)" if film and film != title else ""


def _names(artist: str) -> Iterator[str]:
    """Titles in brackets may leave the article out: ``Revolver (Beatles album)``."""
    name = wiki_title(artist.replace(" & ", " and "))
    yield artist
    yield name
    yield _ARTICLE.sub("", name)
