"""Words that mark another thing, however alike its name: tributes, karaoke, interviews."""

from __future__ import annotations

import re
from functools import lru_cache

from collector.match.normalise import fold

__all__ = ["veto"]

_PHRASES = (
    "karaoke",
    "tribute",
    "made famous by",
    "made popular by",
    "in the style of",
    "originally performed",
    "as performed by",
    "lullaby renditions",
    "lullaby versions",
    "lullabies",
    "string quartet",
    "piano renditions",
    "piano tribute",
    "8-bit",
    "8 bit",
    "backing tracks?",
    "covers of",
    "cover versions? of",
    "interviews?",
    "audiobook",
    "commentary",
    "sound-?alike",
)
_VETOES = {phrase: re.compile(rf"\b{phrase}\b") for phrase in _PHRASES}
_ANY = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")


@lru_cache(maxsize=4096)
def _said(words: str) -> str:
    """Words as they are looked through, or nothing if no phrase is in them."""
    folded = fold(words)
    return folded if _ANY.search(folded) else ""


def veto(ours: str, theirs: str) -> str:
    """The phrase that rules a candidate out, or nothing.

    Args:
        ours: Our title and artist, joined.
        theirs: The candidate's. What our own carries too is no veto.
    """
    said = _said(theirs)
    if not said:
        return ""
    told = _said(ours)
    for phrase, pattern in _VETOES.items():
        if pattern.search(said) and not pattern.search(told):
            return phrase.replace("?", "")
    return ""
