"""Links, pins and the titles that an article may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_wikipedia.addresses import (
    album_titles,
    artist_titles,
    pinned,
    wiki_links,
    wiki_title,
    wikidata_link,
)


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://en.wikipedia.org/wiki/Tosca_(band)", {"en": "Tosca (band)"}),
        ("http://en.m.wikipedia.org/wiki/Bj%C3%B6rk", {"en": "Björk"}),
        ("de.wikipedia.org/wiki/Tosca", {"de": "Tosca"}),
        ("https://www.en.wikipedia.org/wiki/Low?x=1", {"en": "Low"}),
        ("https://fr.wikipedia.org/wiki/Tosca", {}),
        ("https://en.wikipedia.org/wiki/Band#History", {}),
        ("https://en.wikipedia.org/w/index.php?title=Tosca", {}),
        ("https://en.wikipedia.org.example.com/wiki/Tosca", {}),
        ("https://en.wikipedia.org/wiki/", {}),
        ("https://[broken/wiki/Tosca", {}),
    ],
)
def test_a_link_names_an_article_of_a_wanted_language(url: str, links: dict[str, str]):
    assert wiki_links([url], ["en", "de"]) == links


@given(st.text())
def test_no_address_breaks_the_reading(url: str):
    assert set(wiki_links([url], ["en"])) <= {"en"}
    assert wikidata_link([url]).startswith("Q") or wikidata_link([url]) == ""


def test_a_link_to_wikidata_names_the_item():
    urls = ["https://x.org", "https://www.wikidata.org/wiki/Q42", "http://wikidata.org/entity/Q7"]
    assert wikidata_link(urls) == "Q42"
    assert wikidata_link(["https://www.wikidata.org/wiki/Property:P1953"]) == ""


@pytest.mark.parametrize(
    ("pin", "means"),
    [
        ("Tosca (band)", ("en", "Tosca (band)")),
        ("de:Tosca", ("de", "Tosca")),
        ("https://de.wikipedia.org/wiki/Tosca_(Band)", ("de", "Tosca (Band)")),
        ("Title: Subtitle", ("en", "Title: Subtitle")),
    ],
)
def test_a_person_may_pin_a_title_or_an_address(pin: str, means: tuple[str, str]):
    assert pinned(pin, ("en", "de")) == means


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("My Life In The Bush Of Ghosts", "My Life in the Bush of Ghosts"),
        ("The Number Of The Beast", "The Number of the Beast"),
        ("What We're Made Of", "What We're Made Of"),
        ("The K&D Sessions™", "The K&D Sessions"),
        ("Getz / Gilberto", "Getz/Gilberto"),
        ("2112", "2112"),
        ("", ""),
    ],
)
def test_titles_are_written_as_the_encyclopedia_does(title: str, written: str):
    assert wiki_title(title) == written


def test_an_albums_article_may_leave_the_article_of_the_band_out():
    titles = album_titles("Revolver", ["The Beatles"], year=None, single=False)
    assert titles[0] == "Revolver (The Beatles album)"
    assert "Revolver (Beatles album)" in titles
    assert titles[-1] == "Revolver"


def test_joined_names_are_written_out():
    titles = album_titles("Exodus", ["Bob Marley & The Wailers"], year=None, single=False)
    assert "Exodus (Bob Marley and the Wailers album)" in titles


def test_a_single_is_a_song():
    titles = album_titles("Glory Box", ["Portishead"], year=None, single=True)
    assert not any("album" in title for title in titles)
    assert "Glory Box (song)" in titles


def test_the_year_tells_records_apart_that_are_called_like_their_artist():
    titles = album_titles("Peter Gabriel", ["Peter Gabriel"], year=1977, single=False)
    assert "Peter Gabriel (1977 album)" in titles


def test_a_soundtrack_is_called_after_the_film():
    title = "Trainspotting (Music From The Motion Picture)"
    assert "Trainspotting (soundtrack)" in album_titles(title, [], year=None, single=False)


def test_an_artist_is_looked_for_by_its_bare_name_first():
    assert artist_titles("The Doors")[0] == "The Doors"
    assert {"The Doors (band)", "Doors"} <= set(artist_titles("The Doors"))
