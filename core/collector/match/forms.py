"""Names of musical forms: catalogues write them in several languages."""

from __future__ import annotations

__all__ = ["FOREIGN", "in_english", "without_key"]

_ENGLISH = {
    "symphony": "sinfonie symphonie sinfonia simfonia",
    "symphonies": "sinfonien symphonien",
    "concerto": "konzert concierto",
    "concertos": "konzerte concerti conciertos",
    "piano concerto": "klavierkonzert",
    "piano concertos": "klavierkonzerte",
    "violin concerto": "violinkonzert",
    "violin concertos": "violinkonzerte",
    "cello concerto": "cellokonzert violoncellokonzert",
    "sonata": "sonate",
    "sonatas": "sonaten sonates",
    "piano sonata": "klaviersonate",
    "piano sonatas": "klaviersonaten",
    "violin sonata": "violinsonate",
    "violin sonatas": "violinsonaten",
    "string quartet": "streichquartett",
    "string quartets": "streichquartette",
    "quartet": "quartett quatuor quartetto",
    "quartets": "quartette quatuors",
    "quintet": "quintett quintette quintetto",
    "variations": "variationen variazioni",
    "suites": "suiten",
    "waltzes": "walzer valses",
    "studies": "etuden etudes",
    "overtures": "ouverturen ouvertures",
    "mass": "messe missa",
    "piano": "klavier",
    "violin": "violine",
    "cello": "violoncello",
    "major": "dur majeur maggiore",
    "minor": "moll mineur minore",
}
_IN_ENGLISH = {word: english for english, words in _ENGLISH.items() for word in words.split()}

FOREIGN = frozenset(_IN_ENGLISH)
"""Words that have an English form."""

_CATALOGUE_WORDS = "op opus bwv k kv rv hwv woo d hob"
_CATALOGUES = frozenset(_CATALOGUE_WORDS.split())
_KEY_WORDS = "in major minor flat sharp es a b c d e f g h no"
_KEY = frozenset(_KEY_WORDS.split())


def in_english(key: str) -> str:
    """A key with the forms in English: ``sinfonie 5`` is ``symphony 5``."""
    words = key.split()
    if FOREIGN.isdisjoint(words):
        return key
    return " ".join(_IN_ENGLISH.get(word, word) for word in words)


def without_key(words: list[str]) -> list[str]:
    """Words without the key and opus of a work ("in C minor, Op. 67"): a title may go without."""
    if _CATALOGUES.isdisjoint(words) and not {"major", "minor"} & set(words):
        return words
    return [word for word in words if word not in _KEY | _CATALOGUES and not word.isdecimal()]
