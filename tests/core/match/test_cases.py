"""The hard cases: pairs that tools have taken for one another, and spellings that hide a match."""

from __future__ import annotations

import pytest
from attrs import evolve

from collector.match import Ours, Theirs, TrackRef, artist_key, decide

DUMMY = (
    "Mysterons|Sour Times|Strangers|It Could Be Sweet|Wandering Star|It's A Fire"
    "|Numb|Roads|Pedestal|Biscuit|Glory Box"
)
NEVERMIND = "Smells Like Teen Spirit|In Bloom|Come As You Are|Breed|Lithium|Polly|Stay Away"
PARAMOUNT = "Aneurysm|Drain You|School|Floyd The Barber|Smells Like Teen Spirit|Polly|Love Buzz"
LOAD = "Ain't My Bitch|2 x 4|The House Jack Built|Until It Sleeps|King Nothing|Hero Of The Day"
RELOAD = "Fuel|The Memory Remains|Devil's Dance|The Unforgiven II|Better Than You|Slither"
BLUE = "My Name Is Jonas|No One Else|Buddy Holly|Say It Ain't So|In The Garage|Only In Dreams"
GREEN = "Don't Let Go|Photograph|Hash Pipe|Island In The Sun|Crab|Smile|Simple Pages"
NOW = "|".join(f"Hit {number} Of Its Year" for number in range(1, 20))
LATER = "|".join(f"Some Later Hit, Number {number * 7}" for number in range(1, 20))


def tracks(text: str) -> tuple[TrackRef, ...]:
    return tuple(TrackRef(title) for title in text.split("|") if title)


def ours(title: str, by: str, songs: str = "", **more) -> Ours:
    keys = (frozenset({artist_key(by)}),)
    return Ours(title, (by,), keys, tracks=tracks(songs), **more)


def theirs(title: str, by: str, songs: str = "", **more) -> Theirs:
    return Theirs(more.pop("id", "right"), title, by, tracks=tracks(songs), **more)


def verdict(own: Ours, *offers: Theirs) -> str:
    return decide(own, offers, service="shop").verdict


