"""The hard cases are there, by name."""

from __future__ import annotations

import pytest

from collector_sandbox.world import DiscogsRelease, World


def records(world: World, title: str, artist: str = "") -> list[DiscogsRelease]:
    return [
        release
        for release in world.releases.values()
        if release.title == title and artist in {"", release.artists[0].name}
    ]


def record(world: World, title: str, artist: str = "") -> DiscogsRelease:
    (one,) = records(world, title, artist)
    return one


def names(world: World, service: str, release: DiscogsRelease) -> set[str]:
    ids = getattr(world.truth, service)[release.id]
    return {getattr(world, service)[one].name for one in ids}


@pytest.mark.parametrize(
    ("title", "artist"),
    [
        ("1", "The Beatles"),
        ("2112", "Rush"),
        ("1984", "Van Halen"),
        ("★", "David Bowie"),
        ("Low", "David Bowie"),
        ("David Bowie", "David Bowie"),
        ("( )", "Sigur Rós"),
        ("Ágætis byrjun", "Sigur Rós"),
        ("Группа крови", "Кино"),
        ("千のナイフ", "坂本龍一"),
        ("Back In Black", "AC/DC"),
        ("!!!", "!!!"),
        ("The 1975", "The 1975"),
        ("Nevermind", "Nirvana"),
        ("Live At The Paramount", "Nirvana"),
        ("All Of Us", "Nirvana (2)"),
        ("Load", "Metallica"),
        ("Reload", "Metallica"),
        ("Greatest Hits", "Queen"),
        ("Greatest Hits II", "Queen"),
        ("Slowdive", "Slowdive"),
        ("Slowdive EP", "Slowdive"),
        ("Glory Box", "Portishead"),
        ("Portishead", "Portishead"),
        ("Now That's What I Call Music 12", "Various"),
        ("Now That's What I Call Music! 21", "Various"),
        ("Trainspotting (Music From The Motion Picture)", "Various"),
        ("Foxtrot", "Genesis"),
        ("Marquee Moon", "Television"),
        ("no", "Null"),
        ("0o7", "Null"),
        ("{{< x >}} And {{% y %}}", "{{ .Site }}"),
        ("<script>alert(1)</script>", "<b>Bold</b> & Sons"),
        ("A title with a trailing colon:", "Null"),
        ("../../etc/passwd", "CON"),
    ],
)
def test_the_hard_record_is_there_once(world, title, artist):
    assert record(world, title, artist).title == title


def test_real_ids_are_as_at_discogs(world):
    assert world.releases[249504].title == "Never Gonna Give You Up"
    assert world.releases[249504].released == "1987-07-00"
    assert world.releases[6794957].artists[0].anv == "Kruder Dorfmeister"
    known = {72872: "Rick Astley", 194: "Various", 1434: "Kruder & Dorfmeister"}
    assert {key: world.artists[key].name for key in known} == known
    assert world.artists[82730].name == "The Beatles"
    assert world.artists[125246].name == "Nirvana"


def test_the_colours_of_weezer_are_four_works(world):
    colours = records(world, "Weezer")
    assert len(colours) == 4
    assert len({world.truth.apple_music[one.id] for one in colours}) == 4
    assert len({one.master_id for one in colours}) == 4


def test_two_pressings_of_dummy_are_one_work(world):
    first, second = records(world, "Dummy")
    assert world.truth.spotify[first.id] == world.truth.spotify[second.id]
    assert first.master_id == second.master_id


def test_the_album_and_the_single_of_one_name_are_two_works(world):
    album, single = sorted(records(world, "Purple Rain"), key=lambda one: -len(one.tracklist))
    assert len(single.tracklist) == 2
    assert not world.truth.apple_music[album.id] & world.truth.apple_music[single.id]


def test_editions_are_right_too(world):
    assert {
        "OK Computer",
        "OK Computer OKNOTOK 1997 2017",
    } <= names(world, "apple_music", record(world, "OK Computer"))
    assert names(world, "spotify", record(world, "Ágætis byrjun")) == {"Agaetis Byrjun"}


