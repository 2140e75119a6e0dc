"""What other catalogues know decides a match, unless what is compared speaks against it."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from collector.match import Ours, Theirs, TrackRef, decide, ours_of, promise
from collector.match.decide import Decision
from collector.match.evidence import theirs_of
from collector.match.relations import Relations, relations_of
from collector.match.words import in_words
from collector.model import Subject, SubjectView

CODE = "042282855312"
SONGS = tuple(TrackRef(f"Song {name}") for name in ("Alpha", "Bravo", "Charlie", "Delta", "Echo"))
OURS = Ours("Rise And Shine", ("Foo",), (frozenset({"foo"}),), (1987,), SONGS)
DOUBTFUL = Theirs("x", "Rise And Shine Again", "Foo", year=1990, tracks=SONGS, barcode=CODE)


def decided(*offers: Theirs, ids: tuple[str, ...] = (), codes: tuple[str, ...] = ()) -> Decision:
    return decide(OURS, offers, service="shop", relations=Relations(ids, codes))


def test_an_id_that_another_catalogue_names_decides_a_doubt():
    assert decided(DOUBTFUL).verdict == "review"
    found = decided(DOUBTFUL, ids=("x",))
    assert found.accepted == DOUBTFUL
    assert found.match.rung == "relation"
    assert found.match.candidates[0].components["relation"] == 1.0


def test_what_another_shop_sells_under_the_same_code_decides_a_doubt():
    found = decided(DOUBTFUL, codes=(f"0{CODE}",))
    assert found.accepted == DOUBTFUL
    assert found.match.candidates[0].components["witness"] == 1.0


def test_what_is_compared_may_speak_against_a_relation():
    title = evolve(DOUBTFUL, title="Dawn")
    tribute = evolve(DOUBTFUL, title="Rise And Shine: A Tribute")
    live = evolve(DOUBTFUL, title="Rise And Shine (Live)")
    others = evolve(DOUBTFUL, tracks=tuple(TrackRef(f"Piece {n}") for n in range(5)))
    for offer in (title, tribute, live, others):
        assert decided(offer, ids=("x",), codes=(CODE,)).accepted is None


def test_two_works_that_are_both_named_go_to_a_person():
    second = evolve(DOUBTFUL, id="y", title="Rise And Shine Anew")
    assert decided(DOUBTFUL, second, ids=("x", "y")).verdict == "review"


def test_a_service_s_own_statement_is_no_witness():
    fields = {
        "wikidata": {"id": "Q1", "spotify": ["x"]},
        "spotify": {"id": "x", "url": "", "barcode": "1"},
        "apple_music": {"id": "7", "url": "", "barcode": CODE},
    }
    view = SubjectView(Subject("release", "discogs:1"), fields)
    assert relations_of(view, "spotify") == Relations(("x",), (CODE,))
    assert relations_of(view, "apple-music") == Relations((), ("1",))


# -- by the artist's id --------------------------------------------------------------------------


def record(*artists: str, title: str = "Rise And Shine", songs: int = 5, **known: Any) -> Ours:
    """A release as the shop's enricher sees it; ``known``: artist's name to ids at the shop."""
    fields = {
        "title": title,
        "artists": [{"key": f"discogs:{name}", "name": name} for name in artists],
        "year": 1987,
        "tracklist": [{"type": "track", "title": song.title} for song in SONGS[:songs]],
        "wikidata_artists": [
            {"key": f"discogs:{name}", "id": "Q1", "my_shop": ids, "other_shop": ["z"]}
            for name, ids in known.items()
        ],
    }
    return ours_of(SubjectView(Subject("release", "discogs:1"), fields), "my-shop")


def by(name: str, *ids: str, title: str = "Rise And Shine", **more: Any) -> Theirs:
    names = tuple(name.split(", "))
    return Theirs("x", title, name, year=1987, artists=names, artist_ids=ids, **more)


def verdict(ours: Ours, *offers: Theirs) -> str:
    return decide(ours, offers, service="my-shop").verdict


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Jay Dee", "J Dilla"), ("大貫妙子", "Taeko Onuki")],
)
@pytest.mark.parametrize("tracks", [(), SONGS], ids=["hit", "page"])
def test_one_artist_under_two_names_is_known_by_the_id(ours: str, theirs: str, tracks):
    unknown, known = record(ours), record(ours, **{ours: ["a", "b"]})
    offer = by(theirs, "b", tracks=tracks, track_count=5)
    unread = not ours.isascii() and bool(tracks)  # then title and list are enough
    assert (verdict(unknown, offer) == "accept") == unread
    decision = decide(known, [offer], service="my-shop")
    assert decision.accepted == offer
    (kept,) = decision.match.candidates
    assert kept.components["artist"] == 1.0
    assert "the same artist by id" in in_words(known, kept)


def test_an_artist_of_the_same_name_with_another_id_goes_to_a_person():
    unknown, known = record("Nirvana"), record("Nirvana", Nirvana=["seattle"])
    london = by("Nirvana", "london", track_count=5)
    assert verdict(unknown, london) == "accept"
    decision = decide(known, [london], service="my-shop")
    assert decision.verdict == "review"
    (kept,) = decision.match.candidates
    assert "another artist by id, perhaps one of the same name" in in_words(known, kept)


def test_the_artist_s_own_album_is_taken_beside_one_of_a_namesake():
    known = record("Nirvana", Nirvana=["seattle"])
    london, seattle = by("Nirvana", "london"), evolve(by("Nirvana", "seattle"), id="y")
    assert verdict(record("Nirvana"), london, seattle) == "accept"  # whichever comes first
    assert decide(known, [london, seattle], service="my-shop").accepted == seattle


def test_the_same_tracks_outweigh_another_id_for_a_shop_may_have_two():
    known = record("Nirvana", Nirvana=["one"])
    for same, expected in ((5, "accept"), (4, "accept"), (3, "review")):
        tracks = SONGS[:same] + tuple(TrackRef(f"Piece {n}") for n in range(5 - same))
        assert verdict(known, by("Nirvana", "two", tracks=tracks)) == expected


def test_what_a_shop_does_not_tell_speaks_neither_for_nor_against():
    for ours, offer in (
        (record("Foo"), by("Foo", "1", track_count=5)),
        (record("Foo", Foo=[]), by("Foo", "1", track_count=5)),
        (record("Foo", Foo=["1"]), by("Foo", track_count=5)),
    ):
        decision = decide(ours, [offer], service="my-shop")
        assert decision.verdict == "accept"
        assert "artist id" not in decision.match.candidates[0].components


def test_the_ids_of_another_shop_are_not_its_own():
    view = SubjectView(
        Subject("release", "discogs:1"),
        {
            "artists": [{"key": "discogs:2", "name": "Foo"}, {"key": "name:bar", "name": "Bar"}],
            "wikidata_artists": [{"key": "discogs:2", "id": "Q1", "spotify": ["s"]}],
        },
    )
    assert ours_of(view, "spotify").artist_ids == (frozenset({"s"}), frozenset())
    assert ours_of(view, "apple-music").artist_ids == (frozenset(), frozenset())
    assert ours_of(view).artist_ids == (frozenset(), frozenset())


def test_in_a_joint_credit_a_name_stands_for_an_id_that_is_not_known():
    ours = record("大貫妙子", "Foo", 大貫妙子=["1"])
    assert verdict(ours, by("Taeko Onuki, Foo", "1", "2", track_count=5)) == "accept"


@pytest.mark.parametrize(
    ("ours", "theirs", "ids"),
    [(("Foo",), "Foo, Bar", ("1", "2")), (("Foo", "Bar"), "Foo", ("1",))],
)
def test_half_of_a_joint_credit_is_not_the_same_credit(ours, theirs, ids):
    known, offer = record(*ours, Foo=["1"]), by(theirs, *ids, track_count=5)
    assert verdict(known, offer) == "review"
    assert verdict(known, evolve(offer, tracks=SONGS)) == "accept"


def test_an_id_does_not_make_another_record_of_the_artist_s():
    known = record("Foo", Foo=["1"])
    others = tuple(TrackRef(f"Piece {n}") for n in range(5))
    for offer in (
        by("Foo", "1", title="Dawn", tracks=SONGS),
        by("Foo", "1", title="Rise And Shine (Live)", tracks=SONGS),
        by("Foo", "1", title="Rise And Shine: A Tribute", tracks=SONGS),
        by("Foo", "1", tracks=others),
    ):
        assert verdict(known, offer) != "accept"


def test_an_offer_of_another_name_with_the_artist_s_id_is_worth_a_look():
    offer = by("J Dilla", "1", track_count=5)
    assert promise(record("Jay Dee"), offer) < 0.6
    assert promise(record("Jay Dee", **{"Jay Dee": ["1"]}), offer) == 1.0


def test_the_ids_are_kept_with_the_evidence():
    offer = by("J Dilla", "1", "2")
    (kept,) = decide(record("Jay Dee"), [offer], service="my-shop").match.candidates
    assert theirs_of(kept) == offer