SAME = {
    "case": (ours("Dummy", "Portishead", DUMMY), theirs("DUMMY", "PORTISHEAD", DUMMY.upper())),
    "a remaster": (
        ours("Nevermind", "Nirvana", NEVERMIND),
        theirs("Nevermind (Remastered)", "Nirvana", NEVERMIND),
    ),
    "a deluxe edition with bonus tracks": (
        ours("Nevermind", "Nirvana", NEVERMIND),
        theirs("Nevermind (30th Anniversary Super Deluxe)", "Nirvana", NEVERMIND + "|" + LOAD),
    ),
    "the name turned round": (
        ours("Abbey Road", "Beatles, The", "Come Together|Something|Because"),
        theirs("Abbey Road (2019 Mix)", "The Beatles", "Come Together|Something|Because"),
    ),
    "a namesake's number": (
        ours("All Of Us", "Nirvana (2)", "Rainbow Chaser|Tiny Goddess|Melanie Blue"),
        theirs("All of Us", "Nirvana", "Rainbow Chaser|Tiny Goddess|Melanie Blue"),
    ),
    "Icelandic letters": (
        ours("Ágætis byrjun", "Sigur Rós", "Svefn-g-englar|Starálfur|Flugufrelsarinn"),
        theirs("Agaetis Byrjun", "Sigur Ros", "Svefn-g-englar|Staralfur|Flugufrelsarinn"),
    ),
    "various": (
        ours("Trainspotting", "Various", "Lust For Life|Deep Blue Day|Trainspotting|Perfect Day"),
        theirs(
            "Trainspotting (Music from the Motion Picture)",
            "Various Artists",
            "Lust For Life|Deep Blue Day|Trainspotting|Perfect Day",
        ),
    ),
    "a digit": (
        ours("1", "The Beatles", "Love Me Do|From Me To You|She Loves You"),
        theirs("1 (Remastered)", "The Beatles", "Love Me Do|From Me To You|She Loves You"),
    ),
    "a number": (
        ours("2112", "Rush", "2112|A Passage To Bangkok|Tears"),
        theirs("2112", "Rush", "2112|A Passage To Bangkok|Tears"),
    ),
    "a year": (
        ours("1984", "Van Halen", "1984|Jump|Panama|Top Jimmy"),
        theirs("1984 (2015 Remaster)", "Van Halen", "1984|Jump|Panama|Top Jimmy"),
    ),
    "brackets alone": (
        ours("( )", "Sigur Rós", "Untitled 1|Untitled 2|Untitled 3"),
        theirs("( ) [Deluxe Edition]", "Sigur Rós", "Untitled 1|Untitled 2|Untitled 3"),
    ),
    "a star": (
        ours("★", "David Bowie", "Blackstar|Lazarus|Dollar Days"),
        theirs("★", "David Bowie", "Blackstar|Lazarus|Dollar Days"),
    ),
    "live in the title and behind it": (
        ours("Live At The Paramount", "Nirvana", PARAMOUNT),
        theirs("Live At The Paramount (Live)", "Nirvana", PARAMOUNT.replace("|", " (Live)|")),
    ),
    "a single, marked twice": (
        ours("Glory Box", "Portishead", "Glory Box|Toy Box", kinds=frozenset({"single"})),
        theirs("Glory Box - Single - Single", "Portishead", "Glory Box|Toy Box"),
    ),
    "a trade mark": (
        ours("The K&D Sessions™", "Kruder & Dorfmeister", "Heroes|Jazz Master|Speechless"),
        theirs("The K & D Sessions", "Kruder and Dorfmeister", "Heroes|Jazz Master|Speechless"),
    ),
    "parts of a track in another notation": (
        ours("Wish You Were Here", "Pink Floyd", "Shine On You Crazy Diamond|Have A Cigar"),
        theirs(
            "Wish You Were Here", "Pink Floyd", "Shine On You Crazy Diamond, Pts. 1-5|Have a Cigar"
        ),
    ),
    "an EP in two notations": (
        ours("Slowdive EP", "Slowdive", "Slowdive|Avalyn 1|Avalyn 2", kinds=frozenset({"ep"})),
        theirs("Slowdive - EP", "Slowdive", "Slowdive|Avalyn 1|Avalyn 2"),
    ),
    "a credit joined otherwise": (
        ours(
            "Purple Rain", "Prince And The Revolution", "Let's Go Crazy|Take Me With U|Purple Rain"
        ),
        theirs(
            "Purple Rain", "Prince, The Revolution", "Let's Go Crazy|Take Me With U|Purple Rain"
        ),
    ),
    "nothing but title and artist": (
        ours("Dummy", "Portishead"),
        theirs("Dummy", "Portishead", track_count=11),
    ),
}

