"""What other catalogues know decides a match, unless what is compared speaks against it."""

from __future__ import annotations

from attrs import evolve

from collector.match import Ours, Theirs, TrackRef, decide
from collector.match.decide import Decision
from collector.match.relations import Relations, relations_of
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
