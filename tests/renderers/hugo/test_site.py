"""Real Hugo builds of whole sites."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from attrs import evolve
from catalogue import HOSTILE, SPOTIFY, album, artist, shelf, sold
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.api import AlbumView, ArtistView, ImageFile, OutputError
from collector_hugo.album import TAXONOMIES

ADDRESSES = {"href", "src", "action", "data-index"}


class Outline(HTMLParser):
    """The elements of a page, the addresses in it, and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.images: list[str] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.data: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "script":
            self.scripts.append(dict(attrs).get("src") or dict(attrs).get("type") or "inline")
        self.attributes += [(tag, name) for name, _ in attrs]
        self.links += [value or "" for name, value in attrs if name in ADDRESSES]
        sets = [value or "" for name, value in attrs if name == "srcset"]
        self.links += [one.split()[0] for value in sets for one in value.split(",")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.images += [value or "" for name, value in attrs if name == "src"]

    def handle_data(self, data):
        (self.data if self.cdata_elem == "script" else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def outlines(public: Path) -> Iterator[tuple[Path, Outline]]:
    for path in sorted(public.rglob("*.html")):
        yield path, Outline(path.read_bytes().decode())


def expect_unharmed(site, count: int) -> None:
    """No text of the records has become markup, and every page is where it belongs."""
    for number in range(1, count + 1):
        page = Outline(site.html(f"albums/album-{number}"))
        assert page.tags.count("table") == 1
        assert page.tags.count("tr") == 5
        assert page.tags.count("td") == 12
        assert page.tags.count("h1") == 1
        assert page.tags.count("article") == 1
        assert "In the collection" in page.text
    for path, page in outlines(site.public):
        told = [one for one in page.scripts if one == "application/ld+json"]
        own = [
            one
            for one in page.scripts
            if re.fullmatch(r"/js/(theme|home|search|player|wall)\.[^/]+", one)
        ]
        assert len(told) + len(own) == len(page.scripts), path
        assert [json.loads(one)["@context"] for one in page.data] == ["https://schema.org"] * len(
            told
        ), path
        assert page.tags.count("footer") == 1, path
        assert not {"iframe", "object", "style", "b"} & set(page.tags), path
        assert not [name for _, name in page.attributes if name.startswith("on")], path
        assert not [link for link in page.links if link.startswith("javascript:")], path
        assert not [source for source in page.images if "evil.example" in source], path
    assert "<h1>Record collection</h1>" in site.html("")


def test_no_text_of_a_service_harms_the_site(site):
    texts = [text for text in HOSTILE if text]
    site.render(*shelf(texts))
    site.build()
    expect_unharmed(site, len(texts))
    for number, text in enumerate(texts, start=1):
        if text.isprintable():  # and then it is shown just as it is, where it is plain text
            shown = Outline(site.html(f"albums/album-{number}")).text
            assert shown.count(" ".join(text.split())) > 10, text


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(codec=None), min_size=1), min_size=20, max_size=30))
def test_nor_does_any_text_at_all(make_site, texts):
    site = make_site()
    site.render(*shelf([f"x{text}" for text in texts]))
    site.build()
    expect_unharmed(site, len(texts))


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_hugo_reads_the_front_matter_that_python_wrote(site, form):
    """A layout prints what Hugo has understood; it is what PyYAML or json reads."""
    site.render(*shelf(HOSTILE), form)
    site.write("layouts/albums/page.html", "{{ .Params | jsonify }}")
    site.write("layouts/artist/page.html", "{{ .Params | jsonify }}")
    site.build()
    for kind in ("albums/album", "artist/artist"):
        for number in range(1, len(HOSTILE) + 1):
            written = site.head(f"{kind}-{number}.md")
            understood = json.loads(site.html(f"{kind}-{number}"))
            # Dates are the one thing that Hugo turns into a type of its own.
            assert understood.pop("date", None) == written.pop("date", None)
            assert {key: understood[key] for key in written} == written


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_second_run_changes_no_file(site, cover, form):
    releases, people = shelf(HOSTILE)
    releases[0] = evolve(releases[0], cover=cover)
    first = site.render(releases, people, form)
    before = {p: p.stat().st_mtime_ns for p in site.root.rglob("*")}
    second = site.render(releases, people, form)
    assert (second.written, second.removed) == (0, 0)
    assert second.same == first.written
    assert {p: p.stat().st_mtime_ns for p in site.root.rglob("*")} == before


