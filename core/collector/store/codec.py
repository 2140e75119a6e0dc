"""JSON in and out of the file.

Statements, candidates and records are most of the bytes, and SQL asks nothing of their insides:
they are deflated, to about a third.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from attrs import asdict

from collector.errors import PluginError
from collector.model import Candidate, Item, fingerprint

__all__ = [
    "clean",
    "clean_item",
    "deflate",
    "from_json",
    "inflate",
    "item_hash",
    "pack",
    "pack_candidates",
    "to_json",
    "unpack",
    "unpack_candidates",
]

_LEVEL = 6
_TEXTS = ("instance", "release", "added", "folder", "media", "sleeve", "notes")
_TABLES = ("fields", "custom")


def to_json(value: Any) -> str:
    """JSON text; equal values give equal texts.

    Raises:
        PluginError: If it is no JSON value.
    """
    try:
        return json.dumps(
            value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        )
    except (TypeError, ValueError) as error:
        raise PluginError(f"a statement is not JSON: {error}") from error


def from_json(text: str) -> Any:
    """Read a JSON text."""
    return json.loads(text)


def clean(value: Any) -> Any:
    """The value as it will be read back: half characters (lone surrogates) become ``?``.

    Raises:
        PluginError: If it is no JSON value.
    """
    return from_json(_encoded(value).decode())


def clean_item(item: Item) -> Item:
    """An item as the store can hold it.

    Raises:
        PluginError: It is none, or something in it is not what it should be.
    """
    if not isinstance(item, Item):
        raise PluginError(f"the list holds {item!r:.200}, expected an Item")
    for names, kind in ((_TEXTS, str), (_TABLES, Mapping)):
        for name in names:
            if not isinstance(value := getattr(item, name), kind):
                raise PluginError(f"copy {item.instance}: {name} is {value!r:.200}")
    if item.rating not in range(6):
        raise PluginError(f"copy {item.instance}: rating is {item.rating!r:.200}, expected 0 to 5")
    return Item(**clean(asdict(item)))


def item_hash(item: Item) -> str:
    """Changes when anything that the list says of a copy changes."""
    return fingerprint(asdict(item))


def _encoded(value: Any) -> bytes:
    return to_json(value).encode(errors="replace")


def pack(value: Any) -> bytes:
    """Deflated JSON of the value, made :func:`clean`."""
    return zlib.compress(_encoded(value), _LEVEL)


def unpack(data: bytes) -> Any:
    """What :func:`pack` packed."""
    return from_json(inflate(data))


def deflate(text: str) -> bytes:
    """A text, deflated."""
    return zlib.compress(text.encode(), _LEVEL)


def inflate(data: bytes) -> str:
    """What :func:`deflate` deflated."""
    return zlib.decompress(data).decode()


def pack_candidates(candidates: Any) -> bytes:
    """Deflated list of candidates."""
    rows = [asdict(one, recurse=False) for one in candidates]
    return pack([row | {"components": dict(row["components"])} for row in rows])


def unpack_candidates(data: bytes) -> tuple[Candidate, ...]:
    """What :func:`pack_candidates` packed."""
    rows: list[Mapping[str, Any]] = unpack(data)
    return tuple(Candidate(**row) for row in rows)
