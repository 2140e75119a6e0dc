"""An evening of somebody who has never seen the admin, by the command and the browser."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest
from attrs import evolve
from places import Place, front_matter
from playwright.sync_api import Browser, Page, expect

from collector.model import Review
from collector.office import Office
from collector.review.desk import speaker_of_row
from collector.store import Outcome, Store

pytestmark = pytest.mark.xdist_group("admin-evening")

DOUBTS = 10
BIOGRAPHY = "She plays <b>every</b> instrument herself.\n\n* and *sings*"


def leave_in_doubt(store: Store, number: int) -> list[str]:
    """Matches that a scorer of more doubts would have left to a person."""
    left = []
    for row in list(store.all_matches()):
        speaker = speaker_of_row(store.lineup(), row)
        if len(left) < number and row.decision == "found" and row.service == "apple-music":
            kept = [evolve(one, accepted=False) for one in row.candidates]
            answer = Review(evolve(_match(row), candidates=kept), "not sure enough")
            inputs = store.inputs(store.view(row.subject), speaker)
            store.answer(Outcome(row.subject, speaker, answer, inputs=inputs), store.lineup())
            left.append(row.subject.key)
    return left


def _match(row):
    from collector.model import Match

    return Match(row.service, row.rung, row.candidates, row.scorer)


@pytest.fixture
def link(place: Place) -> Iterator[str]:
    """``collector admin`` in a terminal, as it is typed."""
    with subprocess.Popen(
        place.command("admin", "--port", "0", "--no-open"),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        yield re.search(r"http://\S+", process.stdout.readline())[0]
        process.send_signal(signal.SIGINT)


def test_an_evening_of_corrections_outlives_the_next_run(
    place: Place, link: str, browser: Browser, picture: Path
) -> None:
    office = Office(place.folder)
    with office.writing() as store:
        doubtful = leave_in_doubt(store, DOUBTS)
        release = next(row for row in store.albums() if row.fields.get("spotify"))
        artist = next(row for row in store.artists_shown() if row.fields.get("biography"))
        waiting = len(store.reviews())
    assert len(doubtful) == DOUBTS
    page = browser.new_page()
    page.goto(link)

    correct_the_cover(page, release.fields["title"], picture)
    write_a_biography(page, artist.fields["name"])
    settle(page, waiting)
    switch_off(page, "spotify")
    run(page)

    with office.reading() as store:
        assert not store.reviews()
        decided = {(one.subject.key, one.verdict) for one in store.decisions()}
    assert {(key, "pin") for key in doubtful} <= decided
    shown = front_matter(place.album(int(release.key.partition(":")[2])))
    assert "spotify" not in shown
    assert Path(shown["cover"]).stem == blake2b(picture.read_bytes(), digest_size=16).hexdigest()
    written = (place.content / "artist" / f"{artist.slug}.md").read_text(encoding="utf-8")
    assert "every" in written
    assert "instrument herself" in written
    page.goto(page.url.partition("/runs")[0] + "/changes")
    expect(page.get_by_role("row")).to_have_count(1 + len(rows_of(office)))


def rows_of(office: Office) -> list[object]:
    with office.reading() as store:
        return list(store.audit(limit=300))


def correct_the_cover(page: Page, title: str, picture: Path) -> None:
    page.get_by_role("link", name="Records", exact=True).click()
    page.get_by_label("Search").fill(title)
    page.keyboard.press("Enter")
    page.locator(".card").first.click()
    field = page.locator("#field-cover")
    field.locator("summary").click()
    field.get_by_label("A picture of yours").set_input_files(picture)
    field.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("status").first).to_contain_text("your picture, and locked")
    with page.expect_response(lambda answer: "/pictures/" in answer.url) as drawn:
        page.reload()
    assert drawn.value.ok


def write_a_biography(page: Page, name: str) -> None:
    page.get_by_role("link", name="Artists", exact=True).click()
    page.get_by_label("Search").fill(name)
    page.keyboard.press("Enter")
    page.locator(".card").first.click()
    field = page.locator("#field-biography")
    field.locator("summary").click()
    field.get_by_label("New text (Markdown)").fill(BIOGRAPHY)
    field.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("biography: corrected, and locked")
    expect(page.locator("#field-biography .source")).to_have_text("you")


def settle(page: Page, number: int) -> None:
    page.get_by_role("link", name="In doubt", exact=True).click()
    for left in range(number, 0, -1):
        expect(page.locator(".kicker").first).to_contain_text(f"of {left} in doubt")
        page.wait_for_load_state()  # until then no key is listened to
        page.keyboard.press("1")
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is in doubt")


def switch_off(page: Page, plugin: str) -> None:
    page.get_by_role("link", name="Plugins", exact=True).click()
    page.get_by_role("button", name=f"Switch {plugin} off").click()
    expect(page.get_by_role("button", name=f"Switch {plugin} on")).to_be_visible()


def run(page: Page) -> None:
    page.get_by_role("link", name="Runs", exact=True).click()
    page.get_by_role("button", name="Begin a run", exact=True).click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_role("button", name="Begin a run", exact=True)).to_be_visible(timeout=90_000)
    expect(page.locator("tr", has_text="done").first).to_be_visible()
