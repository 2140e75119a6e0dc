"""A guess at what somebody meant to type."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean"]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A clause to put behind "unknown ...": ``, did you mean "market"?``, or nothing.

    Args:
        word: What was typed.
        known: What could have been meant.
    """
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f', did you mean "{close[0]}"?' if close else ""
