"""Keys for comparison; what is shown stays as it was written.

Case, accents on Latin and Greek letters (Greek capitals are written without), punctuation, dashes
and a leading article carry no meaning between two catalogues. Scripts do: other text keeps its
letters and marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "artist_key",
    "fold",
    "folded_key",
    "in_latin",
    "romanised",
    "title_key",
    "without_article",
]

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
    }
)
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("™®©℗", ""),
        **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
        **dict.fromkeys("‘’‚‛`´ʼ＇′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        "…": " ",
    }
)
_ORCHESTRAS = {
    other: name
    for name, others in {
        "vienna philharmonic": ("wiener philharmoniker", "vienna philharmonic orchestra"),
        "berlin philharmonic": ("berliner philharmoniker", "berlin philharmonic orchestra"),
        "munich philharmonic": ("munchner philharmoniker", "munich philharmonic orchestra"),
        "vienna symphony": ("wiener symphoniker", "vienna symphony orchestra"),
        "bavarian radio symphony": (
            "symphonieorchester des bayerischen rundfunks",
            "bavarian radio symphony orchestra",
        ),
        "dresden state orchestra": ("staatskapelle dresden", "staatskapelle dresden orchestra"),
        "concertgebouw": (
            "concertgebouworkest",
            "concertgebouw orchestra",
            "concertgebouw orchestra amsterdam",
            "royal concertgebouw orchestra",
        ),
        "czech philharmonic": ("ceska filharmonie", "czech philharmonic orchestra"),
    }.items()
    for other in others
}
"""Orchestras that are known by names in two languages."""
_AND = re.compile(r"\s*&\s*|\s+\+\s+")
_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")
_NUMBERED = re.compile(r"\s*\((\d+)\)$|\*+$")
_INVERTED = re.compile(
    r"^(?P<name>[^,]+), (?P<article>the|a|an|die|der|les|los|las)$", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)")


def fold(text: str) -> str:
    """Lower case, without accents on Latin and Greek letters; one kind of dash and of quotes."""
    if text.isascii():  # most are: of the signs only one is, and the rest changes nothing
        return text.replace("`", "'").casefold()
    signed = text.translate(_SIGNS)
    if signed.isascii():
        return signed.casefold()
    plain = unicodedata.normalize("NFKC", signed).casefold()
    folded = plain.translate(_SIGNS).translate(_LETTERS)
    kept: list[str] = []
    accented = False
    for character in unicodedata.normalize("NFD", folded):
        if not unicodedata.combining(character):
            accented = "a" <= character <= "z" or "α" <= character <= "ω"
            kept.append(character)
        elif not accented:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _words(folded: str) -> str:
    """Only letters, digits and marks, single spaces between; the signs alone if that is nothing."""
    joined = _AND.sub(" and ", folded) if "&" in folded or "+" in folded else folded
    text = joined.replace("'", "")
    kept = _ASCII_WORD.findall(text) if text.isascii() else _spaced(text).split()
    return " ".join(kept) or "".join(folded.split())


def _spaced(text: str) -> str:
    return "".join(
        character if unicodedata.category(character)[0] in "LNM" else " " for character in text
    )


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """A title for comparison: ``Ágætis byrjun`` is ``agaetis byrjun``, ``( )`` is ``()``."""
    return folded_key(fold(title))


def folded_key(folded: str) -> str:
    """The same of a title that is folded already."""
    return without_article(_words(folded))


@lru_cache(maxsize=4096)
def artist_key(name: str) -> str:
    """An artist's name for comparison: ``Beatles, The`` and ``The Beatles (2)`` are ``beatles``.

    Discogs tells namesakes apart by a number in brackets and marks name variations by a star.
    """
    plain = _NUMBERED.sub("", name.strip()).strip() or name.strip()
    turned = _INVERTED.match(plain)
    if turned:
        plain = f"{turned['article']} {turned['name']}"
    key = without_article(_words(fold(plain)))
    return _ORCHESTRAS.get(key, key)


def in_latin(text: str) -> bool:
    """Whether it is written in Latin letters."""
    return text.isascii() or _folds_to_ascii(text)


@lru_cache(maxsize=4096)
def _folds_to_ascii(text: str) -> bool:
    return fold(text).isascii()


@lru_cache(maxsize=4096)
def romanised(text: str) -> str:
    """In Latin letters: a second key, good enough to show to a person."""
    from anyascii import anyascii

    return anyascii(text)


def without_article(key: str) -> str:
    """A key without the article that it begins with, unless there is no more of it."""
    return _ARTICLE.sub("", key) or key
