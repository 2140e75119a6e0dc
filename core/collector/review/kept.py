"""Kept candidates, decided again by the scorer that they are for: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from collector.match import Decision, decide, ours_of
from collector.match.article import article_of
from collector.match.choose import ArticleDecision
from collector.match.evidence import theirs_of
from collector.match.people import decide_artist, our_artist
from collector.match.record_articles import decide_record_article, our_record
from collector.match.relations import relations_of
from collector.model import Candidate, SubjectView

__all__ = ["AnyDecision", "decide_kept"]

AnyDecision: TypeAlias = Decision | ArticleDecision


def decide_kept(
    view: SubjectView, candidates: Sequence[Candidate], *, service: str, rung: str
) -> AnyDecision | None:
    """What today's scorer makes of candidates, a person's word left aside.

    Args:
        view: The subject, as it is known now.
        candidates: As they were kept.
        service: Where they were found.
        rung: How; that a person chose one is no way of finding it.

    Returns:
        None where what was compared was not kept.
    """
    articles = [article for one in candidates if (article := article_of(one))]
    whole = len(articles) == len(candidates)
    if view.subject.kind == "artist":
        return decide_artist(our_artist(view), articles, service=service) if whole else None
    if articles:
        ours = our_record(view)
        return decide_record_article(ours, articles, service=service) if whole else None
    if not all(one.offer for one in candidates):
        return None
    return decide(
        ours_of(view, service),
        map(theirs_of, candidates),
        service=service,
        rung="text" if rung == "pin" else rung,
        relations=relations_of(view, service),
    )
