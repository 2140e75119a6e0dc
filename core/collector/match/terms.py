"""What to search for, best first."""

from __future__ import annotations

from collector.match.normalise import artist_key, fold, romanised, title_key
from collector.match.records import Ours

__all__ = ["search_terms"]


def search_terms(ours: Ours) -> tuple[tuple[str, str], ...]:
    """Pairs of artist and title: as printed, the first artist alone, folded, in Latin letters.

    Compilations of many artists are asked for by their title alone.
    """
    if not ours.title:
        return ()
    if ours.various or not ours.credits:
        return (("", ours.title),)
    printed = ours.credits[0]
    terms = [(credit, ours.title) for credit in ours.credits]
    if len(ours.artists) > 1:
        terms.append((min(ours.artists[0]), ours.title))
    if not (printed + ours.title).isascii():
        terms.append((artist_key(printed), title_key(ours.title)))
    if not fold(printed + ours.title).isascii():
        terms.append((romanised(printed), romanised(ours.title)))
    return tuple(
        dict.fromkeys((" ".join(by.split()), " ".join(what.split())) for by, what in terms)
    )
