"""Records that share name and songs, and are not the same: none may be taken for another."""

from __future__ import annotations

import pytest
from attrs import evolve

from collector.match import Ours, Theirs, TrackRef, artist_key, decide, split_title

WORDS = "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November"
CODE = "042282855312"


def songs(count: int, name: str = "Song", mark: str = "") -> tuple[TrackRef, ...]:
    words = WORDS.split()
    return tuple(
        TrackRef(f"{name} {words[n % 14]} {words[n // 14 % 14]}{mark}") for n in range(count)
    )


def ours(title: str, *by: str, tracks: int | tuple[TrackRef, ...] = 10, **more) -> Ours:
    names = by or ("Foo",)
    keys = tuple(frozenset({artist_key(name)}) for name in names)
    known = songs(tracks) if isinstance(tracks, int) else tracks
    return Ours(title, (", ".join(names),), keys, tracks=known, **more)


def theirs(title: str, by: str = "Foo", tracks: int | tuple[TrackRef, ...] = 10, **more) -> Theirs:
    known = songs(tracks) if isinstance(tracks, int) else tracks
    return Theirs(more.pop("id", "x"), title, by, tracks=known, **more)


def verdict(own: Ours, *offers: Theirs) -> str:
    return decide(own, offers, service="shop").verdict


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Rise (Live in Rome)", "Rise (Live in Paris)"),
        ("Rise (Live 1969)", "Rise (Live 1970)"),
        ("Rise: Live In Tokyo", "Rise (Live In Osaka)"),
        ("Live At The Royal Albert Hall", "Live At The Royal Festival Hall"),
        ("Live At Wembley '86", "Live At Wembley '92"),
        ("Live In Tokyo 1976", "Live In Tokyo 1979"),
        ("The Bootleg Series Vol. 4: Live 1966", "The Bootleg Series Vol. 5: Live 1975"),
        ("Rise (The Peel Sessions)", "Rise (BBC Sessions)"),
        ("The Peel Sessions 1979-1981", "The BBC Sessions 1979-1981"),
        ("Rise (Andrew Weatherall Remixes)", "Rise (Paul Oakenfold Remixes)"),
        ("Rise: The Andrew Weatherall Remixes", "Rise: The Paul Oakenfold Remixes"),
        ("The Dark Side Of The Moon", "The Dark Side Of The Moon Redux"),
        ("The Dark Side Of The Moon", "The Dark Side Of The Moon (Live at Wembley 1974)"),
        ("Sgt. Pepper's Lonely Hearts Club Band", "Sgt. Pepper's Lonely Hearts Club Band Live"),
        ("The Ballads Of Many Long Summer Days", "The Ballads Of Many Long Summer Days Revisited"),
        ("The Ballads Of Many Long Summer Days", "The Ballads Of Many Long Summer Days Demos"),
        ("Jagged Little Pill", "Jagged Little Pill Acoustic"),
        ("Jagged Little Pill", "Jagged Little Pill (Acoustic)"),
        ("Rise", "Rise (Instrumentals)"),
        ("Rise", "Rise (The Demos)"),
        ("Rise", "Rise (Slowed + Reverb)"),
        ("Rise", "Rise (Piano Version)"),
        ("Rise", "Rise (Orchestral Version)"),
        ("Rise", "Rise (German Version)"),
        ("Rise", "Rise (Versión en Español)"),
        ("Rise", "Rise (Re-Recorded)"),
        ("Rise", "Rise (New Recording)"),
        ("Rise", "Rise (Foo’s Version)"),
        ("Let It Be", "Let It Be... Naked"),
        ("Let It Be", "Let It Be (Naked Version)"),
        ("Tron", "Tron: Legacy (Original Motion Picture Soundtrack)"),
        ("Rise", "Rise: The Digital Age"),
        ("Dark (Soundtrack, Season 1)", "Dark (Soundtrack, Season 2)"),
        ("Rocky IV Original Motion Picture Score", "Rocky III Original Motion Picture Score"),
        ("Use Your Illusion I", "Use Your Illusion II"),
        ("Thick As A Brick Part One", "Thick As A Brick Part Two"),
        ("Greatest Hits", "More Greatest Hits"),
        ("The Best Of Nick Drake", "The Very Best Of Nick Drake"),
        ("The Best Of 1980-1990", "The Best Of 1990-2000"),
        ("Symphonies Nos. 8 & 9", "Symphonies Nos. 7 & 8"),
        ("La Solitudine", "The Loneliness"),
    ],
)
def test_the_same_songs_under_a_name_that_says_something_else_are_not_taken(own: str, other: str):
    assert verdict(ours(own), theirs(other)) == "review"
    assert verdict(ours(other), theirs(own)) == "review"


