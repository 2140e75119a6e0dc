"""What was kept of a decision leads to the same one, without a request."""

from __future__ import annotations

import pytest

from collector.match import Case, Theirs
from collector.model import Subject, SubjectView
from collector.review.replay import replay
from collector.store.codec import pack_candidates, unpack_candidates
from collector.store.rows import MatchRow

RELEASE = Subject("release", "discogs:1")
NIRVANA = Theirs("x", "Nevermind", "Nirvana", year=1991, track_count=12, artist_ids=("seattle",))
KURT = Theirs("x", "Nevermind", "Kurts Band", year=1991, track_count=12, artist_ids=("seattle",))


def view(*ids: str) -> SubjectView:
    told = [{"key": "discogs:7", "id": "Q1", "my_shop": list(ids)}] if ids else []
    fields = {
        "title": "Nevermind",
        "artists": [{"key": "discogs:7", "name": "Nirvana"}],
        "year": 1991,
        "wikidata_artists": told,
    }
    return SubjectView(RELEASE, fields)


def kept(asked: SubjectView, offer: Theirs) -> MatchRow:
    """The evidence as it comes out of the store again."""
    decision = Case(asked, "my-shop", lambda album: album, {offer.id: offer}).decision()
    found = {"accept": "found", "review": "review", "none": "not-found"}[decision.verdict]
    match = decision.match
    candidates = unpack_candidates(pack_candidates(match.candidates))
    words = ("my-shop", "album", "my-shop", found, match.rung, "")
    return MatchRow(RELEASE, *words, match.scorer, candidates, "2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("ids", "offer", "found"),
    [
        ((), NIRVANA, "found"),
        (("seattle",), NIRVANA, "found"),
        (("london",), NIRVANA, "review"),
        (("seattle",), KURT, "found"),
        ((), KURT, "not-found"),
    ],
)
def test_a_decision_by_the_artist_s_id_is_the_same_again(ids, offer, found):
    row = kept(view(*ids), offer)
    again = replay(view(*ids), row)
    assert again is not None
    assert row.decision == again.after[0] == found
    assert not again.flips


def test_ids_that_are_known_since_change_what_would_be_decided():
    again = replay(view("london"), kept(view(), NIRVANA))
    assert again is not None
    assert again.flips
    assert again.after == ("review", "")
