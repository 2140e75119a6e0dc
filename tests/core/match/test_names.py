"""What two catalogues call by other names: titles, artists, lists."""

from __future__ import annotations

import pytest
from attrs import evolve
from made_up import decided, ours, songs, theirs, untimed

from collector.match import Ours, Theirs, TrackRef, artist_key

SAME = {
    "forms in two languages": ("Sinfonie Nr. 5 C-Moll", "Symphony No. 5 In C Minor"),
    "without the key": ("Symphony No. 9", "Symphony No. 9 In D Minor, Op. 125"),
    "a title in two languages": ("はらいそ = Paraiso", "Paraiso"),
    "its artist in the genitive": ("Foo's Greatest Days", "Greatest Days"),
    "a subtitle": ("Rise", "Rise: Songs From The Hill"),
    "what it quotes": ("Rise", "Foo 2nd Album 'Rise'"),
}
OTHER = {
    "another number": ("Symphony No. 5", "Symphony No. 6"),
    "another form": ("Piano Concertos", "Violin Concertos"),
    "neither of two languages": ("はらいそ = Paraiso", "Tropical Dandy"),
}


@pytest.mark.parametrize("case", SAME)
def test_a_title_put_otherwise_is_the_same(case: str):
    mine, other = SAME[case]
    for one, two in ((mine, other), (other, mine)):
        assert decided(ours(one, tracks=untimed(songs(8))), theirs(two)).verdict == "accept"


@pytest.mark.parametrize("case", OTHER)
def test_another_title_is_not(case: str):
    mine, other = OTHER[case]
    own, offer = ours(mine, tracks=()), theirs(other)
    assert decided(own, offer).verdict != "accept"


def test_a_subtitle_is_another_title_if_the_tracks_are_others():
    others = tuple(TrackRef(f"Tune {number}", 100 + 40 * number) for number in range(8))
    own = ours("Rise", tracks=others)
    assert decided(own, theirs("Rise: Songs From The Hill")).verdict != "accept"


def test_a_split_may_be_called_after_its_songs():
    split = tuple(map(TrackRef, ("Petals", "Arbeit")))
    own, other = ours("Split", tracks=split, album=True), theirs("Petals / Arbeit", tracks=split)
    assert decided(own, other).verdict == "accept"
    assert decided(own, evolve(other, title="Petals / Glass")).verdict != "accept"


def test_an_album_may_be_named_after_one_of_its_songs_in_another_country():
    own, other = ours("Song Echo"), theirs("Quick One", tracks=songs(9), year=1988)
    assert decided(own, other).verdict == "accept"
    assert decided(ours("Dawn"), other).verdict != "accept"
    assert decided(own, evolve(other, tracks=songs(14))).verdict != "accept"


def test_a_later_edition_has_another_name_if_its_order_is_ours():
    own = ours("Two Wheels", tracks=songs(8))
    later = theirs("Steve (Legacy Edition)", year=2007, tracks=songs(10))
    assert decided(own, later).verdict == "accept"
    assert decided(own, evolve(later, tracks=songs(10)[::-1])).verdict != "accept"
    assert decided(own, evolve(later, title="Steve")).verdict != "accept"


def test_an_album_is_found_under_its_artist_s_new_name():
    own = ours("Rise", "Kanye West", labels=("Roc",), tracks=untimed(songs(8)))
    new = theirs("Rise", "Ye", label="Roc-A-Fella")
    assert decided(own, new).verdict == "accept"
    for less in (
        evolve(new, label="Party"),
        evolve(new, year=1988),
        evolve(new, title="Rise Again"),
        evolve(new, tracks=songs(14)),
    ):
        assert decided(own, less).verdict != "accept"


def test_without_a_label_each_length_has_to_be_the_same():
    own, new = ours("Rise", "Kanye West"), theirs("Rise", "Ye")
    assert decided(own, new).verdict == "accept"
    assert decided(own, evolve(new, tracks=songs(8, off=3))).verdict != "accept"
    assert decided(own, evolve(new, tracks=untimed(songs(8)))).verdict != "accept"


def test_one_who_names_nobody_has_the_same_list_in_the_same_year():
    own = ours("Superstar", "Various", tracks=untimed(songs(8)))
    assert decided(own, theirs("Superstar", "Andrew, Tim")).verdict == "accept"
    assert decided(own, theirs("Superstar", "Andrew, Tim", year=1996)).verdict != "accept"


def test_a_name_in_other_letters_has_several_spellings_in_ours():
    keys = (frozenset(map(artist_key, ("فيروز", "Fairuz"))),)
    own = Ours("Wahdon", ("فيروز",), keys, (1987,), untimed(songs(8)))
    assert decided(own, theirs("Wahdon", "Fairouz")).verdict == "accept"
    latin = evolve(own, credits=("Fairuz",), artists=(frozenset({"fairuz"}),))
    assert decided(latin, theirs("Wahdon", "Fairouz")).verdict != "accept"


def test_a_joint_credit_may_give_the_last_names_alone():
    assert decided(
        ours("Rise", "Robert Fripp", "Brian Eno"), theirs("Rise", "Fripp & Eno")
    ).accepted
    assert not decided(
        ours("Rise", "Robert Fripp"), theirs("Rise", "Fripp & Eno", year=1999)
    ).accepted


def test_a_band_is_its_leader_s():
    band = theirs("Rise", "Duke Ellington And His Famous Orchestra", tracks=())
    assert decided(ours("Rise", "Duke Ellington And His Orchestra"), band).accepted


def test_a_title_of_many_words_needs_no_year():
    own = ours("The Monty Matching Tie And Kerchief", tracks=songs(10))
    later = Theirs("x", own.title, "Foo", year=2006, track_count=14, kind="album")
    assert decided(own, later).accepted
    short = evolve(own, title="Tie")
    assert not decided(short, evolve(later, title="Tie")).accepted


def cut(*lengths: int) -> tuple[TrackRef, ...]:
    return (
        *(TrackRef(f"Plan ({n})", length) for n, length in enumerate(lengths)),
        TrackRef("B", 300),
    )


def test_lists_that_are_cut_otherwise_and_last_equally_long_are_not_compared():
    own, other = ours("Karma", tracks=cut(1160, 816)), theirs("Karma", tracks=cut(1970))
    assert decided(own, other).accepted
    assert not decided(own, evolve(other, tracks=cut(1400))).accepted
    assert not decided(own, evolve(other, year=1993)).accepted


def test_half_of_the_tracks_is_enough_if_title_artist_and_year_of_an_album_are_ours():
    others = tuple(TrackRef(f"Tune {number}", 100 + 40 * number) for number in range(3))
    other = theirs("Rise", tracks=(*songs(5), *others))
    assert decided(ours("Rise"), other).accepted
    assert not decided(ours("Rise"), evolve(other, year=1995)).accepted
    assert not decided(ours("Rise"), evolve(other, tracks=(*songs(3), *others, *others))).accepted


def test_performed_again_years_later_it_is_another_record():
    anew = theirs("Rise (Remastered)", tracks=songs(8, off=8), year=2007)
    assert not decided(ours("Rise"), anew).accepted


def test_what_all_tracks_say_is_remastered_tells_its_own_year():
    later = tuple(TrackRef(f"{one.title} - Remastered 2012", one.seconds) for one in songs(8))
    own = ours("Rise", tracks=untimed(songs(8)))
    assert decided(own, theirs("Rise", tracks=later, year=2012)).accepted
