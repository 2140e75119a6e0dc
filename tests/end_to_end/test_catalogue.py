"""The main job on the whole catalogue."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from places import Place, front_matter

pytestmark = pytest.mark.xdist_group("catalogue")


def shown_artists(release) -> list[str]:
    import re

    return [re.sub(r" \(\d+\)$", "", one.anv or one.name) for one in release.artists]


def test_every_record_has_a_page_with_its_title_and_artists(catalogue: Place):
    world = catalogue.sandbox.world
    for key in {copy.release_id for copy in world.copies}:
        release = world.releases[key]
        matter = front_matter(catalogue.album(key))
        assert matter["title"] == release.title
        assert matter["artists"] == shown_artists(release)
        assert matter["discogs_id"] == key


def test_every_page_parses_with_a_yaml_library(catalogue: Place):
    pages = list(catalogue.content.rglob("*.md"))
    assert len(pages) > 250
    for page in pages:
        name = "slug" if page.parent.name == "labels" else "title"
        assert isinstance(front_matter(page)[name], str), page


def test_hugo_builds_the_site_without_a_warning(catalogue: Place):
    done = catalogue.collector("site", "build")
    assert done.returncode == 0, done.stderr
    assert "WARN" not in done.stdout + done.stderr
    built = catalogue.folder / "website" / "public"
    for key in {copy.release_id for copy in catalogue.sandbox.world.copies}:
        slug = catalogue.album(key).stem
        assert (built / "albums" / slug / "index.html").is_file()


@pytest.mark.parametrize("service", ["apple_music", "spotify"])
def test_no_automatic_match_is_wrong_and_most_are_found(catalogue: Place, service: str):
    truth = getattr(catalogue.sandbox.world.truth, service)
    found = 0
    for key in {copy.release_id for copy in catalogue.sandbox.world.copies}:
        link = front_matter(catalogue.album(key)).get(service)
        if link is not None:
            assert str(link["id"]) in truth.get(key, frozenset()), f"{key}: {link}"
            found += 1
    owned = [
        key for key in truth if any(c.release_id == key for c in catalogue.sandbox.world.copies)
    ]
    print(f"{service}: {found} of {len(owned)} right answers found, none wrong")
    assert found >= 0.93 * len(owned)


def test_no_article_is_wrong_and_most_are_found(catalogue: Place):
    truth = catalogue.sandbox.world.truth.album_articles
    owned = {copy.release_id for copy in catalogue.sandbox.world.copies}
    found = 0
    for key in owned:
        link = front_matter(catalogue.album(key)).get("wikipedia")
        if link is not None:
            assert link["title"] == truth.get(key, ("", "nothing"))[1], key
            found += 1
    right = len(owned & set(truth))
    print(f"album articles: {found} of {right} right answers found, none wrong")
    assert found >= 0.9 * right


def test_no_biography_is_wrong_and_most_are_found(catalogue: Place):
    truth = catalogue.sandbox.world.truth.artist_articles
    found = asked = 0
    for page in catalogue.content.glob("artist/*.md"):
        matter = front_matter(page)
        key = matter.get("discogs_id")
        asked += key in truth
        link = matter.get("wikipedia")
        if link is not None:
            assert link["title"] == truth.get(key, ("", "nothing"))[1], page
            found += 1
    print(f"artist articles: {found} of {asked} right answers found, none wrong")
    assert found >= 0.9 * asked


def test_no_service_got_more_than_it_allows(catalogue: Place):
    for service in ("discogs", "apple", "spotify", "wikipedia"):
        assert 429 not in catalogue.sandbox.statuses(service), service


def test_covers_are_local_files_and_never_hot_links(catalogue: Place):
    text = "".join(page.read_text(encoding="utf-8") for page in catalogue.content.rglob("*.md"))
    assert "/images/i.discogs.com" not in text
    assert "mzstatic" not in text
    for key in {copy.release_id for copy in catalogue.sandbox.world.copies}:
        cover = front_matter(catalogue.album(key))["cover"]
        assert (catalogue.folder / "website" / "static" / str(cover).lstrip("/")).is_file(), cover


def test_a_second_run_asks_one_list_page_and_changes_no_file(catalogue: Place):
    before = {path: path.stat().st_mtime_ns for path in catalogue.content.rglob("*")}
    hashes = catalogue.files()
    catalogue.sandbox.clear_log()
    done = catalogue.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    asked = [entry.path for entry in catalogue.sandbox.log]
    assert len(asked) == 1, asked
    assert asked[0].endswith("/collection/folders/0/releases")
    assert catalogue.files() == hashes
    assert {path: path.stat().st_mtime_ns for path in catalogue.content.rglob("*")} == before


def test_why_names_every_source_of_a_field(catalogue: Place):
    done = catalogue.collector("why", "6794957", "cover")
    assert done.returncode == 0, done.stderr
    assert "discogs/release" in done.stdout
    assert "* apple-music/album" in done.stdout


def test_status_doctor_and_plugins_answer(catalogue: Place):
    for arguments in (["status"], ["doctor"], ["plugins", "list"], ["run", "--dry-run"]):
        done = catalogue.collector(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.strip()


def test_the_store_is_whole(catalogue: Place):
    with closing(sqlite3.connect(catalogue.folder / "collection.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("SELECT count(*) FROM images").fetchone()[0] > 200


def test_rendering_needs_no_network_and_writes_the_same_bytes(catalogue: Place):
    """Last in this file: it stops the sandbox."""
    import shutil

    before = catalogue.files()
    catalogue.sandbox.stop()
    for part in ("content/albums", "content/artist", "static/images"):
        shutil.rmtree(catalogue.folder / "website" / part)
    done = catalogue.collector("render")
    assert done.returncode == 0, done.stderr
    assert catalogue.files() == before
