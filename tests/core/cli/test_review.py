"""``collector review``: what a person reads, types, and gets."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from doubts import TITLES, Case, album

from collector.cli import cli

CONFIG = 'schema = 1\n[[plugins]]\nname = "csv"\n[plugins.config]\npath = "records.csv"\n'
QUESTION = b"q quit"

LIVE = album("live", "Dummy (Live)", year=1995, seconds=190)
SHORT = album("short", year=2019, titles=(*TITLES[:2], "Glory Box", "Biscuit", "Roads", "Pedestal"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "plugins.toml").write_text(CONFIG)
    case = Case(tmp_path / "collection.db")
    assert case.run(LIVE, SHORT) == "review"
    case.store.close()
    return tmp_path


def collector(workspace: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), *args])


def shown(workspace: Path) -> str | None:
    case = Case(workspace / "collection.db")
    try:
        return case.shown
    finally:
        case.store.close()


def test_what_waits_is_shown_in_words(workspace):
    said = collector(workspace, "review").stdout
    assert "spotify: Dummy by Portishead, 1994, 6 tracks" in said
    assert "1  Dummy (Live) by Portishead, 1995, 6 tracks" in said
    assert "title equal, artist equal, all 6 tracks, year one off" in said
    assert "2 of 6 tracks" in said
    assert LIVE.url in said


def test_the_document_has_every_candidate_with_its_words(workspace):
    (document,) = json.loads(collector(workspace, "review", "--json").stdout)
    assert document["subject"] == "release discogs:1"
    assert [one["id"] for one in document["candidates"]] == ["live", "short"]
    assert "artist equal" in document["candidates"][0]["words"]


@pytest.mark.parametrize(
    ("command", "after"),
    [
        (["accept", "Dummy"], "live"),
        (["accept", "Dummy", "2"], "short"),
        (["accept", "Dummy", "short"], "short"),
        (["pin", "Dummy", "spotify", LIVE.url], "live"),
        (["none", "Dummy"], None),
    ],
)
def test_a_decision_takes_effect_at_once(workspace, command, after):
    done = collector(workspace, "review", *command)
    assert done.exit_code == 0, done.output
    assert shown(workspace) == after
    assert "Nothing is in doubt." in collector(workspace, "review").stdout


def test_a_decision_can_be_taken_back(workspace):
    collector(workspace, "review", "accept", "Dummy")
    assert collector(workspace, "review", "undo", "Dummy").exit_code == 0
    assert shown(workspace) is None
    assert "Dummy (Live)" in collector(workspace, "review").stdout
    again = collector(workspace, "review", "undo", "Dummy")
    assert (again.exit_code, "no decision" in again.output) == (2, True)


def test_what_was_ruled_out_is_still_shown_as_such(workspace):
    collector(workspace, "review", "reject", "Dummy", "1")
    assert "ruled out by you" in collector(workspace, "review", "show", "Dummy").stdout


def test_why_explains_the_match_behind_a_field_with_what_was_not_taken(workspace):
    collector(workspace, "review", "accept", "Dummy")
    for command in (["why", "Dummy"], ["why", "Dummy", "spotify"]):
        said = collector(workspace, *command).stdout
        assert "* 1  Dummy (Live)" in said
        assert "taken, as you said" in said
        assert "  2  Dummy by Portishead, 2019" in said
    assert "Dummy (Live)" not in collector(workspace, "why", "Dummy", "year").stdout


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["accept", "Dummy", "9"], "no candidate 9"),
        (["accept", "Nothing Like It"], "nothing in the collection"),
        (["accept", "Dummy", "1", "--service", "tidal"], "spotify"),
    ],
)
def test_a_wrong_word_is_one_message_and_changes_nothing(workspace, command, message):
    done = collector(workspace, "review", *command)
    assert (done.exit_code, message in done.output) == (2, True), done.output
    assert "Dummy (Live)" in collector(workspace, "review").stdout


def on_a_terminal(workspace: Path, key: str) -> str:
    """The program at a real terminal, where a key is pressed until it is heard.

    A terminal forgets what was typed before the program asked for single keys.
    """
    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "collector", "--workspace", str(workspace), "review"]
    process = subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    while process.poll() is None or select.select([ours], [], [], 0)[0]:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                said += os.read(ours, 65536)
            except OSError:  # the other end is closed: the program has ended
                break
        elif QUESTION in said:
            os.write(ours, key.encode())
    os.close(ours)
    assert process.wait(timeout=60) == 0, said.decode()
    return said.decode()


def test_one_key_decides(workspace):
    said = on_a_terminal(workspace, "1")
    assert "1 decided" in said
    assert shown(workspace) == "live"


def test_what_is_skipped_stays_in_doubt(workspace):
    assert "1 still in doubt" in on_a_terminal(workspace, "s")
    assert shown(workspace) is None


def test_a_replay_keeps_what_a_person_decided_and_says_how_good_the_scorer_is(workspace):
    collector(workspace, "review", "accept", "Dummy", "2")
    done = collector(workspace, "match", "replay")
    assert done.exit_code == 0, done.output
    assert "1 matches decided again" in done.stdout
    assert "recall (what you named, taken by itself): 0 of 1" in done.stdout
    assert "no decision would change" in done.stdout
    assert shown(workspace) == "short"


def test_a_replay_as_a_document(workspace):
    found = json.loads(collector(workspace, "match", "replay", "--json").stdout)
    assert (found["decided"], found["flips"]) == (1, [])
