"""``collector run --dry-run`` against the run that follows it: what it foretold is what is sent."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from places import Place, open_place, small_world

pytestmark = pytest.mark.xdist_group("forecast")

KNOWN_TO_THE_CORE = ("discogs", "images")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Twenty-five records, of which nothing is known when the first test begins."""
    opened = open_place(tmp_path_factory.mktemp("forecast"), small_world(25))
    yield opened
    opened.sandbox.stop()


def forecast(place: Place, *arguments: str) -> dict:
    place.sandbox.clear_log()
    before = kept(place)
    done = place.collector("run", "--dry-run", "--json", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(place.sandbox.log)
    assert kept(place) == before
    return json.loads(done.stdout)


def kept(place: Place) -> dict[str, bytes]:
    """What a dry run must leave as it is; SQLite's own files beside its databases may come."""
    return {
        path.name: path.read_bytes()
        for path in place.folder.iterdir()
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def sent(place: Place, *arguments: str) -> Counter[str]:
    done = place.collector("run", "--json", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    requests = Counter[str]()
    for name, number in json.loads(done.stdout)["requests"].items():
        requests[name.partition(":")[0]] += number
    return requests


def close(foretold: int, sent: int) -> bool:
    return abs(foretold - sent) <= 0.1 * sent


def check(place: Place, *arguments: str) -> dict:
    """Compare a forecast with the run after it, and return the forecast."""
    foretold = forecast(place, *arguments)
    said = foretold["requests"]
    requests = sent(place, *arguments)
    assert close(sum(said.values()), requests.total()), (said, requests)
    for service in KNOWN_TO_THE_CORE:
        assert close(said.get(service, 0), requests[service]), (service, said, requests)
    return foretold


def test_before_the_list_was_read_the_forecast_says_that_it_is_a_floor(known: Place):
    said = forecast(known)
    assert said["unread"] == ["discogs"]
    assert said["requests"]["discogs"] == 3
    assert said["forecast"]["discogs/list"]["known_from"] == "at least"
    text = known.collector("run", "--dry-run").stdout
    assert "collector run --only discogs --limit 1" in text
    assert not (known.folder / "collection.db").exists()


def test_of_a_known_list_the_forecast_is_close_to_the_first_enrichment(known: Place):
    assert known.collector("run", "--only", "discogs", "--limit", "1").returncode == 0
    check(known)


def test_a_second_run_is_foretold_to_ask_one_page(known: Place):
    assert check(known)["requests"]["discogs"] == 1


def test_with_a_wiped_cache_the_list_costs_its_names_too(known: Place):
    for path in known.folder.glob("cache.db*"):
        path.unlink()
    assert check(known)["requests"]["discogs"] == 3


def test_asking_everything_anew_is_foretold(known: Place):
    check(known, "--refresh")


def test_answers_that_the_cache_holds_are_foretold_to_need_no_request(known: Place):
    """As after a new version of a plugin: everything is due, and nothing has to be asked."""
    with closing(sqlite3.connect(known.folder / "collection.db")) as store, store:
        store.execute("DELETE FROM ledger WHERE plugin IN ('discogs', 'spotify')")
    said = check(known)
    assert said["due"]["spotify/album"] == 25
    assert said["forecast"]["spotify/album"]["cached"] > 25
    assert said["requests"]["spotify"] == 0


def test_a_dry_run_heeds_what_is_chosen(known: Place):
    said = forecast(known, "--refresh", "--only", "spotify", "--limit", "10")
    assert said["due"]["spotify/album"] == 10
    assert "discogs/release" not in said["due"]
    assert sum(forecast(known, "--refresh", "--offline")["requests"].values()) == 0
