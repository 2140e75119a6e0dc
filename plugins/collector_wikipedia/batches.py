"""Many subjects in one request, within what the services take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar
from urllib.parse import quote

__all__ = ["SEARCH_TEXT", "VALUES", "chunks", "claim_searches", "title_batches"]

VALUES = 50
"""Titles or ids that a request may name."""

SEARCH_TEXT = 300
"""Characters that a search may have."""

ADDRESS = 6000
"""Characters of titles in one address; servers refuse one of more than 8000."""

T = TypeVar("T")


def claim_searches(prop: str, values: Iterable[str]) -> Iterator[str]:
    """Search texts for many values at once, none longer than the search takes."""
    text = ""
    for value in dict.fromkeys(values):
        part = f"{prop}={value}"
        longer = f"{text}|{part}" if text else f"haswbstatement:{part}"
        if len(longer) > SEARCH_TEXT:
            yield text
            longer = f"haswbstatement:{part}"
        text = longer
    if text:
        yield text


def title_batches(titles: Iterable[str]) -> Iterator[dict[str, str]]:
    """Titles for one request each: as asked for, to as sent.

    Titles that no page can have are left out: the wiki would refuse them, or read them as two.
    """
    batch: dict[str, str] = {}
    length = 0
    for title in dict.fromkeys(titles):
        sent = " ".join(unicodedata.normalize("NFC", title).split())
        if not sent or any(character in sent for character in "|#<>[]{}"):
            continue
        size = len(quote(sent)) + 3
        if batch and (len(batch) == VALUES or length + size > ADDRESS):
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
