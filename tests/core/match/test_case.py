"""What is known of one release at one service leads to one answer."""

from __future__ import annotations

from attrs import evolve

from collector.match import Case, Theirs, TrackRef
from collector.model import Found, NotFound, Review, Subject, SubjectView

SONGS = ("Mysterons", "Sour Times", "Strangers", "Wandering Star")
CODE = "042282855312"
DUMMY = Theirs("1", "Dummy", "Portishead", url="https://shop/1", track_count=4)
WHOLE = evolve(DUMMY, tracks=tuple(TrackRef(song, 200) for song in SONGS))
LIVE = evolve(WHOLE, id="2", title="Dummy (Live)")


def case(*known: Theirs, title: str = "Dummy", songs=SONGS, **word) -> Case[Theirs]:
    fields = {
        "title": title,
        "artists": [{"name": "Portishead"}],
        "barcodes": [CODE],
        "tracklist": [{"type": "track", "title": song, "duration": "3:20"} for song in songs],
    }
    view = SubjectView(Subject("release", "discogs:1"), fields, **word)
    return Case(view, "shop", lambda album: album, {one.id: one for one in known})


def answer(one: Case[Theirs]):
    return one.answer(lambda album: {"shop": album.id}, "The Shop")


def test_what_is_accepted_states_its_facts_and_where_they_stand():
    found = answer(case(WHOLE, LIVE))
    assert isinstance(found, Found)
    assert (found.fields, found.source_url) == ({"shop": "1"}, "https://shop/1")
    assert found.match.candidates[0].accepted


def test_others_of_a_good_score_whose_tracks_are_known_say_what_they_would_state():
    deluxe = evolve(WHOLE, id="3", title="Dummy (Deluxe)")
    hit = evolve(DUMMY, id="4", title="Dummy (Remastered)")
    other = evolve(WHOLE, id="5", artist="The Karaoke Band")
    found = answer(case(WHOLE, deluxe, hit, other))
    facts = {one.id: one.facts for one in found.match.candidates}
    assert facts == {"1": None, "3": {"shop": "3"}, "4": None, "5": None}
    assert min(one.score for one in found.match.candidates if one.id != "5") >= 0.6


def test_what_is_in_doubt_goes_to_a_person():
    found = answer(case(LIVE))
    assert isinstance(found, Review)
    (offered,) = found.match.candidates
    assert offered.facts == {"shop": "2"}  # so that choosing it shows at once


def test_what_is_not_found_says_why():
    assert answer(case()).why == "no album of The Shop is this record"
    assert answer(case(title="")).why == "the record has no title to search for"
    assert answer(case(WHOLE, pins={"shop": "9"})).why == "the pinned album 9 is not at The Shop"


def test_a_pin_is_taken_and_a_rejected_album_is_not():
    assert answer(case(WHOLE, LIVE, pins={"shop": "2"})).fields == {"shop": "2"}
    ruled_out = case(WHOLE, rejected={"shop": frozenset({"1"})})
    assert isinstance(answer(ruled_out), NotFound)


def test_an_album_settles_it_when_its_tracks_were_compared_or_nothing_can_be():
    hit = evolve(DUMMY, barcode=CODE)
    assert not case().settled
    assert case(hit).decision().accepted
    assert not case(hit).settled
    assert case(hit, songs=()).settled
    assert case(hit, pins={"shop": "1"}).settled
    assert case(WHOLE).settled


def test_the_nearest_of_those_whose_tracks_may_decide_are_asked_first():
    far = evolve(DUMMY, id="0", track_count=40)
    other = evolve(DUMMY, id="3", title="Roseland", artist="Others")
    offers = [far, LIVE, other, DUMMY]
    assert case().promising(offers, 0.8, 9)[0] == "1"
    assert "3" not in case().promising(offers, 0.8, 9)
    assert "2" not in case().promising(offers, 0.0, 9)  # its tracks are known
    assert len(case().promising(offers, 0.0, 2)) == 2
    assert "1" not in case(rejected={"shop": frozenset({"1"})}).promising(offers, 0.0, 9)
