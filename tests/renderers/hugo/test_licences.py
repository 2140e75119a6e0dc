"""Leaving out what is under a licence that the owner does not want to publish."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from collector.api import AlbumView, ArtistView
from collector_hugo.licences import is_among

COMMONS = "https://commons.wikimedia.org/wiki/File:Low.jpg"
ARTICLE = {"title": "Low", "url": "https://en.wikipedia.org/wiki/Low"}
WORD = "Zyzzogeton"
"""A word that nothing else of a site says."""


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("CC BY-SA 4.0", "CC BY-SA 4.0"),
        ("CC BY-SA 4.0", "CC BY-SA"),
        ("CC BY-SA 4.0", "cc-by-sa-4.0"),
        ("CC BY-SA 3.0 de", "CC BY-SA"),
        ("CC BY-SA 3.0 de", "CC BY-SA 3.0"),
        ("cc-by-2.0", "CC BY"),
        ("CC0", "CC0"),
        ("Public domain", "public domain"),
        ("GFDL 1.2+", "GFDL"),
    ],
)
def test_a_licence_is_known_however_it_is_written(licence, refused):
    assert is_among(licence, [refused])


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("CC BY-SA 4.0", "CC BY"),
        ("CC BY-SA 4.0", "CC BY-SA 3.0"),
        ("CC BY 4.0", "CC BY-SA"),
        ("CC BY", "CC BY 4.0"),
        ("CC BY-SA 4.0", ""),
        ("CC BY-SA 4.0", "!"),
        ("", "CC BY"),
        ("PDFL", "PD"),
    ],
)
def test_another_licence_is_another(licence, refused):
    assert not is_among(licence, [refused])


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_a_licence_or_none(licence, refused):
    assert is_among(licence, [*refused, licence]) == (
        is_among(licence, refused) or is_among(licence, [licence])
    )


def album(**more: object) -> AlbumView:
    record = {"title": "Low", "description": f"{WORD} is an album.", "wikipedia": ARTICLE, **more}
    sources = {"title": "discogs", "description": "wikipedia", "wikipedia": "wikipedia"}
    return AlbumView("discogs:1", "low", record, sources, [], ["low"], None, "2024-01-01T00:00:00Z")


def artist(cover) -> ArtistView:
    picture = {"url": cover.source_url, "licence": "CC BY 2.0", "author": WORD, "page": COMMONS}
    record = {"name": "Low", "biography": f"{WORD} is a band.", "wikipedia": ARTICLE}
    sources = dict.fromkeys(["biography", "wikipedia", "image", "image_file"], "wikipedia")
    return ArtistView("discogs:2", "low", {**record, "image": picture}, sources, cover, ["low"])


def says(site) -> list[str]:
    """The files of the finished site that hold the word."""
    files = (path for path in site.public.rglob("*") if path.is_file())
    return sorted(
        str(path.relative_to(site.public)) for path in files if WORD.encode() in path.read_bytes()
    )


def test_what_is_refused_is_nowhere_on_the_site(site, cover):
    site.render([album()], [artist(cover)])
    site.build()
    assert "albums/low/index.html" in says(site)
    assert "artist/low/index.html" in says(site)
    site.render([album()], [artist(cover)], without_licences=("CC BY-SA", "cc-by"))
    site.build()
    assert says(site) == []
    assert not list((site.public / "images").rglob(cover.name))
    for page in (site.html("albums/low"), site.html("artist/low")):
        assert "on Wikipedia, shortened" not in page
        assert f'href="{ARTICLE["url"]}"' in page  # the link needs no licence
    assert "description" not in site.page("albums/low.md")
    assert "biography" not in site.page("artist/low.md")


def test_a_picture_may_stay_where_the_text_goes(site, cover):
    site.render([], [artist(cover)], without_licences=("CC BY-SA",))
    site.build()
    page = site.html("artist/low")
    assert f"Picture (cropped): {WORD}, " in page
    assert f"{WORD} is a band" not in page


def test_what_the_owner_wrote_and_what_shops_say_stays(site, cover):
    own = evolve(album(), sources={"description": "edit", "wikipedia": "wikipedia"})
    told = evolve(album(licence="CC BY-SA"), sources={"description": "apple_music"})
    twice = evolve(told, key="discogs:3", slug="lodger")
    site.render([own, twice], [], without_licences=("CC BY-SA",))
    site.build()
    assert WORD in site.html("albums/low")
    assert WORD in site.html("albums/lodger")
