"""The same tracks of the same lengths settle what two catalogues put otherwise, and no more."""

from __future__ import annotations

import pytest
from attrs import evolve
from made_up import decided, ours, songs, theirs, untimed

TITLES = {
    "a title in full": ("Rise", "Rise Up And See What The Others Have Seen Before"),
    "a title cut short": ("Rise Up And See What The Others Have Seen Before", "Rise Up"),
    "the years it is of": ("Substance", "Substance 1977-1980"),
    "the first, numbered": ("Foo", "Foo 1"),
    "the number of a record without a name": ("Foo", "Foo 1: Car"),
    "the composer and a number": ("The Four Seasons", "Vivaldi: The Four Seasons, RV 269"),
    "a name that it got later": ("Star Wars", "Star Wars: A New Hope (Soundtrack)"),
    "a sign and its name": ("†", "Cross"),
    "another country's title": ("Le Destin", "Fate Has It"),
}
CREDITS = {
    "a band of his": ("Prince", "Prince And The Revolution"),
    "without the band": ("Prince And The Revolution", "Prince"),
    "a trio or not": ("Bill Evans Trio", "Bill Evans"),
    "with the players": ("Max Richter", "Max Richter, Daniel Hope & Konzerthaus"),
}


@pytest.mark.parametrize("case", TITLES)
def test_a_title_in_other_words_is_settled_by_the_recordings_alone(case: str):
    own, other = (ours(TITLES[case][0]), theirs(TITLES[case][1]))
    assert decided(own, other).verdict == "accept"
    assert decided(own, evolve(other, tracks=untimed(other.tracks), year=1989)).verdict == "review"
    assert decided(own, evolve(other, tracks=songs(8, off=6))).verdict == "review"


def test_a_title_is_settled_by_the_whole_list_of_the_same_year():
    own, other = ours("Untitled", tracks=untimed(songs(8))), theirs("Foo IV")
    assert decided(own, other).verdict == "accept"
    for less in (
        evolve(other, year=1988),
        evolve(other, tracks=songs(7)),
        evolve(other, tracks=songs(12)),
        evolve(other, title="Foo IV (Live)"),
        evolve(other, title="Foo IV (Instrumental)"),
    ):
        assert decided(own, less).verdict != "accept"
    assert decided(evolve(own, title="Foo III"), other).verdict != "accept"


@pytest.mark.parametrize("case", CREDITS)
def test_a_credit_with_more_names_is_settled_by_the_recordings_or_the_year(case: str):
    own, other = ours("Rise", CREDITS[case][0]), theirs("Rise", CREDITS[case][1])
    assert decided(own, other).verdict == "accept"
    assert decided(own, evolve(other, tracks=untimed(other.tracks))).verdict == "accept"
    assert decided(own, evolve(other, tracks=untimed(other.tracks), year=1988)).verdict != "accept"
    assert decided(own, evolve(other, year=2018)).verdict != "accept"


def test_a_composer_s_record_is_found_under_those_who_play():
    own = ours("The Four Seasons", "Vivaldi", "Nigel Kennedy", "English Chamber Orchestra")
    other = theirs("Vivaldi: The Four Seasons", "Nigel Kennedy & English Chamber Orchestra")
    assert decided(own, other).verdict == "accept"


OTHERS = {
    "who plays it after them": (ours("Rise", "Pink Floyd"), theirs("Rise", "The Other Pink Floyd")),
    "a name one letter off": (ours("Rise", "The Beatles"), theirs("Rise", "The Beatels")),
    "who plays it note for note": (
        ours("Rise"),
        theirs("Rise", "The Party Band", tracks=songs(8, off=3)),
    ),
    "an artist of another name, years later": (
        ours("Rise"),
        theirs("Rise", "The Party Band", year=1990),
    ),
    "two albums in one": (ours("Rise"), theirs("Rise / Fall", tracks=songs(10))),
    "a larger collection": (ours("Rise"), theirs("Rise And Others", tracks=songs(14))),
    "a larger collection by another name": (ours("Rise"), theirs("Dawn", tracks=songs(9))),
    "another name, years later": (ours("Rise"), theirs("Dawn", year=1993)),
    "another concert": (ours("Live In Rome"), theirs("Live In Paris")),
    "a concert": (ours("Rise"), theirs("Rise (Live)", tracks=songs(8, off=9, mark=" (Live)"))),
    "a concert, of which no lengths are known": (
        ours("Rise", tracks=untimed(songs(8))),
        theirs("Rise (Live)", tracks=songs(8, mark=" (Live)")),
    ),
    "an instrumental version": (ours("Rise"), theirs("Rise Instrumentals")),
    "another volume": (ours("Rise 1"), theirs("Rise 2")),
    "a second volume, with the tracks of the first": (ours("Hits"), theirs("Hits II")),
    "a few tracks only": (ours("Rise", tracks=songs(4)), theirs("Dawn", tracks=songs(4))),
}


