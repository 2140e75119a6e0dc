"""Records: what the facts of a subject resolve to, kept beside them, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import asdict, evolve

from collector.model import Fields, Kind, Lineup, Speaker, Subject
from collector.resolve import Resolved, Statement, resolve
from collector.slugs import sort_name
from collector.store import facts, ledger, subjects
from collector.store.codec import deflate, from_json, to_json
from collector.store.database import Database
from collector.store.outcome import Change, inputs_of
from collector.store.part import Part
from collector.store.subjects import Record

__all__ = ["CREDIT", "Records", "credited", "known_lineup", "refresh", "renew", "with_credit"]

_PAGE = 500

CREDIT = Speaker("credit", "credit", "artist")
"""Speaks of artists before any plugin does: they are called as they were credited."""


def refresh(
    db: Database,
    subject: Subject,
    lineup: Lineup,
    now: str,
) -> Change:
    """Resolve a subject anew and keep the record; nothing is written if it is the same.

    Args:
        db: Within a transaction.
        subject: Has a row.
        lineup: Who speaks.
        now: UTC ISO 8601; rows to ask again are due from then.
    """
    return renew(db, subjects.record(db, subject), lineup, now)


def renew(
    db: Database, before: Record, lineup: Lineup, now: str, *, speaker: Speaker | None = None
) -> Change:
    """As :func:`refresh`, of a record that has been read.

    Args:
        db: Within the transaction in which it was read.
        before: The record.
        lineup: Who speaks.
        now: UTC ISO 8601; rows to ask again are due from then.
        speaker: Whose answer caused this; it is not asked again because of itself.
    """
    subject, after = before.subject, _resolved(db, before, lineup)
    texts = to_json(after.fields), to_json(after.sources)
    if texts == (before.text, before.sources):
        return Change()
    _save(db, subject, after.fields, deflate(texts[0]), texts[1])
    changed = _differing(before.fields, after.fields)
    new = _recredit(db, subject, after.fields) if "artists" in changed else []
    for artist in new:
        refresh(db, artist, lineup, now)
    reading = [s for s in lineup.of(subject.kind) if s.needs & changed and s != speaker]
    again = _again(db, subject, after.fields, reading, now)
    return Change(changed, new, again, after.fields)


def _resolved(db: Database, record: Record, lineup: Lineup) -> Resolved:
    subject = record.subject
    known, edits = facts.statements(db, subject), facts.edits(db, subject)
    if subject.kind == "artist":
        known.append(credited(record.credit))
    return resolve(subject.kind, known, edits, with_credit(lineup))


def credited(name: str) -> Statement:
    """What the credit of a release says of an artist, until somebody says more."""
    return Statement(CREDIT.plugin, CREDIT.part, {"name": name})


def with_credit(lineup: Lineup) -> Lineup:
    """The lineup with the credits of releases as the lowest rank."""
    return evolve(lineup, speakers=(CREDIT, *lineup.speakers))


def _differing(before: Fields, after: Fields) -> frozenset[str]:
    names = before.keys() | after.keys()
    return frozenset(name for name in names if before.get(name) != after.get(name))


def _save(db: Database, subject: Subject, fields: Fields, record: bytes, sources: str) -> None:
    if subject.kind == "artist":
        name = str(fields.get("name", ""))
        db.write(
            "UPDATE artists SET record = ?, sources = ?, name = ?, sort_name = ? WHERE key = ?",
            (record, sources, name, sort_name(name), subject.key),
        )
        return
    title, year = str(fields.get("title", "")), fields.get("year")
    db.write(
        "UPDATE releases SET record = ?, sources = ?, title = ?, sort_title = ?, year = ?"
        " WHERE key = ?",
        (record, sources, title, sort_name(title), _year(year), subject.key),
    )


def _year(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 < value < 10000 else None


# -- credits -----------------------------------------------------------------------------------


def _credit(fields: Fields) -> dict[str, str]:
    """Key to name of the artists of a release, in the order of the credit."""
    listed = fields.get("artists")
    listed = listed if isinstance(listed, list) else ()
    named = [entry for entry in listed if isinstance(entry, Mapping) and entry.get("name")]
    names: dict[str, str] = {}
    for artist in named:
        name = str(artist["name"])
        names.setdefault(str(artist.get("key") or f"name:{name.casefold()}"), name)
    return names


def _recredit(db: Database, subject: Subject, fields: Fields) -> list[Subject]:
    """Make the release's credits those of its record; returns artists not known before."""
    if subject.kind != "release":
        return []
    now = _credit(fields)
    old = db.rows("SELECT artist FROM release_artists WHERE release = ?", (subject.key,))
    new = [
        Subject("artist", key) for key, name in now.items() if subjects.add_artist(db, key, name)
    ]
    db.write("DELETE FROM release_artists WHERE release = ?", (subject.key,))
    for position, key in enumerate(now):
        db.write(
            "INSERT INTO release_artists (release, position, artist) VALUES (?, ?, ?)",
            (subject.key, position, key),
        )
    for artist in {row[0] for row in old} | now.keys():
        subjects.refresh_artist(db, artist)
    return new


