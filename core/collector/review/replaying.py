"""A replay over a whole store: flips of automatic decisions go to review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attrs import evolve

from collector.clock import Clock, SystemClock
from collector.review.desk import speaker_of_row, with_statement
from collector.review.replay import Figures, Replayed, figures, replay
from collector.store import Outcome, Store

__all__ = ["replay_all"]


def replay_all(store: Store, *, dry: bool = False, clock: Clock | None = None) -> Figures:
    """Decide every kept match again.

    Args:
        store: Open for writing; for a dry replay, to read.
        dry: Change nothing.
        clock: Where the time comes from.

    Returns:
        How good the scorer is, and what would change.
    """
    lineup = store.lineup()
    found = figures(_replayed(store))
    # Of a plugin that is not enabled nothing shows; once it is, it is asked anew.
    found = evolve(found, flips=[one for one in found.flips if speaker_of_row(lineup, one.row)])
    if not dry:
        now = (clock or SystemClock()).now()
        with store.transaction():
            for flip in found.flips:
                _doubt(store, flip, now)
    return found


def _replayed(store: Store) -> Iterator[Replayed | None]:
    return (replay(store.view(row.subject), row) for row in store.all_matches() if row.candidates)


def _doubt(store: Store, flip: Replayed, now: datetime) -> None:
    """Leave a doubt; what the next run would ask anyhow, it still asks."""
    lineup, subject = store.lineup(), flip.row.subject
    if speaker := speaker_of_row(lineup, flip.row):
        inputs = store.inputs(store.view(subject), speaker)
        due = store.is_due(subject, speaker, now)
        doubt = evolve(flip, row=with_statement(store, flip.row)).as_review()
        store.answer(Outcome(subject, speaker, doubt, inputs=inputs), lineup)
        if due:
            store.mark_due(speaker, subject)