def test_pages_and_images_of_gone_records_go_and_the_owners_stay(site, cover):
    first, second = album(1, "One"), evolve(album(2, "Two"), cover=cover)
    site.render([first, second], [artist(1, "One"), artist(2, "Two")])
    own = site.root / "content/albums/mine/index.md"
    own.parent.mkdir()
    own.write_text("---\ntitle: Mine\n---\n")
    assert (site.root / f"static/images/covers/{cover.name}").is_file()
    report = site.render([first], [artist(1, "One")])
    assert report.removed == 4
    assert not (site.root / "content/albums/album-2.md").exists()
    assert not (site.root / "content/artist/artist-2.md").exists()
    assert not (site.root / "content/labels/two.md").exists()
    assert not (site.root / "static/images/covers").exists()
    assert own.is_file()
    public = site.build()
    assert sorted(p.name for p in (public / "albums").iterdir()) == [
        "album-1",
        "index.html",
        "mine",
    ]


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_is_gone_keeps_its_page_on_a_shelf_of_its_own(site, form):
    site.render([album(1, "Kept")], [artist(1, "Name")], form, [sold(2, 5), sold(3, 21, "Later")])
    site.build()
    page = Outline(site.html("albums/album-2"))
    assert "No longer in the collection since 5 November 2026" in page.text
    assert "Tracklist" in page.text
    shelf = site.html("gone")
    assert shelf.index('href="/albums/album-3/"') < shelf.index('href="/albums/album-2/"')
    assert "2 albums, the latest to go first." in Outline(shelf).text
    assert '<a href="/gone/">' in site.html("albums")
    assert not (site.public / "gone" / "album-2").exists()


def test_lists_and_counts_leave_out_what_is_gone(site):
    site.render([album(1, "Kept")], [artist(1, "Name")], sold=[sold(2, 5, "Rare")])
    site.build()
    assert "album 1 artist 1" in Outline(site.html("")).text
    rows = json.loads((site.public / "search-index.json").read_bytes())
    assert [row["title"] for row in rows] == ["Kept"]
    assert not (site.public / "genres" / "rare").exists()
    for path, page in outlines(site.public):
        there = path.parent.name in {"gone", "album-2"}
        assert ("/albums/album-2/" in page.links or "Rare" in page.text) == there, path
    assert "No longer in the collection" not in Outline(site.html("albums/album-1")).text


def test_without_a_shelf_what_is_gone_has_no_page(site):
    site.render([album(1, "Kept")], sold=[sold(2, 5)])
    assert site.render([album(1, "Kept")], sold=[sold(2, 5)], shelf=False).removed == 2
    site.build()
    assert not (site.root / "content/gone").exists()
    assert not (site.public / "gone").exists()
    assert not (site.public / "albums/album-2").exists()
    assert "/gone/" not in site.html("albums")


def test_an_album_that_comes_back_lives_where_it_lived(site):
    site.render([album(1, "Kept")], sold=[sold(2, 5)])
    site.build()
    site.render([album(1, "Kept"), album(2, "Sold")])
    site.build()
    assert not (site.root / "content/gone").exists()
    assert "No longer in the collection" not in Outline(site.html("albums/album-2")).text
    assert "2 in all" in Outline(site.html("albums")).text


def test_the_front_matter_of_what_is_gone_says_since_when_and_joins_no_list(site):
    site.render(sold=[sold(2, 5)])
    head = site.head("gone/album-2.md")
    assert head["gone"] == "2026-11-05T10:00:00Z"
    assert (head["type"], head["url"]) == ("albums", "/albums/album-2/")
    assert not set(TAXONOMIES) & set(head)
    assert head["artists"] == ["Sold"]