@pytest.mark.parametrize("case", OTHERS)
def test_the_same_recordings_do_not_settle_that_it_is_another_thing(case: str):
    assert decided(*OTHERS[case]).verdict != "accept"


def test_the_year_that_a_record_is_of_may_stand_in_a_title():
    other = theirs("Substance 1987", tracks=untimed(songs(8)))
    assert decided(ours("Substance"), other).verdict == "accept"
    assert decided(evolve(ours("Substance"), years=(1989,)), other).verdict != "accept"


def test_a_number_that_is_the_record_s_age_names_an_edition():
    assert decided(ours("Illmatic"), theirs("Illmatic XX", year=2007)).verdict == "accept"
    assert decided(ours("Illmatic"), theirs("Illmatic XX", year=1997)).verdict == "review"


def test_two_editions_that_both_have_our_recordings_are_no_doubt():
    plain = theirs("Thriller")
    later = evolve(theirs("Thriller 25", tracks=songs(11)), id="25", year=2008)
    assert decided(ours("Thriller"), later, plain).accepted == plain


def test_of_two_that_have_our_recordings_the_one_of_our_title_is_taken():
    own, named = ours("Rise Up"), evolve(theirs("Rise Up (2011 Remaster)"), id="named")
    assert decided(own, theirs("Rise"), named).accepted == named


def test_names_in_two_scripts_go_to_a_person_unless_recordings_and_year_are_the_same():
    own = ours("For You", "山下達郎")
    assert decided(own, theirs("For You", "Tatsuro Yamashita", year=1997)).verdict == "review"
    assert decided(own, theirs("For You", "Tatsuro Yamashita")).verdict == "accept"
    assert decided(own, theirs("For You", "Prince", tracks=songs(8, off=30))).verdict == "none"


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Rise", "Rise (Taylor's Version)"),
        ("Rise", "Rise (Live)"),
        ("Rise", "Rise (Remixes)"),
        ("Rise", "Rise (Instrumental)"),
        ("Rise (Live)", "Rise"),
    ],
)
def test_what_says_that_it_is_another_work_and_is_not_known_to_be_ours_needs_no_person(
    own: str, other: str
):
    assert decided(ours(own), theirs(other, tracks=songs(8, mark=" (Remix)"))).verdict == "none"
    assert decided(ours(own, tracks=()), theirs(other)).verdict == "none"
    assert decided(ours(own), theirs(other, tracks=untimed(songs(8)))).verdict == "review"


@pytest.mark.parametrize(
    ("own", "other"), [("Rise", "Rise (Live)"), ("Rise (Remixes)", "Rise"), ("Rise", "Live Rise")]
)
def test_the_same_recordings_settle_that_it_is_live_or_a_remix(own: str, other: str):
    assert decided(ours(own), theirs(other)).verdict == "accept"
    assert decided(ours(own), theirs(other, tracks=songs(8, off=6))).verdict != "accept"


@pytest.mark.parametrize("own", ["Foo At The Fillmore", "Alive 87", "Cornell 5/8/77"])
def test_a_title_that_speaks_of_a_concert_needs_no_live(own: str):
    other = theirs(f"{own} (Live)", tracks=songs(8, mark=" (Live)"))
    assert decided(ours(own, tracks=untimed(songs(8))), other).verdict == "accept"
    assert decided(ours("Rise", tracks=untimed(songs(8))), other).verdict != "accept"


def test_a_single_is_no_record_of_which_nothing_says_that_it_is_one():
    assert decided(ours("Rise", tracks=()), theirs("Rise - Single")).verdict == "none"
    single = frozenset({"single"})
    two = theirs("Rise - Single", tracks=songs(2))
    assert decided(ours("Rise", tracks=(), kinds=single), two).accepted


def test_other_words_and_few_of_the_tracks_are_two_witnesses_against_it():
    other = theirs("Rise Of The Many Young Sons: The New Generation", tracks=songs(8, off=40))
    most = evolve(other, tracks=(*songs(6), *songs(8, off=40)[6:]))
    own = ours("Rise Of The Many Young Sons")
    assert decided(own, evolve(other, tracks=songs(3))).verdict == "none"
    assert decided(own, most).verdict == "review"


def test_a_short_record_is_taken_from_a_list_of_hits_if_it_has_as_many_tracks():
    own = ours("Rise", tracks=songs(2))
    assert decided(own, theirs("Rise", tracks=(), track_count=2)).verdict == "accept"
    assert decided(own, theirs("Rise", tracks=(), track_count=3)).verdict == "review"
    assert decided(own, theirs("Rise", tracks=(), track_count=2, year=1990)).verdict == "review"
    assert decided(own, theirs("Rise", tracks=(), track_count=2, year=0)).verdict == "review"