# -- what follows ------------------------------------------------------------------------------


def _again(
    db: Database, subject: Subject, fields: Fields, reading: Sequence[Speaker], now: str
) -> list[Speaker]:
    """Make due the rows of those speakers whose inputs changed, and tell which."""
    asked = ledger.inputs_asked(db, subject) if reading else {}
    reading = [one for one in reading if (one.plugin, one.part) in asked]
    if not reading:
        return []  # as for most answers of a first run: those further on have no row yet
    view = subjects.decided(db, subject, fields)
    outdated = [s for s in reading if inputs_of(view, s) != asked[s.plugin, s.part]]
    for speaker in outdated:
        ledger.make_due(db, now, ledger.KEY, ledger.key_of(subject, speaker))
    return outdated


# -- the lineup --------------------------------------------------------------------------------


def known_lineup(db: Database) -> Lineup:
    """The lineup that the records were resolved with; empty before the first run."""
    text = db.value("SELECT value FROM meta WHERE name = 'lineup'")
    if text is None:
        return Lineup()
    data = from_json(text)
    return Lineup(
        speakers=tuple(_speaker(row) for row in data["speakers"]),
        precedence={name: tuple(plugins) for name, plugins in data["precedence"].items()},
    )


def _speaker(row: dict[str, Any]) -> Speaker:
    sets = {name: frozenset(row[name]) for name in ("needs", "provides")}
    spans = {name: timedelta(seconds=row[name]) for name in ("ttl", "ttl_not_found")}
    return Speaker(**{**row, **sets, **spans})


def _keep_lineup(db: Database, lineup: Lineup) -> None:
    def plain(_owner: object, _field: object, value: Any) -> Any:
        if isinstance(value, timedelta):
            return int(value.total_seconds())
        return sorted(value) if isinstance(value, frozenset) else value

    speakers = [asdict(s, value_serializer=plain) for s in lineup.speakers]
    precedence = {name: list(plugins) for name, plugins in lineup.precedence.items()}
    text = to_json({"speakers": speakers, "precedence": precedence})
    db.write(
        "INSERT INTO meta (name, value) VALUES ('lineup', ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (text,),
    )


class Records(Part):
    """The lineup, and resolving everything anew when it changes."""

    def lineup(self) -> Lineup:
        """The lineup that the records were resolved with; empty before the first run."""
        return known_lineup(self._db)

    def lineup_signature(self) -> str | None:
        """Its signature; None before the first run."""
        known = self._db.value("SELECT 1 FROM meta WHERE name = 'lineup'")
        return self.lineup().signature() if known else None

    def set_lineup(self, lineup: Lineup) -> None:
        """Remember the lineup: hand edits, made when no plugin is loaded, resolve with it."""
        _keep_lineup(self._db, lineup)

    def resolve_all(self, lineup: Lineup, *, dry: bool = False) -> int:
        """Resolve every record anew, in one transaction, and remember the lineup.

        Args:
            lineup: Who speaks.
            dry: Only count.

        Returns:
            How many records differ.
        """
        if dry:
            return sum(self._would_change(subject, lineup) for subject in self._everything())
        now = self._now()
        with self._db.transaction():
            done = (refresh(self._db, subject, lineup, now) for subject in self._everything())
            changed = sum(bool(change.fields) for change in done)
            _keep_lineup(self._db, lineup)
        return changed

    def _would_change(self, subject: Subject, lineup: Lineup) -> bool:
        before = subjects.record(self._db, subject)
        return before.text != to_json(_resolved(self._db, before, lineup).fields)

    def _everything(self) -> Iterator[Subject]:
        kinds: tuple[Kind, ...] = ("release", "artist")
        for kind in kinds:
            sql = f"SELECT id, key FROM {subjects.TABLES[kind]} WHERE id > ? ORDER BY id LIMIT ?"
            last = 0
            while page := self._db.rows(sql, (last, _PAGE)):
                yield from (Subject(kind, row["key"]) for row in page)
                last = page[-1]["id"]
