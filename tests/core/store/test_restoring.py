"""A backup put back: from every kind, over every state of the store; what was there is kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from disks import mounted

from collector.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from collector.model import Found
from collector.store import Store
from collector.store.backups import Backups
from collector.store.restoring import restore

from .test_backups import NEWEST, make, names, old_store, spoil, spoil_one_page


@pytest.fixture
def backups(shop):
    shop.receive(shop.item(1))
    return Backups(shop.path, shop.clock)


def keys(path):
    with Store.open(path, read_only=True) as store:
        return {album.key for album in store.albums()}


def files(folder):
    """Every file and what is in it, but for backups and what a reader leaves."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_the_store_is_as_it_was_and_what_was_there_is_kept(shop, backups):
    backup = make(backups)
    shop.receive(shop.item(2))
    done = restore(backups, backup)
    assert keys(shop.path) == {"discogs:1"}
    assert done.contents.records == 1
    assert done.before is not None
    assert (done.before.kind, done.aside) == ("before-restore", None)
    assert backups.examine(done.before, thoroughly=True).note == f"of {backup.name}"
    restore(backups, done.before)
    assert keys(shop.path) == {"discogs:1", "discogs:2"}


def test_nothing_is_left_beside_the_store(shop, backups):
    backup = make(backups, note="mine")
    shop.receive(shop.item(2))
    shop.store.close()
    restore(backups, backup)
    assert names(shop.path.parent) == ["backups", "collection.db"]
    with Store.open(shop.path) as store:
        assert store._db.value("PRAGMA integrity_check") == "ok"
        assert store._db.value("PRAGMA journal_mode") == "wal"
        assert store._db.value("SELECT count(*) FROM meta WHERE name = 'backup note'") == 0


def test_what_was_written_and_not_yet_moved_out_of_the_wal_is_kept_too(shop, backups, tmp_path):
    """As after a kill: the last record is in the -wal file alone."""
    backup = make(backups)
    shop.receive(shop.item(2))
    killed = tmp_path / "killed"
    killed.mkdir()
    for path in (*tmp_path.glob("collection.db*"), tmp_path / "backups"):
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, killed / path.name)
    there = Backups(killed / "collection.db", shop.clock)
    done = restore(there, there.named(backup.name))
    assert keys(there.store) == {"discogs:1"}
    assert keys(done.before.path) == {"discogs:1", "discogs:2"}


def test_who_reads_meanwhile_sees_the_old_one_and_then_the_new_one(shop, backups):
    backup = make(backups)
    shop.receive(shop.item(2))
    with Store.open(shop.path, read_only=True) as reader:
        reader._db._connection.execute("BEGIN")
        assert len(list(reader.albums())) == 2
        restore(backups, backup)
        assert len(list(reader.albums())) == 2
        reader._db._connection.execute("COMMIT")
        assert len(list(reader.albums())) == 1
    shop.receive(shop.item(3))
    assert keys(shop.path) == {"discogs:1", "discogs:3"}


def test_who_writes_meanwhile_is_not_written_over(shop, backups):
    backup = make(backups)
    with shop.store.transaction():
        shop.receive(shop.item(2))
        with pytest.raises(StoreBusy, match="another program") as caught:
            restore(backups, backup)
        assert caught.value.hint
    assert keys(shop.path) == {"discogs:1", "discogs:2"}
    assert not list(shop.path.parent.glob(".*"))


@pytest.mark.parametrize("kind", ["manual", "before-restore", "before-migration"])
def test_every_kind_can_be_put_back(shop, backups, kind):
    backup = make(backups, kind)
    shop.receive(shop.item(2))
    restore(backups, backup)
    assert keys(shop.path) == {"discogs:1"}


def test_an_older_schema_is_brought_up_to_date_when_it_is_opened(tmp_path):
    path = tmp_path / "collection.db"
    old_store(path, 1)
    Store.open(path).close()
    backups = Backups(path)
    (migrated,) = backups.all()
    restore(backups, migrated)
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA user_version").fetchone() == (1,)
    assert [one.kind for one in backups.all()] == ["before-restore", "before-migration"]
    with Store.open(path) as store:
        assert store.counts().releases == 1
        assert store._db.value("PRAGMA user_version") == NEWEST
    assert backups.all()[0].kind == "before-migration"


def test_pages_written_since_the_backup_are_still_known(shop, backups):
    """So that the next rendering removes them."""
    wanted = shop.store.new_outputs()
    wanted["old.md"] = ("1", "", 0)
    wanted.settle("pages")
    backup = make(backups)
    wanted["new.md"] = ("2", "", 0)
    wanted["old.md"] = ("3", "", 0)
    wanted.settle("pages")
    restore(backups, backup)
    assert dict(shop.store.outputs("pages")) == {"old.md": "1", "new.md": "2"}


# -- the store is not in order -----------------------------------------------------------------


