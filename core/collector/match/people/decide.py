"""Which article is about an artist?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from collector.match.article import Article
from collector.match.choose import ArticleDecision, choose
from collector.match.people.score import score_article
from collector.match.people.sides import OurArtist

__all__ = ["PEOPLE_VERSION", "decide_artist"]

PEOPLE_VERSION = 1
"""Raised when the same articles can be decided differently."""


def decide_artist(
    ours: OurArtist,
    articles: Iterable[Article],
    *,
    service: str,
    pinned: str = "",
    rejected: Collection[str] = (),
) -> ArticleDecision:
    """Choose among articles.

    Args:
        ours: The artist.
        articles: What was found; of one that was found twice, the better way counts.
        service: Its name, for the evidence.
        pinned: Id that a person chose: accepted whatever the score, and nothing else instead of it.
        rejected: Ids that a person ruled out.
    """
    scored = (score_article(ours, one) for one in articles if one.id not in rejected)
    return choose(scored, service=service, scorer=PEOPLE_VERSION, pinned=pinned)
