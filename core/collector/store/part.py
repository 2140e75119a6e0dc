"""What every part of the store's facade has."""

from __future__ import annotations

from collector.clock import Clock, to_iso
from collector.store.database import Database

__all__ = ["Part"]


class Part:
    """A group of operations on one open store."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def _now(self) -> str:
        return to_iso(self._clock.now())
