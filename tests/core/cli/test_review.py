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
from collector.engine.lock import only_run

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
        (["accept", "Dummy", "1", "--service", "tidal"], "The services are spotify."),
        (["reject", "Dummy", "1", "--service", "spotfy"], 'did you mean "spotify"?'),
        (["none", "Dummy", "--service", "tidal"], 'no service "tidal"'),
        (["undo", "Dummy", "--service", "tidal"], 'no service "tidal"'),
        (["undo", "Dummy", "--service", "spotify"], "no decision on release discogs:1 at spotify"),
        (["pin", "Dummy", "tidal", "7"], 'no service "tidal"'),
        (["pin", "Dummy", "spotify", " "], "no id for release discogs:1 at spotify"),
        (["pin", "artist Portishead", "spotify", "7"], "spotify is not asked about any artist"),
        (["--service", "tidal"], "The services are spotify."),
    ],
)
def test_a_wrong_word_is_one_message_and_changes_nothing(workspace, command, message):
    done = collector(workspace, "review", *command)
    assert (done.exit_code, message in done.output) == (2, True), done.output
    assert "Dummy (Live)" in collector(workspace, "review").stdout


TRACK = "https://open.spotify.com/track/4aawyAB9vmqN3uQ7FjRGTy"
ALBUM = "https://open.spotify.com/intl-de/album/4aawyAB9vmqN3uQ7FjRGTy?si=1"


@pytest.fixture
def with_plugin(workspace: Path) -> Path:
    """The same, with the plugin that reads ids of the service."""
    (workspace / "secret").write_text("hush")
    spotify = '[[plugins]]\nname = "spotify"\n[plugins.config]\nclient_id = "id"\n'
    secret = 'client_secret = { file = "secret" }\n'
    (workspace / "plugins.toml").write_text(CONFIG + spotify + secret)
    return workspace


def test_an_address_of_what_was_not_found_is_pinned_as_its_id(with_plugin):
    done = collector(with_plugin, "review", "pin", "Dummy", "spotify", ALBUM, "--json")
    assert json.loads(done.stdout) == {
        "command": "pin",
        "subject": "release discogs:1",
        "service": "spotify",
        "ids": ["4aawyAB9vmqN3uQ7FjRGTy"],
        "effect": "asked",
    }


@pytest.mark.parametrize("text", [TRACK, "Dummy", "4aawyAB9vmqN3uQ7FjRGT"])
def test_what_can_be_no_id_is_refused_and_nothing_is_stored(with_plugin, text):
    done = collector(with_plugin, "review", "pin", "Dummy", "spotify", text)
    assert done.exit_code == 2
    assert f'error: "{text}" ' in done.stderr
    assert "hint: Give the address of the album's page" in done.stderr
    case = Case(with_plugin / "collection.db")
    assert case.store.decisions() == []
    case.store.close()


def test_a_candidate_is_pinned_as_it_was_kept_whatever_its_plugin_reads(with_plugin):
    done = collector(with_plugin, "review", "pin", "Dummy", "spotify", "short")
    assert done.exit_code == 0, done.output
    assert shown(with_plugin) == "short"


def test_a_service_whose_plugin_reads_no_ids_takes_any_text(workspace):
    done = collector(workspace, "review", "pin", "Dummy", "spotify", "unseen")
    assert (done.exit_code, done.stdout) == (0, "spotify: noted; the next run asks the service\n")


def test_a_service_with_no_match_yet_is_known_by_its_plugin(workspace):
    wikipedia = '[[plugins]]\nname = "wikipedia"\n[plugins.config]\ncontact = "me@example.org"\n'
    (workspace / "plugins.toml").write_text(CONFIG + wikipedia)
    said = collector(workspace, "review", "--service", "wikipedia").stdout
    assert said == "Nothing is in doubt at wikipedia.\n"
    assert collector(workspace, "review", "pin", "artist Portishead", "wikipedia", "de:P").exit_code


def test_the_limit_counts_what_is_at_the_service(workspace):
    case = Case(workspace / "collection.db")
    case.doubt_elsewhere("tidal")
    case.store.close()
    for service in ("spotify", "tidal"):
        args = ("review", "--service", service, "--limit", "1", "--json")
        assert [one["service"] for one in json.loads(collector(workspace, *args).stdout)] == [
            service
        ]


@pytest.mark.parametrize(
    ("command", "ids", "effect"),
    [
        (["accept", "Dummy"], ["live"], "shown"),
        (["reject", "Dummy", "1", "short"], ["live", "short"], "nothing"),
        (["none", "Dummy"], ["live", "short"], "nothing"),
        (["pin", "Dummy", "spotify", LIVE.url], ["live"], "shown"),
    ],
)
def test_a_decision_as_a_document(workspace, command, ids, effect):
    subject = {"subject": "release discogs:1", "service": "spotify"}
    said = json.loads(collector(workspace, "review", *command, "--json").stdout)
    assert said == {"command": command[0], **subject, "ids": ids, "effect": effect}
    back = json.loads(collector(workspace, "review", "undo", "Dummy", "--json").stdout)
    assert back == {"command": "undo", **subject, "ids": [], "effect": "review"}


def test_a_decision_says_of_which_service_it_is(workspace):
    said = collector(workspace, "review", "none", "Dummy").stdout
    assert said == "spotify: noted; the record goes without\n"


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


def test_a_dry_replay_reads_while_a_run_goes_on(workspace):
    with only_run(workspace / "collection.db"):
        assert collector(workspace, "match", "replay", "--dry-run").exit_code == 0
        busy = collector(workspace, "match", "replay")
    assert (busy.exit_code, "another run is at work" in busy.stderr) == (2, True)


def test_a_replay_as_a_document(workspace):
    found = json.loads(collector(workspace, "match", "replay", "--json").stdout)
    assert (found["decided"], found["flips"]) == (1, [])