MORE = {
    "two albums in one, in a long title": (
        ours("Sgt. Pepper's Lonely Hearts Club Band", tracks=13),
        theirs("Sgt. Pepper's Lonely Hearts Club Band / Help!", tracks=26),
    ),
    "two albums in one": (ours("Revolver"), theirs("Revolver / Rubber Soul", tracks=26)),
    "one of two albums": (ours("Revolver / Rubber Soul", tracks=26), theirs("Revolver")),
    "all that an artist made, named like the first": (
        ours("Foo", tracks=12, years=(1956,)),
        theirs("Foo", tracks=100, year=2012),
    ),
    "a later collection of hits that holds the earlier": (
        ours("Greatest Hits", years=(1981,)),
        theirs("Greatest Hits", tracks=20, year=2005),
    ),
    "an album of the single's name, no format": (ours("Rise", tracks=2), theirs("Rise", tracks=12)),
    "an album of the EP's name": (
        ours("Rise", tracks=4, kinds=frozenset({"ep"})),
        theirs("Rise", tracks=12),
    ),
    "few long tracks and an edition with many": (
        ours("Rise", tracks=4),
        theirs("Rise (Deluxe)", tracks=9),
    ),
    "songs recorded anew, by their own titles": (
        ours("Greatest Hits", years=(1990,)),
        theirs("Greatest Hits", tracks=songs(10, mark=" (Re-Recorded)"), year=2010),
    ),
    "one side of a split": (ours("Split", "A Band", "B Band", tracks=4), theirs("Split", "A Band")),
    "concertos of other numbers": (
        ours("Concertos", tracks=tuple(TrackRef(f"Concerto No. 20: {n}") for n in "ABC")),
        theirs("Concertos", tracks=tuple(TrackRef(f"Concerto No. 21: {n}") for n in "ABC")),
    ),
    "another conductor": (
        ours("Symphony No. 5", "Beethoven", "Karajan", "Berliner Philharmoniker"),
        theirs(
            "Symphony No. 5",
            "Beethoven, Kleiber, Wiener Philharmoniker",
            artists=("Beethoven", "Kleiber", "Wiener Philharmoniker"),
        ),
    ),
    "a band that plays it after them": (
        ours("The Dark Side Of The Moon", "Pink Floyd"),
        theirs("The Dark Side Of The Moon", "The Australian Pink Floyd"),
    ),
}

UNCOMPARED = {
    "the artist's name, another year": (
        ours("Foo", tracks=0, years=(1977,)),
        theirs("Foo", tracks=0, year=1978, track_count=10),
    ),
    "the artist's name, no year": (
        ours("Foo", tracks=0),
        theirs("Foo", tracks=0, year=1975, track_count=11),
    ),
    "hits of another year": (
        ours("Greatest Hits", tracks=0, years=(1981,)),
        theirs("Greatest Hits", tracks=0, year=1984, track_count=14),
    ),
    "a compilation of a common name": (
        ours("Chill Out", "Various", tracks=0),
        theirs("Chill Out", "Various Artists", tracks=0, track_count=18),
    ),
    "an artist with a namesake": (
        ours("Rise", "Nirvana (2)", tracks=0),
        theirs("Rise", "Nirvana", tracks=0, track_count=10),
    ),
    "a concert that is not named": (
        ours("Rise (Live)", tracks=0),
        theirs("Rise (Live in Paris)", tracks=0, track_count=10),
    ),
    "another language's edition": (
        ours("Trans-Europa Express", tracks=0, years=(1977,)),
        theirs("Trans-Europe Express", tracks=0, year=1977, track_count=8),
    ),
    "songs from elsewhere": (
        ours("Rise (Songs From The West)", tracks=0),
        theirs("Rise (Songs From The East)", tracks=0, track_count=12),
    ),
    "far fewer tracks": (ours("Rise", tracks=20), theirs("Rise", tracks=0, track_count=8)),
}


@pytest.mark.parametrize("case", MORE)
def test_what_holds_our_songs_or_some_of_them_is_not_yet_the_record(case: str):
    assert verdict(*MORE[case]) != "accept"


@pytest.mark.parametrize("case", UNCOMPARED)
def test_a_name_that_may_stand_for_several_records_is_not_enough(case: str):
    assert verdict(*UNCOMPARED[case]) == "review"


def test_few_long_tracks_and_an_edition_with_many_go_to_a_person():
    assert verdict(*MORE["few long tracks and an edition with many"]) == "review"


@pytest.mark.parametrize("name", ["Rise (Live in {})", "Rise ({} Remixes)", "Rise - Live At {}"])
def test_two_that_fit_equally_are_a_doubt(name: str):
    kind = "Rise (Live)" if "Live" in name else "Rise (Remixes)"
    offers = [theirs(name.format(place), id=place) for place in ("Rome", "Paris")]
    assert verdict(ours(kind), offers[0]) == "accept"
    assert verdict(ours(kind), *offers) == "review"