OTHERS = {
    "the artist's name as a title": (
        ours("Low", "David Bowie", "Speed Of Life|Breaking Glass|Warszawa"),
        theirs("David Bowie", "David Bowie", "Uncle Arthur|Sell Me A Coat|Rubber Band"),
    ),
    "another album's title is the artist": (
        ours("Dummy", "Portishead", DUMMY),
        theirs("Portishead", "Portishead", "Cowboys|All Mine|Undenied|Half Day Closing|Over"),
    ),
    "Load, Reload": (ours("Load", "Metallica", LOAD), theirs("Reload", "Metallica", RELOAD)),
    "Load, Reload, tracks unknown": (ours("Load", "Metallica"), theirs("Reload", "Metallica")),
    "a colour": (
        ours("Weezer (Blue Album)", "Weezer", BLUE),
        theirs("Weezer (Green Album)", "Weezer", GREEN),
    ),
    "a colour that is not told": (
        ours("Weezer", "Weezer", BLUE),
        theirs("Weezer", "Weezer", GREEN),
    ),
    "another year's album of the same name, tracks unknown": (
        ours("Weezer", "Weezer", years=(1994,)),
        theirs("Weezer", "Weezer", year=2001, track_count=10),
    ),
    "a concert": (
        ours("Nevermind", "Nirvana", NEVERMIND),
        theirs("Live At The Paramount", "Nirvana", PARAMOUNT),
    ),
    "the same tracks, live": (
        ours("Nevermind", "Nirvana", NEVERMIND),
        theirs("Nevermind (Live)", "Nirvana", NEVERMIND.replace("|", " (Live)|")),
    ),
    "a verb that looks like a concert": (
        ours("Live And Let Live", "The Band", NEVERMIND),
        theirs("Live And Let Live (Live)", "The Band", NEVERMIND.replace("|", " (Live)|")),
    ),
    "a second volume": (
        ours("Greatest Hits", "Queen", LOAD),
        theirs("Greatest Hits II", "Queen", RELOAD),
    ),
    "a second volume, tracks unknown": (
        ours("Greatest Hits", "Queen"),
        theirs("Greatest Hits II", "Queen"),
    ),
    "Now 12, Now 21": (
        ours("Now That's What I Call Music 12", "Various", NOW),
        theirs("Now That's What I Call Music 21", "Various Artists", LATER),
    ),
    "a single of the album": (
        ours("Dummy", "Portishead", DUMMY),
        theirs("Glory Box - Single", "Portishead", "Glory Box"),
    ),
    "an album's single of the same name": (
        ours("Thriller", "Michael Jackson", "Baby Be Mine|Thriller|Beat It|Billie Jean|P.Y.T."),
        theirs("Thriller", "Michael Jackson", "Thriller"),
    ),
    "an album's single of the same name, tracks unknown": (
        ours("Thriller", "Michael Jackson"),
        theirs("Thriller", "Michael Jackson", track_count=2),
    ),
    "a single's album of the same name": (
        ours("Thriller", "Michael Jackson", "Thriller", kinds=frozenset({"single"})),
        theirs("Thriller", "Michael Jackson", "Beat It|Thriller|Billie Jean|Wanna|Girl|Baby|Lady"),
    ),
    "an EP named like the band": (
        ours("Slowdive", "Slowdive", "Star Roving|Slomo|Go Get It|Falling Ashes|No Longer"),
        theirs("Slowdive - EP", "Slowdive", "Slowdive|Avalyn 1|Avalyn 2"),
    ),
    "a namesake": (
        ours("Nirvana", "Nirvana (2)", "Wings Of Love|Pentecost Hotel|Satellite Jockey"),
        theirs("Nirvana", "Nirvana", "About A Girl|Sliver|Lithium|Dumb"),
    ),
    "Cyrillic and its transcription": (
        ours("Группа крови", "Кино", "Группа крови|Закрой за мной дверь|Война"),
        theirs("Gruppa krovi", "Kino", "Gruppa krovi|Zakroi za mnoi dver|Voyna"),
    ),
    "1 and The Beatles": (
        ours("1", "The Beatles", "Love Me Do|From Me To You|She Loves You"),
        theirs("The Beatles", "The Beatles", "Back In The USSR|Dear Prudence|Glass Onion"),
    ),
    "a box of four albums": (
        ours("Original Album Series", "Portishead", DUMMY + "|" + LOAD + "|" + RELOAD + "|" + BLUE),
        theirs("Dummy", "Portishead", DUMMY),
    ),
    "an archive concert that is not there": (
        ours("Live In Ghent 1971", "Miles Davis", "Directions|Honky Tonk|What I Say"),
        theirs("Live-Evil", "Miles Davis", "Sivad|Little Church|What I Say"),
    ),
    "covers of a soundtrack": (
        ours("Trainspotting", "Various", "Lust For Life|Deep Blue Day|Perfect Day|Sing|Atomic"),
        theirs(
            "Trainspotting",
            "The City Soundtrack Orchestra",
            "Lust For Life|Deep Blue Day|Perfect Day|Sing|Atomic",
        ),
    ),
    "another title with the same tracks": (
        ours("Untitled", "Led Zeppelin", "Black Dog|Rock And Roll|Going To California|Four Sticks"),
        theirs(
            "Led Zeppelin IV",
            "Led Zeppelin",
            "Black Dog|Rock And Roll|Going To California|Four Sticks",
        ),
    ),
    "karaoke": (
        ours("Nevermind", "Nirvana", NEVERMIND),
        theirs("Nevermind (Karaoke Version)", "Nirvana", NEVERMIND),
    ),
    "a tribute": (
        ours("Nevermind", "Nirvana", NEVERMIND),
        theirs("Nevermind: A Tribute to Nirvana", "Nirvana", NEVERMIND),
    ),
    "another concert with the same pieces": (
        ours("Live At Leeds", "The Who", "Heaven And Hell|Tattoo|Substitute|My Generation"),
        theirs("Live At Hull", "The Who", "Heaven And Hell|Tattoo|Substitute|My Generation"),
    ),
    "another orchestra with the same pieces": (
        ours("Also sprach Zarathustra", "Berlin Philharmonic Orchestra", "Prelude|Of Science|Song"),
        theirs("Also sprach Zarathustra", "London Symphony Orchestra", "Prelude|Of Science|Song"),
    ),
    "no artist in common": (
        ours("Dummy", "Portishead", DUMMY),
        theirs("Dummy", "The Dummies", DUMMY),
    ),
    "an album that holds the two tracks of a record of its name, whose format is unknown": (
        ours("Dummy", "Portishead", "Sour Times|Glory Box"),
        theirs("Dummy", "Portishead", DUMMY),
    ),
    "another concert, in brackets": (
        ours("Nevermind (Live in Rome)", "Nirvana", NEVERMIND),
        theirs("Nevermind (Live in Paris)", "Nirvana", NEVERMIND),
    ),
    "another concert, in a long title": (
        ours("Live At The Royal Albert Hall", "Nirvana", NEVERMIND),
        theirs("Live At The Royal Festival Hall", "Nirvana", NEVERMIND),
    ),
    "remixes by others": (
        ours("Nevermind (Andrew Weatherall Remixes)", "Nirvana", NEVERMIND),
        theirs("Nevermind (Paul Oakenfold Remixes)", "Nirvana", NEVERMIND),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_record_is_accepted(case: str):
    own, other = SAME[case]
    assert verdict(own, other) == "accept"


@pytest.mark.parametrize("case", OTHERS)
def test_another_record_is_not_accepted(case: str):
    own, other = OTHERS[case]
    assert verdict(own, other) != "accept"


@pytest.mark.parametrize("case", OTHERS)
def test_another_record_beside_the_right_one_does_not_disturb(case: str):
    own, wrong = OTHERS[case]
    if not own.tracks:
        own = evolve(own, tracks=tracks("First|Second|Third|Fourth|Fifth|Sixth|Seventh"))
    right = Theirs("own", own.title, own.credits[0], tracks=own.tracks)
    found = decide(own, [evolve(wrong, id="wrong"), right], service="shop")
    assert found.accepted == right, found.match


@pytest.mark.parametrize(
    "case", ["Cyrillic and its transcription", "another title with the same tracks"]
)
def test_what_is_probably_the_same_goes_to_a_person(case: str):
    assert verdict(*OTHERS[case]) == "review"


def test_a_barcode_that_belongs_to_another_album_is_an_error_in_somebodys_data():
    own = ours("Dummy", "Portishead", barcodes=("042282855312",))
    offer = theirs("Nevermind", "Nirvana", NEVERMIND, barcode="042282855312")
    assert verdict(own, offer) == "none"


def test_a_barcode_lifts_a_text_that_is_only_alike():
    own = ours("Symphonies Nos. 5 & 7", "Beethoven", years=(1975,), barcodes=("042282855312",))
    offer = theirs("Symphonies Nos. 5 and 7 in C", "Carlos Kleiber, Beethoven", year=1975)
    assert verdict(own, offer) != "accept"
    found = decide(own, [evolve(offer, barcode="00042282855312")], service="shop")
    assert (found.verdict, found.match.rung) == ("accept", "barcode")


def test_a_barcode_and_the_same_tracks_outweigh_another_credit():
    own = ours("Symphony No. 5", "Beethoven", "Allegro|Andante|Scherzo", barcodes=("042282855312",))
    offer = theirs("Symphony No. 5", "Wiener Philharmoniker", "Allegro|Andante|Scherzo")
    assert verdict(own, offer) != "accept"
    assert verdict(own, evolve(offer, barcode="0042282855312")) == "accept"
    others = evolve(offer, barcode="0042282855312", tracks=tracks("Prelude|Fugue|Finale"))
    assert verdict(own, others) != "accept"


def test_a_barcode_that_differs_is_no_evidence_against():
    own = ours("Dummy", "Portishead", DUMMY, barcodes=("042282855312",))
    assert verdict(own, theirs("Dummy", "Portishead", DUMMY, barcode="720642442517")) == "accept"


def test_ten_editions_are_no_doubt_and_the_nearest_is_chosen():
    own = ours("Nevermind", "Nirvana", NEVERMIND)
    plain = theirs("Nevermind", "Nirvana", NEVERMIND, id="plain")
    more = [
        theirs(f"Nevermind ({name})", "Nirvana", NEVERMIND + "|Bonus", id=name)
        for name in ("Deluxe", "Remastered", "Super Deluxe", "Legacy Edition", "Bonus Tracks")
    ]
    assert decide(own, [*more, plain], service="shop").accepted == plain


def test_among_editions_the_one_with_our_barcode_goes_first():
    own = ours("Nevermind", "Nirvana", NEVERMIND, barcodes=("720642442517",))
    plain = theirs("Nevermind", "Nirvana", NEVERMIND, id="plain")
    own_edition = theirs(
        "Nevermind (Deluxe)", "Nirvana", NEVERMIND + "|Bonus", id="ours", barcode="720642442517"
    )
    assert decide(own, [plain, own_edition], service="shop").accepted == own_edition


def test_an_edition_whose_tracks_are_unknown_is_not_preferred():
    own = ours("Weezer", "Weezer", BLUE, years=(1994,))
    blue = theirs("Weezer (Deluxe Edition)", "Weezer", BLUE + "|Demo", id="blue", year=1994)
    green = theirs("Weezer", "Weezer", id="green", year=2001, track_count=6)
    assert decide(own, [blue, green], service="shop").accepted == blue


def test_two_works_of_one_name_and_nothing_to_tell_them_apart_go_to_a_person():
    own = ours("Weezer", "Weezer", years=(1994,))
    offers = [
        theirs("Weezer (Blue Album)", "Weezer", id="1", track_count=10),
        theirs("Weezer (Green Album)", "Weezer", id="2", track_count=10),
    ]
    assert verdict(own, *offers) == "review"


def test_a_pin_is_taken_whatever_the_score_and_a_rejection_never():
    own = ours("Dummy", "Portishead", DUMMY)
    right = theirs("Dummy", "Portishead", DUMMY, id="right")
    karaoke = theirs("Dummy (Karaoke)", "Nobody", id="karaoke")
    pinned = decide(own, [right, karaoke], service="shop", pinned="karaoke")
    assert (pinned.accepted, pinned.match.rung) == (karaoke, "pin")
    assert decide(own, [right], service="shop", rejected={"right"}).verdict == "none"


def test_a_pin_that_is_not_offered_is_never_replaced_by_another_album():
    own = ours("Dummy", "Portishead", DUMMY, barcodes=("042282855312",))
    right = theirs("Dummy", "Portishead", DUMMY, barcode="042282855312")
    found = decide(own, [right], service="shop", pinned="gone")
    assert (found.verdict, found.accepted, found.match.rung) == ("none", None, "pin")
    assert [(one.id, one.accepted) for one in found.match.candidates] == [("right", False)]


def test_the_evidence_names_caps_and_vetoes_and_marks_the_accepted():
    own = ours("Dummy", "Portishead", DUMMY)
    offers = [
        theirs("Dummy", "Portishead", DUMMY),
        theirs("Dummy (Live)", "Portishead", DUMMY, id="live"),
        theirs("Dummy (Karaoke)", "Portishead", DUMMY, id="karaoke"),
    ]
    first, *others = decide(own, offers, service="shop").match.candidates
    assert (first.id, first.accepted, first.tracks) == ("right", True, 11)
    told = {one.id: one.components for one in others}
    assert told["live"]["cap:another work"] == 0.7
    assert "veto:karaoke" in told["karaoke"]
    assert not any(one.accepted for one in others)
