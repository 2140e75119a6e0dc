"""One record as Discogs writes it and as shops do, where the lengths of tracks are not known."""

from __future__ import annotations

import pytest

from collector.match import Ours, Theirs, TrackRef, artist_key, decide, ours_of
from collector.model import Subject, SubjectView

WORDS = "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November"


def songs(count: int, mark: str = "", head: str = "") -> tuple[TrackRef, ...]:
    return tuple(TrackRef(f"{head}Song {word}{mark}") for word in WORDS.split()[:count])


def named(*titles: str) -> tuple[TrackRef, ...]:
    return tuple(TrackRef(title) for title in titles)


def ours(title: str, by: str, tracks: tuple[TrackRef, ...] = songs(12), *kinds: str, year=1990):
    keys = (frozenset({artist_key(by)}),)
    single = frozenset(kinds)
    return Ours(title, (by,), keys, (year,), tracks, kinds=single, album=not single)


def theirs(title: str, by: str, tracks: tuple[TrackRef, ...] = songs(12), year=1990, **more):
    return Theirs("x", title, by, tracks=tracks, year=year, **more)


SIDES = named("Penny Lane", "Strawberry Fields Forever")

THE_SAME = {
    "a country": (
        ours("Now That's What I Call Music 12", "Various"),
        theirs("NOW That's What I Call Music! 12 (UK)", "Various Artists"),
    ),
    "a film before its title": (
        ours("Music From The Motion Picture Pulp Fiction", "Various"),
        theirs("Pulp Fiction (Music from the Motion Picture)", "Various Artists"),
    ),
    "a single that names both sides": (
        ours("Penny Lane", "The Beatles", SIDES, "single"),
        theirs("Strawberry Fields Forever / Penny Lane - Single", "The Beatles", SIDES[::-1]),
    ),
    "a single that names one side": (
        ours("Penny Lane / Strawberry Fields Forever", "The Beatles", SIDES, "single"),
        theirs("Penny Lane - Single", "The Beatles", SIDES),
    ),
    "a mix, told of the album and of each track": (
        ours("DJ-Kicks", "Kruder & Dorfmeister"),
        theirs("DJ-Kicks (DJ Mix)", "Kruder & Dorfmeister", songs(12, " (Mixed)")),
    ),
    "an artist who presents": (
        ours("The Four Of Us", "Foo Bar"),
        theirs("Foo Bar Presents The Four of Us", "Foo Bar"),
    ),
    "parts that are called like the whole": (
        ours("Tubular Bells", "Mike Oldfield", named("Part One", "Part Two")),
        theirs(
            "Tubular Bells",
            "Mike Oldfield",
            named("Tubular Bells (Part I)", "Tubular Bells (Part II)"),
        ),
    ),
    "movements behind their work": (
        ours("Symphony No. 5", "Foo", named("Allegro", "Andante", "Finale")),
        theirs(
            "Symphony No. 5",
            "Foo",
            named(
                "Symphony No. 5: I. Allegro",
                "Symphony No. 5: II. Andante",
                "Symphony No. 5: III. Finale",
            ),
        ),
    ),
    "a short album with all that was left out": (
        ours("Live At Leeds", "The Who", songs(6)),
        theirs("Live At Leeds (Deluxe Edition)", "The Who", songs(14, " (Live)")),
    ),
    "a guest in the title": (
        ours("Finally", "Kings Of Tomorrow", named("Finally", "Finally (Dub)"), "single"),
        theirs(
            "Finally (feat. Julie McKnight) - Single",
            "Kings of Tomorrow",
            named("Finally (feat. Julie McKnight)", "Finally (Dub)"),
        ),
    ),
    "mixes that are the originals": (
        ours("Energy Flash", "Joey Beltram", songs(4), "single"),
        theirs("Energy Flash - EP", "Joey Beltram", songs(4, " (Original Mix)")),
    ),
    "all who play, in the year of the record": (
        ours("Somethin' Else", "Cannonball Adderley", songs(5)),
        theirs("Somethin' Else", "Cannonball Adderley, Miles Davis & Art Blakey", songs(6)),
    ),
    "a subtitle that says what it is": (
        ours("Legend (The Best Of Bob Marley And The Wailers)", "Bob Marley & The Wailers"),
        theirs("Legend", "Bob Marley", songs(14)),
    ),
    "a later pressing in a table": (
        ours("Dummy", "Portishead", (), year=2016),
        theirs("Dummy", "Portishead", (), 1994, track_count=11),
    ),
}

NOT_YET = {
    "a soundtrack that is sold as one of many": (
        ours("The Harder They Come", "Jimmy Cliff"),
        theirs("The Harder They Come (Original Soundtrack)", "Various Artists", year=1992),
    ),
    "an older record of the name, years before any pressing of ours": (
        ours("Dummy", "Portishead (2)", (), year=2016),
        theirs("Dummy", "Portishead", (), 1994, track_count=11),
    ),
    "an album that is younger than ours": (
        ours("Dummy", "Portishead", (), year=1994),
        theirs("Dummy", "Portishead", (), 2016, track_count=11),
    ),
}


def test_a_side_in_one_piece_is_compared_by_its_title():
    def view(*tracks: dict[str, str]) -> SubjectView:
        fields = {
            "title": "E2-E4",
            "artists": [{"key": "name:manuel", "name": "Manuel"}],
            "year": 1984,
            "tracklist": list(tracks),
        }
        return SubjectView(Subject("release", "discogs:1"), fields)

    whole = {"type": "track", "title": "E2-E4", "duration": "59:03"}
    cut = theirs("E2-E4", "Manuel", songs(9), 1984)
    assert decide(ours_of(view(whole)), [cut], service="shop").accepted == cut
    short = whole | {"duration": "3:59"}
    assert decide(ours_of(view(short)), [cut], service="shop").accepted is None


@pytest.mark.parametrize("case", THE_SAME)
def test_one_record_is_known_however_it_is_written(case: str):
    own, other = THE_SAME[case]
    assert decide(own, [other], service="shop").accepted == other


@pytest.mark.parametrize("case", NOT_YET)
def test_what_may_be_another_is_for_a_person(case: str):
    own, other = NOT_YET[case]
    assert decide(own, [other], service="shop").verdict == "review"


def test_a_single_of_other_songs_is_not_known_by_one_side():
    own = ours("Penny Lane", "The Beatles", SIDES, "single")
    other = theirs("Penny Lane / Help", "The Beatles", named("Penny Lane", "Help", "Girl"))
    assert decide(own, [other], service="shop").accepted is None


def test_a_box_is_no_album_however_much_it_holds():
    own = ours("Kid A", "Radiohead", songs(5))
    other = theirs("Kid A And The Rest Of It", "Radiohead", songs(14))
    assert decide(own, [other], service="shop").verdict == "none"
