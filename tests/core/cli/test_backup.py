"""`collector backup`: what it says, its JSON, its exit codes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from collector.cli import cli
from collector.engine.lock import only_run
from collector.store.schema import migrations

CONFIG = 'schema = 1\n[[plugins]]\nname = "csv"\n[plugins.config]\npath = "records.csv"\n'
HEADER = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added"
ROWS = (
    'AAA,Rush,2112,Mercury,"LP, Album",4,1976,11,Prog,2020-11-12 12:24:52',
    "BBB,Portishead,Dummy,Go! Beat,LP,5,1994,12,Trip,2020-11-13 12:24:52",
)
NEWEST = migrations()[-1][0]


def collector(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), *args])


def backup(workspace: Path, *args: str) -> Result:
    return collector(workspace, "backup", *args)


def listed(workspace: Path) -> list[dict[str, Any]]:
    return json.loads(backup(workspace, "list", "--json").stdout)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "plugins.toml").write_text(CONFIG)
    (tmp_path / "records.csv").write_text("\n".join((HEADER, *ROWS)) + "\n")
    return tmp_path


@pytest.fixture
def filled(workspace: Path) -> Path:
    done = collector(workspace, "run")
    assert done.exit_code == 0, done.output
    return workspace


@pytest.fixture
def kept(filled: Path) -> Path:
    assert backup(filled, "create", "--note", "before the move").exit_code == 0
    return filled


def test_create_says_where_it_is_and_what_is_in_it_and_what_is_not(filled):
    done = backup(filled, "create")
    assert done.exit_code == 0, done.output
    (path,) = (filled / "backups").iterdir()
    first, second, third = done.stdout.splitlines()
    assert first == str(path)
    assert second.startswith("  2 records, ")
    assert second.endswith(" kB, checked")
    assert "without plugins.toml" in third


def test_create_prints_one_document(filled):
    document = json.loads(backup(filled, "create", "--note", "x", "--json").stdout)
    assert Path(document["path"]).is_file()
    assert (document["records"], document["kind"], document["note"]) == (2, "manual", "x")
    assert listed(filled) == [document]


def test_before_the_first_run_there_is_nothing_to_keep(workspace):
    refused = backup(workspace, "create")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "error: nothing is known yet\nhint: Run first: collector run\n",
    )
    assert "No backup yet" in backup(workspace, "list").stdout
    assert backup(workspace, "list", "--json").stdout == "[]\n"
    assert backup(workspace, "verify").exit_code == 2
    assert backup(workspace, "verify", "--all").exit_code == 2
    assert backup(workspace, "prune").stdout == "Nothing to remove.\n"


def test_list_tells_when_what_and_why_newest_first(kept):
    backup(kept, "create", "--note", "two\nlines")
    newest, oldest = backup(kept, "list").stdout.splitlines()
    assert newest.endswith(f", schema {NEWEST}, manual: two lines")
    assert oldest.endswith(f", schema {NEWEST}, manual: before the move")
    first, second = listed(kept)
    assert newest.startswith(f"{first['name']}  {first['made_at']}  2 records, ")
    assert first["made_at"] > second["made_at"]


def test_a_damaged_one_is_listed_as_such_and_verify_exits_with_2(kept):
    assert "good: 2 records" in backup(kept, "verify").stdout
    backup(kept, "create")
    damaged = Path(listed(kept)[0]["path"])
    damaged.write_bytes(b"not this any more " * 999)
    assert "cannot be used: the backup" in backup(kept, "list").stdout
    assert (listed(kept)[0]["records"], "damaged" in listed(kept)[0]["problem"]) == (None, True)
    for args in ((), ("--all",), (damaged.name,)):
        refused = backup(kept, "verify", *args)
        assert refused.exit_code == 2
        assert refused.stderr.count("error:") == 1
        assert f"{damaged} is damaged" in refused.stderr
    assert "good" in backup(kept, "verify", "--all").stdout
    assert backup(kept, "verify", listed(kept)[1]["name"]).exit_code == 0


def test_verify_tells_of_all_that_are_damaged(kept):
    backup(kept, "create")
    for one in listed(kept):
        Path(one["path"]).write_bytes(b"")
    refused = backup(kept, "verify", "--all")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("error: 2 backups cannot be used: ")
    assert all(one["path"] in refused.stderr for one in listed(kept))


def test_verify_of_one_and_all_is_refused(kept):
    refused = backup(kept, "verify", "x", "--all")
    assert (refused.exit_code, "NAME, or --all" in refused.stderr) == (2, True)


def test_restore_puts_it_back_and_says_what_it_kept(kept):
    (name,) = [one["name"] for one in listed(kept)]
    collector(kept, "skip", "2112")
    done = backup(kept, "restore", name)
    assert done.exit_code == 0, done.output
    assert collector(kept, "skip").stdout == ""
    before = listed(kept)[0]
    assert (before["kind"], before["records"]) == ("before-restore", 1)
    assert f"is as in {name}: 2 records" in done.stdout
    assert f"what was there: {before['name']}" in done.stdout
    assert "collector render" in done.stdout


def test_restore_over_a_damaged_store_says_where_it_was_put(kept):
    (name,) = [one["name"] for one in listed(kept)]
    (kept / "collection.db").write_bytes(b"no store " * 999)
    broken = collector(kept, "status")
    assert (broken.exit_code, "collector backup list" in broken.stderr) == (2, True)
    done = backup(kept, "restore", name)
    assert done.exit_code == 0, done.output
    (aside,) = kept.glob("collection-damaged-*.db")
    assert f"the damaged one was put aside: {aside}" in done.stdout
    assert collector(kept, "status").exit_code == 0


def test_restore_waits_for_no_run(kept):
    (name,) = [one["name"] for one in listed(kept)]
    with only_run(kept / "collection.db"):
        assert backup(kept, "create").exit_code == 0
        refused = backup(kept, "restore", name)
    assert (refused.exit_code, "another run is at work" in refused.stderr) == (2, True)
    assert len(listed(kept)) == 2


def test_restore_of_a_newer_schema_is_refused_in_words(kept):
    (one,) = listed(kept)
    with closing(sqlite3.connect(one["path"])) as copy:
        copy.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = (kept / "collection.db").read_bytes()
    for action in ("restore", "verify"):
        refused = backup(kept, action, one["name"])
        assert refused.exit_code == 2
        assert f"has schema {NEWEST + 1}; this program knows {NEWEST}" in refused.stderr
        assert "pip install --upgrade" in refused.stderr
    assert (kept / "collection.db").read_bytes() == before
    assert len(listed(kept)) == 1


@pytest.mark.parametrize("action", ["restore", "verify"])
@pytest.mark.parametrize("name", ["../collection.db", "/etc/passwd", "..", "x", "collection.db"])
def test_what_is_no_backup_is_refused(kept, action, name):
    refused = backup(kept, action, name)
    assert refused.exit_code == 2
    assert f'there is no backup "{name}"' in refused.stderr


def test_prune_says_what_it_removed(kept):
    backup(kept, "create")
    newest, oldest = listed(kept)
    assert backup(kept, "prune").stdout == "Nothing to remove.\n"
    assert backup(kept, "prune", "--older-than", "30").stdout == "Nothing to remove.\n"
    assert backup(kept, "prune", "--keep", "1").stdout == f"removed: {oldest['name']}\n"
    assert listed(kept) == [newest]
    assert backup(kept, "prune", "--older-than", "0").stdout == "Nothing to remove.\n"
    assert listed(kept) == [newest]


@pytest.mark.parametrize("args", [("--keep", "0"), ("--keep", "-1"), ("--older-than", "x")])
def test_prune_refuses_what_makes_no_sense(kept, args):
    assert backup(kept, "prune", *args).exit_code == 2
    assert len(listed(kept)) == 1


def test_two_stores_of_one_workspace_do_not_see_each_others_backups(kept):
    (kept / "plugins.dev.toml").write_text('[collector]\nstore = "dev.db"\n')
    assert "No backup yet" in collector(kept, "--env", "dev", "backup", "list").stdout
    (name,) = [one["name"] for one in listed(kept)]
    assert collector(kept, "--env", "dev", "backup", "restore", name).exit_code == 2
    assert not (kept / "dev.db").exists()