def test_every_address_inside_the_site_leads_somewhere(site, cover, large):
    covers = [cover, large, None]
    odd = ["坂本龍一", "( )", "★", "R&B / 100%", "a?b#c", "..", "%2e%2e"]
    titles = [*odd, *(f"Title {n}" for n in range(len(odd) + 1, 130))]
    many = [evolve(one, cover=covers[n % 3]) for n, one in enumerate(shelf(titles)[0])]
    people = [evolve(one, image=covers[n % 3]) for n, one in enumerate(shelf(titles)[1])]
    site.render(many, people, sold=[sold(200 + n, 1 + n % 28) for n in range(61)])
    public = site.build(base_url="https://me.example/records/")
    pages = dict(outlines(public))
    found = [(path, href) for path, page in pages.items() for href in page.links]
    rows = json.loads((public / "search-index.json").read_bytes())
    found += [
        (public / "search/index.html", row[name]) for row in rows for name in ("url", "cover")
    ]
    seen: set[Path] = set()
    for path, href in found:
        here = f"https://me.example/records/{path.relative_to(public).parent.as_posix()}/"
        parts = urlsplit(urljoin(here, href))
        if parts.netloc != "me.example":
            continue
        assert parts.path.startswith("/records/"), (path, href)
        target = public / unquote(parts.path).removeprefix("/records/")
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), (path, href)
        assert not parts.fragment or parts.fragment in pages[target].ids, (path, href)
        seen.add(target)
    lost = set(pages) - seen - {public / "404.html"}
    assert not lost, "every page can be come to"
    assert len(seen) > 400


def test_artists_and_albums_are_linked_both_ways(site):
    two = evolve(album(2, "Two"), artist_slugs=["artist-1"])
    site.render([album(1, "One"), two], [artist(1, "Name")])
    site.build()
    assert '<a href="/artist/artist-1/">' in site.html("albums/album-1")
    page = site.html("artist/artist-1")
    assert '<a href="/albums/album-1/">' in page
    assert '<a href="/albums/album-2/">' in page
    assert not (site.public / "artist_slugs").exists()


def test_a_genre_is_shown_by_its_name_and_lives_at_its_slug(site):
    site.render(*shelf(["One", "Two"]))
    site.build()
    assert "<h1>Funk / Soul</h1>" in site.html("genres/funk-soul")
    assert "Funk / Soul</a>" in site.html("genres")
    assert 'href="/genres/funk-soul/"' in site.html("albums/album-1")


def test_the_search_index_holds_every_album(site):
    site.render(*shelf(["坂本龍一", "R&B | {{x}}"]))
    public = site.build()
    rows = json.loads((public / "search-index.json").read_bytes())
    assert {row["title"] for row in rows} == {"坂本龍一", "R&B | {{x}}"}
    assert all((public / row["url"].strip("/") / "index.html").is_file() for row in rows)


def test_records_and_pages_say_where_texts_come_from(site):
    release = album(
        1,
        "Moon Safari",
        description="A lead.",
        wikipedia={
            "title": "Moon Safari",
            "url": "https://en.wikipedia.org/wiki/Moon_Safari",
            "licence": "CC BY-SA 4.0",
        },
    )
    site.render([release])
    site.build()
    html = site.html("albums/album-1")
    assert (
        '<a href="https://en.wikipedia.org/wiki/Moon_Safari">Moon Safari</a> on Wikipedia' in html
    )
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in html
    assert "not affiliated with, sponsored or endorsed by Discogs" in html
    own = evolve(release, sources={"description": "edit", "wikipedia": "wikipedia"})
    site.render([own])
    assert "on Wikipedia" not in site.page("albums/album-1.md")


def test_the_front_matter_has_the_promised_keys_and_no_others(site, cover):
    release = evolve(
        album(249504, "Sessions", release_date="1998-10-01", spotify=SPOTIFY),
        cover=cover,
        key="discogs:249504",
    )
    site.render([release], [artist(1434, "Name")])
    head = site.head("albums/album-249504.md")
    assert set(head) == {
        "title",
        "artists",
        "artist_slugs",
        "by",
        "date",
        "year",
        "release_date",
        "released",
        "discogs_id",
        "slug",
        "cover",
        "cover_sizes",
        "accent",
        "genres",
        "styles",
        "labels",
        "catalog_numbers",
        "formats",
        "country",
        "barcodes",
        "apple_music",
        "spotify",
        "wikipedia",
        "sources",
        "told",
        "genre_slugs",
        "style_slugs",
        "label_slugs",
        "media",
        "media_slugs",
        "country_slugs",
        "decades",
    }
    assert head["discogs_id"] == 249504
    assert head["cover"] == f"/images/covers/{cover.name}"
    assert head["apple_music"] == {"id": "Sessions", "url": "https://music.apple.com/x"}
    person = site.head("artist/artist-1434.md")
    assert set(person) == {
        "title",
        "slug",
        "discogs_id",
        "wikipedia",
        "aliases",
        "members",
        "sources",
    }


