"""The files of a renderer, as tables: a large site's list of files is never held in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping

from collector.store.codec import to_json
from collector.store.database import Database

__all__ = ["KnownOutputs", "WantedOutputs"]

_AT_ONCE = 500


class KnownOutputs(Mapping[str, str]):
    """Path to hash of what a renderer wrote the last time."""

    def __init__(self, db: Database, renderer: str) -> None:
        self._db = db
        self._renderer = renderer

    def __getitem__(self, path: str) -> str:
        sql = "SELECT hash FROM outputs WHERE renderer = ? AND path = ?"
        row = self._db.row(sql, (self._renderer, path))
        if row is None:
            raise KeyError(path)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        sql = "SELECT path FROM outputs WHERE renderer = ? AND path > ? ORDER BY path LIMIT 500"
        last = ""
        while page := self._db.rows(sql, (self._renderer, last)):
            yield from (row[0] for row in page)
            last = page[-1][0]

    def __len__(self) -> int:
        sql = "SELECT count(*) FROM outputs WHERE renderer = ?"
        return int(self._db.value(sql, (self._renderer,)))


class WantedOutputs(MutableMapping[str, tuple[str, str]]):
    """Path to hash and subject of what it writes now, in a temporary table of the connection.

    The latest are held until there are enough of them for one statement.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._latest: dict[str, tuple[str, str]] = {}
        columns = "path TEXT PRIMARY KEY, hash TEXT NOT NULL, subject TEXT NOT NULL"
        db.write(f"CREATE TEMP TABLE IF NOT EXISTS wanted ({columns}) WITHOUT ROWID")
        db.write("DELETE FROM wanted")

    def __getitem__(self, path: str) -> tuple[str, str]:
        if path in self._latest:
            return self._latest[path]
        row = self._db.row("SELECT hash, subject FROM wanted WHERE path = ?", (path,))
        if row is None:
            raise KeyError(path)
        return row[0], row[1]

    def __setitem__(self, path: str, value: tuple[str, str]) -> None:
        self._latest[path] = value
        if len(self._latest) >= _AT_ONCE:
            self._flush()

    def __delitem__(self, path: str) -> None:
        self._flush()
        self._db.scratch("DELETE FROM wanted WHERE path = ?", (path,))

    def __iter__(self) -> Iterator[str]:
        self._flush()
        sql = "SELECT path FROM wanted WHERE path > ? ORDER BY path LIMIT 500"
        last = ""
        while page := self._db.rows(sql, (last,)):
            yield from (row[0] for row in page)
            last = page[-1][0]

    def __len__(self) -> int:
        self._flush()
        return int(self._db.value("SELECT count(*) FROM wanted"))

    def settle(self, renderer: str) -> None:
        """Put it in the place of what the renderer wrote before."""
        self._flush()
        with self._db.transaction():
            self._db.write(
                "DELETE FROM outputs WHERE renderer = ? AND path NOT IN (SELECT path FROM wanted)",
                (renderer,),
            )
            self._db.write(
                "INSERT INTO outputs (renderer, path, subject, hash)"
                " SELECT ?, path, subject, hash FROM wanted WHERE true"
                " ON CONFLICT (renderer, path) DO UPDATE"
                " SET subject = excluded.subject, hash = excluded.hash"
                " WHERE subject <> excluded.subject OR hash <> excluded.hash",
                (renderer,),
            )

    def _flush(self) -> None:
        rows = [(path, *value) for path, value in self._latest.items()]
        self._db.scratch(
            "INSERT OR REPLACE INTO wanted"
            " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),"
            " json_extract(value, '$[2]') FROM json_each(?)",
            (to_json(rows),),
        )
        self._latest.clear()
