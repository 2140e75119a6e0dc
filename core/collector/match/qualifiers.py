"""What a qualifier says: an edition, which is ignored, or another work, and which one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from attrs import frozen

from collector.match.normalise import title_key

__all__ = ["Qualifier", "may_be_live", "qualifier", "said", "together"]

_NEUTRAL = re.compile(
    r"\b(re-?master(?:ed|s|ing)?|deluxe|expanded|anniversary|bonus|reissue|re-?issued?|edition"
    r"|mastered|(?:19|20)\d\d mix|original recording|complete (?:masters|recordings|sessions))\b"
)
# These name an edition if the group says little else: "Foo: The Digital Age" is none of "Foo".
_WEAK = re.compile(
    r"\b(collector's|limited|explicit|clean|mono|stereo|version|digital|vinyl|original mix)\b"
)
_LARGER = re.compile(
    r"\b(deluxe|expanded|anniversary|bonus|special|legacy|collectors?|collector's|super|complete"
    r"|extended|ultimate|edition|box)\b"
)
_LANGUAGE = (
    "english|german|french|spanish|italian|portuguese|dutch|swedish|norwegian|danish|finnish"
    "|polish|czech|russian|greek|turkish|hebrew|arabic|japanese|korean|chinese|mandarin|cantonese"
)
_PIECES = (
    r"works?|music|pieces?|concert(?:o|os|i)|sonatas?|suites?|dances?|trios?|quartets?|quintets?"
)
"""What is called so is a kind of music, and no arrangement: "Piano Works", "Symphonic Dances"."""

_CHANGING = {
    "live": r"live|in concert|concert|unplugged|(?<!complete )sessions?|en vivo|en directo"
    r"|en concierto|ao vivo|dal vivo|en public",
    "remix": r"remix(?:es|ed)?|dub|re-?imagined|mixes|club mix",
    "dj-mix": r"dj mix|mixed|continuous mix|mixed tracks",
    "instrumental": r"instrumentals?|karaoke",
    "acoustic": r"acoustic|unplugged|stripped",
    "arranged": rf"(?:orchestral|symphonic|(?<!for )piano|(?<!for )strings)(?! (?:{_PIECES}))"
    r"|a ?cappella|slowed|sped up|nightcore|lo-?fi"
    r"|chopped|screwed|vocals? only|stems|re-?worked|re-?works?|revisited|redux|re-?interpreted",
    "demo": r"demos?|outtakes|rehearsals?|rough mix(?:es)?|early takes",
    "re-recorded": r"re-?recorded|re-?recordings?|newly recorded|new recordings?|\w+'s version",
    "language": rf"(?:{_LANGUAGE}) (?:language )?(?:version|language|vocals?|album)"
    rf"|in (?:{_LANGUAGE})|(?:version )?en espanol|en francais|auf deutsch|in italiano",
    "single": r"single|maxi-?single",
    "ep": r"e\.?p\.?",
    "best-of": r"best of|greatest hits|anthology|essential|hits|singles collection",
    "soundtrack": r"sound ?track|bande originale|banda sonora|colonna sonora"
    r"|o\.?s\.?t\.?|motion picture|cast recording|score|music from|songs from",
}
# In running words "live" is often a verb, and a piano no arrangement.
_IN_WORDS = {
    **{name: words for name, words in _CHANGING.items() if name != "arranged"},
    "live": r"live (?:at|in|from|on|album)|in concert|concert|unplugged|sessions?"
    r"|(?<!let )(?<!to )(?<!we )(?<!you )(?<!they )(?<!long )live$",
}


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


# Compiled when a title is first compared: these take longer than all that a short command does.
@cache
def _works() -> Mapping[str, re.Pattern[str]]:
    return {name: _whole(words) for name, words in _CHANGING.items()}


@cache
def _running() -> Mapping[str, re.Pattern[str]]:
    return {name: _whole(words) for name, words in _IN_WORDS.items()}


@cache
def _says() -> re.Pattern[str]:
    return _whole("|".join(_IN_WORDS.values()))


_AT = re.compile(r"\bat (?:the )?\w+|^live\b")
_ON_STAGE = re.compile(
    r"\b(?:alive|on stage|onstage|on tour|tour|festival|\d{1,2}/\d{1,2}/\d{2,4})\b"
)
_COLOUR = re.compile(r"^(?:the )?(\w+) album$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SILENT_WORDS = (
    "the a an in at from on of and with by to for le la les el de du der die das im am und et y"
    " original album recording recordings version versions complete full official"
    " special legacy super import collectors"
)
_ISSUE_WORDS = "us usa uk eu japan japanese international lp cd release issue mix"
_FILM_WORDS = (
    "music songs inspired film movie motion picture pictures tv television series score"
    " soundtrack track sound"
)
_PLACES = frozenset(
    ["us", "usa", "uk", "eu", "japan", "the", "version", "edition", "release", "split", "complete"]
)
_SILENT = frozenset(_SILENT_WORDS.split())
_ISSUED = _SILENT | frozenset(_ISSUE_WORDS.split())
_OF_A_FILM = _SILENT | frozenset(_FILM_WORDS.split())


@frozen
class Qualifier:
    """What a bracketed group or a tail says.

    Attributes:
        works: Kinds of work that it makes: ``live``, ``remix`` ...
        colour: ``blue`` for "The Blue Album".
        words: Which of these it is: ``rome`` for "Live in Rome".
        years: From which years; not those of a remaster.
        larger: Whether it promises more than the record had.
        edition: Whether it names a later edition, as a remaster is.
    """

    works: frozenset[str]
    colour: str = ""
    words: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    larger: bool = False
    edition: bool = False


@lru_cache(maxsize=1024)
def qualifier(group: str) -> Qualifier | None:
    """Read a group, folded; None if it is part of the title."""
    works = frozenset(name for name, words in _works().items() if words.search(group))
    tone = _COLOUR.match(group)
    neutral = _NEUTRAL.search(group) or _names_an_edition(group)
    if not (works or tone or neutral):
        return None
    # The year of a remaster is the edition's, not the concert's.
    years = frozenset() if neutral or not works else frozenset(_YEAR.findall(group))
    return Qualifier(
        works,
        tone[1] if tone else "",
        _words(group, works),
        years,
        bool(_LARGER.search(group)),
        bool(_NEUTRAL.search(group)),
    )


def together(groups: Sequence[Qualifier]) -> Qualifier:
    """What one or several groups of a title say."""
    if len(groups) == 1:
        return groups[0]
    return Qualifier(
        frozenset[str]().union(*(group.works for group in groups)),
        next((group.colour for group in groups if group.colour), ""),
        frozenset[str]().union(*(group.words for group in groups)),
        frozenset[str]().union(*(group.years for group in groups)),
        any(group.larger for group in groups),
        any(group.edition for group in groups),
    )


def _names_an_edition(group: str) -> bool:
    if group and set(group.split()) <= _PLACES:
        return True
    rest = title_key(_YEAR.sub(" ", _WEAK.sub(" ", group))).split()
    return bool(_WEAK.search(group)) and set(rest) <= _ISSUED


def _words(group: str, works: frozenset[str]) -> frozenset[str]:
    """What tells it from others of its kind; what shops add to a single or EP tells nothing."""
    if not works - {"single", "ep", "dj-mix"}:
        return frozenset()
    rest = _WEAK.sub(" ", _NEUTRAL.sub(" ", group))
    for name in works:
        rest = _works()[name].sub(" ", rest)
    known = _OF_A_FILM if "soundtrack" in works else _SILENT
    words = title_key(_YEAR.sub(" ", rest)).split()
    return frozenset(word for word in words if word[0].isalnum()) - known


@lru_cache(maxsize=1024)
def may_be_live(title: str, *, near: bool) -> bool:
    """Whether a folded title leaves it to be understood: "Miles Davis At Fillmore", "Alive".

    Args:
        title: Folded.
        near: Whether the year is the same; a place alone, as of "The Gates Of Dawn", is little.
    """
    return _ON_STAGE.search(title) is not None or (near and _AT.search(title) is not None)


def said(title: str) -> frozenset[str]:
    """The kinds of work that a folded title names in running words: "Live At Leeds"."""
    forms = {title, title_key(title)}
    if not any(map(_says().search, forms)):
        return frozenset()
    return frozenset(
        name for name, words in _running().items() if any(words.search(form) for form in forms)
    )
