"""What an article is about: pure judgements on texts and items.

An article is never taken on its title alone: titles are shared by books, planets and songs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from collector.api import artist_key, title_key, title_similarity
from collector_wikipedia.shapes import Entity, Page

__all__ = [
    "KINDS",
    "Sort",
    "alike",
    "is_human",
    "is_list",
    "mentioned",
    "opening",
    "sort_of",
    "title_base",
]

Sort = Literal["album", "single", "artist", "other", ""]
"""What a thing is; empty where neither its item nor its text says so."""

LIKE = 0.5
"""An id or a link that leads to a name less alike than this is an error in the data."""

KINDS: Mapping[Sort, frozenset[str]] = {
    # list, disambiguation page, category, discography
    "other": frozenset({"Q13406463", "Q4167410", "Q4167836", "Q273057"}),
    # album, studio, live, compilation, remix and soundtrack album, EP
    "album": frozenset(
        {"Q482994", "Q208569", "Q209939", "Q222910", "Q963099", "Q4176708", "Q169930"}
    ),
    # song, single, musical composition
    "single": frozenset({"Q7366", "Q134556", "Q105543609"}),
    # musical group, rock band, ensemble, duo, and their like
    "artist": frozenset(
        {"Q215380", "Q5741069", "Q2088357", "Q9212979", "Q16010345", "Q56816954", "Q42998"}
    ),
}
"""Kinds of thing in Wikidata (P31); the first that fits counts."""

OCCUPATIONS = frozenset(
    {
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
)
"""Occupations (P106) that make records."""

HUMAN = "Q5"

_NOUNS: Mapping[Sort, str] = {
    "album": r"albums?|extended play|EP|mixtape|soundtrack(?! composer)|compilation|box set",
    "single": r"song|single|track|composition",
    "artist": (
        r"band|musicians?|singers?|songwriters?|rappers?|composers?|DJs?|disc jockeys?|duo|trio"
        r"|(?<!film )(?<!television )producers?|quartet|quintet|sextet|septet"
        r"|(?<!ethnic )group|supergroup|ensemble|orchestra|choir|collective|guitarist|pianist"
        r"|keyboardist|drummer|percussionist|bassist|saxophonist|trumpeter|violinist|cellist"
        r"|vocalist|conductor|multi-instrumentalist|recording artist"
        r"|organist|bandleader|turntablist"
        r"|(?:music|musical|rock|pop|folk|metal|soul|electronic|solo) (?:act|artist|project)"
    ),
    "other": (
        r"discography|film(?! (?:composer|producer|score))|novel|book|magazine|newspaper"
        r"|record label|company|video game|television series|series|concert tour|festival"
    ),
}
_NOUN = re.compile(
    r"\b(?:" + "|".join(f"(?P<{sort}>{nouns})" for sort, nouns in _NOUNS.items()) + r")\b",
    re.IGNORECASE,
)
_IS = re.compile(r"\s(?:is|was|are|were|ist|war|sind|waren|est|était|sont|è|es|fue)\s")
_END_OF_PHRASE = re.compile(
    r"\b(?:by|of|from|for|in|about|to|at|featuring|released|recorded|formed|founded|based|whose"
    r"|who|that|which|with|starring|directed|von|der|des|aus|du|par)\b|[;.(]"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OPENING = 250
"""Characters after the verb in which an album's article names whose album it is."""


def title_base(title: str) -> str:
    """A page's title without what tells it apart: ``Low (David Bowie album)`` is ``Low``."""
    return re.sub(r"\s+\([^()]*\)$", "", title)


def opening(page: Page) -> str:
    """What the lead says that the thing is: from the verb on, a sentence or two.

    The title goes first, as it may hold full stops and verbs (``Vs.``, ``What Is Beat?``).
    """
    text = _without_brackets(page.extract).strip()
    for title in (page.title, title_base(page.title)):
        text = text.removeprefix(title)
    found = _IS.search(f" {text}")
    rest = f" {text}"[found.end() :] if found else text
    return rest[:_OPENING]


def _without_brackets(text: str) -> str:
    """Names in other scripts and dates of birth stand there, one bracket inside another."""
    shorter = _BRACKETS.sub("", text)
    while shorter != text:
        text, shorter = shorter, _BRACKETS.sub("", shorter)
    return text


def sort_of(page: Page | None, item: Entity | None) -> Sort:
    """What kind of thing this is: by its item's kinds, else by what the texts call it."""
    if page is not None and is_list(page.title):
        return "other"
    known = _sort_of_item(item) if item else ""
    if known:
        return known
    texts = [opening(page), page.description] if page else []
    texts += [item.description] if item else []
    return next((sort for text in texts if (sort := _named_sort(text))), "")


def _sort_of_item(item: Entity) -> Sort:
    kinds = set(item.values("P31"))
    for sort, members in KINDS.items():
        if kinds & members:
            return sort
    return "artist" if OCCUPATIONS.intersection(item.values("P106")) else ""


def _named_sort(text: str) -> Sort:
    """The first noun of the phrase: "album by the band" is an album, no band."""
    phrase = _END_OF_PHRASE.split(text, maxsplit=1)[0]
    found = _NOUN.search(phrase)
    return found.lastgroup if found else ""  # type: ignore[return-value]


def is_list(title: str) -> bool:
    """Whether a title is that of a list, as of songs or of records."""
    return title.startswith("List of ") or title.endswith("ography")


def is_human(item: Entity | None) -> bool:
    """Whether the item is of a person, whatever they do."""
    return item is not None and HUMAN in item.values("P31")


def mentioned(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that a text holds, as whole words.

    One word alone must be written as a name is: "low" is no mention of Low.
    """
    words = f" {title_key(text)} "
    capital = {
        title_key(word) for word in re.split(r"[\s,.;:()/\"“”]+", text) if not word[:1].islower()
    }
    return [name for name in names if _mentions(text, words, capital, name)]


def _mentions(text: str, words: str, capital: Collection[str], name: str) -> bool:
    keys = {key for key in (artist_key(name), title_key(name)) if key}
    if not any(character.isalnum() for character in name):
        return bool(re.search(rf"(?<!\S){re.escape(name)}(?![^\s,.;:])", text)) if name else False
    return any(
        key in capital if " " not in key and not name[:1].islower() else f" {key} " in words
        for key in keys
    )


def alike(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a name of ours may be a name of theirs.

    Names in different scripts, or made of signs, can not be compared: they speak for nothing.
    """
    mine, others = list(ours), list(theirs)
    pairs = [(one, other) for one in mine for other in others if _is_latin(one) == _is_latin(other)]
    return not pairs or any(title_similarity(one, other) >= LIKE for one, other in pairs)


def _is_latin(text: str) -> bool:
    return bool(re.search(r"[a-z0-9]", title_key(text)))
