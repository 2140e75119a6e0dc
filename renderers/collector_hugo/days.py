"""Days as people write them. Pure."""

from __future__ import annotations

import re

__all__ = ["in_words"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]|00))?", re.ASCII)


def in_words(day: str) -> str:
    """``2002-10-28`` as ``28 October 2002``, ``2002-10`` as ``October 2002``; else as it is.

    Discogs writes 00 for a day that is not known.
    """
    found = _DAY.fullmatch(day)
    if not found:
        return day
    year, month, date = found.groups()
    words = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(date)} {words}" if date and int(date) else words
