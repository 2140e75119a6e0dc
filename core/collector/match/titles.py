"""A title is a core and its qualifiers.

Only bracketed groups, a trailing " - ..." or ": ..." and "EP" can be qualifiers, so that "Cover
Versions" and "Discovery" stay whole. Some qualifiers name an edition and are ignored; some name
another work.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from attrs import frozen

from collector.match.forms import FOREIGN, in_english
from collector.match.normalise import fold, folded_key, without_article
from collector.match.qualifiers import Qualifier, qualifier, said, together

__all__ = ["Title", "read_title", "split_title", "without_suffix"]

_GUEST = re.compile(
    r"\s*[(\[](?:feat|ft|featuring|with)\b[^)\]]*[)\]]|\s+(?:feat|ft)\b\.?\s.*$", re.IGNORECASE
)
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TAIL = re.compile(r"(?:\s+-|\s*:)\s+([^-]+)$")
_LEAD = re.compile(
    r"^((?:music|songs) (?:from|inspired by) the (?:original )?(?:motion picture|film|movie)"
    r"|(?:the )?original (?:motion picture )?soundtrack (?:from|of|to))\s+(?=\S)"
)
_BARE = re.compile(
    r"\s+(e\.?p\.?|remastered|(?:super )?deluxe"
    r"|(?:\S+ )?(?:deluxe|expanded|anniversary|special|legacy|collector's) edition"
    r"|(?<!^the )(?:remixed|remixes|instrumentals))$"
)
_SIGNS = re.compile(r"[(\[\-:]")
_ENDINGS = ("p", "p.", "remastered", "deluxe", "edition", "remixed", "remixes", "instrumentals")
_BEGINNINGS = ("music ", "songs ", "original ", "the original ")
"""Without one of these signs, endings or beginnings there is no qualifier."""

_PLAIN = re.compile(r"[a-z']+(?: [a-z']+)*")
_SUFFIX = re.compile(r"(\S.*?)(?:\s*[(\[]([^()\[\]]+)[)\]]|\s+-\s+([^-()\[\]]+))")

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_ROMAN_WORDS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ELSEWHERE = (
    "uno dos tres cuatro cinco",
    "uno due tre quattro cinque",
    "un deux trois quatre cinq",
    "eins zwei drei vier funf",
)
_NUMBERS = {
    word: str(number)
    for words in (*_ELSEWHERE, _NUMBER_WORDS)
    for number, word in enumerate(words.split(), 1)
}
_ROMAN = {word: str(number) for number, word in enumerate(_ROMAN_WORDS.split(), 1)}
_VOLUME = re.compile(
    r"\b(?:(?:vol(?:ume|umen)?|part|pt|chapter|book|season|teil|folge|parte|partie)\b\s*(\w+)"
    r"|(?:nos?|nrs?)\b\s*(\d+)\b)"
)
_COUNTED_WORDS = (
    "vol volume volumen part pt chapter book season teil folge parte partie " + _ROMAN_WORDS
)
_COUNTING = frozenset(_COUNTED_WORDS.split())
"""Without one of these words, or a sign that is no letter, nothing is counted."""

_SAYING_WORDS = "music songs original feat ft ep remastered deluxe edition remixed remixes"
_SAYING = _COUNTING | FOREIGN | {*_SAYING_WORDS.split(), "instrumentals"}
"""Without one of these words, and without a sign, a title says nothing but its name."""

_OPUS = re.compile(r"\b(?:op|opus|bwv|rv|kv|k|hwv|woo)\s+\d+\b")
"""Numbers of catalogues of works; a title may go without."""
_PADDED = re.compile(r"\b0+(?=\d)")


@frozen(slots=False)
class Title:
    """A title taken apart.

    Attributes:
        core: Key of what is left without qualifiers; never empty for a title that is not.
        changing: Qualifiers that make it another work: ``live``, ``remix``, ``single`` ...
        numbers: Volume, part and other numbers in it; two works of a series differ in these.
        colour: ``blue`` for "(The Blue Album)": sets apart records that share a title.
        words: Which of its kind it is: ``rome`` for "(Live in Rome)".
        dates: The years that such a qualifier names.
        larger: Whether it is an edition with more than the record had ("Deluxe Edition").
        whole: All of it, folded.
        edition: Whether it names a later edition: its year is that one's.
    """

    core: str
    changing: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    colour: str = ""
    words: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    larger: bool = False
    whole: str = ""
    edition: bool = False

    @cached_property
    def said(self) -> frozenset[str]:
        """``changing``, and what the title says in running words ("Live At Leeds")."""
        return self.changing | said(self.whole)


@lru_cache(maxsize=4096)
def split_title(title: str) -> Title:
    """Take a title apart."""
    return read_title(title)


def read_title(title: str) -> Title:
    """The same for who keeps what follows from it: tracks would push the albums' titles out."""
    lower = title.lower()
    if _PLAIN.fullmatch(lower):
        key = lower.replace("'", "").strip()
        if key and _SAYING.isdisjoint(key.split()):
            return Title(without_article(key), whole=lower)  # as most are
    whole = rest = fold(_without_guest(title)).strip()
    groups: list[Qualifier] = []
    while found := _without_one(rest):
        rest, group = found
        groups.append(group)
    key = in_english(folded_key(rest))
    if not groups and not _counts(key):
        return Title(key, whole=whole)
    if not groups:
        return Title(_counted(key), numbers=_numbers(key, key), whole=whole)
    says = together(groups)
    numbers = _numbers(key, folded_key(whole))
    return Title(
        _counted(key),
        says.works,
        numbers,
        says.colour,
        says.words,
        says.years,
        says.larger or "complete" in whole,
        whole,
        says.edition,
    )


