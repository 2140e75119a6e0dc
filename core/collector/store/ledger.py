"""The ledger: who was asked about what, what came of it, and when to ask again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve

from collector.clock import from_iso, later, to_iso
from collector.model import (
    Found,
    Kind,
    NotFound,
    OutcomeName,
    Review,
    Speaker,
    Subject,
    SubjectView,
)
from collector.store.database import Database
from collector.store.outcome import Outcome, inputs_of
from collector.store.part import Part
from collector.store.rows import LedgerRow
from collector.store.tallies import settled

__all__ = [
    "ALIVE",
    "KEY",
    "Ledger",
    "inputs_asked",
    "key_of",
    "make_due",
    "next_row",
    "put",
    "row_of",
]

_PAGE = 500
_AFTER_ALL_DATES = "\U0010ffff"
KEY = "kind = ? AND subject = ? AND plugin = ? AND part = ?"
"""Condition for the row of a subject and a speaker."""

_ORDER: Mapping[Kind, str] = {
    "release": "s.added <= ?1 AND (s.added < ?1 OR s.id > ?2) ORDER BY s.added DESC, s.id",
    "artist": "s.id > ?2 ORDER BY s.id",
}
_DUE = (
    "FROM {table} s LEFT JOIN ledger l ON l.kind = ?3 AND l.subject = s.key AND l.plugin = ?4"
    " AND l.part = ?5 WHERE s.alive = 1"
    " AND (l.subject IS NULL OR l.version <> ?6 OR l.next_due <= ?7"
    " OR (l.answered_at > ?7 AND l.next_due IS NOT NULL))"
)
_TABLE: Mapping[Kind, str] = {"release": "releases", "artist": "artists"}
ALIVE = (
    "EXISTS (SELECT 1 FROM releases s WHERE kind = 'release' AND s.key = subject AND alive"
    " UNION ALL SELECT 1 FROM artists s WHERE kind = 'artist' AND s.key = subject AND alive)"
)
"""Condition on a row of the ledger or of the matches: its subject is shown, so it matters."""
_ADDED: Mapping[Kind, str] = {"release": "s.added", "artist": "''"}


def row_of(db: Database, subject: Subject, speaker: Speaker) -> LedgerRow | None:
    """The row of a subject and a speaker."""
    found = _read(db, f"WHERE {KEY}", key_of(subject, speaker))
    return found[0] if found else None


def key_of(subject: Subject, speaker: Speaker) -> tuple[str, str, str, str]:
    """Values for :data:`KEY`."""
    return subject.kind, subject.key, speaker.plugin, speaker.part


def inputs_asked(db: Database, subject: Subject) -> dict[tuple[str, str], str]:
    """Plugin and part of all that were asked about a subject, to what they read then."""
    sql = "SELECT plugin, part, inputs FROM ledger WHERE kind = ? AND subject = ?"
    return {(row[0], row[1]): row[2] for row in db.rows(sql, (subject.kind, subject.key))}


def _read(db: Database, where: str, values: tuple[object, ...]) -> list[LedgerRow]:
    rows = [dict(row) for row in db.rows(f"SELECT * FROM ledger {where}", values)]
    return [LedgerRow(Subject(row.pop("kind"), row.pop("subject")), **row) for row in rows]


def next_row(
    before: LedgerRow | None, outcome: Outcome, now: datetime, max_attempts: int
) -> LedgerRow:
    """What the ledger says after an outcome: pure.

    An answer resets the attempts and is fresh for the speaker's time to live. A failure leaves
    the answer's inputs as they were asked, counts if it is the subject's own, and is asked again
    by the next run, until there were too many.
    """
    speaker, at = outcome.speaker, to_iso(now)
    row = LedgerRow(
        subject=outcome.subject,
        plugin=speaker.plugin,
        part=speaker.part,
        outcome="found",
        version=speaker.version,
        inputs=outcome.inputs,
        attempts=0,
        next_due=at,
        answered_at=at,
        why="",
        error=before.error if before else "",
        error_kind=before.error_kind if before else "",
    )
    match outcome.answer:
        case Found():
            return evolve(row, next_due=_later(now, speaker.ttl))
        case NotFound(why=why):
            due = _later(now, speaker.ttl_not_found)
            return evolve(row, outcome="not-found", why=why, next_due=due)
        case Review(why=why):
            due = _later(now, speaker.ttl_not_found)
            return evolve(row, outcome="review", why=why, next_due=due)
        case None:
            return _failed(row, before, outcome, now, max_attempts)


def _failed(
    row: LedgerRow, before: LedgerRow | None, outcome: Outcome, now: datetime, max_attempts: int
) -> LedgerRow:
    same_version = before is not None and before.version == row.version
    earlier = before.attempts if before and same_version else 0
    attempts = earlier + (outcome.error_kind in {"", "failed"})
    dead = attempts >= max_attempts
    name: OutcomeName = "dead" if dead else "failed"
    return evolve(
        row,
        outcome=name,
        attempts=attempts,
        next_due=None if dead else _later(now, outcome.retry_after or timedelta()),
        error=outcome.error,
        error_kind=outcome.error_kind or "failed",
    )


def _later(now: datetime, span: timedelta) -> str:
    return to_iso(later(now, span))


def put(db: Database, row: LedgerRow) -> None:
    """Write a row."""
    key = (row.subject.kind, row.subject.key, row.plugin, row.part)
    said = (row.outcome, row.version, row.inputs, row.attempts, row.next_due, row.answered_at)
    db.write(
        # Not OR REPLACE: that removes the old row without a word to the triggers.
        "INSERT INTO ledger (kind, subject, plugin, part, outcome, version, inputs,"
        " attempts, next_due, answered_at, why, error, error_kind)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " outcome = excluded.outcome, version = excluded.version, inputs = excluded.inputs,"
        " attempts = excluded.attempts, next_due = excluded.next_due,"
        " answered_at = excluded.answered_at, why = excluded.why, error = excluded.error,"
        " error_kind = excluded.error_kind",
        (*key, *said, row.why, row.error, row.error_kind),
    )


class Ledger(Part):
    """What is due, and making it so."""

    def inputs(self, view: SubjectView, speaker: Speaker) -> str:
        """Fingerprint of what the speaker reads of a subject; goes into the outcome."""
        return inputs_of(view, speaker)

    def due(
        self, speaker: Speaker, now: datetime, *, limit: int | None = None
    ) -> Iterator[Subject]:
        """Alive subjects that the speaker is to be asked about.

        Those without a row, with a row of another version, or with one whose time has come, or
        that was written at a time yet to come (the clock was wrong then, and so is the row's
        time); in the order of the list (newest addition first; artists as their slugs were
        given). Rows may be written while this is read.

        Args:
            speaker: Who would be asked.
            now: The time to compare with.
            limit: At most so many.
        """
        if settled(self._db, speaker, now):
            return
        kind, left = speaker.kind, limit
        sql = (
            f"SELECT s.key, s.id, {_ADDED[kind]} AS added"
            f" {_DUE.format(table=_TABLE[kind])} AND {_ORDER[kind]} LIMIT ?8"
        )
        added, last = _AFTER_ALL_DATES, 0
        while left is None or left > 0:
            size = _PAGE if left is None else min(_PAGE, left)
            page = self._db.rows(sql, (added, last, *_asked(speaker, now), size))
            yield from (Subject(kind, row["key"]) for row in page)
            if len(page) < size:
                return
            added, last = page[-1]["added"], page[-1]["id"]
            left = None if left is None else left - len(page)

    def due_count(self, speaker: Speaker, now: datetime) -> int:
        """How many those are."""
        if settled(self._db, speaker, now):
            return 0
        sql = f"SELECT count(*), ?1, ?2 {_DUE.format(table=_TABLE[speaker.kind])}"
        count: int = self._db.value(sql, (None, None, *_asked(speaker, now)))
        return count

    def is_due(self, subject: Subject, speaker: Speaker, now: datetime) -> bool:
        """Whether :meth:`due` would give this subject."""
        if speaker.kind != subject.kind:
            return False
        sql = f"SELECT 1, ?1, ?2 {_DUE.format(table=_TABLE[speaker.kind])} AND s.key = ?8"
        return self._db.row(sql, (None, None, *_asked(speaker, now), subject.key)) is not None

    def mark_due(self, speaker: Speaker, subject: Subject | None) -> None:
        """Make a speaker's rows due now, or that of one subject; dead ones come back to life."""
        where = "kind = ? AND plugin = ? AND part = ?"
        values: list[str] = [speaker.kind, speaker.plugin, speaker.part]
        if subject:
            where += " AND kind = ? AND subject = ?"
            values += [subject.kind, subject.key]
        make_due(self._db, self._now(), where, values)

    def revive(self, outcomes: Collection[str] = ("dead",), *, plugin: str | None = None) -> int:
        """Make dead rows due now, and others if they are named; returns how many.

        Only those of alive subjects: nobody asks about the others.

        Args:
            outcomes: Rows with one of these.
            plugin: Only those of one plugin.
        """
        where = (
            f"outcome IN ({', '.join('?' * len(outcomes))}) AND plugin = coalesce(?, plugin)"
            f" AND {ALIVE}"
        )
        return make_due(self._db, self._now(), where, [*outcomes, plugin])

    def ledger(self, subject: Subject) -> list[LedgerRow]:
        """The rows of a subject."""
        return _read(self._db, "WHERE kind = ? AND subject = ?", (subject.kind, subject.key))

    def failures(self, limit: int | None = 100) -> list[LedgerRow]:
        """Rows of alive subjects that failed or are dead, the latest first.

        Args:
            limit: At most so many; None for all.
        """
        where = (
            f"WHERE outcome IN ('failed', 'dead') AND {ALIVE}"
            " ORDER BY answered_at DESC, subject LIMIT ?"
        )
        return _read(self._db, where, (-1 if limit is None else limit,))

    def next_due(self) -> datetime | None:
        """When the first row that waits comes due."""
        text = self._db.value("SELECT min(next_due) FROM ledger")
        return from_iso(text) if text else None


def make_due(db: Database, now: str, where: str, values: Sequence[object]) -> int:
    """Make rows due; dead ones come back to life. Returns how many rows."""
    return db.write(
        "UPDATE ledger SET next_due = ?, attempts = 0,"
        f" outcome = CASE outcome WHEN 'dead' THEN 'failed' ELSE outcome END WHERE {where}",
        (now, *values),
    )


def _asked(speaker: Speaker, now: datetime) -> tuple[object, ...]:
    return speaker.kind, speaker.plugin, speaker.part, speaker.version, to_iso(now)