def test_what_is_unknown_is_an_absent_key(site):
    bare = AlbumView("discogs:1", "x-1", {"title": "X"}, {}, [], [], None, "")
    site.render([bare], [ArtistView("name:x", "x", {"name": "X"}, {}, None, [])])
    head = site.head("albums/x-1.md")
    assert set(head) == {"title", "discogs_id", "slug", "cover"}
    site.build()
    assert (site.public / head["cover"].lstrip("/")).is_file()


def test_a_field_of_the_wrong_shape_costs_that_field_only(site):
    wrong = {
        "title": 2112,
        "artists": "Rush",
        "year": "1976",
        "genres": "Rock",
        "labels": [None, "x", {"name": 7}],
        "formats": {"name": "LP"},
        "tracklist": "none",
        "credits": [1],
        "notes": ["x"],
        "description": {"a": 1},
        "cover": 7,
        "discogs": "x",
        "wikipedia": "x",
        "barcodes": None,
    }
    site.render([AlbumView("discogs:1", "x-1", wrong, {}, [], [], None, "")])
    head = site.head("albums/x-1.md")
    assert head["title"] == "2112"
    assert head["year"] == 1976
    assert head["genres"] == ["Rock"]
    assert head["labels"] == ["7"]
    site.build()


def test_an_empty_library_is_a_site_too(site):
    site.render()
    site.build()
    assert "Nothing here yet" in site.html("")
    for path in ("albums", "artist", "genres", "styles", "search"):
        assert "<h1>" in site.html(path)


def test_albums_without_a_year_stand_beside_those_with_one(site):
    bare = AlbumView("discogs:9", "x-9", {"title": "X"}, {}, [], ["artist-1"], None, "")
    site.render([album(1, "One"), bare], [artist(1, "Name")])
    site.build()
    assert re.findall(r'href="/albums/([^"]+)/"', site.html("artist/artist-1")) != []


def test_the_owners_template_goes_first(site):
    (site.workspace / "templates").mkdir()
    (site.workspace / "templates/album.md.j2").write_text("Mine: {{ fields.title }}")
    site.render([album(1, "a | *b*")], [artist(1, "Name")])
    assert site.page("albums/album-1.md").endswith("\n\nMine: a \\| \\*b\\*\n")
    assert "Real name" in site.page("artist/artist-1.md")


@pytest.mark.parametrize("text", ["{% if %}", "{{ nothing.at.all }}", "{{ 1 | nofilter }}"])
def test_a_broken_template_is_named(site, text):
    (site.workspace / "templates").mkdir()
    (site.workspace / "templates/album.md.j2").write_text("\n" + text)
    with pytest.raises(OutputError, match=r"album\.md\.j2"):
        site.render([album(1, "One")])


def test_a_portrait_is_brought_along(site, cover: ImageFile):
    site.render([album(1, "One")], [evolve(artist(1, "Name"), image=cover)])
    site.build()
    assert (site.public / f"images/artists/{cover.name}").read_bytes() == cover.path.read_bytes()
    assert f'src="/images/artists/{cover.name}"' in site.html("artist/artist-1")


def test_an_image_comes_in_sizes_of_which_the_browser_takes_one(site, large: ImageFile):
    """And the page knows its measures beforehand, so that nothing jumps."""
    one = evolve(album(1, "One", artists=[{"key": "discogs:1", "name": "One"}]), cover=large)
    site.render([one], [evolve(artist(1, "Name"), image=large)])
    site.build()
    stem = large.path.stem
    covers = {width: f"/images/covers/{stem}-{width}.webp" for width in (240, 480)}
    whole = f"/images/covers/{large.name}"
    listed = site.html("albums")
    assert f'src="{covers[480]}" srcset="{covers[240]} 240w, {covers[480]} 480w"' in listed
    assert 'width="480" height="320" loading="lazy"' in listed
    assert json.loads((site.public / "search-index.json").read_text())[0]["cover"] == covers[480]
    page = site.html("albums/album-1")
    assert f'src="{whole}" srcset="{covers[240]} 240w, {covers[480]} 480w, {whole} 900w"' in page
    assert 'alt="Cover of One" width="900" height="600" fetchpriority="high"' in page
    portrait = f"/images/artists/{stem}-480.webp"
    assert f'src="{portrait}"' in site.html("artist/artist-1")
    for address in (whole, *covers.values(), portrait):
        assert (site.public / address.lstrip("/")).is_file()