@pytest.mark.parametrize("how", [spoil, spoil_one_page])
def test_a_damaged_store_is_put_aside(shop, backups, how):
    backup = make(backups)
    shop.receive(*(shop.item(n) for n in range(2, 200)))
    shop.store.close()
    how(shop.path)
    damaged = shop.path.read_bytes()
    shop.path.with_name("collection.db-wal").write_bytes(b"left by somebody")
    done = restore(backups, backup)
    assert done.before is None
    assert done.aside == shop.path.with_name("collection-damaged-2026-01-01T00-00-00Z.db")
    assert done.aside.read_bytes() == damaged
    assert names(shop.path.parent) == [
        "backups",
        "collection-damaged-2026-01-01T00-00-00Z.db",
        "collection-damaged-2026-01-01T00-00-00Z.db-wal",
        "collection.db",
    ]
    assert keys(shop.path) == {"discogs:1"}


def test_two_damaged_stores_are_both_kept(shop, backups):
    backup = make(backups)
    shop.store.close()
    for word in (b"first ", b"second "):
        shop.path.write_bytes(word * 4000)
        restore(backups, backup)
    kept = [path.read_bytes()[:6] for path in sorted(shop.path.parent.glob("*damaged*"))]
    assert kept == [b"first ", b"second"]


def test_a_store_that_is_lost_comes_back(shop, backups):
    backup = make(backups)
    shop.store.close()
    shop.path.unlink()
    done = restore(backups, backup)
    assert (done.before, done.aside) == (None, None)
    assert keys(shop.path) == {"discogs:1"}


def test_a_store_that_a_run_has_only_just_made_is_no_obstacle(shop, backups):
    backup = make(backups)
    shop.store.close()
    shop.path.unlink()
    with closing(sqlite3.connect(shop.path)) as begun:
        begun.execute("PRAGMA journal_mode = WAL")
    restore(backups, backup)
    assert keys(shop.path) == {"discogs:1"}
    assert [one.kind for one in backups.all()] == ["manual"]


def test_the_database_of_another_program_is_not_replaced(shop, backups):
    backup = make(backups)
    shop.store.close()
    shop.path.unlink()
    with closing(sqlite3.connect(shop.path)) as other:
        other.execute("CREATE TABLE places (name TEXT)")
    before = shop.path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        restore(backups, backup)
    assert shop.path.read_bytes() == before


def test_a_store_of_a_newer_version_can_be_replaced(shop, backups):
    backup = make(backups)
    shop.store._db.write(f"PRAGMA user_version = {NEWEST + 1}")
    done = restore(backups, backup)
    assert keys(shop.path) == {"discogs:1"}
    with pytest.raises(StoreTooNew):
        backups.examine(done.before, thoroughly=True)


# -- the backup is not in order, or there is no room -------------------------------------------


def test_a_damaged_backup_changes_nothing(shop, backups):
    shop.receive(*(shop.item(n) for n in range(2, 200)))
    backup = make(backups)
    spoil_one_page(backup.path)
    before = files(shop.path.parent)
    with pytest.raises(StoreDamaged, match=backup.name):
        restore(backups, backup)
    assert files(shop.path.parent) == before
    assert backups.all() == [backup]


def test_a_backup_of_a_newer_version_changes_nothing(shop, backups):
    backup = make(backups)
    with closing(sqlite3.connect(backup.path)) as copy:
        copy.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = files(shop.path.parent)
    with pytest.raises(StoreTooNew, match=f"schema {NEWEST + 1}; this program knows {NEWEST}"):
        restore(backups, backup)
    assert files(shop.path.parent) == before
    assert backups.all() == [backup]


@pytest.mark.parametrize("room", [2.3, 2.8, 3.3, 3.8, 4.3, 4.8, 6.0])
def test_on_a_full_disk_the_store_is_as_it_was(shop, tmp_path, room):
    """Full at the copy of what is there, at the candidate, or in the store's own transaction."""
    shop.receive(*(shop.item(n) for n in range(100)))
    size = int(shop.store._db.value("PRAGMA page_count") * 4 * room) // 4 * 4
    with mounted(tmp_path / "small", "-o", f"size={size}k"):
        path = tmp_path / "small" / "collection.db"
        shop.store.backup(path)
        backups = Backups(path, shop.clock)
        backup = make(backups)
        with Store.open(path) as store:
            store.skip("discogs:50", "", "me")
        restored = True
        try:
            restore(backups, backup)
        except StoreError as error:
            restored = False
            assert error.hint
        left = 100 if restored else 99
        assert len(keys(path)) == left
        assert restored == (room > 4.8)
        assert not list(path.parent.glob(".*"))
        with Store.open(path) as store:
            assert store._db.value("PRAGMA integrity_check") == "ok"


def test_facts_and_edits_come_back_whole(shop, backups):
    release = shop.release(1)
    shop.found(release, shop.details, notes="first")
    shop.store.edit(release, "title", "Mine", "me")
    backup = make(backups)
    shop.store.revert(release, "title", "me")
    shop.ask(release, shop.details, Found({"notes": "second"}))
    restore(backups, backup)
    assert shop.store.record(release)["title"] == "Mine"
    assert shop.store.record(release)["notes"] == "first"
