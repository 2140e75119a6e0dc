"""``collector why``: all that the store knows of a subject, and why it shows what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from collector.model import Fields, Kind, Lineup, Subject
from collector.resolve import EditValue, Statement, choose, is_empty
from collector.store import facts, records, subjects
from collector.store.codec import unpack, unpack_candidates
from collector.store.hand import Decisions
from collector.store.ledger import ALIVE, Ledger
from collector.store.rows import Explanation, FieldWhy, LedgerRow, MatchRow, Said

__all__ = ["Explain", "Fact", "why"]

_ALIVE = (
    "EXISTS (SELECT 1 FROM releases s WHERE kind = 'release' AND s.key = subject AND alive"
    " UNION ALL SELECT 1 FROM artists s WHERE kind = 'artist' AND s.key = subject AND alive)"
)


@frozen
class Fact:
    """A statement with where and when it came from."""

    plugin: str
    part: str
    fields: Fields
    fetched_at: str
    source_url: str
    licence: str


def why(
    subject: Subject,
    field: str,
    known: Sequence[Fact],
    edit: EditValue | None,
    lineup: Lineup,
    outcomes: Mapping[tuple[str, str], str],
) -> FieldWhy:
    """Explain one field: pure.

    Args:
        subject: Whose.
        field: Which.
        known: All facts about the subject.
        edit: The hand edit of the field.
        lineup: Who speaks.
        outcomes: Plugin and part to the ledger's outcome.
    """
    statements = [Statement(fact.plugin, fact.part, fact.fields) for fact in known]
    choice = choose(subject.kind, field, statements, edit, lineup)
    speaking = {(s.plugin, s.part) for s in lineup.of(subject.kind)}
    winner = (choice.winner.plugin, choice.winner.part) if choice and choice.winner else None
    said = [
        Said(
            plugin=fact.plugin,
            part=fact.part,
            value=fact.fields.get(field),
            fetched_at=fact.fetched_at,
            source_url=fact.source_url,
            licence=fact.licence,
            outcome=outcomes.get((fact.plugin, fact.part), ""),
            speaking=(fact.plugin, fact.part) in speaking,
            shown=(fact.plugin, fact.part) == winner,
        )
        for fact in known
        if not is_empty(field, fact.fields.get(field))
    ]
    return FieldWhy(
        field=field,
        value=choice.value if choice else None,
        source=choice.source if choice else "",
        reason=choice.reason if choice else None,
        said=said,
        edit=edit,
    )


class Explain(Decisions, Ledger):
    """Explaining subjects, and the evidence of matches."""

    def explain(self, subject: Subject, field: str | None = None) -> Explanation:
        """Everything about a subject, or about one of its fields.

        Raises:
            BadInput: If it is not in the store.
        """
        record = subjects.record(self._db, subject)
        table = subjects.TABLES[subject.kind]
        row = self._db.row(f"SELECT slug, alive FROM {table} WHERE key = ?", (subject.key,))
        rows = self.ledger(subject)
        return Explanation(
            subject=subject,
            slug=row["slug"] if row else "",
            alive=bool(row and row["alive"]),
            fields=self._fields(subject, field, rows, record.credit),
            ledger=rows,
            matches=self.matches(subject),
            decisions=self.decisions(subject),
        )

    def matches(self, subject: Subject) -> list[MatchRow]:
        """The evidence for a subject's matches."""
        return self._matches("kind = ? AND subject = ?", subject.kind, subject.key)

    def reviews(self, limit: int = 100, service: str = "") -> list[MatchRow]:
        """Matches in doubt, for a person to decide, the oldest first.

        Args:
            limit: At most so many.
            service: Only those at this service; empty for all.
        """
        where = f"decision = 'review' AND ?1 IN ('', service) AND {ALIVE}"
        return self._matches(f"{where} ORDER BY at, rowid LIMIT ?2", service, limit)

    def services(self) -> set[tuple[Kind, str]]:
        """Of which services evidence is kept, each with what was matched."""
        found = self._db.rows("SELECT DISTINCT kind, service FROM matches")
        return {(row["kind"], row["service"]) for row in found}

    def all_matches(self) -> Iterator[MatchRow]:
        """The evidence of every match of an alive release or artist, read row by row."""
        for (rowid,) in self._db.rows(f"SELECT rowid FROM matches WHERE {_ALIVE}"):
            yield from self._matches("rowid = ?", rowid)

    def _matches(self, where: str, *values: object) -> list[MatchRow]:
        found = []
        for row in map(dict, self._db.rows(f"SELECT * FROM matches WHERE {where}", values)):
            subject = Subject(row.pop("kind"), row.pop("subject"))
            candidates = unpack_candidates(row.pop("candidates"))
            found.append(MatchRow(subject=subject, candidates=candidates, **row))
        return found

    def fact(self, subject: Subject, plugin: str, part: str) -> Fact | None:
        """What one speaker states about a subject; None if it states nothing."""
        said = (one for one in self._facts(subject) if (one.plugin, one.part) == (plugin, part))
        return next(said, None)

    def _facts(self, subject: Subject) -> list[Fact]:
        found = self._db.rows(
            "SELECT plugin, part, fields, fetched_at, source_url, licence FROM facts"
            " WHERE kind = ? AND subject = ? ORDER BY plugin, part",
            (subject.kind, subject.key),
        )
        return [Fact(**{**dict(row), "fields": unpack(row["fields"])}) for row in found]

    def _fields(
        self, subject: Subject, field: str | None, rows: Sequence[LedgerRow], credit: str
    ) -> list[FieldWhy]:
        known, edits = self._facts(subject), facts.edits(self._db, subject)
        if subject.kind == "artist":
            said = records.credited(credit)
            known.insert(0, Fact(said.plugin, said.part, said.fields, "", "", ""))
        names = sorted({name for fact in known for name in fact.fields} | edits.keys())
        lineup, outcomes = (
            records.with_credit(records.known_lineup(self._db)),
            {(r.plugin, r.part): r.outcome for r in rows},
        )
        return [
            why(subject, name, known, edits.get(name), lineup, outcomes)
            for name in ([field] if field else names)
        ]
