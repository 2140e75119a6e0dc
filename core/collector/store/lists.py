"""Lists of releases and artists: searched, narrowed, sorted, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

from collector.model import Kind, Subject
from collector.slugs import sort_name
from collector.store.codec import unpack
from collector.store.part import Part

__all__ = ["STATES", "Listing", "Lists", "Query", "Row", "Sort", "State"]

Sort: TypeAlias = Literal["added", "title", "year"]
State: TypeAlias = Literal["", "review", "failed", "skipped", "gone", "edited"]

PAGE = 60

STATES: Mapping[State, str] = {
    "": "all that is shown",
    "review": "in doubt",
    "failed": "failed",
    "edited": "corrected by hand",
    "skipped": "left out",
    "gone": "gone",
}
"""What a list can be narrowed to, in words."""


@frozen
class Query:
    """What is looked for.

    Attributes:
        kind: Releases or artists.
        words: Each must be in the title, or in the name of an artist.
        state: What it is narrowed to.
        sort: Of releases; artists are sorted by name.
        page: From 1.
    """

    kind: Kind = "release"
    words: str = ""
    state: State = ""
    sort: Sort = "added"
    page: int = 1


@frozen
class Row:
    """A line of a list.

    Attributes:
        title: Of a release, or an artist's name.
        by: The artists' names of a release.
        year: 0 if unknown.
        added: When the oldest copy was added, UTC ISO 8601; empty for artists.
        picture: Name of the cover's or portrait's file; empty if there is none.
    """

    subject: Subject
    slug: str
    title: str
    by: str
    year: int
    added: str
    picture: str


@frozen
class Listing:
    """A page of a list, with how many there are in all."""

    query: Query
    rows: tuple[Row, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE))


_ALIVE = "s.alive = 1"
_NARROWED: Mapping[State, str] = {
    "": _ALIVE,
    "review": f"{_ALIVE} AND s.key IN"
    " (SELECT subject FROM matches WHERE decision = 'review' AND kind = :kind)",
    "failed": f"{_ALIVE} AND s.key IN"
    " (SELECT subject FROM ledger WHERE outcome IN ('failed', 'dead') AND kind = :kind)",
    "edited": "s.key IN (SELECT subject FROM edits WHERE kind = :kind)",
    "skipped": "s.key IN (SELECT release FROM skip_releases)",
    "gone": "s.alive = 0 AND s.key NOT IN (SELECT release FROM skip_releases)",
}
_ORDER: Mapping[Sort, str] = {
    "added": "s.added DESC, s.id",
    "title": "s.sort_title, s.id",
    "year": "s.year IS NULL, s.year, s.id",
}
_WORD: Mapping[Kind, str] = {
    "release": "(s.sort_title LIKE {0} ESCAPE '\\' OR s.key IN (SELECT c.release FROM"
    " release_artists c JOIN artists a ON a.key = c.artist"
    " WHERE a.sort_name LIKE {0} ESCAPE '\\'))",
    "artist": "s.sort_name LIKE {0} ESCAPE '\\'",
}


class Lists(Part):
    """Reading a page of a list."""

    def listing(self, query: Query) -> Listing:
        """What is looked for: a page of it, and how many there are."""
        where, values = _condition(query)
        table, added, order = "releases", "s.added", _ORDER[query.sort]
        if query.kind == "artist":
            table, added, order = "artists", "''", "s.sort_name, s.id"
        total: int = self._db.value(f"SELECT count(*) FROM {table} s WHERE {where}", values)
        found = self._db.rows(
            f"SELECT s.key, s.slug, {added}, s.record FROM {table} s WHERE {where}"
            f" ORDER BY {order} LIMIT :limit OFFSET :offset",
            {**values, "limit": PAGE, "offset": (query.page - 1) * PAGE},
        )
        rows = (_row(query.kind, row[0], row[1], row[2], unpack(row[3])) for row in found)
        return Listing(query, tuple(rows), total)


def _condition(query: Query) -> tuple[str, dict[str, Any]]:
    parts, values = [_NARROWED[query.state]], dict[str, Any](kind=query.kind)
    for number, word in enumerate(sort_name(query.words).split()):
        parts.append(_WORD[query.kind].format(f":word{number}"))
        values[f"word{number}"] = f"%{_escaped(word)}%"
    return " AND ".join(parts), values


def _escaped(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return word


def _row(kind: Kind, key: str, slug: str, added: str, fields: Mapping[str, Any]) -> Row:
    file = fields.get("cover_file" if kind == "release" else "image_file") or {}
    return Row(
        subject=Subject(kind, key),
        slug=slug,
        title=str(fields.get("title" if kind == "release" else "name") or key),
        by=_names(fields) if kind == "release" else "",
        year=fields.get("year") or 0,
        added=added,
        picture=str(file.get("name", "")),
    )


def _names(fields: Mapping[str, Any]) -> str:
    return ", ".join(one.get("anv") or one["name"] for one in fields.get("artists", ()))
