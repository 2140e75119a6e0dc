"""The pages of labels."""

from __future__ import annotations

from attrs import evolve
from catalogue import album, artist


def released(number: int, label: str, added: str = "2024-03-01T10:00:00Z"):
    one = album(number, f"Record {number}", labels=[{"name": label, "catno": "1"}])
    return evolve(one, added=added)


def test_a_label_has_a_page_of_its_albums_the_latest_first(site):
    early = released(1, "BLUE NOTE", "2020-01-01T10:00:00Z")
    late = released(2, "Blue Note", "2024-01-01T10:00:00Z")
    site.render([early, late, released(3, "ECM")])
    site.build()
    page = site.html("labels/blue-note")
    assert "<title>Blue Note · Record collection</title>" in page  # as the latest writes it
    assert "<h1>Blue Note</h1>" in page
    assert 'property="og:title" content="Blue Note"' in page
    assert "2 albums." in page
    assert page.index("/albums/album-2/") < page.index("/albums/album-1/")
    assert "/albums/album-3/" not in page
    assert "ld+json" not in page


def test_the_list_of_labels_counts_their_albums(site):
    site.render([released(1, "ECM"), released(2, "Blue Note"), released(3, "ECM")])
    site.build()
    listed = site.html("labels")
    first = '<a href="/labels/blue-note/">Blue Note</a> <span>1</span>'
    second = '<a href="/labels/ecm/">ECM</a> <span>2</span>'
    assert listed.index(first) < listed.index(second)
    assert '<a href="/labels/ecm/">ECM</a>' in site.html("albums/album-1")
    assert "ECM" in site.html("statistics")


def test_a_page_is_there_as_long_as_one_of_its_albums(site):
    both = [released(1, "ECM"), released(2, "ECM")]
    site.render(both)
    file = site.root / "content/labels/ecm.md"
    written = file.read_bytes()
    site.render(both[1:])
    assert file.read_bytes() == written
    site.render([released(2, "Blue Note")])
    assert not file.exists()


def test_a_name_of_which_hugo_makes_the_page_of_a_folder_is_one_like_any_other(site):
    one = evolve(released(1, "Index"), slug="index", artist_slugs=["index"])
    site.render([one, released(2, "ECM")], [evolve(artist(1, "Index"), slug="index")])
    site.build()
    assert "<h1>Index</h1>" in site.html("labels/index")
    assert "<h1>Index</h1>" in site.html("artist/index")
    assert "<h1>Record 1</h1>" in site.html("albums/index")
    assert "2 in all" in site.html("albums")
    assert "1 in all" in site.html("artist")
    assert 'href="/labels/ecm/"' in site.html("labels")
