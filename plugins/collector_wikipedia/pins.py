"""Which article a person means: an address, ``de:Title`` or a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from collector.api import BadInput
from collector_wikipedia.addresses import wiki_links

__all__ = ["article"]

_LONGEST = 255
"""Bytes of a title. https://www.mediawiki.org/wiki/Page_title"""
_FORBIDDEN = re.compile(r"[#<>\[\]{}|\n\t]|~~~")
"""What no title holds. https://www.mediawiki.org/wiki/Page_title"""
_PREFIX = re.compile(r"(?P<lang>[a-z]{2,3}(?:-[a-z]+)*):(?P<title>\S.*)")
"""No title begins so: MediaWiki takes it for a link to another language."""
_ADDRESS = re.compile(r"(?:https?:)?//|(?:[\w-]+\.)+(?:org|com|net)/")
_HOST = re.compile(r"(?P<lang>[a-z][a-z-]+)\.(?:m\.)?wikipedia\.org")


def article(text: str, languages: Sequence[str]) -> str:
    """An article as pins and candidates name it: by title, behind any but the first language.

    Args:
        text: What was typed or pasted.
        languages: Those that are looked at, best first.

    Raises:
        BadInput: It can be no article, or one in a language that is not looked at.
    """
    lang, title = _of_address(text) if _ADDRESS.match(text) else _of_title(text, languages[0])
    title = " ".join(title.replace("_", " ").split())
    if lang not in languages:
        raise BadInput(
            f'"{text}" is in a language that is not looked at: {lang}',
            hint=f'Add "{lang}" to languages of the plugin wikipedia in plugins.toml, or give'
            f" an article in {' or '.join(languages)}.",
        )
    if not title or len(title.encode()) > _LONGEST or _FORBIDDEN.search(title):
        raise _none(text)
    return title if lang == languages[0] else f"{lang}:{title}"


def _of_title(text: str, first: str) -> tuple[str, str]:
    found = _PREFIX.fullmatch(text)
    return (found["lang"], found["title"]) if found else (first, text)


def _of_address(text: str) -> tuple[str, str]:
    """Language and title; the section that an address leads to, and its query, say nothing."""
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        found = _HOST.fullmatch((parts.hostname or "").removeprefix("www."))
    except ValueError:
        raise _none(text) from None
    if found is None:
        raise _none(text)
    titles = parse_qs(parts.query).get("title")
    if parts.path == "/w/index.php" and titles:
        return found["lang"], titles[0]
    whole = f"https://{found['lang']}.wikipedia.org{parts.path}"
    return found["lang"], wiki_links([whole], [found["lang"]]).get(found["lang"], "")


def _none(text: str) -> BadInput:
    return BadInput(
        f'"{text}" names no article of Wikipedia',
        hint="Give the article's address (https://en.wikipedia.org/wiki/Title), its title,"
        ' or its title with a language in front, as in "de:Title".',
    )
