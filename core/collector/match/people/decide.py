"""From scored articles to a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from attrs import frozen

from collector.match.people.score import ScoredArticle, score_article
from collector.match.people.sides import Article, OurArtist, compared
from collector.model import Candidate, Match

__all__ = ["PEOPLE_VERSION", "ArtistDecision", "decide_artist"]

PEOPLE_VERSION = 1
"""Raised when the same articles can be decided differently."""

ACCEPT, MARGIN, REVIEW = 0.90, 0.05, 0.60

KEPT = 10
"""Candidates that are kept as evidence."""

Verdict = Literal["accept", "review", "none"]


@frozen
class ArtistDecision:
    """What became of the candidates.

    Attributes:
        verdict: ``accept``, ``review`` or ``none``.
        accepted: The chosen one, if any.
        match: The evidence.
        editions: None: an article has no editions, as records have.
    """

    verdict: Verdict
    accepted: Article | None
    match: Match
    editions: frozenset[str] = frozenset()


def decide_artist(
    ours: OurArtist,
    articles: Iterable[Article],
    *,
    service: str,
    pinned: str = "",
    rejected: Collection[str] = (),
) -> ArtistDecision:
    """Choose among articles.

    Args:
        ours: The artist.
        articles: What was found; of one that was found twice, the better way counts.
        service: Its name, for the evidence.
        pinned: Id that a person chose: accepted whatever the score, and nothing else instead of it.
        rejected: Ids that a person ruled out.
    """
    ranked = sorted(
        (score_article(ours, one) for one in articles if one.id not in rejected), key=_rank
    )
    best_of = {one.article.id: one for one in ranked}
    scored = sorted(best_of.values(), key=_rank, reverse=True)
    if pinned:
        chosen = next((one for one in scored if one.article.id == pinned), None)
        return _decision("accept" if chosen else "none", chosen, scored, service, "pin")
    best = scored[0] if scored else None
    if best is None or best.veto or best.score < REVIEW:
        return _decision("none", None, scored, service)
    if best.score < ACCEPT or best.score - max(_rivals(scored), default=0.0) < MARGIN:
        return _decision("review", None, scored, service)
    return _decision("accept", best, scored, service)


def _rank(one: ScoredArticle) -> tuple[object, ...]:
    sure = one.verified and one.score >= ACCEPT
    return sure, one.score, not one.veto, one.article.id, repr(one.article)


def _rivals(scored: Sequence[ScoredArticle]) -> list[float]:
    """Scores of those that may be it as well; what an identifier names has none by name alone."""
    best, *others = scored
    return [one.score for one in others if one.verified or not best.verified]


def _decision(
    verdict: Verdict,
    accepted: ScoredArticle | None,
    scored: Sequence[ScoredArticle],
    service: str,
    rung: str = "",
) -> ArtistDecision:
    kept = sorted(scored, key=lambda one: one is not accepted)
    evidence = [_candidate(one, accepted=one is accepted) for one in kept[:KEPT]]
    found = rung or ("relation" if kept and kept[0].verified else "text")
    article = accepted.article if accepted else None
    return ArtistDecision(verdict, article, Match(service, found, evidence, PEOPLE_VERSION))


def _candidate(one: ScoredArticle, *, accepted: bool) -> Candidate:
    article = one.article
    return Candidate(
        article.id,
        article.title,
        url=article.url,
        score=one.score,
        components=one.evidence,
        accepted=accepted,
        offer=compared(article),
    )
