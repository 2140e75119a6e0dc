"""What people do: edits, decisions on matches, skipping. All of it is written to the audit log."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from typing import Any, Literal

from collector.errors import BadInput
from collector.model import Subject
from collector.resolve import EditValue, is_empty
from collector.store import facts, records, subjects
from collector.store.codec import clean, from_json, to_json
from collector.store.ledger import make_due
from collector.store.outcome import Change
from collector.store.part import Part
from collector.store.rows import AuditRow, Decision, SkipRow

__all__ = ["Decisions", "Edits", "Skips"]


class _ByHand(Part):
    """Shared: the audit log."""

    def _log(
        self, author: str, action: str, subject: Subject, what: str, before: Any, after: Any
    ) -> None:
        values = (self._now(), author, action, subject.kind, subject.key, what)
        self._db.write(
            "INSERT INTO audit_log (at, author, action, kind, subject, what, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, to_json(before), to_json(after)),
        )

    def audit(self, subject: Subject | None = None, limit: int = 100) -> list[AuditRow]:
        """Changes made by hand, the latest first."""
        where = "WHERE kind = ? AND subject = ?" if subject else ""
        key = (subject.kind, subject.key) if subject else ()
        found = self._db.rows(
            f"SELECT * FROM audit_log {where} ORDER BY id DESC LIMIT ?", (*key, limit)
        )
        return [
            AuditRow(
                id=row["id"],
                at=row["at"],
                author=row["author"],
                action=row["action"],
                subject=Subject(row["kind"], row["subject"]),
                what=row["what"],
                before=from_json(row["before"]),
                after=from_json(row["after"]),
            )
            for row in found
        ]


class Edits(_ByHand):
    """Hand edits of fields; each is a lock until it is reverted."""

    def edit(self, subject: Subject, field: str, value: Any, author: str) -> Change:
        """Set a field by hand.

        Raises:
            BadInput: The subject is not in the store, or the value says nothing.
        """
        if is_empty(field, value):
            raise BadInput(f"no value for {field}", hint="To show nothing, empty the field.")
        return self._edit(subject, field, clean(value), author, "edit")

    def edit_empty(self, subject: Subject, field: str, author: str) -> Change:
        """Say that a field is empty on purpose, whatever plugins say.

        Raises:
            BadInput: The subject is not in the store.
        """
        return self._edit(subject, field, None, author, "empty")

    def revert(self, subject: Subject, field: str, author: str) -> Change:
        """Take a hand edit back: plugins' values show again.

        Raises:
            BadInput: The field has no hand edit.
        """
        before = self.edits(subject).get(field)
        if before is None:
            raise BadInput(f"{field} of {subject} has no hand edit", hint="See: collector why")
        with self._db.transaction():
            self._db.write(
                "DELETE FROM edits WHERE kind = ? AND subject = ? AND field = ?",
                (subject.kind, subject.key, field),
            )
            change = self._refresh(subject)
            after = subjects.read(self._db, subject).fields.get(field)
            self._log(author, "revert", subject, field, before.value, after)
        return change

    def edits(self, subject: Subject) -> dict[str, EditValue]:
        """The hand edits of a subject, by field."""
        return facts.edits(self._db, subject)

    def all_edits(self) -> Iterator[tuple[Subject, str, EditValue]]:
        """Every hand edit there is."""
        for row in self._db.rows("SELECT * FROM edits ORDER BY kind, subject, field"):
            value = EditValue(from_json(row["value"]), row["author"], row["at"])
            yield Subject(row["kind"], row["subject"]), row["field"], value

    def _edit(self, subject: Subject, field: str, value: Any, author: str, action: str) -> Change:
        with self._db.transaction():
            before = subjects.read(self._db, subject).fields.get(field)
            self._db.write(
                "INSERT OR REPLACE INTO edits (kind, subject, field, value, author, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (subject.kind, subject.key, field, to_json(value), author, self._now()),
            )
            change = self._refresh(subject)
            self._log(author, action, subject, field, before, value)
        return change

    def _refresh(self, subject: Subject) -> Change:
        lineup = records.known_lineup(self._db)
        return records.refresh(self._db, subject, lineup, self._now())


class Decisions(_ByHand):
    """Pins and rejections: what people say of matches, for ever."""

    def pin(self, subject: Subject, service: str, id: str, author: str) -> None:  # noqa: A002
        """Say which thing at a service the subject is; an earlier pin gives way.

        Raises:
            BadInput: The subject is not in the store.
        """
        with self._db.transaction():
            before = subjects.read(self._db, subject).pins.get(service)
            self._drop(subject, service, "verdict = 'pin'")
            self._decide(subject, service, id, "pin", author)
            self._log(author, "pin", subject, service, before, id)

    def unpin(self, subject: Subject, service: str, author: str) -> None:
        """Take a pin back.

        Raises:
            BadInput: There is none.
        """
        before = subjects.read(self._db, subject).pins.get(service)
        if before is None:
            raise BadInput(f"{subject} has no pin for {service}")
        with self._db.transaction():
            self._drop(subject, service, "verdict = 'pin'")
            self._ask_again(subject, service)
            self._log(author, "unpin", subject, service, before, None)

    def reject(self, subject: Subject, service: str, ids: Collection[str], author: str) -> None:
        """Say that things at a service are not the subject; a pin of one of them gives way.

        Raises:
            BadInput: The subject is not in the store.
        """
        with self._db.transaction():
            pinned = subjects.read(self._db, subject).pins.get(service)
            for id in ids:  # noqa: A001
                self._decide(subject, service, id, "reject", author)
            before = pinned if pinned in ids else None
            self._log(author, "reject", subject, service, before, sorted(ids))

    def unreject(self, subject: Subject, service: str, id: str, author: str) -> None:  # noqa: A002
        """Take a rejection back.

        Raises:
            BadInput: There is none.
        """
        if id not in subjects.read(self._db, subject).rejected.get(service, ()):
            raise BadInput(f"{id} of {service} is not rejected for {subject}")
        with self._db.transaction():
            self._drop(subject, service, "verdict = 'reject' AND id = ?", id)
            self._ask_again(subject, service)
            self._log(author, "unreject", subject, service, id, None)

    def undo_decision(self, subject: Subject, author: str, service: str = "") -> str:
        """Take the last pin or rejection back that has not been taken back; returns its service.

        Args:
            subject: Which.
            author: Who takes it back.
            service: Only a decision about this service; empty for any.

        Raises:
            BadInput: There is none.
        """
        with self._db.transaction():
            last = self._db.row(
                "SELECT * FROM audit_log WHERE kind = ? AND subject = ? AND action IN"
                " ('pin', 'reject') AND id NOT IN (SELECT CAST(after AS INTEGER) FROM audit_log"
                " WHERE kind = ?1 AND subject = ?2 AND action = 'undo')"
                " AND ?3 IN ('', what) ORDER BY id DESC LIMIT 1",
                (subject.kind, subject.key, service),
            )
            if last is None:
                where = f" at {service}" if service else ""
                raise BadInput(
                    f"no decision on {subject}{where} to take back", hint="See: collector why"
                )
            self._take_back(subject, last, author)
        return str(last["what"])

    def _take_back(self, subject: Subject, entry: sqlite3.Row, author: str) -> None:
        service = entry["what"]
        before, after = from_json(entry["before"]), from_json(entry["after"])
        said = after if entry["action"] == "reject" else [after]
        for id in said:  # noqa: A001
            self._drop(subject, service, "id = ?", id)
        if before is not None:
            self._decide(subject, service, before, "pin", author)
        self._ask_again(subject, service)
        self._log(author, "undo", subject, service, None, entry["id"])

    def decisions(self, subject: Subject | None = None) -> list[Decision]:
        """What people said of matches."""
        where = "WHERE kind = ? AND subject = ?" if subject else ""
        key = (subject.kind, subject.key) if subject else ()
        found = self._db.rows(
            f"SELECT * FROM decisions {where} ORDER BY kind, subject, service, id", key
        )
        rows = [dict(row) for row in found]
        return [Decision(Subject(row.pop("kind"), row.pop("subject")), **row) for row in rows]

    def _decide(
        self,
        subject: Subject,
        service: str,
        id: str,  # noqa: A002
        verdict: Literal["pin", "reject"],
        author: str,
    ) -> None:
        self._db.write(
            "INSERT OR REPLACE INTO decisions (kind, subject, service, id, verdict, author, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (subject.kind, subject.key, service, id, verdict, author, self._now()),
        )
        self._ask_again(subject, service)

    def _drop(self, subject: Subject, service: str, which: str, *values: str) -> None:
        self._db.write(
            f"DELETE FROM decisions WHERE kind = ? AND subject = ? AND service = ? AND {which}",
            (subject.kind, subject.key, service, *values),
        )

    def _ask_again(self, subject: Subject, service: str) -> None:
        """Make due what was decided about this service: the plugin of its name, and its matches."""
        key = (subject.kind, subject.key)
        make_due(
            self._db,
            self._now(),
            "kind = ? AND subject = ? AND (plugin = ? OR (plugin, part) IN"
            " (SELECT plugin, part FROM matches WHERE kind = ? AND subject = ? AND service = ?))",
            (*key, service, *key, service),
        )


class Skips(_ByHand):
    """Releases that the owner does not want processed."""

    def skip(self, release: str, why: str, author: str) -> None:
        """Leave a release out, from now on; it need not be known yet."""
        with self._db.transaction():
            self._db.write(
                "INSERT OR REPLACE INTO skip_releases (release, why, author, at)"
                " VALUES (?, ?, ?, ?)",
                (release, why, author, self._now()),
            )
            subjects.refresh_alive(self._db, release)
            self._log(author, "skip", Subject("release", release), "", None, why)

    def unskip(self, release: str, author: str) -> None:
        """Take it in again.

        Raises:
            BadInput: It is not skipped.
        """
        row = self._db.row("SELECT why FROM skip_releases WHERE release = ?", (release,))
        if row is None:
            raise BadInput(f"{release} is not skipped", hint="`collector skip` lists what is")
        with self._db.transaction():
            self._db.write("DELETE FROM skip_releases WHERE release = ?", (release,))
            subjects.refresh_alive(self._db, release)
            self._log(author, "unskip", Subject("release", release), "", row["why"], None)

    def skipped(self) -> list[SkipRow]:
        """What is left out, the latest first."""
        found = self._db.rows(
            "SELECT s.release AS key, coalesce(r.title, '') AS title, s.why, s.author, s.at"
            " FROM skip_releases s LEFT JOIN releases r ON r.key = s.release"
            " ORDER BY s.at DESC, s.release"
        )
        return [SkipRow(**dict(row)) for row in found]
