"""The finished site in a real browser: clicked through, measured, and read by axe."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from collector.api import AlbumView, ArtistView, Item
from collector_hugo.accent import STEP
from collector_hugo.finder import index

pytestmark = pytest.mark.xdist_group("browser")

ALBUMS = 130
GENRES = ("Rock", "Jazz", "Electronic")
PAGES = {
    "home": "/",
    "albums": "/albums/",
    "album": "/albums/album-7/",
    "artists": "/artist/",
    "artist": "/artist/artist-2/",
    "genres": "/genres/",
    "genre": "/genres/jazz/",
    "labels": "/labels/",
    "added": "/added/",
    "statistics": "/statistics/",
    "search": "/search/?q=jazz",
    "not found": "/404.html",
}


def album(number: int) -> AlbumView:
    """One of many that differ in all that can be sorted or filtered by."""
    name = f"Artist {number % 5}"
    record = {
        "title": f"Record {number:03}",
        "artists": [{"key": f"discogs:{number % 5}", "name": name}],
        "year": 1960 + number % 50,
        "country": "UK" if number % 2 else "Japan",
        "genres": [GENRES[number % 3]],
        "styles": ["Ambient"] if number % 4 == 0 else [],
        "labels": [{"name": f"Label {number % 7}", "catno": f"L {number}"}],
        "formats": [{"name": "Vinyl" if number % 3 else "CD", "qty": 1, "descriptions": ["LP"]}],
        "tracklist": [
            {"position": f"A{at}", "type": "track", "title": f"Song {at}", "duration": "3:10"}
            for at in range(1, 6)
        ],
        "notes": "Bought at a fair.",
        "spotify": {"id": f"s{number}", "url": f"https://open.spotify.com/album/s{number}"},
    }
    added = f"{2015 + number % 10}-{number % 12 + 1:02}-03T10:00:00Z"
    return AlbumView(
        key=f"discogs:{number}",
        slug=f"album-{number}",
        fields=record,
        sources={"title": "discogs"},
        copies=[Item("1", f"discogs:{number}", {}, added, "Shelf", 4, "", "", "")],
        artist_slugs=[f"artist-{number % 5}"],
        cover=None,
        added=added,
    )


def artist(number: int) -> ArtistView:
    record = {"name": f"Artist {number}", "profile": "Plays.", "members": [{"name": "A. Player"}]}
    slugs = [f"album-{one}" for one in range(1, ALBUMS + 1) if one % 5 == number]
    return ArtistView(f"discogs:{number}", f"artist-{number}", record, {}, None, slugs)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@pytest.fixture(scope="module")
def folder(make_site) -> Path:
    """The built site."""
    site = make_site()
    site.render([album(n) for n in range(1, ALBUMS + 1)], [artist(n) for n in range(5)])
    public = site.build()
    index(public)
    return public


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where it is served."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        path = shutil.which("chromium")
        assert path, "these tests need chromium: apt-get install chromium"
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str):
    """Opens a page in a window of its own; what the browser complains of is an error."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def opened(path: str, **options: object) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(address + path, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name: str):
    page = visit(PAGES[name], bypass_csp=True)
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], look


