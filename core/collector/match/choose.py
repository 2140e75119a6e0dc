"""From scored articles to a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import evolve, frozen

from collector.match.article import Article, ScoredArticle, compared
from collector.match.decide import ACCEPT, KEPT, MARGIN, REVIEW
from collector.model import Candidate, Match

__all__ = ["ArticleDecision", "choose"]

Verdict = Literal["accept", "review", "none"]


@frozen
class ArticleDecision:
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


def choose(
    articles: Iterable[ScoredArticle], *, service: str, scorer: int, pinned: str = ""
) -> ArticleDecision:
    """Choose among articles.

    Args:
        articles: What was found; of one that was found twice, the better way counts.
        service: Its name, for the evidence.
        scorer: Version of what scored them.
        pinned: Id that a person chose: accepted whatever the score, and nothing else instead of it.
    """
    blank = Match(service, "", (), scorer)
    best_of = {one.article.id: one for one in sorted(articles, key=_rank)}
    scored = sorted(best_of.values(), key=_rank, reverse=True)
    if pinned:
        chosen = next((one for one in scored if one.article.id == pinned), None)
        return _decision("accept" if chosen else "none", chosen, scored, evolve(blank, rung="pin"))
    best = scored[0] if scored else None
    if best is None or best.veto or best.score < REVIEW:
        return _decision("none", None, scored, blank)
    if best.score < ACCEPT or best.score - max(_rivals(scored), default=0.0) < MARGIN:
        return _decision("review", None, scored, blank)
    return _decision("accept", best, scored, blank)


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
    blank: Match,
) -> ArticleDecision:
    kept = sorted(scored, key=lambda one: one is not accepted)
    evidence = [_candidate(one, accepted=one is accepted) for one in kept[:KEPT]]
    rung = blank.rung or ("relation" if kept and kept[0].verified else "text")
    match = evolve(blank, rung=rung, candidates=evidence)
    return ArticleDecision(verdict, accepted.article if accepted else None, match)


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
