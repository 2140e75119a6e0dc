"""The server as a whole: its life, its log, its hooks; and the parts below it."""

from __future__ import annotations

import threading

import pytest
import requests
from attrs import evolve
from click.testing import CliRunner
from flask import Response
from hypothesis import given
from hypothesis import strategies as st

from collector_sandbox import commands
from collector_sandbox.server import Options, Sandbox
from collector_sandbox.server.drawing import initials
from collector_sandbox.server.relevance import SearchIndex, words
from collector_sandbox.server.windows import Window


def test_a_stopped_sandbox_answers_no_more_and_ends_its_threads(to):
    before = threading.active_count()
    with Sandbox(to.small_world()).start() as sandbox:
        assert to.discogs(sandbox)("/releases/1").status_code == 200
        address = sandbox.url
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=3)
    assert threading.active_count() == before


def test_a_hook_answers_in_place_of_the_service(start, to):
    sandbox = start()
    sandbox.hooks.append(
        lambda service, request: Response("", 502) if request.path.endswith("/1") else None
    )
    ask = to.discogs(sandbox)
    assert ask("/releases/1").status_code == 502
    assert ask("/releases/2").status_code == 200
    entry = sandbox.log[0]
    assert (entry.service, entry.path, entry.status) == ("discogs", "/discogs/releases/1", 502)
    assert entry.counted


def test_world_and_options_can_change_while_it_runs(start, to):
    sandbox = start()
    ask = to.discogs(sandbox)
    world = to.small_world()
    sandbox.change(world=evolve(world, copies=world.copies[:1]))
    path = "/users/anna/collection/folders/0/releases"
    assert ask(path).json()["pagination"]["items"] == 1
    sandbox.change(discogs_limit=2)
    assert ask(path).status_code == 200
    assert ask(path).status_code == 429
    with pytest.raises(ValueError, match="minute"):
        sandbox.change(minute=1)


def test_secrets_are_written_for_their_owner_only(start, tmp_path):
    sandbox = start()
    files = sandbox.write_config_secrets(tmp_path / "secrets")
    token = files["discogs_token"]
    assert token.read_text() == sandbox.credentials.discogs_token
    assert len(token.read_text()) == 40
    assert token.stat().st_mode & 0o077 == 0
    assert files["apple_private_key"].suffix == ".p8"
    assert sandbox.credentials.discogs_token not in repr(sandbox.credentials)


def test_image_addresses_can_not_be_changed(start, to):
    sandbox = start(discogs_image_limit=1)
    image = to.discogs(sandbox)("/releases/249504").json()["images"][0]["uri"]
    assert requests.get(image, timeout=9).status_code == 200
    assert requests.get(image, timeout=9).status_code == 429
    sandbox.change(discogs_image_limit=0)
    assert requests.get(image.replace("w:600", "w:900"), timeout=9).status_code == 403


@pytest.mark.parametrize("changes", [{"minute": 0}, {"latency": -1}, {"apple_limit": 0}])
def test_options_that_make_no_sense_are_refused(changes):
    with pytest.raises(ValueError, match="must be"):
        Options(**changes)


@given(st.lists(st.floats(0, 100), max_size=60), st.integers(1, 5))
def test_a_window_never_lets_more_in_than_it_may(moments, limit):
    window = Window(10)
    let_in = [moment for moment in sorted(moments) if window.admit(limit, moment)]
    counts = [sum(1 for one in let_in if end - 10 < one <= end) for end in let_in]
    assert window.busiest() == max(counts, default=0) <= limit
    assert window.admitted() == len(let_in)


def test_a_window_says_when_the_next_may_come():
    window = Window(10)
    assert window.wait(2, 0) == 0
    assert window.admit(2, 1)
    assert window.admit(2, 4)
    assert window.wait(2, 5) == 6
    assert window.admit(2, 11)


def test_words_are_folded_and_punctuation_counts_where_nothing_else_is():
    assert words("Ágætis BYRJUN (Don't)") == ["agætis", "byrjun", "dont"]
    assert words("( )") == ["(", ")"]


def test_near_spellings_are_found_and_rare_words_weigh_more():
    titles = ("The Blue Album", "The Red Album", "The Green Album", "Nevermind")
    index = SearchIndex(titles, {"title": str})
    assert index.search("nevermnd") == ["Nevermind"]
    assert index.search("the green album")[0] == "The Green Album"
    assert index.search(title="blue red") == []
    assert index.search("") == []


def test_a_record_called_like_its_band_ranks_before_the_bands_others():
    records = (("Help!", "The Beatles"), ("The Beatles", "The Beatles"), ("Load", "Metallica"))
    index = SearchIndex(records, {"title": lambda one: one[0], "artist": lambda one: one[1]})
    found = index.search("The Beatles The Beatles")
    assert found == [records[1], records[0]]


def test_initials_are_latin_capitals():
    assert initials("the dark side of") == "TDS"
    assert initials("( )") == "*"


def test_the_command_says_how_to_point_the_plugins_at_it(monkeypatch):
    shown = []
    monkeypatch.setattr(commands, "_wait", lambda: shown.append(True))
    result = CliRunner().invoke(commands.sandbox, ["--minute", "2", "--records", "5"])
    assert result.exit_code == 0, result.output
    assert 'base_url = "http://127.0.0.1:' in result.output
    assert "/wikipedia/{lang}" in result.output
    assert shown == [True]


def test_a_port_that_does_not_exist_is_refused():
    result = CliRunner().invoke(commands.sandbox, ["--port", "99999"])
    assert result.exit_code == 2
    assert "99999" in result.stderr