def test_a_page_in_the_hue_of_its_cover_can_be_read(visit):
    page = visit(PAGES["album"], bypass_csp=True)
    plain = page.evaluate("getComputedStyle(document.querySelector('.facts a')).color")
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        for hue in range(0, 360, 3 * STEP):
            page.evaluate(f"document.documentElement.className = 'js hue-{hue}'")
            colour = page.evaluate("getComputedStyle(document.querySelector('.facts a')).color")
            assert colour != plain, hue
            found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response
            assert [one["nodes"][0]["html"] for one in found["violations"]] == [], (look, hue)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_and_does_not_jump(visit, name: str):
    page = visit(PAGES[name], **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shift = """() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(sum), 300);
    })"""
    assert page.evaluate(shift) < 0.01


@pytest.mark.parametrize("name", ["home", "album"])
def test_a_page_is_light(visit, name: str):
    sizes: list[int] = []
    page = visit("/404.html")
    page.on(
        "response",
        lambda got: (
            sizes.append(len(got.body()))
            if got.request.resource_type in {"document", "stylesheet", "script"}
            else None
        ),
    )
    page.goto(page.url.replace("/404.html", PAGES[name]), wait_until="networkidle")
    assert 0 < sum(sizes) <= 60_000


def titles(page: Page) -> list[str]:
    return page.locator("#wall .card-title").all_text_contents()


def test_the_wall_is_sorted_and_filtered_in_place(visit):
    page = visit("/albums/")
    assert page.locator(".pages").is_visible()
    page.select_option("[name=sort]", "title")
    expect(page.locator("#wall .card-title").first).to_have_text("Record 001")
    assert titles(page)[:3] == ["Record 001", "Record 002", "Record 003"]
    page.select_option("[name=genre]", "Jazz")
    page.select_option("[name=label]", "Label 1")
    expected = [f"Record {n:03}" for n in range(1, ALBUMS + 1) if n % 3 == 1 and n % 7 == 1]
    assert titles(page) == expected
    assert page.locator("#wall-count").text_content() == f"{len(expected)} albums."
    assert not page.locator(".pages").is_visible()
    page.reload(wait_until="networkidle")
    assert titles(page) == expected, "the address says what was chosen"
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#wall-count")).to_have_text(f"{ALBUMS} albums.")


def test_the_wall_grows_as_it_is_scrolled(visit):
    page = visit("/albums/?sort=artist")
    assert len(titles(page)) < ALBUMS
    page.mouse.wheel(0, 20_000)
    expect(page.locator("#wall .card")).to_have_count(ALBUMS)


def test_search_finds_while_it_is_typed(visit):
    page = visit("/")
    page.keyboard.press("/")
    page.keyboard.type("ambient")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("#results .card")).to_have_count(ALBUMS // 4)
    page.get_by_role("searchbox").fill("012 japan")
    expect(page.locator("#results .card-title").first).to_have_text("Record 012")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/albums/album-12/")


def test_search_knows_songs_notes_and_artists(visit):
    page = visit("/search/?q=fair")
    expect(page.locator("#found")).to_have_text(f"{ALBUMS} pages, the best 60 are shown.")
    page.get_by_role("searchbox").fill("player")
    expect(page.locator("#results .card-title").first).to_contain_text("Artist")


def test_without_an_index_the_list_of_albums_is_looked_through(
    browser: Browser, address: str, folder: Path
):
    (folder / "pagefind").rename(folder / "away")
    page = browser.new_page()
    try:
        page.goto(f"{address}/search/?q=record+012")
        expect(page.locator("#results .card-title")).to_have_text(["Record 012"])
    finally:
        (folder / "away").rename(folder / "pagefind")
        page.close()


def test_the_switch_is_kept_from_page_to_page(visit):
    page = visit("/", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.get_by_role("button", name="Dark colours").click()
    dark = page.evaluate(paper)
    assert dark != before
    page.goto(page.url + "albums/", wait_until="networkidle")
    assert page.evaluate(paper) == dark


def test_a_player_comes_with_a_click_and_not_before(browser: Browser, address: str):
    page = browser.new_page()
    page.route("https://open.spotify.com/**", lambda route: route.fulfill(body="<p>played</p>"))
    page.goto(f"{address}/albums/album-7/", wait_until="networkidle")
    assert page.locator("iframe").count() == 0
    page.get_by_role("button", name="Play at Spotify").click()
    assert page.frame_locator("iframe").locator("p").text_content() == "played"
    page.close()


@pytest.mark.parametrize("name", ["home", "albums", "album", "statistics", "search"])
def test_without_scripts_everything_is_there(visit, name: str):
    page = visit(PAGES[name], java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert not page.locator("button").locator("visible=true").count()
