"""The page of runs: how services stand, what failed, and asking again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("admin")


@pytest.fixture
def page(browser, server):
    opened = browser.new_context().new_page()
    opened.goto(server.link())
    opened.goto(server.url + "/runs")
    yield opened
    opened.context.close()


def test_it_says_what_each_service_did_in_the_latest_run(page) -> None:
    table = page.locator("table", has_text="in the latest run")
    head = table.locator("thead th").all_inner_texts()
    cells = table.locator("tr", has_text="spotify").locator("td").all_inner_texts()
    figures = dict(zip(head[1:], cells, strict=True))
    assert int(figures["found"]) > 15
    assert int(figures["requests"]) > 20
    assert figures["given up"] == ""


def test_credentials_and_services_are_checked_at_a_click(page, place) -> None:
    page.get_by_role("button", name="Check them all").click()
    checks = page.locator(".checks li")
    expect(checks.filter(has_text="25 releases")).to_have_count(1)
    assert checks.count() > 3
    assert checks.filter(has_text="wrong").count() == 0
    secret = place.folder / "sandbox" / "discogs.token"
    before = secret.read_text()
    try:
        secret.write_text("not-it")
        page.get_by_role("button", name="Check them all").click()
        wrong = page.locator(".checks li", has_text="wrong")
        expect(wrong).to_have_count(1)
        expect(wrong).to_contain_text("discogs")
        assert "not-it" not in page.content()
    finally:
        secret.write_text(before)


@pytest.fixture
def failures(place):
    """Two of Spotify's, and one of Apple's, that were given up."""
    sql = (
        "UPDATE ledger SET outcome = ?, error = 'HTTP 500' WHERE plugin = ? AND subject IN"
        " (SELECT subject FROM ledger WHERE plugin = ? ORDER BY subject LIMIT ?)"
    )
    path = place.folder / "collection.db"
    with closing(sqlite3.connect(path)) as store, store:
        store.execute(sql, ("dead", "spotify", "spotify", 2))
        store.execute(sql, ("dead", "apple-music", "apple-music", 1))


def test_what_one_plugin_failed_at_is_asked_again_alone(page, failures, office) -> None:
    page.reload()
    expect(page.get_by_role("row", name="HTTP 500")).to_have_count(3)
    page.get_by_role("button", name="Only spotify (2)").click()
    expect(page.locator("main")).to_contain_text("2 will be asked again in the next run.")
    expect(page.get_by_role("row", name="spotify").filter(has_text="given up")).to_have_count(0)
    with office.reading() as store:
        assert {row.plugin: row.outcome for row in store.failures()} == {
            "spotify": "failed",
            "apple-music": "dead",
        }
    page.get_by_role("button", name="Ask all of it again").click()
    expect(page.get_by_role("row", name="HTTP 500").filter(has_text="given up")).to_have_count(0)