@pytest.mark.parametrize(
    "title",
    [
        "Original Album Series",
        "The First Four Albums",
        "Live At The Paradiso 1979-12-07",
        "Live! At The Star-Club In Hamburg, Germany; 1962",
        "Chill Out",
    ],
)
def test_nothing_is_right_for_boxes_and_archive_concerts(world, title):
    one = record(world, title)
    assert one.id not in world.truth.apple_music
    assert one.id not in world.truth.spotify


def test_a_barcode_belongs_to_another_album(world):
    bends = record(world, "The Bends")
    code = "".join(sign for sign in bends.identifiers[0].value if sign.isdigit())
    holders = [album.name for album in world.apple_music.values() if album.upc == code]
    assert holders == ["The Great Escape"]


def test_join_words_are_there(world):
    joins = {one.join for release in world.releases.values() for one in release.artists}
    assert {"/", "&", "vs", "Feat.", ",", "+", "-", "And"} <= joins


def test_shapes_of_track_lists_are_there(world):
    kinds = {track.type for one in world.releases.values() for track in one.tracklist}
    assert kinds == {"track", "heading", "index"}
    assert any(not one.tracklist for one in world.releases.values())
    assert any(track.artists for one in world.releases.values() for track in one.tracklist)


def test_things_that_are_missing_are_there(world):
    releases = [*world.releases.values()]
    assert any(one.year == 0 for one in releases)
    assert any(not one.images for one in releases)
    assert any(not one.country for one in releases)
    assert any(one.master_id == 0 for one in releases)
    assert any(one.labels[0].id == 1818 and one.labels[0].catno == "none" for one in releases)
    assert {"1977-00-00", "1987-07-00", "2015", ""} <= {one.released for one in releases}


def test_media_and_kinds_are_there(world):
    words = {
        word
        for one in world.releases.values()
        for made in one.formats
        for word in (made.name, *made.descriptions)
    }
    assert {"Vinyl", "CD", "Cassette", "Box Set", '7"', '12"', "EP", "Single"} <= words


def test_hostile_texts_are_there(world):
    text = "\n".join(map(str, world.releases.values())) + "\n".join(
        map(str, world.artists.values())
    )
    for part in (
        "1_000",
        "12:30",
        "~",
        "- x",
        "key: value",
        "#hash",
        "{{% y %}}",
        "{{ .Site }}",
        "<script>alert(1)</script>",
        "&amp;",
        "[link](javascript:alert(1))",
        "***",
        "a | b | c",
        "[a=Kruder & Dorfmeister]",
        "[l895]",
        "[m=96559]",
        "[url=javascript:alert(1)]",
        "\\u200b",
        "\\u202e",
        "🎵",
        "أغاني",
    ):
        assert part in text
    assert any("\t" in track.title for one in world.releases.values() for track in one.tracklist)
    assert any("\r\n" in one.notes for one in world.releases.values())
    assert any(len(one.title) > 300 for one in world.releases.values())


def test_namesakes_and_traps_of_wikipedia_are_there(world):
    pages = {page.title: page for page in world.articles if page.lang == "en"}
    assert pages["Genesis"].kind == "disambiguation"
    assert pages["Book of Genesis"].kind == "standard"
    assert pages["Peace Orchestra"].target == "Peter Kruder#Solo work"
    genesis = next(one for one in world.artists.values() if one.name == "Genesis")
    assert world.truth.artist_articles[genesis.id] == ("en", "Genesis (band)")
    assert "P1953" not in world.entities[pages["Genesis (band)"].item].claims


def test_links_to_wikipedia_and_wikidata_are_among_addresses(world):
    urls = [url for artist in world.artists.values() for url in artist.urls]
    assert sum("wikipedia.org/wiki/" in url for url in urls) > 15
    (item,) = (url.rpartition("/")[2] for url in urls if "wikidata.org" in url)
    assert world.entities[item].label == "Rick Astley"
