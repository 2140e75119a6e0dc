"""`collector backup` as a person uses it: while a run goes on, and killed at any of its steps."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from evidence import tables
from kills import ended_at_each_step
from places import Place, place_at

from collector.store import Store
from collector.store.backups import Backups, Contents
from collector.store.schema import apply, migrations

CONFIG = 'schema = 1\n[[plugins]]\nname = "csv"\n[plugins.config]\npath = "records.csv"\n'
HEADER = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added"
ROWS = tuple(
    f"A{n},Artist {n},Title {n},Label,LP,4,1976,{n},Rock,2020-11-12 12:24:52" for n in range(1, 80)
)


def collector(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "collector", "--workspace", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def listed(folder: Path) -> list[dict[str, object]]:
    done = collector(folder, "backup", "list", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def all_good(folder: Path) -> list[Contents]:
    """What is in each backup, after every page of it was examined."""
    backups = Backups(folder / "collection.db")
    return [backups.examine(one, thoroughly=True) for one in backups.all()]


def skip(folder: Path) -> None:
    with Store.open(folder / "collection.db") as store:
        store.skip("discogs:7", "", "me")


def hidden(folder: Path) -> list[str]:
    return [path.name for top in (folder, folder / "backups") for path in top.glob(".*")]


def alive(folder: Path) -> int:
    """How many records the store shows, after SQLite has examined it."""
    with closing(sqlite3.connect(folder / "collection.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return store.execute("SELECT count(*) FROM releases WHERE alive = 1").fetchone()[0]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "plugins.toml").write_text(CONFIG)
    (tmp_path / "records.csv").write_text("\n".join((HEADER, *ROWS)) + "\n")
    done = collector(tmp_path, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path


def test_backups_while_a_run_goes_on_are_whole_and_do_not_stop_it(place: Place):
    process = subprocess.Popen(
        place.command("run"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    made = []
    while process.poll() is None:
        done = place.collector("backup", "create", "--json")
        if done.returncode:
            assert "nothing is known yet" in done.stderr
            continue
        made.append(json.loads(done.stdout))
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert len(made) > 1
    records = [one["records"] for one in made]
    assert records == sorted(records)
    assert place.collector("backup", "verify", "--all").returncode == 0
    assert hidden(place.folder) == []


def test_a_run_over_a_restored_half_collection_ends_like_an_undisturbed_one(place: Place):
    asked = []
    place.sandbox.hooks.append(lambda _service, request: asked.append(request.path))
    process = subprocess.Popen(
        place.command("run"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    while len(asked) < 40 and process.poll() is None:
        time.sleep(0.005)
    done = place.collector("backup", "create", "--json")
    assert done.returncode == 0, done.stderr
    refused = place.collector("backup", "restore", json.loads(done.stdout)["name"])
    assert process.poll() is None, "the run was still going on"
    assert (refused.returncode, "another run" in refused.stderr) == (2, True)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    whole, files = tables(place), place.files()
    name = json.loads(done.stdout)["name"]
    assert place.collector("backup", "restore", name).returncode == 0
    assert tables(place) != whole
    again = place.collector("run")
    assert again.returncode == 0, again.stdout + again.stderr
    assert place.files() == files
    assert tables(place) == whole


def test_pages_of_records_that_the_backup_does_not_know_go(place: Place):
    assert place.collector("run").returncode == 0
    first = place.files()
    release = place.sandbox.world.copies[0].release_id
    page = place.album(release)
    assert place.collector("skip", str(release)).returncode == 0
    assert place.collector("run").returncode == 0
    assert place.collector("backup", "create").returncode == 0
    (without,) = listed(place.folder)
    assert place.collector("skip", str(release), "--undo").returncode == 0
    assert place.collector("run").returncode == 0
    assert page.exists()
    assert place.collector("backup", "restore", str(without["name"])).returncode == 0
    assert place.collector("render").returncode == 0
    assert not page.exists()
    assert place.collector("skip", str(release), "--undo").returncode == 0
    assert place.collector("render").returncode == 0
    assert place.files() == first


def test_a_backup_alone_brings_the_site_back_elsewhere(place: Place, tmp_path: Path):
    """Without pages, pictures and cache: no plugin is asked again, and the pictures come back."""
    assert place.collector("run").returncode == 0
    release = place.sandbox.world.copies[0].release_id
    assert place.collector("skip", str(release)).returncode == 0
    assert place.collector("run").returncode == 0
    assert place.collector("backup", "create").returncode == 0
    there = place_at(tmp_path / "there", place.sandbox)
    shutil.copytree(place.folder / "backups", there.folder / "backups")
    (one,) = listed(there.folder)
    done = there.collector("backup", "restore", str(one["name"]))
    assert done.returncode == 0, done.stderr
    place.sandbox.clear_log()
    done = there.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert there.files() == place.files()
    asked = {entry.path.split("/")[1] for entry in place.sandbox.log}
    assert asked <= {"images", "discogs"}
    paths = [entry.path for entry in place.sandbox.log if entry.path.startswith("/discogs")]
    assert all("/collection/" in path for path in paths)


def test_a_create_that_is_killed_leaves_a_whole_backup_or_none(mine: Path):
    steps = 0
    for step in ended_at_each_step(mine, "backup", "create"):
        steps = step
        assert all(one.records == len(ROWS) for one in all_good(mine)), step
        assert alive(mine) == len(ROWS)
    assert steps > 5
    assert hidden(mine) == []
    assert listed(mine)[0]["records"] == len(ROWS)


def test_a_restore_that_is_killed_leaves_the_old_store_or_the_new_one(mine: Path):
    assert collector(mine, "backup", "create").returncode == 0
    name = str(listed(mine)[0]["name"])
    skip(mine)
    seen = []
    for step in ended_at_each_step(mine, "backup", "restore", name):
        seen.append(alive(mine))
        assert seen[-1] in (len(ROWS) - 1, len(ROWS)), step
        if seen[-1] == len(ROWS):
            skip(mine)
    assert len(ROWS) - 1 in seen
    assert alive(mine) == len(ROWS)
    assert {one.records for one in all_good(mine)} <= {len(ROWS) - 1, len(ROWS)}
    assert hidden(mine) == []
    assert sorted(path.name for path in mine.glob("collection*")) == [
        "collection.db",
        "collection.db.lock",
    ]


def test_a_restore_over_a_damaged_store_that_is_killed_can_be_done_again(mine: Path):
    assert collector(mine, "backup", "create").returncode == 0
    name = str(listed(mine)[0]["name"])
    store, damaged = mine / "collection.db", os.urandom(20_000)
    store.write_bytes(damaged)
    outcomes = set()
    for _step in ended_at_each_step(mine, "backup", "restore", name):
        assert store.exists()
        whole = store.read_bytes() != damaged
        outcomes.add(whole)
        if whole:
            assert alive(mine) == len(ROWS)
            store.write_bytes(damaged)
    assert False in outcomes
    assert alive(mine) == len(ROWS)
    assert any(path.read_bytes() == damaged for path in mine.glob("collection-damaged-*.db"))
    assert hidden(mine) == []


def test_a_migration_that_is_killed_leaves_the_old_schema_or_the_new_one(tmp_path: Path):
    (tmp_path / "plugins.toml").write_text(CONFIG)
    with closing(sqlite3.connect(tmp_path / "collection.db", isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        apply(old, *migrations()[0])
        old.execute(
            "INSERT INTO releases (key, slug, title, sort_title, alive, record)"
            " VALUES ('discogs:1', 'a-1', 'A', 'a', 1, x'')"
        )
    versions = []
    for step in ended_at_each_step(tmp_path, "status"):
        assert alive(tmp_path) == 1
        with closing(sqlite3.connect(tmp_path / "collection.db")) as store:
            versions.append(store.execute("PRAGMA user_version").fetchone()[0])
        kept = all_good(tmp_path)
        assert all(one.schema == 1 for one in kept), step
        assert versions[-1] == 1 or kept, "it was kept before it was changed"
    assert versions[0] == 1
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("kind", ["create", "restore"])
def test_killed_while_pages_are_copied_nothing_is_half(mine: Path, kind: str):
    """Killed by the file that is being filled: as soon as it holds something."""
    for _ in range(2):
        with closing(sqlite3.connect(mine / "collection.db")) as store, store:
            store.execute("CREATE TABLE IF NOT EXISTS big (data BLOB)")
            store.executemany(
                "INSERT INTO big VALUES (?)", ((os.urandom(4000),) for _ in range(3000))
            )
        assert collector(mine, "backup", "create").returncode == 0
        name = str(listed(mine)[0]["name"])
        args = [] if kind == "create" else [name]
        folder = mine / "backups" if kind == "create" else mine
        command = [
            sys.executable,
            "-m",
            "collector",
            "--workspace",
            str(mine),
            "backup",
            kind,
            *args,
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        while process.poll() is None:
            parts = [path for path in folder.glob(".*.part") if path.stat().st_size > 0]
            if parts:
                process.kill()
        process.communicate()
        assert alive(mine) == len(ROWS)
        assert collector(mine, "backup", "verify", "--all").returncode == 0
    assert collector(mine, "backup", "restore", name).returncode == 0
    assert hidden(mine) == []
