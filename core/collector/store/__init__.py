"""The store: one SQLite file with what is owned, what was said of it, and what came of asking.

Everything goes through :class:`Store`. It knows nothing of the run or the commands.
"""

from __future__ import annotations

from collector.store.answers import MAX_ATTEMPTS
from collector.store.codec import clean, clean_item
from collector.store.items import LIST
from collector.store.outcome import Change, ItemState, Outcome, Received, Recorded, inputs_of
from collector.store.rows import (
    AlbumRow,
    ArtistRow,
    AuditRow,
    Counts,
    Decision,
    Explanation,
    FieldWhy,
    ImageRow,
    LedgerRow,
    MatchRow,
    RunRow,
    Said,
    SkipRow,
    SpeakerCounts,
)
from collector.store.store import Store

__all__ = [
    "LIST",
    "MAX_ATTEMPTS",
    "AlbumRow",
    "ArtistRow",
    "AuditRow",
    "Change",
    "Counts",
    "Decision",
    "Explanation",
    "FieldWhy",
    "ImageRow",
    "ItemState",
    "LedgerRow",
    "MatchRow",
    "Outcome",
    "Received",
    "Recorded",
    "RunRow",
    "Said",
    "SkipRow",
    "SpeakerCounts",
    "Store",
    "clean",
    "clean_item",
    "inputs_of",
]
