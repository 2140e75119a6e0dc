"""The answer that kept evidence gives, now that a person has spoken: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import evolve

from collector.match.decide import ACCEPT, MARGIN, REVIEW
from collector.model import Answer, Candidate, Found, Match, NotFound, Review, SubjectView
from collector.review.kept import decide_kept
from collector.store.rows import MatchRow

__all__ = ["answer_again"]

RULED_OUT = "all that was found was ruled out by hand"


def answer_again(view: SubjectView, row: MatchRow) -> Answer | None:
    """What is known without asking the service, or None if it has to be asked.

    Args:
        view: The subject, with the decisions as they are now.
        row: The evidence that was kept when the service was asked.
    """
    pinned = view.pins.get(row.service, "")
    if pinned:
        return _taken(row, "pin", next((one for one in row.candidates if one.id == pinned), None))
    rejected = view.rejected.get(row.service, frozenset())
    left = [one for one in row.candidates if one.id not in rejected]
    if not left:
        return NotFound(RULED_OUT, _match(row, row.rung, row.candidates)) if rejected else None
    return _decided(view, row, left)


def _decided(view: SubjectView, row: MatchRow, left: Sequence[Candidate]) -> Answer | None:
    """Among those that nobody ruled out; where the evidence may be incomplete, it is asked."""
    row = evolve(row, rung="text" if row.rung == "pin" else row.rung)  # the pin was taken back
    decision = decide_kept(view, left, service=row.service, rung=row.rung)
    if decision is None:
        verdict, best = _by_score(left)
    else:
        verdict = decision.verdict
        best = next((o for o in left if decision.accepted and o.id == decision.accepted.id), None)
    if verdict == "accept":
        return _taken(row, row.rung, best)
    return Review(_match(row, row.rung, row.candidates), row.why) if verdict == "review" else None


def _taken(row: MatchRow, rung: str, candidate: Candidate | None) -> Found | None:
    """The statement of a candidate, if it is known what taking it would state."""
    if candidate is None or candidate.facts is None:
        return None
    kept = [evolve(one, accepted=one.id == candidate.id) for one in row.candidates]
    kept.sort(key=lambda one: not one.accepted)
    return Found(candidate.facts, _match(row, rung, kept), candidate.url, candidate.licence)


def _match(row: MatchRow, rung: str, candidates: Sequence[Candidate]) -> Match:
    return Match(row.service, rung, tuple(candidates), row.scorer)


def _by_score(
    candidates: Sequence[Candidate],
) -> tuple[Literal["accept", "review", "none"], Candidate | None]:
    """Decide by the scores that were kept, where what was compared was not."""
    ranked = sorted(candidates, key=lambda one: one.score, reverse=True)
    best, rival = ranked[0], ranked[1].score if len(ranked) > 1 else 0.0
    if best.score >= ACCEPT and best.score - rival >= MARGIN:
        return "accept", best
    return ("review", None) if best.score >= REVIEW else ("none", None)
