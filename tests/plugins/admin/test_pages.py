"""Every page in a real browser: with and without scripts, on a phone, read by axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from collector.office import Office
from collector_admin.serving import Server

pytestmark = pytest.mark.xdist_group("admin")

PAGES = {
    "overview": "/",
    "records": "/releases",
    "artists": "/artists?state=edited",
    "in doubt": "/review",
    "runs": "/runs",
    "plugins": "/plugins",
    "backups": "/backups",
    "changes": "/changes",
    "nowhere": "/nowhere",
}


@pytest.fixture
def record(office: Office) -> str:
    with office.reading() as store:
        return f"/release/{next(store.albums()).key}"


def enter(browser: Browser, server: Server, **options) -> Page:
    page = browser.new_context(**options).new_page()
    page.goto(server.link())
    return page


def violations(page: Page) -> list[str]:
    return [
        f"{one['id']}: {node['html']}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_what_people_stumble_over(browser, server, record, scheme: str) -> None:
    page = enter(browser, server, color_scheme=scheme)
    for path in (*PAGES.values(), record):
        page.goto(server.url + path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert not violations(page), path
    page.context.close()


def test_who_has_no_link_reads_how_to_get_one(browser, server) -> None:
    page = browser.new_page()
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Come in by the link")
    assert not violations(page)
    page.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("A new link stands in the terminal")
    page.close()


def test_nothing_is_wider_than_a_phone(browser, server, record) -> None:
    page = enter(browser, server, viewport={"width": 360, "height": 780})
    for path in (*PAGES.values(), record):
        page.goto(server.url + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, path
    page.context.close()


def test_a_field_can_be_corrected_without_scripts(browser, server, office, record) -> None:
    page = enter(browser, server, java_script_enabled=False)
    page.goto(server.url + record)
    field = page.locator("#field-title")
    field.locator("summary").click()
    field.get_by_label("New text").fill("By hand")
    field.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("By hand")
    field.locator("summary").click()
    field.get_by_role("button", name="Take my correction back").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("By hand")
    page.context.close()


def test_no_third_party_is_asked_and_nothing_is_refused(browser, server, record) -> None:
    page = enter(browser, server)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text))
    for path in (*list(PAGES.values())[:-1], record):
        page.goto(server.url + path, wait_until="networkidle")
    assert all(one.startswith(server.url) for one in asked)
    assert not said
    page.context.close()
