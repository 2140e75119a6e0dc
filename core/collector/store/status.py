"""The store in numbers, and the runs that made it."""

from __future__ import annotations

from collector.model import Fields, Speaker
from collector.store.codec import from_json, to_json
from collector.store.ledger import ALIVE, Ledger
from collector.store.records import known_lineup
from collector.store.rows import Counts, RunRow, SpeakerCounts
from collector.store.tallies import outcomes

__all__ = ["Status"]

# Each goes by a small index; without "failed", SQLite would not take that of the dead.
_NUMBERS = f"""SELECT
    (SELECT count(*) FROM releases WHERE alive = 1) AS releases,
    (SELECT count(*) FROM artists WHERE alive = 1) AS artists,
    (SELECT count(*) FROM collection_items)
        - (SELECT count(*) FROM collection_items WHERE gone IS NOT NULL) AS copies,
    (SELECT count(*) FROM collection_items WHERE gone IS NOT NULL) AS gone,
    (SELECT count(*) FROM skip_releases) AS skipped,
    (SELECT count(*) FROM ledger
        WHERE outcome IN ('failed', 'dead') AND outcome = 'dead' AND {ALIVE}) AS dead,
    (SELECT count(*) FROM matches WHERE decision = 'review' AND {ALIVE}) AS review
"""


class Status(Ledger):
    """Counts and runs."""

    def counts(self) -> Counts:
        """The store in numbers; each speaker of the known lineup that answers about subjects.

        What is skipped or gone is nobody's business: its answers and failures are not counted.
        """
        numbers = dict(self._db.row(_NUMBERS) or {})
        asked = [s for s in known_lineup(self._db).speakers if s.part != "list"]
        speakers = [self._speaker(speaker) for speaker in asked]
        return Counts(**numbers, due=sum(one.due for one in speakers), speakers=speakers)

    def _speaker(self, speaker: Speaker) -> SpeakerCounts:
        return SpeakerCounts(
            plugin=speaker.plugin,
            part=speaker.part,
            kind=speaker.kind,
            outcomes=outcomes(self._db, speaker),
            due=self.due_count(speaker, self._clock.now()),
        )

    def copies_of(self, plugin: str) -> int:
        """How many copies that a source has listed are owned."""
        sql = "SELECT count(*) FROM collection_items WHERE plugin = ? AND gone IS NULL"
        count: int = self._db.value(sql, (plugin,))
        return count

    def start_run(self, options: Fields | None = None) -> int:
        """Note that a run begins; returns its number."""
        return self._db.insert(
            "INSERT INTO runs (started_at, options, figures) VALUES (?, ?, '{}')",
            (self._now(), to_json(dict(options or {}))),
        )

    def note_run(self, run: int, figures: Fields) -> None:
        """Keep what a run did so far, for those who look while it goes on, or after a kill."""
        text = to_json(dict(figures))
        self._db.write("UPDATE runs SET figures = ? WHERE id = ?", (text, run))

    def finish_run(self, run: int, outcome: str, figures: Fields) -> None:
        """Note how a run ended."""
        self._db.write(
            "UPDATE runs SET finished_at = ?, outcome = ?, figures = ? WHERE id = ?",
            (self._now(), outcome, to_json(dict(figures)), run),
        )

    def last_run(self) -> RunRow | None:
        """The latest run."""
        found = self.runs(1)
        return found[0] if found else None

    def runs(self, limit: int = 20) -> list[RunRow]:
        """Runs, the latest first."""
        found = self._db.rows("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (limit,))
        return [
            RunRow(
                id=row["id"],
                started_at=row["started_at"],
                finished_at=row["finished_at"],
                outcome=row["outcome"],
                options=from_json(row["options"]),
                figures=from_json(row["figures"]),
            )
            for row in found
        ]
