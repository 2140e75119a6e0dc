"""What a release says becomes fields: dates, barcodes, credits, quirks. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_discogs.artist import artist_fields
from collector_discogs.release import barcode, release_date, release_fields
from collector_discogs.shapes import (
    Artist,
    ArtistRef,
    Credit,
    Format,
    Identifier,
    Image,
    Label,
    Release,
    Track,
)


def fields(**said):
    return release_fields(Release(id=1, title="T", artists=[], **said))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1987", "1987"),
        ("1977-00-00", "1977"),
        ("1999-03-00", "1999-03"),
        ("2002-09-30", "2002-09-30"),
        ("2001-02-30", "2001-02"),
        ("2001-13-01", "2001"),
        ("0000-00-00", ""),
        ("", ""),
        ("?", ""),
        ("Jul 1987", ""),
    ],
)
def test_a_date_is_as_long_as_it_is_known(text, known):
    assert release_date(text) == known


@given(st.text(alphabet="0123456789- ", max_size=12))
def test_any_date_is_one_of_the_three_forms_or_none(text):
    assert len(release_date(text)) in {0, 4, 7, 10}


def test_a_year_comes_from_the_date_if_it_is_not_told_otherwise():
    assert fields(year=0, released="1977-05-00")["year"] == 1977
    assert fields(year=1980, released="1977")["year"] == 1980
    assert "year" not in fields(year=0, released="")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("5012394144777", "5012394144777"),
        ("5 012394-144777", "5012394144777"),
        ("075992738125 (text)", "075992738125"),
        ("96385074", "96385074"),
        ("10012345678902", "10012345678902"),
        ("5012394144778", ""),
        ("501239414477", ""),
        ("0000000000000", ""),
        ("none", ""),
        ("", ""),
        ("٥٠١٢٣٩٤١٤٤٧٧٧", ""),
    ],
)
def test_a_barcode_has_a_right_length_and_check_digit(text, digits):
    assert barcode(text) == digits


def test_only_barcodes_are_barcodes_and_each_is_named_once():
    same = [Identifier("Barcode", "5012394144777"), Identifier("barcode", "5 012394 144777")]
    other = Identifier("Label Code", "96385074")
    assert fields(identifiers=[*same, other])["barcodes"] == ["5012394144777"]


def test_the_primary_image_is_the_cover_and_images_without_an_address_are_left_out():
    images = [Image("https://i/2", "secondary", 10, 10), Image(""), Image("https://i/1", "primary")]
    read = fields(images=images)
    assert read["cover"] == {"url": "https://i/1"}
    assert [image["url"] for image in read["images"]] == ["https://i/1", "https://i/2"]
    assert "cover" not in fields(images=[Image("", "primary", 5, 5), Image("file:///etc/passwd")])


@pytest.mark.parametrize(("qty", "number"), [("3", 3), ("0", 1), ("", 1), ("many", 1), ("²", 1)])
def test_a_quantity_is_a_number(qty, number):
    assert fields(formats=[Format("CD", qty)])["formats"] == [{"name": "CD", "qty": number}]


def test_no_catalogue_number_is_told_in_words():
    assert fields(labels=[Label("Not On Label", 1818, "none")])["labels"] == [
        {"name": "Not On Label", "id": 1818}
    ]


def test_an_artist_without_an_id_is_known_by_the_full_name():
    (artist,) = release_fields(Release(id=1, title="T", artists=[Credit("Nirvana (2)", join=",")]))[
        "artists"
    ]
    assert artist == {"key": "name:nirvana (2)", "name": "Nirvana"}


def test_credits_of_tracks_name_their_track():
    inner = Track("Part", position="B1.a", extraartists=[Credit("In", 3, role="Bass")])
    tracks = [
        Track("One", position="A1", extraartists=[Credit("Sax", 2, role="Saxophone")]),
        Track("Suite", type_="index", sub_tracks=[inner]),
    ]
    assert fields(tracklist=tracks)["credits"] == [
        {"name": "Sax", "role": "Saxophone", "tracks": "A1", "id": 2},
        {"name": "In", "role": "Bass", "tracks": "B1.a", "id": 3},
    ]


def test_an_unknown_kind_of_track_is_a_track():
    (track,) = fields(tracklist=[Track("x", type_="bonus")])["tracklist"]
    assert track["type"] == "track"


def test_members_that_left_are_kept_as_such():
    artist = Artist(id=1, name="A", members=[ArtistRef("B (2)", 2, active=False), ArtistRef(" ")])
    assert artist_fields(artist)["members"] == [{"name": "B", "id": 2, "active": False}]
