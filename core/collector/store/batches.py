"""Batches: which subjects a speaker was asked about together, until all of them are answered.

A request for many names them all in its address. After a kill, another company of subjects would
be another address, and what was answered would be asked again.
"""

from __future__ import annotations

from collections.abc import Sequence

from collector.model import Speaker
from collector.store.codec import from_json, to_json
from collector.store.part import Part

__all__ = ["Batches"]


class Batches(Part):
    """Batches on their way."""

    def begin_batch(self, speaker: Speaker, keys: Sequence[str]) -> int:
        """Put a batch on record before it is sent; older ones that share a subject are void.

        Args:
            speaker: Who is asked.
            keys: Of the subjects, in order.

        Returns:
            Its number, from 1.
        """
        who, subjects = (speaker.kind, speaker.plugin, speaker.part), to_json(list(keys))
        with self._db.transaction():
            self._db.write(
                "DELETE FROM batches WHERE kind = ? AND plugin = ? AND part = ? AND EXISTS ("
                " SELECT 1 FROM json_each(subjects) WHERE value IN"
                " (SELECT value FROM json_each(?)))",
                (*who, subjects),
            )
            return self._db.insert(
                "INSERT INTO batches (kind, plugin, part, subjects) VALUES (?, ?, ?, ?)",
                (*who, subjects),
            )

    def end_batch(self, number: int) -> None:
        """All of it is answered."""
        self._db.write("DELETE FROM batches WHERE id = ?", (number,))

    def batches(self, speaker: Speaker) -> list[tuple[int, tuple[str, ...]]]:
        """Number and keys of the batches that were begun and not ended, oldest first."""
        rows = self._db.rows(
            "SELECT id, subjects FROM batches WHERE kind = ? AND plugin = ? AND part = ?"
            " ORDER BY id",
            (speaker.kind, speaker.plugin, speaker.part),
        )
        return [(row[0], tuple(from_json(row[1]))) for row in rows]