def test_a_page_takes_the_hue_of_its_cover(site, large: ImageFile):
    site.render([evolve(album(1, "One"), cover=large), album(2, "Two")])
    site.build()
    assert '<html lang="en" class="hue-195">' in site.html("albums/album-1")  # teal
    assert '<html lang="en">' in site.html("albums/album-2")
    assert '<html lang="en">' in site.html("albums")


def test_texts_of_two_origins_are_told_apart(site):
    """A heading comes between them; a text alone needs none."""
    both = {"name": "Air", "biography": "From the encyclopedia.", "profile": "From the shop."}
    person = ArtistView("name:air", "air", both, {}, None, [])
    alone = ArtistView("name:low", "low", {"name": "Low", "profile": "Alone."}, {}, None, [])
    record = {"title": "Two", "description": "From the encyclopedia.", "editorial": "Praise."}
    site.render([AlbumView("discogs:2", "two", record, {}, [], [], None, "")], [person, alone])
    assert "encyclopedia.\n\n## Profile\n\nFrom the shop." in site.page("artist/air.md")
    assert "##" not in site.page("artist/low.md")
    assert "encyclopedia.\n\n## Editorial notes\n\nPraise." in site.page("albums/two.md")


CREDITS = {
    "Queen & David Bowie": [("Queen", "&"), ("David Bowie", "")],
    "Fripp, Eno & Byrne": [("Fripp", ","), ("Eno", "&"), ("Byrne", "")],
    "A, B": [("A", ""), ("B", "&")],
    "A Vs. B": [("A", " Vs. "), ("B", ""), ("A", ""), ("", "")],
    "A, <i>and</i> <b>": [("A", ", <i>and</i>"), ("<b>", "")],
}


@pytest.mark.parametrize("credit", CREDITS)
def test_the_credit_is_joined_as_it_is_printed(site, credit):
    names = [{"name": name, "join": join} for name, join in CREDITS[credit]]
    tracks = [{"position": "1", "type": "track", "title": "T", "artists": names}]
    site.render([album(1, "One", artists=names, tracklist=tracks)], [artist(1, "A")])
    public = site.build()
    assert f">{html.escape(credit)}</span>" in site.html("albums")
    page = Outline(site.html("albums/album-1"))
    assert f"One – {credit} · Record collection" in page.text
    assert f"T · {credit}" in page.text
    assert json.loads((public / "search-index.json").read_bytes())[0]["by"] == credit


def test_each_name_of_a_credit_leads_to_its_artist(site):
    names = [{"name": "Queen", "join": "&"}, {"name": "David Bowie", "join": ""}]
    one = evolve(album(1, "One", artists=names), artist_slugs=["artist-1", "artist-2"])
    site.render([one], [artist(1, "Queen"), artist(2, "David Bowie")])
    site.build()
    links = (
        '<a href="/artist/artist-1/">Queen</a> &amp; <a href="/artist/artist-2/">David Bowie</a>'
    )
    assert links in site.html("albums/album-1")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2002-10-28", "28 October 2002"),
        ("1998-08-03", "3 August 1998"),
        ("2012-03", "March 2012"),
        ("1999", "1999"),
        ("1999-00-00", "1999-00-00"),
        ("soon", "soon"),
        ("", "1976"),
    ],
)
def test_a_release_date_is_shown_in_words(site, date, shown):
    site.render([album(1, "One", release_date=date)])
    site.build()
    assert f"<dt>Released</dt><dd>{shown}</dd>" in site.html("albums/album-1")


def test_a_barcode_is_shown_once(site):
    codes = [
        {"type": "Barcode", "value": "7 30003 80731 2", "description": "Text"},
        {"type": "Barcode", "value": "5 024545 1234"},
        {"type": "Matrix / Runout", "value": "730003807312"},
    ]
    site.render([album(1, "One", identifiers=codes)])
    body = site.page("albums/album-1.md").partition("## Identifiers")[2]
    assert "7 30003 80731 2" not in body
    assert "- Barcode: 5 024545 1234" in body
    assert "- Matrix / Runout: 730003807312" in body


