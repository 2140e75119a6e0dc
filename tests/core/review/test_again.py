"""What kept articles about an artist lead to, once a person has spoken."""

from __future__ import annotations

from attrs import evolve

from collector.match.article import Article
from collector.match.people import decide_artist, our_artist
from collector.model import Found, Review, Subject, SubjectView
from collector.review.again import answer_again
from collector.store.rows import MatchRow

ARTIST = Subject("artist", "discogs:7")
FIELDS = {"name": "Nirvana", "release_titles": ["Nevermind"]}
SEATTLE, LONDON, ROME = (
    Article(f"Nirvana ({place})", f"Nirvana ({place})", ("Nirvana",), "group", (), told)
    for place, told in (("Seattle", ("Nevermind",)), ("London", ("Nevermind",)), ("Rome", ()))
)


def view(*rejected: Article) -> SubjectView:
    return SubjectView(ARTIST, FIELDS, {}, {"lexicon": frozenset(one.id for one in rejected)})


def doubt(*articles: Article) -> MatchRow:
    """The evidence of a doubt, with what each article would state."""
    match = decide_artist(our_artist(view()), articles, service="lexicon").match
    kept = match.stating({one.id: {"biography": one.id} for one in articles}).candidates
    words = ("lexicon", "biography", "lexicon", "review", match.rung, "in doubt")
    return MatchRow(ARTIST, *words, match.scorer, kept, "2026-01-01T00:00:00Z")


def test_of_two_that_agree_the_one_that_is_left_is_taken():
    answer = answer_again(view(LONDON), doubt(SEATTLE, LONDON))
    assert isinstance(answer, Found)
    assert answer.fields == {"biography": SEATTLE.id}


def test_a_name_alone_stays_in_doubt():
    answer = answer_again(view(LONDON), doubt(LONDON, ROME))
    assert isinstance(answer, Review)


def test_what_was_decided_without_what_was_compared_goes_by_its_score():
    row = doubt(SEATTLE, ROME)
    bare = [evolve(one, offer={}) for one in row.candidates]
    assert isinstance(answer_again(view(SEATTLE), evolve(row, candidates=bare)), Review)
