"""Bad input gets one clear message and exit code 2, and loses nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

HEADER = (
    "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added\n"
)
ROW = (
    'PB 41447,Rick Astley,Whenever You Need Somebody,RCA,"LP, Album",5,1987,249505,All,'
    "2020-11-12 12:24:52\n"
)
CSV = """schema = 1
[[plugins]]
name = "csv"
[plugins.config]
path = "list.csv"
[[plugins]]
name = "hugo"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    done = collector(tmp_path, "init")
    assert done.returncode == 0, done.stderr
    (tmp_path / "plugins.toml").write_text(CSV)
    (tmp_path / "list.csv").write_text(HEADER + ROW)
    return tmp_path


def collector(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "collector", "--workspace", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | env,
        timeout=120,
    )


def refused(folder: Path, *words: str, arguments: tuple[str, ...] = ("run",)) -> str:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = collector(folder, *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "hint: " in done.stderr
    for word in words:
        assert word in done.stderr
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    lost = {path for path, data in before.items() if after.get(path) != data}
    assert not {path for path in lost if not path.name.endswith((".lock", "-wal", "-shm"))}
    return done.stderr


def test_a_csv_and_no_credentials_are_enough(workspace: Path):
    done = collector(workspace, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    page = workspace / "website/content/albums/whenever-you-need-somebody-249505.md"
    assert "Rick Astley" in page.read_text()


def test_a_row_that_is_gone_takes_its_page_with_it(workspace: Path):
    (workspace / "list.csv").write_text(
        HEADER + ROW + ROW.replace("249505", "7").replace("Whe", "E")
    )
    assert collector(workspace, "run").returncode == 0
    pages = workspace / "website/content/albums"
    assert len(list(pages.iterdir())) == 2
    (workspace / "list.csv").write_text(HEADER + ROW)
    done = collector(workspace, "run")
    assert "1 gone" in done.stdout
    assert [page.name for page in pages.iterdir()] == ["whenever-you-need-somebody-249505.md"]


def test_a_skipped_release_loses_its_page_until_it_is_wanted_again(workspace: Path):
    pages = workspace / "website/content/albums"
    assert collector(workspace, "run").returncode == 0
    for arguments, count in ((("skip", "249505"), 0), (("skip", "249505", "--undo"), 1)):
        assert collector(workspace, *arguments).returncode == 0
        assert collector(workspace, "run").returncode == 0
        assert len(list(pages.glob("*.md"))) == count


def test_no_configuration(tmp_path: Path):
    refused(tmp_path, "plugins.toml", "collector init")


def test_a_broken_configuration(workspace: Path):
    (workspace / "plugins.toml").write_text("schema = 1\n[[plugins]\n")
    refused(workspace, "plugins.toml", "2")


def test_an_unknown_plugin(workspace: Path):
    (workspace / "plugins.toml").write_text(CSV.replace('"csv"', '"cvs"'))
    refused(workspace, "cvs", 'did you mean "csv"')


def test_a_missing_variable(workspace: Path):
    (workspace / "plugins.toml").write_text(
        'schema = 1\n[[plugins]]\nname = "discogs"\n[plugins.config]\n'
        'username = "me"\ntoken = { env = "NOT_SET_ANYWHERE" }\n'
    )
    refused(workspace, "discogs", "token", "NOT_SET_ANYWHERE")


def test_a_wrong_type(workspace: Path):
    (workspace / "plugins.toml").write_text(CSV.replace('"list.csv"', "17"))
    refused(workspace, "csv", "path", "17")


def test_a_key_that_is_none(workspace: Path):
    (workspace / "AuthKey.p8").write_text("this is no key")
    (workspace / "plugins.toml").write_text(
        'schema = 1\n[[plugins]]\nname = "apple-music"\n[plugins.config]\nteam_id = "TEAM567890"\n'
        'key_id = "KEY4567890"\nprivate_key = { file = "AuthKey.p8" }\n'
    )
    message = refused(workspace, "apple-music", "key")
    assert "this is no key" not in message


@pytest.mark.parametrize(
    "text", ["", "a,b,c\n1,2,3\n", "\x00\x01\x02", HEADER.replace("release_id", "id") + ROW]
)
def test_a_csv_without_its_header(workspace: Path, text: str):
    (workspace / "list.csv").write_text(text)
    refused(workspace, "list.csv")


def test_a_csv_that_is_not_there(workspace: Path):
    (workspace / "list.csv").unlink()
    refused(workspace, "list.csv")


def test_a_bad_row_is_named_by_its_line_and_skipped(workspace: Path):
    (workspace / "list.csv").write_text(HEADER + ROW + "x,y,z,,,,,not-a-number,,\n")
    done = collector(workspace, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "line 3" in done.stdout


def test_a_store_of_a_newer_version(workspace: Path):
    assert collector(workspace, "run").returncode == 0
    with closing(sqlite3.connect(workspace / "collection.db")) as store:
        store.execute("PRAGMA user_version = 9999")
    refused(workspace, "newer")


def test_a_store_that_is_none(workspace: Path):
    (workspace / "collection.db").write_bytes(b"this is no database, whatever its name says" * 99)
    refused(workspace, "collection.db")


def test_a_folder_that_cannot_be_written(workspace: Path):
    """A file in the way of the store's folder; also root cannot write there."""
    (workspace / "in-the-way").write_text("")
    (workspace / "plugins.toml").write_text(
        CSV.replace(
            "[[plugins]]", '[collector]\nstore = "in-the-way/collection.db"\n[[plugins]]', 1
        )
    )
    refused(workspace, "in-the-way")


def test_help_is_there_for_every_command():
    done = subprocess.run(
        [sys.executable, "-m", "collector", "--help"], capture_output=True, text=True, check=True
    )
    for command in [
        "init",
        "run",
        "render",
        "status",
        "retry",
        "doctor",
        "why",
        "skip",
        "plugins",
        "demo",
        "site",
        "sandbox",
    ]:
        assert command in done.stdout
        shown = subprocess.run(
            [sys.executable, "-m", "collector", command, "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert shown.returncode == 0, shown.stderr
        assert "Usage:" in shown.stdout
