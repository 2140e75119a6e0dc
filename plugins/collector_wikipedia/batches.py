"""Many subjects in one request, within what the services take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, zip_longest
from typing import TypeVar
from urllib.parse import quote

__all__ = ["SEARCH_TEXT", "VALUES", "chunks", "title_batches", "value_batches"]

VALUES = 50
"""Titles or ids that a request may name."""

QUERIED = 100
"""Values of a property that a query may name and still be sure to end in time."""

SEARCH_TEXT = 300
"""Characters that a search may have."""

ADDRESS = 6000
"""Characters of titles in one address; servers refuse one of more than 8000."""

_NUMBER = re.compile(r"[0-9]+")

T = TypeVar("T")


def value_batches(wanted: Mapping[str, Iterable[str]]) -> Iterator[dict[str, list[str]]]:
    """Property to values, for one query each; what is no number of Discogs is left out."""
    numbers = {
        prop: chunks(sorted({one for one in values if _NUMBER.fullmatch(one)}), QUERIED)
        for prop, values in wanted.items()
    }
    for some in zip_longest(*numbers.values(), fillvalue=[]):
        yield {prop: values for prop, values in zip(numbers, some, strict=True) if values}


def title_batches(titles: Iterable[str], most: int = VALUES) -> Iterator[dict[str, str]]:
    """Titles for one request each, ``most`` at most: as asked for, to as sent.

    Titles that no page can have are left out: the wiki would refuse them, or read them as two.
    """
    batch: dict[str, str] = {}
    length = 0
    for title in dict.fromkeys(titles):
        sent = " ".join(unicodedata.normalize("NFC", title).split())
        if not sent or any(character in sent for character in "|#<>[]{}"):
            continue
        size = len(quote(sent)) + 3
        if batch and (len(batch) == most or length + size > ADDRESS):
            yield batch
            batch, length = {}, 0
        batch[title] = sent
        length += size
    if batch:
        yield batch


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most so many."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
