"""A filled workspace made larger: the same records again, under keys, slugs and pictures of theirs.

Filling takes some 20 ms a record, most of it weighing candidates, which would be the better part
of an hour for 100,000. So the larger stores hold 10,000 records that were filled one by one, and
copies of them that are older than all of these: a quick run reads the first page of the list, and
finds it as it was. Every row, blob and file is there as often as if each had been filled.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

__all__ = ["multiply"]

OWN = re.compile(rb"\b[0-9a-f]{32}\b")
"""Names of pictures: no two records share one."""

STEP = 10_000_000_000
"""What is added to the Discogs ids of each further copy."""

_COPIED = {
    "releases": "key, slug, title, sort_title, year, added, alive, sources, record",
    "artists": "key, slug, credit, name, sort_name, alive, sources, record",
    "release_artists": "release, position, artist",
    "collection_items": "plugin, instance, release, folder, rating, media, sleeve, notes, custom,"
    " added, gone, hash, walk",
    "facts": "kind, subject, plugin, part, fields, source_url, licence, fetched_at",
    "ledger": "kind, subject, plugin, part, outcome, version, inputs, attempts, next_due,"
    " answered_at, why, error, error_kind",
    "matches": "kind, subject, plugin, part, service, decision, rung, why, scorer, candidates, at",
    "images": "url, hash, mime, size, width, height, fetched_at",
}
"""In this order, so that foreign keys hold."""

_OTHER = {
    "key": "shifted(key)",
    "subject": "shifted(subject)",
    "release": "shifted(release)",
    "artist": "shifted(artist)",
    "slug": "slug || '-' || :turn",
    "instance": "instance || '-' || :turn",
    "added": "'19' || substr(added, 3)",
    "record": "renamed(record)",
    "url": "url || '?' || :turn",
    "hash": "rehashed(hash)",
}
"""What another column of a copy holds; those of ``fields`` only where they name a picture."""


def multiply(store: Path, images: Path, times: int) -> None:
    """Make a store, and its folder of images, so many times as large.

    Args:
        store: Filled; nobody else has it open.
        images: Its pictures.
        times: 1 leaves it as it is.
    """
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        for table in _COPIED:
            query = f"SELECT * FROM {table}"
            connection.execute(f"CREATE TEMP TABLE first_{table} AS {query}")
        for turn in range(1, times):
            connection.execute("BEGIN IMMEDIATE")
            _copy(connection, turn)
            connection.execute("COMMIT")
    originals = list(images.rglob("*.jpg"))
    for turn in range(1, times):
        for path in originals:
            _copy_picture(images, path, turn)


def _copy(connection: sqlite3.Connection, turn: int) -> None:
    functions: Mapping[str, Callable[[Any], str | bytes]] = {
        "shifted": lambda key: _shifted(key, turn),
        "renamed": lambda blob: _renamed(blob, turn),
        "rehashed": lambda text: _rehashed(text.encode(), turn).decode(),
    }
    for name, act in functions.items():
        connection.create_function(name, 1, act, deterministic=True)
    for table, columns in _COPIED.items():
        names = columns.split(", ")
        values = ", ".join(_OTHER.get(name, name) for name in names)
        if table == "facts":
            values = values.replace(
                "fields", "CASE plugin WHEN 'images' THEN renamed(fields) ELSE fields END", 1
            )
        sql = f"INSERT INTO main.{table} ({columns}) SELECT {values} FROM first_{table}"
        connection.execute(sql, {"turn": turn} if ":turn" in sql else {})


def _shifted(key: str, turn: int) -> str:
    origin, _, number = key.partition(":")
    return f"{origin}:{int(number) + turn * STEP}"


def _renamed(blob: bytes, turn: int) -> bytes:
    text = zlib.decompress(blob)
    return zlib.compress(OWN.sub(lambda found: _rehashed(found[0], turn), text), 6)


def _rehashed(name: bytes, turn: int) -> bytes:
    return blake2b(b"%d %b" % (turn, name), digest_size=16).hexdigest().encode()


def _copy_picture(images: Path, path: Path, turn: int) -> None:
    known, dash, rest = path.stem.partition("-")
    name = _rehashed(known.encode(), turn).decode()
    target = images / name[:2] / f"{name}{dash}{rest}.jpg"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(path.read_bytes())
