"""Facts and edits: what was said about a subject, and by whom."""

from __future__ import annotations

from typing import Any

from collector.model import Fields, Subject
from collector.resolve import EditValue, Statement
from collector.store.codec import from_json, pack, unpack
from collector.store.database import Database

__all__ = ["edits", "state", "statements", "withdraw"]

_KEY = "kind = ? AND subject = ? AND plugin = ? AND part = ?"


def state(
    db: Database,
    subject: Subject,
    said: Statement,
    now: str,
    *,
    source_url: str = "",
    licence: str = "",
) -> None:
    """Put a speaker's statement in the place of its earlier one, which goes to the log.

    Raises:
        PluginError: It is not JSON.
    """
    key, fields = _key(subject, said), pack(said.fields)
    before = db.row(f"SELECT fields, source_url, licence FROM facts WHERE {_KEY}", key)
    if before and tuple(before) == (fields, source_url, licence):
        db.write(f"UPDATE facts SET fetched_at = ? WHERE {_KEY}", (now, *key))
        return
    if before:
        withdraw(db, subject, said.plugin, said.part, now)
    db.write(
        "INSERT INTO facts (kind, subject, plugin, part, fields, source_url, licence, fetched_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, fields, source_url, licence, now),
    )


def withdraw(db: Database, subject: Subject, plugin: str, part: str, now: str) -> None:
    """Remove a speaker's statement; the log keeps it."""
    key = (subject.kind, subject.key, plugin, part)
    logged = db.write(
        "INSERT INTO facts_log (kind, subject, plugin, part, fields, source_url, licence,"
        " fetched_at, replaced_at) SELECT kind, subject, plugin, part, fields, source_url,"
        f" licence, fetched_at, ? FROM facts WHERE {_KEY}",
        (now, *key),
    )
    if logged:
        db.write(f"DELETE FROM facts WHERE {_KEY}", key)


def statements(db: Database, subject: Subject) -> list[Statement]:
    """All that is said about a subject, by whomever."""
    found = db.rows(
        "SELECT plugin, part, fields FROM facts WHERE kind = ? AND subject = ?",
        (subject.kind, subject.key),
    )
    return [Statement(row["plugin"], row["part"], _fields(row["fields"])) for row in found]


def edits(db: Database, subject: Subject) -> dict[str, EditValue]:
    """The hand edits of a subject, by field."""
    found = db.rows(
        "SELECT field, value, author, at FROM edits WHERE kind = ? AND subject = ?",
        (subject.kind, subject.key),
    )
    return {
        row["field"]: EditValue(from_json(row["value"]), row["author"], row["at"]) for row in found
    }


def _fields(data: Any) -> Fields:
    fields: Fields = unpack(data)
    return fields


def _key(subject: Subject, said: Statement) -> tuple[str, str, str, str]:
    return subject.kind, subject.key, said.plugin, said.part
