"""A replay over a whole store: flips of automatic decisions go to review."""

from __future__ import annotations

from collections.abc import Iterator

from collector.review.desk import speaker_of_row
from collector.review.replay import Figures, Replayed, figures, replay
from collector.store import Outcome, Store

__all__ = ["replay_all"]


def replay_all(store: Store, *, dry: bool = False) -> Figures:
    """Decide every kept match again.

    Args:
        store: Open for writing.
        dry: Change nothing.

    Returns:
        How good the scorer is, and what would change.
    """
    found = figures(_replayed(store))
    if not dry:
        with store.transaction():
            for flip in found.flips:
                _doubt(store, flip)
    return found


def _replayed(store: Store) -> Iterator[Replayed | None]:
    return (replay(store.view(row.subject), row) for row in store.all_matches() if row.candidates)


def _doubt(store: Store, flip: Replayed) -> None:
    lineup, subject = store.lineup(), flip.row.subject
    if speaker := speaker_of_row(lineup, flip.row):
        inputs = store.inputs(store.view(subject), speaker)
        store.answer(Outcome(subject, speaker, flip.as_review(), inputs=inputs), lineup)
