"""The ledger in numbers, as triggers keep them: what is asked often, and must not read all rows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from collector.clock import to_iso
from collector.model import Speaker
from collector.store.database import Database
from collector.store.subjects import TABLES

__all__ = ["outcomes", "settled"]

_MINE = "kind = ?1 AND plugin = ?2 AND part = ?3"
_TALLIES = f"FROM ledger_tallies WHERE {_MINE}"


def outcomes(db: Database, speaker: Speaker) -> dict[str, int]:
    """Outcome to how many subjects that are shown have it."""
    sql = f"SELECT outcome, sum(number) {_TALLIES} GROUP BY outcome"
    found = Counter({row[0]: row[1] for row in db.rows(sql, _who(speaker))})
    found.subtract(_hidden(db, speaker))
    return {name: number for name, number in found.items() if number}


def settled(db: Database, speaker: Speaker, now: datetime) -> bool:
    """Whether the numbers alone tell that no subject is due.

    They know days and no hours: on the day on which a row comes due, the rows must tell.

    Args:
        db: The file.
        speaker: Who would be asked.
        now: The time to compare with.
    """
    moment = to_iso(now)
    doubtful = db.row(
        f"SELECT 1 {_TALLIES} AND (version <> ?4 OR due BETWEEN '0' AND ?5 OR latest > ?6)",
        (*_who(speaker), speaker.version, moment[:10], moment),
    )
    if doubtful is not None:
        return False
    shown: int = db.value(f"SELECT count(*) FROM {TABLES[speaker.kind]} WHERE alive = 1")
    return shown == sum(outcomes(db, speaker).values())


def _hidden(db: Database, speaker: Speaker) -> dict[str, int]:
    """The same for subjects that are not: gone or skipped; CROSS makes SQLite begin with them."""
    found = db.rows(
        f"SELECT outcome, count(*) FROM {TABLES[speaker.kind]} s CROSS JOIN ledger ON {_MINE}"
        " AND subject = s.key WHERE s.alive = 0 GROUP BY outcome",
        _who(speaker),
    )
    return {row[0]: row[1] for row in found}


def _who(speaker: Speaker) -> tuple[str, str, str]:
    return speaker.kind, speaker.plugin, speaker.part
