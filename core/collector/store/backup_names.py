"""What backups are called, and which of them may go: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from attrs import frozen

from collector.clock import from_iso, to_iso

__all__ = ["KEEP", "Backup", "Kind", "backup_of", "dated", "name_of", "outdated"]

Kind: TypeAlias = Literal["manual", "before-migration", "before-restore"]
"""Why it was made: somebody said so, or before something that changes all of the store."""

KEEP = 10
"""How many stay if nobody says."""

_NAME = re.compile(
    r"(?P<store>.+)-(?P<date>\d{4}-\d\d-\d\d)T(?P<time>\d\d-\d\d-\d\d)Z-(?P<kind>[a-z-]+)\.db"
)


@frozen
class Backup:
    """A backup, as its name tells it.

    Attributes:
        path: Its file.
        at: When it was made, in UTC.
        kind: Why.
    """

    path: Path
    at: datetime
    kind: Kind

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.path.name


def dated(moment: datetime) -> str:
    """A moment as a part of a name: sorts by time, and may stand on any disk."""
    return to_iso(moment).replace(":", "-")


def name_of(store: str, moment: datetime, kind: Kind) -> str:
    """``collection-2026-11-23T03-00-34Z-manual.db``."""
    return f"{store}-{dated(moment)}-{kind}.db"


def backup_of(path: Path, store: str) -> Backup | None:
    """The backup that a file is, by its name; None if it is none of that store.

    Args:
        path: The file; it is not looked at.
        store: Name of the store's file, without its ending.
    """
    found = _NAME.fullmatch(path.name)
    if not found or found["store"] != store or found["kind"] not in get_args(Kind):
        return None
    try:
        at = from_iso(f"{found['date']}T{found['time'].replace('-', ':')}Z")
    except ValueError:
        return None
    kind: Kind = next(kind for kind in get_args(Kind) if kind == found["kind"])
    return Backup(path, at, kind)


def outdated(
    backups: Sequence[Backup], now: datetime, keep: int | None, older_than: timedelta | None
) -> list[Backup]:
    """Those that are beyond the newest ``keep`` and older than ``older_than``.

    Args:
        backups: Newest first.
        now: The time.
        keep: None for as many as :data:`KEEP`, or for none if an age is given.
        older_than: None for any age.
    """
    first = keep if keep is not None else (KEEP if older_than is None else 0)
    return [one for one in backups[first:] if older_than is None or now - one.at > older_than]