def test_two_years_of_one_name_whose_tracks_are_unknown_are_a_doubt():
    own, first = ours("Rise", tracks=0), theirs("Rise", tracks=0, id="1", year=1977, track_count=9)
    assert verdict(own, first, evolve(first, id="2", year=1979)) == "accept"
    assert verdict(own, first, evolve(first, id="2", year=1988)) == "review"


def test_a_barcode_outweighs_that_theirs_has_far_more_tracks_and_nothing_else():
    own, other = ours("Rise", tracks=4, barcodes=(CODE,)), theirs("Rise", tracks=9, barcode=CODE)
    assert verdict(own, other) == "accept"
    assert verdict(own, evolve(other, artist="Foo And The Bars")) != "accept"
    assert verdict(own, evolve(other, title="Rise Again")) != "accept"
    assert verdict(own, evolve(other, barcode="")) == "review"


def test_a_barcode_does_not_make_one_concert_another():
    own = ours("Rise (Live in Rome)", barcodes=(CODE,))
    assert verdict(own, theirs("Rise (Live in Paris)", barcode=CODE)) == "review"


SAME = {
    "a concert that one side does not name": (
        ours("Rise (Live in Paris)"),
        theirs("Rise (Live)", tracks=songs(10, mark=" (Live)")),
    ),
    "a concert named in brackets and in the title": (
        ours("Rise - Live In Tokyo"),
        theirs("Rise: Live In Tokyo"),
    ),
    "live as the last word": (
        ours("Roseland NYC Live"),
        theirs("Roseland NYC Live", tracks=songs(10, mark=" (Live)")),
    ),
    "live in quotation marks": (
        ours('"Live" At The Village Vanguard'),
        theirs("Live At The Village Vanguard", tracks=songs(10, mark=" (Live)")),
    ),
    "a spelling": (ours("The Colour And The Shape"), theirs("The Color and the Shape")),
    "a word or two": (
        ours("A Long Night Fall Over The Green Hills"),
        theirs("A Long Nightfall Over The Green Hills"),
    ),
    "the artist's name before the title": (
        ours("1962-1966", "The Beatles"),
        theirs("The Beatles 1962-1966 (Remastered)", "The Beatles"),
    ),
    "the film's music in other words": (
        ours("Drive (Original Motion Picture Soundtrack)"),
        theirs("Drive (Music from the Motion Picture)"),
    ),
    "an edition that says it has more": (ours("Rise"), theirs("Rise (Deluxe)", tracks=30)),
    "an edition of the same year that has more": (
        ours("Rise", years=(1989,)),
        theirs("Rise", tracks=23, year=1989),
    ),
    "few tracks that a shop calls an EP": (
        ours("In The Fishtank 14", tracks=3),
        theirs("In the Fishtank 14 - EP", tracks=3),
    ),
    "hits of the same year, tracks unknown": (
        ours("Greatest Hits", tracks=0, years=(1981,)),
        theirs("Greatest Hits", tracks=0, year=1981, track_count=17),
    ),
    "a long album of which the first page is known": (
        ours("Love Songs", tracks=69),
        theirs("Love Songs", tracks=songs(50), track_count=69),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_what_differs_in_words_only_is_taken(case: str):
    assert verdict(*SAME[case]) == "accept"


@pytest.mark.parametrize(
    ("title", "words", "dates"),
    [
        ("Rise (Live in Rome)", {"rome"}, set()),
        ("Rise (Live at the Roxy, 1973) [2011 Remaster]", {"roxy"}, {"1973"}),
        ("Rise (Paul Oakenfold Remixes)", {"paul", "oakenfold"}, set()),
        ("Rise (Original Motion Picture Soundtrack)", set(), set()),
        ("Rise - Single", set(), set()),
        ("Rise (Paris Edition)", set(), set()),
    ],
)
def test_a_qualifier_says_which_of_its_kind_it_is(title: str, words: set[str], dates: set[str]):
    split = split_title(title)
    assert (split.core, split.words, split.dates) == ("rise", words, dates)


@pytest.mark.parametrize("mark", ["Vocals Only", "Quarantine Take", "Bedroom Mixdown"])
def test_what_all_their_tracks_say_in_brackets_makes_another_version(mark):
    own = ours("Rise", tracks=timed(songs(10)))
    offer = theirs(f"Rise ({mark})", tracks=timed(songs(10, mark=f" ({mark})")))
    assert verdict(own, offer) != "accept"
    assert verdict(own, evolve(offer, title="Rise")) != "accept"


@pytest.mark.parametrize("mark", ["2011 Remaster", "Remastered", "Explicit", "Album Version"])
def test_what_all_their_tracks_say_of_an_edition_does_not(mark):
    own = ours("Rise", tracks=timed(songs(10)))
    offer = theirs(f"Rise ({mark})", tracks=timed(songs(10, mark=f" ({mark})")))
    assert verdict(own, offer) == "accept"


def timed(tracks: tuple[TrackRef, ...]) -> tuple[TrackRef, ...]:
    return tuple(evolve(track, seconds=180 + place) for place, track in enumerate(tracks))
