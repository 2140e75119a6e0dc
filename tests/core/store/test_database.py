"""Opening: every earlier schema, newer ones, broken and foreign files, a full disk, readers."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest

from collector.errors import StoreBusy, StoreError, StoreTooNew
from collector.model import Found, Subject
from collector.store import Store
from collector.store.connecting import translate
from collector.store.schema import apply, migrations

NEWEST = migrations()[-1][0]


def test_migrations_are_numbered_without_gaps():
    assert [number for number, _ in migrations()] == list(range(1, NEWEST + 1))


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_a_store_of_every_earlier_version_opens(tmp_path, version):
    """Made by the very SQL of that version; 0 is an empty file."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for number, script in migrations()[:version]:
            apply(old, number, script)
    with Store.open(path) as store:
        assert store.counts().releases == 0
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA user_version").fetchone()[0] == NEWEST
        assert now.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_all_tables_are_strict(shop):
    tables = shop.store._db.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    loose = {row["name"] for row in tables if not row["strict"]}
    assert {name for name in loose if not name.startswith("sqlite_")} == set()


def test_a_migration_that_fails_leaves_nothing(tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError):
            apply(db, 1, "CREATE TABLE good (a TEXT) STRICT;\nCREATE TABLE bad (a ODD) STRICT;\n")
        assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        assert db.execute("PRAGMA user_version").fetchone()[0] == 0


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_store_is_refused_untouched(shop, read_only):
    shop.store._db.write(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(StoreTooNew, match=f"schema {NEWEST + 1}") as caught:
        Store.open(shop.path, read_only=read_only)
    assert "pip install" in caught.value.hint


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("This is not a database, whatever its name says. " * 40)
    with pytest.raises(StoreError, match=r"notes\.txt") as caught:
        Store.open(path)
    assert caught.value.hint
    assert path.read_text().startswith("This is not")


def test_a_damaged_store_is_named(shop):
    shop.receive(*(shop.item(n) for n in range(200)))
    shop.store.close()
    data = bytearray(shop.path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    shop.path.write_bytes(data)
    with pytest.raises(StoreError, match="malformed") as caught, Store.open(shop.path) as store:
        list(store.albums())
    assert "collector backup list" in caught.value.hint


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "places.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE places (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match="unable to open") as caught:
        Store.open(tmp_path / "nowhere" / "collection.db")
    assert "folder" in caught.value.hint


def test_reading_does_not_make_a_store(tmp_path):
    with pytest.raises(StoreError, match="no store"):
        Store.open(tmp_path / "collection.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_cannot_write(shop):
    with Store.open(shop.path, read_only=True) as reader, pytest.raises(StoreError) as caught:
        reader.skip("discogs:1", "no", "me")
    assert "readonly" in str(caught.value)


def test_a_reader_sees_what_was_committed_and_nothing_else(shop):
    with Store.open(shop.path, read_only=True) as reader:
        with shop.store.transaction():
            shop.receive(shop.item(1))
            assert list(reader.albums()) == []
        assert [album.key for album in reader.albums()] == ["discogs:1"]


def test_a_store_of_an_older_version_can_be_read(tmp_path):
    path = tmp_path / "old.db"
    path.touch()
    with Store.open(path, read_only=True) as reader:
        assert reader.counts().copies == 0


def test_a_full_disk_says_so_and_loses_nothing(shop):
    shop.receive(shop.item(1))
    pages = shop.store._db.value("PRAGMA page_count")
    shop.store._db.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full") as caught:
        shop.receive(*(shop.item(n, title="x" * 500) for n in range(2, 200)))
    assert "room" in caught.value.hint
    shop.store._db.rows("PRAGMA max_page_count = 1000000")
    assert [album.key for album in shop.store.albums()] == ["discogs:1"]
    assert shop.receive(shop.item(2)).new == [shop.release(2)]


def test_a_held_store_is_busy(shop):
    error = translate(sqlite3.OperationalError("database is locked"), shop.path)
    assert isinstance(error, StoreBusy)
    assert error.hint


def test_an_inner_transaction_belongs_to_the_outer_one(shop):
    with pytest.raises(KeyError), shop.store.transaction():
        shop.receive(shop.item(1))
        raise KeyError
    assert list(shop.store.albums()) == []


def test_a_backup_is_a_whole_store(shop, tmp_path):
    shop.receive(shop.item(1))
    shop.store.backup(tmp_path / "backup.db")
    with Store.open(tmp_path / "backup.db", read_only=True) as copy:
        assert [album.slug for album in copy.albums()] == ["abbey-road-1"]


WRITER = """
    import sys
    from collector.model import Found, Item, Lineup, Speaker, Subject
    from collector.store import Outcome, Store

    details = Speaker("discogs", "details", "release")
    lineup = Lineup((Speaker("discogs", "list", "release"), details))
    with Store.open(sys.argv[1]) as store:
        print("ready", flush=True)
        for n in range(1, 1000000):
            fields = {"title": "T", "artists": [{"key": f"discogs:a{n}", "name": f"N{n}"}]}
            store.receive("discogs", [Item(str(n), f"discogs:{n}", fields)], lineup, "w")
            found = Found({"notes": "x" * (n % 3000)})
            store.answer(Outcome(Subject("release", f"discogs:{n}"), details, found), lineup)
            print(n, flush=True)
"""


@pytest.mark.parametrize("after", [1, 40, 90])
def test_a_killed_run_leaves_a_consistent_store(shop, after):
    """No shutdown, no warning; every subject is there whole or not at all."""
    script = [sys.executable, "-c", textwrap.dedent(WRITER), str(shop.path)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as writer:
        for _ in range(after):
            assert writer.stdout.readline()
        writer.kill()
    with Store.open(shop.path) as store:
        db = store._db
        assert db.value("PRAGMA integrity_check") == "ok"
        assert db.rows("PRAGMA foreign_key_check") == []
        assert db.value("SELECT count(*) FROM releases") >= after - 1
        assert db.rows("SELECT key FROM releases WHERE alive = 0 OR sources = '{}'") == []
        assert db.rows("SELECT key FROM artists WHERE alive = 0 OR sources = '{}'") == []
        answered = "SELECT subject FROM facts WHERE part = 'details' EXCEPT SELECT subject FROM"
        assert db.rows(f"{answered} ledger") == []
        last = Subject("release", "discogs:1000001")
        shop.receive(shop.item(1000001))
        assert shop.ask(last, shop.details, Found({"notes": "on"})).changed


MAKER = """
    import os, signal, sqlite3, sys
    from collector.store.schema import migrate

    def hear(statement):
        if sys.argv[2] in statement:
            os.kill(os.getpid(), signal.SIGKILL)

    store = sqlite3.connect(sys.argv[1], isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL")
    store.set_trace_callback(hear)
    migrate(store)
"""


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE releases", "CREATE TABLE batches", "PRAGMA application_id"]
)
def test_a_new_store_that_is_killed_while_it_is_made_is_still_new(tmp_path, statement):
    path = tmp_path / "new.db"
    script = [sys.executable, "-c", textwrap.dedent(MAKER), str(path), statement]
    assert subprocess.run(script, check=False).returncode == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA user_version").fetchone()[0] == 0
    with Store.open(path) as store:
        assert store.counts().releases == 0
    assert not (tmp_path / "backups").exists(), "there was nothing to keep"


CHANGER = """
    import os, signal, sqlite3, sys

    store = sqlite3.connect(sys.argv[1], isolation_level=None)
    store.execute("PRAGMA journal_mode = DELETE")
    store.execute("PRAGMA cache_size = 1")
    store.execute("BEGIN")
    store.executemany("INSERT INTO meta VALUES (?, ?)", [(str(n), "x" * 999) for n in range(999)])
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_reader_undoes_what_a_killed_process_began(tmp_path):
    """As SQLite leaves a store that is killed while it gets the mark that it has a WAL."""
    path = tmp_path / "half.db"
    Store.open(path).close()
    subprocess.run([sys.executable, "-c", textwrap.dedent(CHANGER), str(path)], check=False)
    assert path.with_name("half.db-journal").stat().st_size > 0
    with Store.open(path, read_only=True) as store:
        assert store.counts().releases == 0
        assert store._db.value("SELECT count(*) FROM meta WHERE value LIKE 'xxx%'") == 0