def without_suffix(title: str) -> tuple[str, Qualifier] | None:
    """A title without the qualifier that ends it, and what that says; None if there is none.

    What all tracks of an edition end with is read once.
    """
    found = _SUFFIX.fullmatch(title)
    group = fold(found[2] or found[3]).strip() if found else ""
    says = qualifier(group) if group and not _VOLUME.search(group) else None
    return (found[1], says) if found and says else None


def _without_guest(title: str) -> str:
    lower = title.lower()
    if "feat" in lower or "ft" in lower or "with" in lower:  # far cheaper than the pattern
        return _GUEST.sub("", title) or title
    return title


def _without_one(text: str) -> tuple[str, Qualifier] | None:
    """The text without one qualifier, and what that says; None if it has none."""
    if not (_SIGNS.search(text) or text.endswith(_ENDINGS) or text.startswith(_BEGINNINGS)):
        return None
    for pattern in (_GROUP, _TAIL, _BARE, _LEAD):
        for found in pattern.finditer(text):
            says = qualifier(found[1].strip())
            shorter = (text[: found.start()] + text[found.end() :]).strip()
            if shorter and says:
                return shorter, says
    return None


def _counted(key: str) -> str:
    """A key in which volumes are counted in one way: "Hits II" and "Hits, Volume Two" are "2"."""
    if not _counts(key):
        return key
    key = _VOLUME.sub(lambda found: _number(found[1] or found[2]) or found[0], key)
    key = _PADDED.sub("", key)
    before, _, last = key.rpartition(" ")
    return f"{before} {_ROMAN[last]}" if before and last in _ROMAN else key


def _counts(key: str) -> bool:
    """Whether a number may be in a key: most titles have none, and need not be looked at again."""
    letters = key.replace(" ", "").isalpha()
    return not letters or not _COUNTING.isdisjoint(key.split())


def _number(word: str) -> str:
    """A word as a number, in digits; empty if it is none."""
    digits = (word.lstrip("0") or "0") if word.isdecimal() else ""
    return _NUMBERS.get(word) or _ROMAN.get(word) or digits


def _numbers(core: str, whole: str) -> tuple[str, ...]:
    """Every number in the core, and volumes wherever they stand."""
    if not _counts(whole):
        return ()
    words = _OPUS.sub(" ", core).split()
    found = [word.lstrip("0") or "0" for word in words if word.isdecimal()]
    found += [_ROMAN[word] for word in words[1:-1] if word in _ROMAN and len(word) > 1]
    if len(words) > 1 and words[-1] in _ROMAN and words[-1] != "i":
        found.append(_ROMAN[words[-1]])
    for volume in _VOLUME.finditer(whole):
        number = _number(volume[1] or volume[2])
        if number and number not in found:
            found.append(number)
    return tuple(sorted(found))
