"""What was asked of a sandbox, and what a workspace has on record of it.

A *question* is the smallest thing that a request asks for: a request that names many ids, titles
or barcodes asks one question for each, so that the same id in another company is the same
question. Its text is the address without the host, with one value in place of the many.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import frozen
from places import LISTS, Place

from collector_sandbox.server import LogEntry

__all__ = ["Asked", "asked_of", "images", "next_page", "on_record", "questions", "rows", "tables"]

TOKEN = "/accounts/api/token"

_SEPARATORS = {
    ("apple", "filter[upc]"): ",",
    ("apple", "ids"): ",",
    ("wikidata", "ids"): "|",
    ("wikipedia", "titles"): "|",
}

_TIMES = {
    "added_at",
    "answered_at",
    "at",
    "fetched_at",
    "finished_at",
    "latest",
    "next_due",
    "replaced_at",
}
_RUNS = {"runs", "sources", "sqlite_sequence"}
"""How many runs and walks there were is all that may differ."""


@frozen
class Asked:
    """The questions of one run, as the sandbox's log has them.

    Attributes:
        answered: Questions about documents and pictures that were answered, with how often.
        by_address: The questions of each address that was answered.
        lists: Pages of the collection, in the order in which they were asked for.
        tokens: How many tokens were asked for.
    """

    answered: Counter[str]
    by_address: Mapping[str, frozenset[str]]
    lists: tuple[int, ...]
    tokens: int


def questions(address: str) -> frozenset[str]:
    """The questions of one address: absolute, or a path with its query."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    service = path.split("/")[1]
    if service == "sparql":
        query = dict(parse_qsl(parts.query))["query"]
        asked = re.findall(r"VALUES \?id \{([^}]*)\} (\S+ \S+)", query)
        # An artist is asked for with albums, for its ids, and by itself, for its article.
        what = "artists" if {of for _, of in asked} == {"?item wdt:P1953"} else "albums"
        return frozenset(f"{path}?{what} {of} {id_}" for ids, of in asked for id_ in ids.split())
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
    for name, value in pairs:
        separator = _SEPARATORS.get((service, name))
        if separator:
            rest = [pair for pair in pairs if pair[0] != name]
            return frozenset(_text(path, [*rest, (name, one)]) for one in value.split(separator))
    return frozenset({_text(path, pairs)})


def _text(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    query = " ".join(f"{name}={value}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def asked_of(entries: Iterable[LogEntry]) -> Asked:
    """Sort a piece of the log; refusals (429) are no answers."""
    answered: Counter[str] = Counter()
    by_address: dict[str, frozenset[str]] = {}
    lists, tokens = [], 0
    for entry in entries:
        if entry.path == TOKEN:
            tokens += 1
        elif entry.status in (200, 404) and entry.path.endswith(LISTS):
            lists.append(int(dict(parse_qsl(entry.query))["page"]))
        elif entry.status in (200, 404):
            address = f"{entry.path}?{entry.query}"
            by_address[address] = questions(address)
            answered.update(by_address[address])
    return Asked(answered, by_address, tuple(lists), tokens)


def on_record(place: Place) -> frozenset[str]:
    """The questions whose answers would outlive the process: in the cache, or a picture's row."""
    known = [question for url in _cached(place) for question in questions(url)]
    known += [question for url in images(place) for question in questions(url)]
    return frozenset(known)


def _cached(place: Place) -> Iterator[str]:
    for (value,) in rows(place.folder / "cache.db", "SELECT value FROM responses"):
        yield json.loads(value)["url"]


def images(place: Place) -> set[str]:
    """Addresses of the pictures that the store knows."""
    return {url for (url,) in rows(place.folder / "collection.db", "SELECT url FROM images")}


def next_page(place: Place) -> int | None:
    """Where the store says that a broken walk goes on; None if no walk is broken."""
    for walk, state in rows(place.folder / "collection.db", "SELECT walk, state FROM sources"):
        if walk:
            return json.loads(str(state))["state"]["page"] if state else 1
    return None


def tables(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the store, but for moments, the runs themselves, and how pages lie on disk."""
    store = place.folder / "collection.db"
    names = [name for (name,) in rows(store, "SELECT name FROM sqlite_schema WHERE type='table'")]
    return {name: _content(store, name) for name in names if name not in _RUNS}


def _content(store: Path, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in rows(store, f"PRAGMA table_info({table})")]
    kept = ", ".join(name for name in columns if name not in _TIMES | {"walk"})
    found = rows(store, f"SELECT {kept} FROM {table}")
    return sorted((row for row in found if not str(row[0]).startswith("rendered:")), key=repr)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What a file answers, read as it lies there; nothing if it has not been made yet."""
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        try:
            return database.execute(sql).fetchall()
        except sqlite3.OperationalError as error:
            # Killed before its first line was written, or before its first mark was whole.
            if "no such table" in str(error) or path.with_name(f"{path.name}-journal").exists():
                return []
            raise
