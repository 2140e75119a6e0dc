"""Track lists as two catalogues write them."""

from __future__ import annotations

import pytest

from collector.match import Ours, Theirs, TrackRef
from collector.match.tracks import Shared, shared


def refs(text: str) -> tuple[TrackRef, ...]:
    parts = [part.strip().rpartition("@") for part in text.split("|") if part.strip()]
    return tuple(
        TrackRef(title.strip(), int(length)) if title else TrackRef(length.strip())
        for title, _, length in parts
    )


def compared(mine: str, other: str, count: int = 0, title: str = "Rise") -> Shared:
    theirs = Theirs("x", "Rise", "Foo", tracks=refs(other), track_count=count)
    found = shared(Ours(title, ("Foo",), tracks=refs(mine)), theirs)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ("Roads", "Roads (feat. Nora Vale)"),
        ("Roads", "Roads feat. Nora Vale"),
        ("Roads", "Roads (with Nora Vale)"),
        ("Phantom Pt. II", "Phantom, Part 2"),
        ("Roads", "Roads - 2011 Remaster"),
        ("Dead Bishop / The Church Police", "Dead Bishop | The Church Police"),
        ("Dead Bishop | The Church Police", "Dead Bishop / The Church Police"),
        ("Untitled #1 (Vaka) @398", "Vaka @399"),
        ("Gloria's Step @369", "Gloria's Step (Live) @370"),
    ],
)
def test_one_track_in_two_notations(mine: str, other: str):
    assert compared(mine, other).recall == 1.0


@pytest.mark.parametrize(
    ("mine", "other", "recall"),
    [
        ("Roads", "Roads (Live)", 0.5),
        ("Roads @200", "Roads (Live) @220", 0.3),
        ("Roads @200", "Roads (Instrumental) @200", 0.5),
        ("Roads @200", "Roads @230", 0.6),
        ("Phantom Pt. I", "Phantom, Part 2", 0.0),
        ("Radiation (Protection) @500", "Protection @470", 0.0),
        ("Roads | Numb", "Roads", 0.5),
        ("Roads", "Numb", 0.0),
    ],
)
def test_tracks_that_are_not_quite_the_same(mine: str, other: str, recall: float):
    assert compared(mine, other).recall == recall


def test_what_is_equal_is_taken_before_what_is_only_alike():
    named = "Song Of The Long Green Hills"
    assert compared(f"{named} Again | {named}", f"{named} | {named} Again").recall == 1.0


def test_of_a_long_album_only_the_first_page_may_be_known():
    mine = "|".join(f"Track Alpha{n}" for n in range(6))
    assert compared(mine, "|".join(mine.split("|")[:4]), count=6).recall == 1.0


def test_the_lengths_are_told_where_enough_are_known():
    mine = "A @100 | B @200 | C @300 | D @400 | E @500"
    assert compared(mine, mine).lengths == 1.0
    assert compared(mine, mine.replace("500", "508")).lengths == 0.8
    assert compared(mine, "A | B | C | D | E").lengths is None
    assert compared("A @100 | B @200", "A @100 | B @200").lengths is None


def test_there_is_nothing_to_compare_without_tracks():
    assert shared(Ours("Rise"), Theirs("x", "Rise", "Foo", tracks=refs("Roads"))) is None
