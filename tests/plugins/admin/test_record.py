"""Correcting a record, field by field."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest

from collector.api import Subject, SystemClock, to_iso
from collector.office import Office

pytestmark = pytest.mark.xdist_group("admin")

SEEN = r'name="field" value="{}">\s*<input type="hidden" name="seen" value="(\w+)"'


@pytest.fixture
def record(office: Office):
    """A record that several plugins speak of, as it was before."""
    with office.reading() as store:
        row = next(one for one in store.albums() if one.fields.get("spotify"))
    return Subject("release", row.key)


@pytest.fixture
def address(record: Subject) -> str:
    return f"/release/{quote(record.key)}"


def shown(office: Office, record: Subject, field: str):
    with office.reading() as store:
        return store.record(record).get(field)


def seen(owner, address: str, field: str) -> str:
    return re.search(SEEN.format(field), owner.get(address).text)[1]


def test_a_field_says_who_said_it_when_and_why_it_is_shown(owner, address: str) -> None:
    text = unescape(owner.get(address).text)
    assert "Shown because it is the last plugin in plugins.toml that says something" in text
    assert "discogs" in text
    assert re.search(r"release, \d{4}-\d\d-\d\d \d\d:\d\d, CC0", text)


def test_a_correction_is_shown_and_can_be_taken_back(owner, office, record, address) -> None:
    before = shown(office, record, "title")
    done = owner.post(
        f"{address}/save", field="title", value="Mine", seen=seen(owner, address, "title")
    )
    assert "title: corrected, and locked." in done.text
    assert shown(office, record, "title") == "Mine"
    done = owner.post(f"{address}/revert", field="title")
    assert "title: as the plugins say." in done.text
    assert shown(office, record, "title") == before


def test_what_is_wrong_is_told_and_what_was_typed_stays(owner, office, record, address) -> None:
    before = shown(office, record, "year")
    done = owner.post(
        f"{address}/save", field="year", value="in the fall", seen=seen(owner, address, "year")
    )
    assert done.status_code == 422
    assert "a whole number is needed" in done.text
    assert 'value="in the fall"' in done.text
    assert shown(office, record, "year") == before


def test_who_saves_second_sees_what_the_first_has_saved(owner, office, record, address) -> None:
    stale = seen(owner, address, "country")
    owner.post(f"{address}/save", field="country", value="Peru", seen=stale)
    done = owner.post(f"{address}/save", field="country", value="Chile", seen=stale)
    assert done.status_code == 422
    text = unescape(done.text)
    assert "somebody has changed this meanwhile" in text
    assert "<pre>Peru</pre>" in text
    assert 'value="Chile"' in text
    assert shown(office, record, "country") == "Peru"
    fresh = seen(owner, address, "country")
    owner.post(f"{address}/save", field="country", value="Chile", seen=fresh)
    assert shown(office, record, "country") == "Chile"
    owner.post(f"{address}/revert", field="country")


def test_a_field_can_be_left_empty_on_purpose(owner, office, record, address) -> None:
    owner.post(f"{address}/empty", field="genres")
    assert shown(office, record, "genres") is None
    assert "left empty" in owner.get(address).text
    owner.post(f"{address}/revert", field="genres")
    assert shown(office, record, "genres")


def test_what_another_plugin_says_can_be_shown(owner, office, record, address) -> None:
    with office.reading() as store:
        why = store.explain(record, "title").fields[0]
    other = next(one for one in why.said if not one.shown)
    done = owner.post(f"{address}/take", field="title", plugin=other.plugin, part=other.part)
    assert f"title: as {other.plugin} says, and locked." in done.text
    assert shown(office, record, "title") == other.value
    owner.post(f"{address}/revert", field="title")


def test_a_cover_that_a_plugin_names_is_fetched_by_us_and_shown(
    owner, office, record, address
) -> None:
    with office.reading() as store:
        why = store.explain(record, "cover").fields[0]
    assert owner.get(f"/named/release/{record.key}/0").headers["Content-Type"].startswith("image/")
    assert owner.get(f"/named/release/{record.key}/{len(why.said)}").status_code == 404
    other = next(one for one in why.said if not one.shown)
    owner.post(f"{address}/take", field="cover", plugin=other.plugin, part=other.part)
    assert shown(office, record, "cover_file")["url"] == other.value["url"]
    owner.post(f"{address}/revert", field="cover")
    assert shown(office, record, "cover_file")["url"] == why.value["url"]


def test_what_is_no_picture_is_refused(owner, office, record, address) -> None:
    before = shown(office, record, "cover_file")
    files = {"file": ("cover.jpg", b"<svg onload='alert(1)'/>", "image/jpeg")}
    done = owner.post(f"{address}/picture", files=files)
    assert done.status_code == 409
    assert shown(office, record, "cover_file") == before


def test_a_record_can_be_left_out_and_taken_in_again(owner, office, record, address) -> None:
    assert "It is left out from now on." in owner.post(f"{address}/skip", why="a gift").text
    assert record.key in owner.get("/releases?state=skipped").text
    assert "It is shown again." in owner.post(f"{address}/skip").text
    with office.reading() as store:
        assert not store.skipped()


def test_a_plugin_can_be_asked_again_about_one_record(owner, office, record, address) -> None:
    done = owner.post(f"{address}/refresh", plugin="spotify")
    assert "The next run asks spotify again." in done.text
    now = to_iso(SystemClock().now())
    with office.reading() as store:
        due = {row.plugin for row in store.ledger(record) if row.next_due <= now}
    assert "spotify" in due
    assert "discogs" not in due


def test_a_field_that_nobody_speaks_of_can_be_filled_in(owner, office, record, address) -> None:
    with office.reading() as store:
        said = {one.field for one in store.explain(record).fields}
    field = "editorial" if "editorial" not in said else "companies"
    assert f'id="field-{field}"' in owner.get(f"{address}?add={field}").text
    value = "Fine." if field == "editorial" else '[{"name": "A", "role": "B"}]'
    mark = re.search(SEEN.format(field), owner.get(f"{address}?add={field}").text)[1]
    owner.post(f"{address}/save", field=field, value=value, seen=mark)
    assert shown(office, record, field)
    owner.post(f"{address}/revert", field=field)


@pytest.mark.parametrize("path", ["/release/discogs:0", "/artist/nobody", "/label/discogs:1"])
def test_what_is_not_there_is_said(owner, path: str) -> None:
    assert owner.get(path).status_code == 404


@pytest.mark.parametrize("field", ["cover_file", "no field", "", "x" * 5000, "title; DROP"])
def test_no_other_field_can_be_written(owner, office, record, address, field: str) -> None:
    with office.reading() as store:
        before = store.edits(record)
    assert owner.post(f"{address}/save", field=field, value="x", seen="").status_code in {409, 422}
    with office.reading() as store:
        assert store.edits(record) == before


def test_a_backup_is_made_before_the_first_change(owner, office, address) -> None:
    before = len(office.backups().all())
    for _ in range(2):
        owner.post(f"{address}/empty", field="styles")
    assert len(office.backups().all()) == before + 1
    owner.post(f"{address}/revert", field="styles")
