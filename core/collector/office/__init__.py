"""A workspace as its owner works with it: look, correct, decide, run.

What tools for the owner (the commands, the admin) may import, beside ``collector.api``.
"""

from __future__ import annotations

from collector.match.words import in_words as candidate_words
from collector.office.office import Office
from collector.office.roster import PluginRow
from collector.office.runner import Runner
from collector.office.words import EFFECTS, decision_of, reason_of, speaker_named
from collector.rests import in_sentences, last_known
from collector.review import Desk, Effect
from collector.shapes import Listed, Number, Shape, Table, Text, problems, shape_of, shapes
from collector.store import (
    AuditRow,
    Counts,
    Explanation,
    FieldWhy,
    LedgerRow,
    MatchRow,
    RunRow,
    Store,
)
from collector.store.backup_names import Backup
from collector.store.backups import Backups, Contents
from collector.store.lists import STATES, Listing, Query, Row
from collector.wording import in_words, lasting

__all__ = [
    "EFFECTS",
    "STATES",
    "AuditRow",
    "Backup",
    "Backups",
    "Contents",
    "Counts",
    "Desk",
    "Effect",
    "Explanation",
    "FieldWhy",
    "LedgerRow",
    "Listed",
    "Listing",
    "MatchRow",
    "Number",
    "Office",
    "PluginRow",
    "Query",
    "Row",
    "RunRow",
    "Runner",
    "Shape",
    "Store",
    "Table",
    "Text",
    "candidate_words",
    "decision_of",
    "in_sentences",
    "in_words",
    "last_known",
    "lasting",
    "problems",
    "reason_of",
    "shape_of",
    "shapes",
    "speaker_named",
]