COMMONS = "https://commons.wikimedia.org/wiki/File:Air.jpg"
CREDIT = {"author": "A. <b>Nonymous", "licence": "CC BY-SA 4.0", "page": COMMONS}


def portrayed(picture: ImageFile, **told: object) -> ArtistView:
    known = {"url": picture.source_url, **CREDIT, **told}
    return ArtistView("name:air", "air", {"name": "Air", "image": known}, {}, picture, [])


def test_a_picture_carries_its_author_its_licence_and_its_source(site, cover):
    licence = "https://creativecommons.org/licenses/by-sa/4.0"
    site.render([], [portrayed(cover, licence_url=licence)])
    site.build()
    page = site.html("artist/air")
    assert "Picture (cropped): A. &lt;b&gt;Nonymous, " in page
    assert f'<a href="{licence}">CC BY-SA 4.0</a>, <a href="{COMMONS}">source</a>' in page


@pytest.mark.parametrize("told", [{"url": "https://other.example/y.jpg"}, {"licence": ""}])
def test_a_picture_gets_no_others_licence(site, cover, told):
    site.render([], [portrayed(cover, **told)])
    assert "image_credit" not in site.page("artist/air.md")
    site.build()
    assert "Picture (cropped)" not in site.html("artist/air")


def test_an_address_that_is_none_is_no_link_of_a_picture(site, cover):
    site.render([], [portrayed(cover, page="javascript:alert(1)", licence_url=7)])
    site.build()
    assert "Picture (cropped): A. &lt;b&gt;Nonymous, CC BY-SA 4.0</p>" in site.html("artist/air")


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_long_number_is_written_in_full(site, form):
    """JSON knows no whole numbers, and Hugo would write 9.0106074e+07."""
    site.render([album(90106074, "One")], [artist(17000000, "Name")], form)
    site.build()
    page = site.html("albums/album-90106074")
    assert page.count('https://www.discogs.com/release/90106074"') == 2
    assert "https://www.discogs.com/artist/17000000" in site.html("artist/artist-17000000")
    assert "e+0" not in page


def test_other_pictures_lead_to_the_whole_of_each(site, cover, large):
    one = evolve(album(1, "One <b>"), cover=cover, images=[large, cover])
    site.render([one])
    site.build()
    page = site.html("albums/album-1")
    whole = f"/images/gallery/{large.name}"
    assert f'<li><a href="{whole}">' in page
    assert f'src="/images/gallery/{large.path.stem}-480.webp"' in page
    assert 'alt="One &lt;b&gt;, picture 2" width="480" height="320" loading="lazy"' in page
    assert 'alt="One &lt;b&gt;, picture 3" width="60" height="60"' in page
    assert (site.public / whole.lstrip("/")).is_file()
    site.render([album(1, "One")])
    assert not (site.root / "static/images/gallery").exists()


def test_the_owner_chooses_colours_in_the_settings(site):
    settings = site.root / "hugo.toml"
    chosen = '\n[params.colours]\naccent = "light-dark(#123456, #abcdef)"\nink = "#111"\n'
    settings.write_text(settings.read_text() + chosen)
    site.render([album(1, "One")])
    site.build()
    style = next((site.public / "css").glob("site*.css")).read_text()
    assert "--accent:light-dark(#123456,#abcdef)" in style.replace(", ", ",").replace(": ", ":")
    assert style.rindex("--ink:") > style.index("--paper:")
    assert re.search(r'href="/css/site[^"]*\.css" integrity="sha256-', site.html(""))


def test_a_text_of_wikipedia_leads_to_the_version_it_was_taken_from(site):
    article = {"title": "One", "url": "https://en.wikipedia.org/wiki/One", "revision": 1345336232}
    told = {"description": "wikipedia", "biography": "wikipedia", "wikipedia": "wikipedia"}
    person = artist(1, "Name")
    fields = {**person.fields, "wikipedia": article}
    site.render([album(1, "One", wikipedia=article)], [evolve(person, fields=fields, sources=told)])
    site.build()
    for page in ("albums/album-1", "artist/artist-1"):
        shown = site.html(page)
        assert 'href="https://en.wikipedia.org/wiki/One?oldid=1345336232"' in shown
        assert "shortened from" in shown
