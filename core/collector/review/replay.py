"""Deciding every kept match again with the scorer of today: pure, and without a request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from collector.match import SCORER_VERSION
from collector.model import Candidate, Review, SubjectView
from collector.review.kept import AnyDecision, decide_kept
from collector.store.rows import MatchRow

__all__ = ["Bin", "Figures", "Replayed", "figures", "replay"]

EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Between these, scores are counted together."""

_VERDICTS = {"accept": "found", "review": "review", "none": "not-found"}


@frozen
class Replayed:
    """A match, as it was decided and as it would be.

    Attributes:
        row: As it was.
        decision: As it would be, without a person's word.
        right: The id that a person chose; empty if nobody did.
        wrong: Ids that a person ruled out.
    """

    row: MatchRow
    decision: AnyDecision
    right: str
    wrong: frozenset[str]

    @property
    def before(self) -> tuple[str, str]:
        """Decision and id, as they were."""
        taken = next((one.id for one in self.row.candidates if one.accepted), "")
        return self.row.decision, taken

    @property
    def after(self) -> tuple[str, str]:
        """Decision and id, as they would be."""
        accepted = self.decision.accepted
        return _VERDICTS[self.decision.verdict], accepted.id if accepted else ""

    @property
    def judged(self) -> bool:
        """Whether a person has spoken: nothing of it is touched."""
        return bool(self.right or self.wrong)

    @property
    def flips(self) -> bool:
        """Whether an automatic decision would be another one.

        Another edition of the same work is none: it says nothing of the scorer. Nor is a doubt
        that this scorer left: it waits already.
        """
        (was, taken), (would, accepted) = self.before, self.after
        waits = was == "review" and self.row.scorer == self.decision.match.scorer
        if self.judged or waits or was != would:
            return not (self.judged or waits)
        return taken != accepted and taken not in self.decision.editions

    @property
    def is_right(self) -> bool | None:
        """Whether what the scorer would take is right; None if it takes none, or nobody knows."""
        accepted = self.after[1]
        return self.judge(accepted) if accepted else None

    def judge(self, id: str) -> bool | None:  # noqa: A002
        """Whether a candidate is the right one; None if the person did not speak of it."""
        if self.right:
            return id == self.right
        return False if id in self.wrong else None

    def as_review(self) -> Review:
        """The doubt that a flip leaves: the candidates as they score now, what they state kept."""
        kept = {one.id: one for one in self.row.candidates}
        candidates = [_with_facts(one, kept) for one in self.decision.match.candidates]
        match = evolve(self.decision.match, candidates=candidates)
        was, now = self.before[0], self.after[0]
        would = f"would be {now}" if was != now else "another would be taken"
        return Review(match, f"the scorer changed: was {was}, {would}")


def _with_facts(one: Candidate, kept: dict[str, Candidate]) -> Candidate:
    before = kept[one.id]
    return evolve(one, facts=before.facts, licence=before.licence, accepted=False)


def replay(view: SubjectView, row: MatchRow) -> Replayed | None:
    """Decide a kept match again; None where what was compared was not kept."""
    decision = decide_kept(view, row.candidates, service=row.service, rung=row.rung)
    if decision is None:
        return None
    wrong = view.rejected.get(row.service, frozenset())
    return Replayed(row, decision, view.pins.get(row.service, ""), wrong)


@frozen
class Bin:
    """How often the best candidate with a score from ``low`` on was the right one."""

    low: float
    high: float
    right: int
    judged: int


@frozen
class Figures:
    """What a replay found.

    Attributes:
        scorer: Version of the scorer.
        decided: Matches decided again.
        left_out: Matches whose comparison was not kept.
        accepted, accepted_right: Judged ones that it takes by itself, and how many rightly.
        pinned, pinned_found: Where a person named one, and how many of these it takes by itself.
        calibration: By score.
        flips: Automatic decisions that would change.
    """

    scorer: int
    decided: int
    left_out: int
    accepted: int
    accepted_right: int
    pinned: int
    pinned_found: int
    calibration: Sequence[Bin]
    flips: Sequence[Replayed]


def figures(replayed: Iterable[Replayed | None]) -> Figures:
    """Count; only what was judged and what flips is held."""
    judged, flips, count = list[Replayed](), list[Replayed](), Counter[bool]()
    for one in replayed:
        count[one is not None] += 1
        judged += [one] if one and one.judged else []
        flips += [one] if one and one.flips else []
    taken = [one for one in judged if one.is_right is not None]
    pinned = [one for one in judged if one.right]
    return Figures(
        SCORER_VERSION,
        count[True],
        count[False],
        len(taken),
        sum(one.is_right is True for one in taken),
        len(pinned),
        sum(one.after[1] == one.right for one in pinned),
        [_bin(judged, low, high) for low, high in pairwise(EDGES)],
        flips,
    )


def _bin(judged: Sequence[Replayed], low: float, high: float) -> Bin:
    best = [(one, one.decision.match.candidates[0]) for one in judged]
    said = [
        one.judge(candidate.id)
        for one, candidate in best
        if low <= candidate.score < high or candidate.score == high == EDGES[-1]
    ]
    inside = [right for right in said if right is not None]
    return Bin(low, high, sum(inside), len(inside))
