"""What was kept of a decision leads to the same one, without a request."""

from __future__ import annotations

import pytest
from attrs import evolve

from collector.match import SCORER_VERSION, Case, Theirs, TrackRef
from collector.match.article import Article
from collector.match.people import PEOPLE_VERSION, decide_artist, our_artist
from collector.match.record_articles import RECORD_VERSION, decide_record_article, our_record
from collector.model import Candidate, Subject, SubjectView
from collector.review.replay import Replayed, figures, replay
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


SONGS = ("Mysterons", "Sour Times", "Strangers", "It Could Be Sweet", "Wandering Star")
TRACKS = [{"title": name, "type": "track", "duration": "3:20"} for name in SONGS]


def nevermind(id_: str, title: str = "Nevermind", **more) -> Theirs:
    tracks = tuple(TrackRef(name, 200) for name in more.pop("songs", SONGS))
    return Theirs(id_, title, "Nirvana", year=1991, tracks=tracks, **more)


def judged(*offers: Theirs, taken: str = "", **word) -> Replayed:
    """A replay of these, of which one was taken, and what a person said of them."""
    plain = evolve(view(), fields={**view().fields, "tracklist": TRACKS})
    known = {one.id: one for one in offers}
    match = Case(plain, "my-shop", lambda album: album, known).decision().match
    kept = [evolve(one, accepted=one.id == taken) for one in match.candidates]
    words = ("my-shop", "album", "my-shop", "found" if taken else "review", "text", "")
    row = MatchRow(RELEASE, *words, SCORER_VERSION - 1, kept, "2026-01-01T00:00:00Z")
    again = replay(evolve(plain, **word), row)
    assert again is not None
    return again


def test_another_edition_is_no_flip_and_another_work_is_one():
    editions = (nevermind("a"), nevermind("b", "Nevermind (Remastered)"))
    other = nevermind("x", "Incesticide", songs=("Dive", "Sliver", "Stain"))
    assert judged(*editions, taken="b").after == ("found", "a")
    assert not judged(*editions, taken="b").flips
    assert judged(*editions, other, taken="x").after == ("found", "a")
    assert judged(*editions, other, taken="x").flips


def test_what_nobody_spoke_of_is_neither_right_nor_wrong():
    offers = (nevermind("a"), nevermind("x", "Incesticide"))
    others, best = {"my-shop": frozenset("x")}, {"my-shop": frozenset("a")}
    silent, wrong = judged(*offers, rejected=others), judged(*offers, rejected=best)
    right, missed = judged(*offers, pins={"my-shop": "a"}), judged(*offers, pins={"my-shop": "x"})
    assert [one.is_right for one in (silent, wrong, right, missed)] == [None, False, True, False]
    found = figures([silent, wrong, right, missed, None])
    assert (found.accepted_right, found.accepted) == (1, 3)
    assert (found.pinned_found, found.pinned) == (1, 2)
    assert (found.decided, found.left_out) == (4, 1)
    (bin_,) = [one for one in found.calibration if one.judged]
    assert (bin_.low, bin_.right, bin_.judged) == (0.95, 1, 3)


def test_a_decision_of_a_person_is_no_flip():
    for word in ({"pins": {"my-shop": "a"}}, {"rejected": {"my-shop": frozenset("x")}}):
        again = judged(nevermind("a"), nevermind("x", "Incesticide"), taken="x", **word)
        assert again.before != again.after
        assert not again.flips


ARTIST = Subject("artist", "discogs:7")
SEATTLE = Article("Nirvana (band)", "Nirvana (band)", ("Nirvana",), "group", ("7",))
LONDON = Article("Nirvana (UK)", "Nirvana (UK)", ("Nirvana",), "group", (), ("All of Us",))


def nirvana(*titles: str, **word) -> SubjectView:
    return SubjectView(ARTIST, {"name": "Nirvana", "release_titles": list(titles)}, **word)


def of_artist(candidates, found: str, rung: str = "text", scorer: int = PEOPLE_VERSION) -> MatchRow:
    """The evidence as it comes out of the store again."""
    kept = unpack_candidates(pack_candidates(candidates))
    words = ("my-lexicon", "biography", "my-lexicon", found, rung, "")
    return MatchRow(ARTIST, *words, scorer, kept, "2026-01-01T00:00:00Z")


def compared(asked: SubjectView, *articles: Article) -> MatchRow:
    decision = decide_artist(our_artist(asked), articles, service="my-lexicon")
    found = {"accept": "found", "review": "review", "none": "not-found"}[decision.verdict]
    return of_artist(decision.match.candidates, found, decision.match.rung)


@pytest.mark.parametrize(
    ("articles", "end"),
    [
        ((SEATTLE, LONDON), ("found", "Nirvana (band)")),
        ((LONDON,), ("review", "")),
        ((evolve(LONDON, way="link"),), ("found", "Nirvana (UK)")),
        ((evolve(LONDON, discogs=("8",)),), ("not-found", "")),
    ],
)
def test_a_decision_about_an_artist_is_the_same_again(articles, end):
    row = compared(nirvana("Nevermind"), *articles)
    again = replay(nirvana("Nevermind"), row)
    assert again is not None
    assert again.before == again.after == end
    assert not again.flips


def test_a_title_owned_since_settles_a_doubt_about_an_artist():
    doubt = compared(nirvana("Nevermind"), LONDON)
    again = replay(nirvana("All Of Us"), evolve(doubt, scorer=PEOPLE_VERSION - 1))
    assert again is not None
    assert again.after == ("found", "Nirvana (UK)")
    assert again.flips


def test_a_namesake_taken_by_an_older_scorer_flips_unless_a_person_chose_it():
    (kept,) = compared(nirvana("Nevermind"), LONDON).candidates
    row = of_artist([evolve(kept, accepted=True)], "found", scorer=0)
    plain, pinned = nirvana("Nevermind"), nirvana(pins={"my-lexicon": kept.id})
    assert [one.flips for view in (plain, pinned) if (one := replay(view, row))] == [True, False]


def test_an_artist_s_article_of_which_nothing_was_kept_is_left_out():
    kept = compared(nirvana("Nevermind"), SEATTLE).candidates
    bare = Candidate("Nirvana (UK)", "Nirvana (UK)", score=0.6)
    assert replay(nirvana("Nevermind"), of_artist([*kept, bare], "found")) is None


def test_a_decision_about_a_record_s_article_is_the_same_again():
    fields = {"title": "Nevermind", "artists": [{"name": "Nirvana"}], "year": 1991}
    asked = SubjectView(RELEASE, fields)
    right = Article("Nevermind", "Nevermind", ("Nevermind",), "album", (), ("Nirvana",))
    song = evolve(right, id="song", kind="single")
    decision = decide_record_article(our_record(asked), [right, song], service="my-lexicon")
    kept = unpack_candidates(pack_candidates(decision.match.candidates))
    words = ("my-lexicon", "album", "my-lexicon", "found", "text", "")
    row = MatchRow(RELEASE, *words, RECORD_VERSION, kept, "2026-01-01T00:00:00Z")
    again = replay(asked, row)
    assert again is not None
    assert again.before == again.after == ("found", "Nevermind")
    bare = evolve(row, candidates=[*kept, Candidate("x", "Nevermind", score=0.6)])
    assert replay(asked, bare) is None
