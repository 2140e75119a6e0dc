"""Slugs: the names of pages. Pure; the store asks for the first that is free and keeps it.

A slug is at most :data:`LENGTH` characters of ``a-z0-9-``, never empty, and never ends in ``-``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from anyascii import anyascii

__all__ = ["LENGTH", "artist_slugs", "release_slugs", "slugify", "sort_name"]

LENGTH = 80
_LONGEST_ID = 32
_ARTICLE = re.compile(r"^(the|a|an)\s+(?=\S)")


def slugify(text: str) -> str:
    """``Sigur Rós – ( )`` as ``sigur-ros``; empty if nothing can be spelled (``!!!``)."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:LENGTH].strip("-")


def sort_name(text: str) -> str:
    """What lists sort by and searches compare: ``The Beatles`` as ``beatles``."""
    plain = " ".join(anyascii(text).lower().split())
    return _ARTICLE.sub("", plain)


def release_slugs(title: str, key: str) -> Iterator[str]:
    """Slugs for a release, best first: ``title-<id>``, then with a hash of the key.

    Args:
        title: As printed.
        key: ``discogs:249504``.
    """
    base, ident = slugify(title), _ident(key)
    yield _join(base, ident)
    yield from _hashed(_join(base, ident), key)


def artist_slugs(name: str, key: str) -> Iterator[str]:
    """Slugs for an artist, best first: ``name``, ``name-<id>``, then with a hash of the key.

    Args:
        name: As shown.
        key: ``discogs:1434``, or ``name:<name, casefolded>``, which has no id: a hash stands in.
    """
    base, ident = slugify(name), _ident(key)
    yield base or ident
    yield _join(base, ident)
    yield from _hashed(base or ident, key)


def _hashed(base: str, key: str) -> Iterator[str]:
    yield from (_join(base, _hash(key, size)) for size in (4, 8, 16))


def _ident(key: str) -> str:
    origin, _, tail = key.partition(":")
    ident = "" if origin == "name" else slugify(tail)
    return ident if 0 < len(ident) <= _LONGEST_ID else _hash(key, 4)


def _hash(key: str, size: int) -> str:
    return blake2b(key.encode(errors="replace"), digest_size=size).hexdigest()


def _join(base: str, tail: str) -> str:
    front = base[: LENGTH - len(tail) - 1].strip("-")
    return f"{front}-{tail}" if front else tail
