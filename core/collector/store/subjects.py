"""Rows of releases and artists: making them, giving slugs, telling which are alive, reading them.

Alive is a release with a copy that is not gone, unless it is skipped; and an artist credited on
such a release. It is kept in a column, because the queries that matter most select by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen

from collector.errors import BadInput
from collector.model import Fields, Kind, Subject, SubjectView
from collector.slugs import artist_slugs, release_slugs, sort_name
from collector.store.codec import from_json, inflate, pack
from collector.store.database import Database
from collector.store.part import Part

__all__ = [
    "TABLES",
    "Record",
    "Subjects",
    "add_artist",
    "add_release",
    "decided",
    "exists",
    "read",
    "record",
    "refresh_alive",
]

TABLES: Mapping[Kind, str] = {"release": "releases", "artist": "artists"}


@frozen
class Record:
    """A row as far as resolution is concerned: JSON texts, and an artist's credited name."""

    subject: Subject
    text: str
    sources: str
    credit: str

    @cached_property
    def fields(self) -> dict[str, Any]:
        """What the text says."""
        fields: dict[str, Any] = from_json(self.text)
        return fields


def exists(db: Database, subject: Subject) -> bool:
    """Whether the subject has a row."""
    sql = f"SELECT 1 FROM {TABLES[subject.kind]} WHERE key = ?"
    return db.row(sql, (subject.key,)) is not None


def record(db: Database, subject: Subject) -> Record:
    """Read a subject's row.

    Raises:
        BadInput: If there is none.
    """
    credit = "credit" if subject.kind == "artist" else "'' AS credit"
    sql = f"SELECT record, sources, {credit} FROM {TABLES[subject.kind]} WHERE key = ?"
    row = db.row(sql, (subject.key,))
    if row is None:
        raise BadInput(f"{subject} is not in the store", hint="See: collector status")
    return Record(subject, inflate(row["record"]), row["sources"], row["credit"])


def add_release(db: Database, key: str, title: str) -> bool:
    """Make a row with a slug, for ever; False if there is one."""
    if exists(db, Subject("release", key)):
        return False
    slug = _first_free(db, "releases", release_slugs(title, key))
    db.write(
        "INSERT INTO releases (key, slug, title, sort_title, record) VALUES (?, ?, ?, ?, ?)",
        (key, slug, title, sort_name(title), pack({})),
    )
    return True


def add_artist(db: Database, key: str, name: str) -> bool:
    """Make a row with a slug, for ever; False if there is one."""
    if exists(db, Subject("artist", key)):
        return False
    slug = _first_free(db, "artists", artist_slugs(name, key))
    db.write(
        "INSERT INTO artists (key, slug, credit, name, sort_name, record)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (key, slug, name, name, sort_name(name), pack({})),
    )
    return True


def _first_free(db: Database, table: str, slugs: Iterator[str]) -> str:
    free = (s for s in slugs if db.row(f"SELECT 1 FROM {table} WHERE slug = ?", (s,)) is None)
    return next(free)


def refresh_alive(db: Database, release: str) -> list[Subject]:
    """Tell anew whether a release and its artists are alive; returns those that came to life."""
    first = "SELECT min(added) FROM collection_items WHERE release = ? AND gone IS NULL"
    added = db.value(first, (release,))
    skipped = db.row("SELECT 1 FROM skip_releases WHERE release = ?", (release,))
    alive = int(added is not None and skipped is None)
    woken = db.write(
        "UPDATE releases SET alive = ? WHERE key = ? AND alive <> ?", (alive, release, alive)
    )
    if added is not None:
        db.write(
            "UPDATE releases SET added = ? WHERE key = ? AND added <> ?", (added, release, added)
        )
    artists = db.rows(
        "SELECT DISTINCT artist FROM release_artists WHERE release = ? ORDER BY position",
        (release,),
    )
    woken_artists = [row[0] for row in artists if refresh_artist(db, row[0])]
    mine = [Subject("release", release)] if woken and alive else []
    return mine + [Subject("artist", key) for key in woken_artists]


def refresh_artist(db: Database, artist: str) -> bool:
    """Tell anew whether an artist is alive; True if it came to life."""
    credited = (
        "SELECT 1 FROM release_artists c JOIN releases r ON r.key = c.release AND r.alive = 1"
        " WHERE c.artist = ?"
    )
    alive = int(db.row(credited, (artist,)) is not None)
    changed = db.write(
        "UPDATE artists SET alive = ? WHERE key = ? AND alive <> ?", (alive, artist, alive)
    )
    return bool(changed and alive)


# -- reading -----------------------------------------------------------------------------------


def read(db: Database, subject: Subject) -> SubjectView:
    """A subject as enrichers see it.

    Raises:
        BadInput: If it is not in the store.
    """
    fields = record(db, subject).fields
    if subject.kind == "artist":
        fields["release_titles"] = _release_titles(db, subject.key)
    return decided(db, subject, fields)


def decided(db: Database, subject: Subject, fields: Fields) -> SubjectView:
    """A subject of which these fields are known, with what a person decided of it."""
    pins, rejected = _decisions(db, subject)
    return SubjectView(subject, fields, pins, rejected)


def _release_titles(db: Database, artist: str) -> list[str]:
    found = db.rows(
        "SELECT DISTINCT r.title FROM release_artists c JOIN releases r ON r.key = c.release"
        " WHERE c.artist = ? AND r.alive = 1 AND r.title <> '' ORDER BY r.title",
        (artist,),
    )
    return [row[0] for row in found]


def _decisions(db: Database, subject: Subject) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    found = db.rows(
        "SELECT service, id, verdict FROM decisions WHERE kind = ? AND subject = ?",
        (subject.kind, subject.key),
    )
    pins = {row["service"]: row["id"] for row in found if row["verdict"] == "pin"}
    no = [(row["service"], row["id"]) for row in found if row["verdict"] == "reject"]
    return pins, {name: frozenset(i for s, i in no if s == name) for name, _ in no}


class Subjects(Part):
    """Reading releases and artists."""

    def view(self, subject: Subject) -> SubjectView:
        """A subject as enrichers see it: the record, pins and rejections.

        Raises:
            BadInput: If it is not in the store.
        """
        return read(self._db, subject)

    def views(self, subjects: Sequence[Subject]) -> list[SubjectView]:
        """Several of them, in the same order."""
        return [read(self._db, subject) for subject in subjects]

    def record(self, subject: Subject) -> Fields:
        """The record as shown.

        Raises:
            BadInput: If the subject is not in the store.
        """
        return record(self._db, subject).fields

    def find(self, text: str) -> list[Subject]:
        """What a person may mean: a key; else an id or a slug; else a title or a name.

        Case, accents and a leading article do not matter in titles and names.
        """
        wanted = text.strip()
        if not wanted:
            return []
        return (
            self._by("key = ?", wanted)
            or self._by("slug = ? OR substr(key, instr(key, ':') + 1) = ?", wanted.lower(), wanted)
            or self._by("sort_title = ?", sort_name(wanted))
        )

    def _by(self, where: str, *values: str) -> list[Subject]:
        releases = self._db.rows(f"SELECT key FROM releases WHERE {where} ORDER BY id", values)
        where = where.replace("sort_title", "sort_name")
        artists = self._db.rows(f"SELECT key FROM artists WHERE {where} ORDER BY id", values)
        found = [Subject("release", row[0]) for row in releases]
        return found + [Subject("artist", row[0]) for row in artists]
