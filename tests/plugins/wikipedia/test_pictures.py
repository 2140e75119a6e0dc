"""A picture is shown with its licence, or not at all."""

from __future__ import annotations

import pytest

from collector_wikipedia.pictures import image
from collector_wikipedia.shapes import File, Page, Picture

THUMB = "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/X.jpg/960px-X.jpg?utm_source=x"
PAGE = Page("X", thumbnail=Picture(THUMB, 960, 640), pageimage="X.jpg")
ADDRESS = "https://commons.wikimedia.org/wiki/File:X.jpg"


def file(**texts: object) -> File:
    known = {name: {"value": text, "source": "commons-desc-page"} for name, text in texts.items()}
    return File(ADDRESS, known)


def test_markup_and_entities_of_an_author_become_plain_text():
    said = file(LicenseShortName="CC BY 2.0", Artist='<a href="x">A&amp;B</a> <b>Photo</b>\n')
    assert image(PAGE, {"X.jpg": said}) == {
        "image": {
            "url": THUMB.partition("?")[0],
            "width": 960,
            "height": 640,
            "page": ADDRESS,
            "licence": "CC BY 2.0",
            "author": "A&B Photo",
        }
    }


@pytest.mark.parametrize(
    "said",
    [
        File(),
        File(ADDRESS, []),
        File(ADDRESS, {"LicenseShortName": {"value": 3}}),
        file(LicenseShortName=" <i></i> "),
        File("https://en.wikipedia.org/wiki/File:X.jpg", file(LicenseShortName="CC0").extmetadata),
    ],
)
def test_without_a_licence_at_commons_there_is_no_picture(said):
    assert image(PAGE, {"X.jpg": said}) == {}
    assert image(PAGE, {}) == {}
