"""Backups of a store that others write meanwhile: whole and checked, or not there at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from disks import mounted

from collector.errors import BadInput, StoreDamaged, StoreError, StoreTooNew
from collector.store import Store
from collector.store.backups import Backups
from collector.store.schema import apply, migrations

from .test_database import WRITER

NEWEST = migrations()[-1][0]


@pytest.fixture
def backups(shop):
    shop.receive(shop.item(1))
    return Backups(shop.path, shop.clock)


def make(backups, kind="manual", note=""):
    with backups.opened() as store:
        assert store is not None
        return backups.create(store, kind, note)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def spoil(path: Path) -> None:
    """Overwrite the pages behind the first."""
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)


def spoil_one_page(path: Path) -> None:
    """Overwrite a page that opening does not look at."""
    with closing(sqlite3.connect(path)) as store:
        (root,) = store.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'facts'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(data)


def old_store(path: Path, version: int) -> None:
    """By the very SQL of that version, with one record."""
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        for number, script in migrations()[:version]:
            apply(old, number, script)
        old.execute(
            "INSERT INTO releases (key, slug, title, sort_title, alive, record)"
            " VALUES ('discogs:1', 'a-1', 'A', 'a', 1, x'')"
        )


# -- making ------------------------------------------------------------------------------------


def test_a_backup_is_one_file_that_opens_as_a_store(shop, backups):
    backup = make(backups, note="before the party")
    assert names(backups.folder) == ["collection-2026-01-01T00-00-00Z-manual.db"]
    assert backup.path.read_bytes()[18:20] == b"\1\1", "no file beside it is needed to read it"
    with Store.open(backup.path, read_only=True) as copy:
        assert [album.slug for album in copy.albums()] == ["abbey-road-1"]
    contents = backups.examine(backup, thoroughly=True)
    assert (contents.records, contents.schema, contents.note) == (1, NEWEST, "before the party")
    assert contents.size == backup.path.stat().st_size


def test_examining_leaves_no_file_behind(backups):
    backup = make(backups)
    before = backup.path.read_bytes()
    backups.examine(backup, thoroughly=True)
    assert names(backups.folder) == [backup.name]
    assert backup.path.read_bytes() == before


def test_the_store_itself_is_not_marked(shop, backups):
    make(backups, note="mine")
    assert shop.store._db.value("SELECT count(*) FROM meta WHERE name = 'backup note'") == 0


def test_a_note_that_is_no_text_is_no_reason_to_fail(backups):
    assert backups.examine(make(backups, note="half \ud800"), thoroughly=False).note == "half ?"


def test_an_open_transaction_is_neither_waited_for_nor_copied(shop, backups):
    with shop.store.transaction():
        shop.receive(shop.item(2))
        during = make(backups)
    assert backups.examine(during, thoroughly=True).records == 1
    assert backups.examine(make(backups), thoroughly=True).records == 2


def test_a_writer_in_another_process_goes_on_meanwhile(shop, backups):
    script = [sys.executable, "-c", textwrap.dedent(WRITER), str(shop.path)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as writer:
        seen = []
        for _ in range(6):
            assert writer.stdout.readline()
            backup = make(backups)
            seen.append(backups.examine(backup, thoroughly=True).records)
            with Store.open(backup.path, read_only=True) as copy:
                answered = "SELECT subject FROM facts WHERE part = 'details'"
                assert copy._db.rows(f"{answered} EXCEPT SELECT subject FROM ledger") == []
        assert writer.poll() is None
        writer.kill()
    assert seen == sorted(seen)
    assert seen[0] < seen[-1]


def test_two_at_once_make_two(backups):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: make(backups), range(4)))
    assert len({one.name for one in made}) == 4
    assert names(backups.folder) == sorted(one.name for one in made)
    assert [backups.examine(one, thoroughly=True).records for one in made] == [1] * 4


def test_the_newest_is_listed_first_and_other_files_are_not(shop, backups):
    made = []
    for kind in ("manual", "before-restore", "before-migration"):
        made.append(make(backups, kind))
        shop.clock.sleep(60)
    (backups.folder / "notes.txt").write_text("mine")
    (backups.folder / "other-2026-01-01T00-00-00Z-manual.db").write_text("of another store")
    (backups.folder / "collection-2027-01-01T00-00-00Z-manual.db").mkdir()
    assert backups.all() == made[::-1]


def test_without_a_folder_there_is_none(tmp_path):
    assert Backups(tmp_path / "collection.db").all() == []
    assert names(tmp_path) == []


def test_nothing_is_there_to_be_copied(tmp_path):
    backups = Backups(tmp_path / "collection.db")
    with backups.opened() as store:
        assert store is None
    backups.store.touch()
    with backups.opened() as store:
        assert store is None


def test_a_store_of_an_older_version_is_copied_as_it_is(tmp_path):
    backups = Backups(tmp_path / "collection.db")
    old_store(backups.store, 1)
    contents = backups.examine(make(backups), thoroughly=True)
    assert (contents.schema, contents.records) == (1, 1)


def test_the_copy_of_a_facade_overwrites_nothing(shop, tmp_path):
    target = tmp_path / "places.db"
    with closing(sqlite3.connect(target)) as other:
        other.execute("CREATE TABLE places (name TEXT)")
    before = target.read_bytes()
    with pytest.raises(StoreError, match="there already"):
        shop.store.backup(target)
    assert target.read_bytes() == before


# -- what goes wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize("how", [spoil, spoil_one_page])
def test_a_damaged_store_gives_no_backup(shop, backups, how):
    shop.receive(*(shop.item(n) for n in range(200)))
    shop.store.close()
    how(shop.path)
    before = shop.path.read_bytes()
    with pytest.raises(StoreDamaged, match=r"collection\.db") as caught:
        make(backups)
    assert "collector backup list" in caught.value.hint
    assert list(backups.folder.glob("*")) == list(backups.folder.glob(".*")) == []
    assert shop.path.read_bytes() == before


def test_what_a_killed_one_left_is_removed_by_the_next(backups):
    backups.folder.mkdir()
    left = ".collection-2025-12-31T00-00-00Z-manual.db.part"
    for ending in ("", "-wal", "-shm", "-journal"):
        (backups.folder / (left + ending)).write_bytes(b"half")
    assert backups.all() == []
    made = make(backups)
    assert names(backups.folder) == [made.name]


def test_a_full_disk_is_said_and_nothing_is_left(shop, backups):
    shop.receive(*(shop.item(n, title="x" * 500) for n in range(2, 500)))
    with mounted(backups.folder, "-o", "size=64k"):
        with pytest.raises(StoreError, match="full") as caught:
            make(backups)
        assert "room" in caught.value.hint
        assert names(backups.folder) == []


def test_a_read_only_folder_is_said(backups):
    with mounted(backups.folder, "-o", "ro"):
        with pytest.raises(StoreError, match="backups") as caught:
            make(backups)
        assert caught.value.hint
        assert names(backups.folder) == []


def test_a_file_in_the_place_of_the_folder_is_said(backups):
    backups.folder.write_text("mine")
    with pytest.raises(StoreError, match="backups cannot be used"):
        make(backups)
    assert backups.all() == []
    assert backups.folder.read_text() == "mine"


def test_a_damaged_backup_is_named(shop, backups):
    shop.receive(*(shop.item(n) for n in range(200)))
    backup = make(backups)
    spoil(backup.path)
    with pytest.raises(StoreDamaged, match=backup.name) as caught:
        backups.examine(backup, thoroughly=True)
    assert "Choose another" in caught.value.hint


@pytest.mark.parametrize("content", [b"", b"This is no database. " * 400])
def test_what_only_has_the_name_of_a_backup_is_damaged(backups, content):
    backup = make(backups)
    backup.path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=backup.name):
        backups.examine(backup, thoroughly=False)


def test_a_backup_of_a_newer_version_is_named(backups):
    backup = make(backups)
    with closing(sqlite3.connect(backup.path)) as copy:
        copy.execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(StoreTooNew, match=f"schema {NEWEST + 1}"):
        backups.examine(backup, thoroughly=False)


def test_a_backup_that_has_gone_meanwhile_is_not_called_damaged(backups):
    backup = make(backups)
    backup.path.unlink()
    with pytest.raises(StoreError, match="cannot be read") as caught:
        backups.examine(backup, thoroughly=True)
    assert not isinstance(caught.value, StoreDamaged)
    assert names(backups.folder) == []


# -- finding -----------------------------------------------------------------------------------


def test_a_backup_is_found_by_its_name_or_path(backups, monkeypatch):
    backup = make(backups)
    monkeypatch.chdir(backups.store.parent)
    for text in (
        backup.name,
        str(backup.path),
        f"backups/{backup.name}",
        f"./backups/{backup.name}",
    ):
        assert backups.named(text) == backup


@pytest.mark.parametrize(
    "shape", ["../{}", "../../{}", "/{}", "elsewhere/{}", "..", "", "{}/", "x"]
)
def test_nothing_outside_of_the_folder_is_a_backup(backups, tmp_path, shape):
    name = make(backups).name
    for folder in (tmp_path, tmp_path.parent, tmp_path / "elsewhere"):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"not this one")
    text = shape.format(name)
    if text == name + "/":
        assert backups.named(text).path.parent == backups.folder
        return
    with pytest.raises(BadInput, match="there is no backup") as caught:
        backups.named(text)
    assert "collector backup list" in caught.value.hint


def test_a_misspelt_name_gets_a_guess(backups):
    name = make(backups).name
    with pytest.raises(BadInput, match=f'did you mean "{name}"'):
        backups.named(name.replace("manual", "manaul"))


# -- removing ----------------------------------------------------------------------------------


def test_what_is_old_is_removed(shop, backups):
    made = []
    for _ in range(4):
        made.append(make(backups))
        shop.clock.sleep(86400)
    (backups.folder / "notes.txt").write_text("mine")
    assert backups.prune(3, None) == made[:1]
    assert backups.prune(None, timedelta(days=2)) == made[1:2]
    assert names(backups.folder) == [made[2].name, made[3].name, "notes.txt"]
    assert backups.prune(None, None) == []


def test_the_last_good_one_is_never_removed(shop, backups):
    shop.receive(*(shop.item(n) for n in range(200)))
    made = []
    for _ in range(3):
        made.append(make(backups))
        shop.clock.sleep(60)
    spoil(made[2].path)
    assert backups.prune(1, None) == [made[0]]
    assert backups.all() == [made[2], made[1]]
    assert backups.prune(None, timedelta(0)) == [made[2]]
    assert backups.prune(None, timedelta(0)) == []


def test_if_none_is_known_to_be_good_none_is_removed(shop, backups):
    """They may be of a newer version, and whole."""
    for _ in range(3):
        with closing(sqlite3.connect(make(backups).path)) as copy:
            copy.execute(f"PRAGMA user_version = {NEWEST + 1}")
        shop.clock.sleep(60)
    with pytest.raises(StoreError, match="none of the backups") as caught:
        backups.prune(1, None)
    assert "verify --all" in caught.value.hint
    assert len(backups.all()) == 3
    assert backups.prune(3, None) == []


# -- before a migration ------------------------------------------------------------------------


@pytest.mark.parametrize("read_only", [False, True])
def test_before_the_schema_changes_the_store_is_kept(tmp_path, read_only):
    path = tmp_path / "collection.db"
    old_store(path, 1)
    backups = Backups(path)
    with Store.open(path, read_only=read_only) as store:
        assert store.counts().releases == 1
    (backup,) = backups.all()
    assert backup.kind == "before-migration"
    contents = backups.examine(backup, thoroughly=True)
    assert (contents.schema, contents.records) == (1, 1)
    Store.open(path).close()
    assert backups.all() == [backup]


def test_a_new_store_has_nothing_to_keep(tmp_path):
    Store.open(tmp_path / "collection.db").close()
    assert names(tmp_path) == ["collection.db"]


def test_without_a_backup_the_schema_stays(tmp_path):
    path = tmp_path / "collection.db"
    old_store(path, 1)
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="older version, and the backup before") as caught:
        Store.open(path)
    assert caught.value.hint
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_damaged_store_is_not_migrated(tmp_path):
    path = tmp_path / "collection.db"
    old_store(path, 1)
    spoil_one_page(path)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="damaged"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_again_and_again_leaves_no_heap_of_backups(tmp_path):
    path = tmp_path / "collection.db"
    old_store(path, 1)
    with closing(sqlite3.connect(path)) as store:
        store.execute("CREATE TABLE batches (mine TEXT)")
    for _ in range(3):
        with pytest.raises(StoreError, match="already exists"):
            Store.open(path)
    assert names(tmp_path / "backups") == []
