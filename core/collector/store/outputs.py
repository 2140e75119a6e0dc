"""The files of a renderer, as tables: a large site's list of files is never held in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, MutableMapping

from collector.store.codec import to_json
from collector.store.database import Database

__all__ = ["KnownOutputs", "WantedOutputs"]

_AT_ONCE = 500

_THEIRS = """
    AND subject IN (SELECT value FROM json_each(:subjects))
    AND NOT EXISTS (
        SELECT 1 FROM outputs b WHERE b.renderer = a.renderer AND b.path = a.path
            AND b.subject NOT IN (SELECT value FROM json_each(:subjects))
    )
"""


class KnownOutputs(Mapping[str, str]):
    """Path to hash of what a renderer wrote the last time.

    Args:
        db: The store.
        renderer: Its name.
        subjects: Only files of these are listed, and of no others; None lists all.
    """

    def __init__(self, db: Database, renderer: str, subjects: Collection[str] | None) -> None:
        self._db = db
        self._renderer = renderer
        self._subjects = None if subjects is None else to_json(sorted(subjects))
        theirs = "" if subjects is None else _THEIRS
        self._listed = f"FROM outputs a WHERE renderer = :renderer {theirs}"

    def __getitem__(self, path: str) -> str:
        sql = "SELECT hash FROM outputs WHERE renderer = ? AND path = ?"
        row = self._db.row(sql, (self._renderer, path))
        if row is None:
            raise KeyError(path)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        sql = f"SELECT DISTINCT path {self._listed} AND path > :last ORDER BY path LIMIT {_AT_ONCE}"
        known = {"renderer": self._renderer, "subjects": self._subjects, "last": ""}
        while page := self._db.rows(sql, known):
            yield from (row[0] for row in page)
            known["last"] = page[-1][0]

    def __len__(self) -> int:
        sql = f"SELECT count(DISTINCT path) {self._listed}"
        return int(self._db.value(sql, {"renderer": self._renderer, "subjects": self._subjects}))

    def of_subjects(self) -> Iterator[sqlite3.Row]:
        """Path and subject of every file that it wrote, once for each of its subjects."""
        sql = "SELECT path, subject FROM outputs WHERE renderer = ? ORDER BY path"
        return self._db.each(sql, (self._renderer,))


class WantedOutputs(MutableMapping[str, tuple[str, str, int]]):
    """Path to hash, subject and mark of what it writes now, in a temporary table.

    A file may be put there for several subjects. The latest ones are held until there are enough
    of them for one statement.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._latest: dict[str, tuple[str, str, int]] = {}
        db.scratch(
            "CREATE TEMP TABLE IF NOT EXISTS wanted (path TEXT, hash TEXT, subject TEXT,"
            " mark INTEGER, PRIMARY KEY (path, subject)) WITHOUT ROWID"
        )
        db.scratch("DELETE FROM wanted")

    def __getitem__(self, path: str) -> tuple[str, str, int]:
        if path in self._latest:
            return self._latest[path]
        row = self._db.row("SELECT hash, subject, mark FROM wanted WHERE path = ?", (path,))
        if row is None:
            raise KeyError(path)
        return row[0], row[1], row[2]

    def __setitem__(self, path: str, value: tuple[str, str, int]) -> None:
        if len(self._latest) >= _AT_ONCE or path in self._latest:
            self._flush()
        self._latest[path] = value

    def __delitem__(self, path: str) -> None:
        self._flush()
        self._db.scratch("DELETE FROM wanted WHERE path = ?", (path,))

    def __iter__(self) -> Iterator[str]:
        self._flush()
        sql = f"SELECT DISTINCT path FROM wanted WHERE path > ? ORDER BY path LIMIT {_AT_ONCE}"
        last = ""
        while page := self._db.rows(sql, (last,)):
            yield from (row[0] for row in page)
            last = page[-1][0]

    def __len__(self) -> int:
        self._flush()
        return int(self._db.value("SELECT count(DISTINCT path) FROM wanted"))

    @property
    def left(self) -> int:
        """The sum of all marks: once for each subject that a file was put there for."""
        self._flush()
        return sum(row[0] for row in self._db.each("SELECT mark FROM wanted"))

    def settle(self, renderer: str, subjects: Collection[str] | None = None) -> None:
        """Put it in the place of what the renderer wrote before.

        Args:
            renderer: Its name.
            subjects: Whose files were written anew; those of others stay known. None for all.
        """
        self._flush()
        known = {"renderer": renderer, "subjects": to_json(sorted(subjects or ()))}
        theirs = (
            "" if subjects is None else "AND subject IN (SELECT value FROM json_each(:subjects))"
        )
        with self._db.transaction():
            self._db.write(
                f"DELETE FROM outputs WHERE renderer = :renderer {theirs}"
                " AND (path, subject) NOT IN (SELECT path, subject FROM wanted)",
                known,
            )
            self._db.write(
                "INSERT INTO outputs (renderer, path, subject, hash)"
                " SELECT ?, path, subject, hash FROM wanted WHERE true"
                " ON CONFLICT (renderer, path, subject) DO UPDATE"
                " SET hash = excluded.hash WHERE hash <> excluded.hash",
                (renderer,),
            )

    def _flush(self) -> None:
        rows = [(path, *value) for path, value in self._latest.items()]
        self._db.scratch(
            "INSERT OR REPLACE INTO wanted"
            " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),"
            " json_extract(value, '$[2]'), json_extract(value, '$[3]') FROM json_each(?)",
            (to_json(rows),),
        )
        self._latest.clear()
