"""A title is a core and its qualifiers.

Only bracketed groups, a trailing " - ..." and "EP" can be qualifiers, so that "Cover Versions" and
"Discovery" stay whole. Some qualifiers name an edition and are ignored; some name another work.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from collector.match.normalise import fold, title_key

__all__ = ["Title", "split_title"]

_GROUP = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TAIL = re.compile(r"\s+[-:]\s+([^-]+)$")
_BARE = re.compile(r"\s+(e\.?p\.?)$")

_NEUTRAL = re.compile(
    r"\b(re-?master(?:ed|s)?|deluxe|expanded|anniversary|bonus|special|legacy|collectors?"
    r"|collector's|limited|explicit|clean|mono|stereo|reissue|re-?issued?|edition|version"
    r"|mastered|digital|vinyl|import|super|(?:19|20)\d\d mix|original recording)\b"
)
_CHANGING = {
    "live": r"live|in concert|concert|unplugged|sessions?",
    "remix": r"remix(?:es|ed)?|dub|re-?imagined|mixes",
    "instrumental": r"instrumentals?|karaoke",
    "acoustic": r"acoustic|unplugged",
    "demo": r"demos?|outtakes",
    "re-recorded": r"re-?recorded|re-?recordings?|\w+'s version",
    "single": r"single|maxi-?single",
    "ep": r"e\.?p\.?",
    "best-of": r"best of|greatest hits|anthology|essential|hits|singles collection",
    "soundtrack": r"soundtrack|o\.?s\.?t\.?|motion picture|score|music from|songs from",
}
_WORKS = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for name, words in _CHANGING.items()}
# In running words "live" is often a verb.
_PLAIN = {
    **_WORKS,
    "live": re.compile(
        r"(?<!\w)(?:live (?:at|in|from|on|album)|in concert|concert|unplugged|sessions?)(?!\w)"
    ),
}
_COLOUR = re.compile(r"^(?:the )?(\w+) album$")
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_ROMAN_WORDS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_NUMBERS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split(), 1)}
_ROMAN = {word: str(number) for number, word in enumerate(_ROMAN_WORDS.split(), 1)}
_VOLUME = re.compile(r"\b(?:vol(?:ume)?|part|pt|chapter|book|no|nr)\b\s*(\w+)")


@frozen
class Title:
    """A title taken apart.

    Attributes:
        core: Key of what is left without qualifiers; never empty for a title that is not.
        changing: Qualifiers that make it another work: ``live``, ``remix``, ``single`` ...
        numbers: Volume, part and other numbers in it; two works of a series differ in these.
        colour: ``blue`` for "(The Blue Album)": sets apart records that share a title.
        said: ``changing``, and what the title says in running words ("Live At Leeds").
    """

    core: str
    changing: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    colour: str = ""
    said: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def split_title(title: str) -> Title:
    """Take a title apart."""
    whole = rest = fold(title).strip()
    changing, colour = set[str](), ""
    while found := _qualifier(rest):
        rest, works, tone = found
        changing |= works
        colour = tone or colour
    core = title_key(rest)
    plain = {name for name, words in _PLAIN.items() if words.search(whole)}
    return Title(
        core,
        frozenset(changing),
        _numbers(core, title_key(whole)),
        colour,
        frozenset(changing | plain),
    )


def _qualifier(text: str) -> tuple[str, set[str], str] | None:
    """The text without one qualifier, what work that names, and its colour; None if it has none."""
    for pattern in (_GROUP, _TAIL, _BARE):
        for found in pattern.finditer(text):
            group = found[1].strip()
            works = {name for name, words in _WORKS.items() if words.search(group)}
            tone = _COLOUR.match(group)
            shorter = (text[: found.start()] + text[found.end() :]).strip()
            if shorter and (works or tone or _NEUTRAL.search(group)):
                return shorter, works, tone[1] if tone else ""
    return None


def _numbers(core: str, whole: str) -> tuple[str, ...]:
    """Every number in the core, and volumes wherever they stand."""
    words = core.split()
    found = [word.lstrip("0") or "0" for word in words if word.isdecimal()]
    if len(words) > 1 and words[-1] in _ROMAN and words[-1] != "i":
        found.append(_ROMAN[words[-1]])
    for value in _VOLUME.findall(whole):
        number = _NUMBERS.get(value) or _ROMAN.get(value) or (value if value.isdecimal() else "")
        if number and number not in found:
            found.append(number.lstrip("0") or "0")
    return tuple(sorted(found))
