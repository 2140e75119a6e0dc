"""The plan of faults: who is hit, when, and by what."""

from __future__ import annotations

import io
import time
from contextlib import suppress

import pytest
import requests
from click.testing import CliRunner
from PIL import Image

from collector_sandbox import commands
from collector_sandbox.server import Fault, Sandbox

DUMMY = "d" * 22
"""An album of Spotify."""


@pytest.fixture
def faulty(start, to):
    """``faulty(Fault(...))`` begins the plan, and asks for a release of Discogs."""
    sandbox = start(own_ports=True)
    client = to.discogs(sandbox)
    client.root = sandbox.addresses["discogs"]["base_url"]

    def ask(*plan, path="/releases/1"):
        sandbox.change(faults=plan)
        return client(path)

    ask.sandbox = sandbox
    ask.again = lambda path="/releases/1": client(path)
    return ask


@pytest.mark.parametrize("status", ["429", "401", "403", "500", "502", "503"])
def test_a_refusal_has_its_status(faulty, status):
    answer = faulty(Fault("discogs", status))
    assert answer.status_code == int(status)
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize("given", ["3600", "-5", "soon", "Sun, 06 Nov 1994 08:49:37 GMT"])
def test_a_429_says_how_long_in_the_words_of_the_plan(faulty, given):
    answer = faulty(Fault("discogs", "429", retry_after=given))
    assert answer.headers["Retry-After"] == given


def test_only_the_planned_requests_are_hit(faulty):
    fault = Fault("discogs", "503", after=1, count=2)
    statuses = [faulty(fault).status_code, *(faulty.again().status_code for _ in range(3))]
    assert statuses == [200, 503, 503, 200]
    assert faulty.sandbox.hits[fault] == 2
    assert [entry.fault for entry in faulty.sandbox.log] == ["", "503", "503", ""]


def test_only_the_planned_service_and_address_are_hit(faulty):
    plan = Fault("discogs", "503", path="releases/2$"), Fault("spotify", "500")
    assert faulty(*plan).status_code == 200
    assert faulty.again("/releases/2").status_code == 503


def test_a_fault_lasts_as_long_as_planned(faulty):
    assert faulty(Fault("discogs", "503", seconds=0.2)).status_code == 503
    time.sleep(0.2)
    assert faulty.again().status_code == 200
    assert faulty(Fault("discogs", "503", since=3600)).status_code == 200


def test_a_share_of_the_requests_is_drawn_from_the_seed(faulty):
    def drawn(seed):
        first = faulty(Fault("discogs", "503", share=0.5, seed=seed)).status_code
        return [first, *(faulty.again().status_code for _ in range(19))]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 3 < drawn(1).count(503) < 17


def test_a_stale_token_is_refused_and_a_fresh_one_is_not(start, to):
    sandbox = start()
    sandbox.change(faults=[Fault("spotify", "stale-token")])
    url = f"{sandbox.url}/spotify/v1/search"
    old, new = ({"Authorization": f"Bearer {name}"} for name in ("old", "new"))
    said = [requests.get(url, headers=token, timeout=3).text for token in (old, new, old)]
    assert [text == "The access token is invalid" for text in said] == [True, False, True]


def test_a_body_can_be_cut_in_two_ways(faulty):
    whole = faulty().content
    short = faulty(Fault("discogs", "truncated"))
    assert short.content == whole[: len(whole) // 2]
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        faulty(Fault("discogs", "cut-off"))


def test_a_body_can_be_a_page_or_nothing(faulty):
    page = faulty(Fault("discogs", "html"))
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert faulty(Fault("discogs", "empty")).content == b""


def test_a_field_can_be_wrong_null_or_missing(faulty):
    whole = faulty().json()
    there = "artists.*.name"
    null = faulty(Fault("discogs", "null", field=there)).json()
    wrong = faulty(Fault("discogs", "wrong-type", field=there)).json()
    missing = faulty(Fault("discogs", "missing", field=there)).json()
    assert [one["name"] for one in null["artists"]] == [None] * len(whole["artists"])
    assert [one["name"] for one in wrong["artists"]] == [[[]]] * len(whole["artists"])
    assert all("name" not in one for one in missing["artists"])
    assert {**whole, "artists": []} == {**missing, "artists": []}


def test_images_can_call_themselves_what_they_are_not(faulty, to):
    address = to.spotify(faulty.sandbox)(f"/v1/albums/{DUMMY}").json()["images"][0]["url"]

    def fetch(kind):
        faulty.sandbox.change(faults=[Fault("images", kind)])
        answer = requests.get(address, timeout=3)
        assert answer.headers["Content-Type"] == "image/jpeg"
        return answer.content

    assert fetch("html-image").startswith(b"<!DOCTYPE html>")
    assert Image.open(io.BytesIO(fetch("png-image"))).format == "PNG"


def test_a_slow_answer_comes_and_a_lost_one_does_not(faulty, to):
    assert faulty(Fault("discogs", "slow", delay=0.05)).status_code == 200
    for kind in ("hang", "reset"):
        with pytest.raises(requests.ConnectionError):
            faulty(Fault("discogs", kind, delay=0.05))
        assert faulty.sandbox.log[-1].status == 0


def test_one_service_can_be_down_while_the_others_answer(faulty, to):
    with pytest.raises(requests.ConnectionError):
        faulty(Fault("discogs", "down"))
    with pytest.raises(requests.ConnectionError, match="refused"):
        faulty.again()
    assert requests.get(f"{faulty.sandbox.url}/images/none", timeout=3).status_code == 404
    assert faulty().status_code == 200


def test_what_is_down_comes_up_again_in_its_time(faulty):
    with pytest.raises(requests.ConnectionError):
        faulty(Fault("discogs", "down", count=1, delay=0.1))
    until, statuses = time.monotonic() + 30, []
    while not statuses and time.monotonic() < until:
        with suppress(requests.ConnectionError):
            statuses.append(faulty.again().status_code)
    assert statuses == [200]


def test_a_fault_is_read_from_a_text():
    text = r"spotify:429:after=20,count=5,share=0.5,retry_after=3600,path=/v1/albums/"
    assert Fault.parse(text) == Fault(
        "spotify", "429", after=20, count=5, share=0.5, retry_after="3600", path="/v1/albums/"
    )
    assert Fault.parse("images:hang") == Fault("images", "hang")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tidal:503", 'no service "tidal"; there are discogs'),
        ("discogs:504", 'no fault "504"; there are 429'),
        ("discogs:503:times=3", 'no option "times"; there are after'),
        ("discogs:503:count=many", "many"),
        ("discogs:503:share=2", "share"),
        ("discogs:null", "field is for the kinds"),
    ],
)
def test_a_fault_that_is_none_is_refused_by_the_command(text, words):
    done = CliRunner().invoke(commands.sandbox, ["--fault", text])
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())


def test_a_sandbox_that_stops_waits_for_no_fault(to):
    with Sandbox(to.small_world()).start() as sandbox:
        sandbox.change(faults=[Fault("discogs", "hang", delay=3600)])
        with pytest.raises(requests.Timeout):
            requests.get(f"{sandbox.url}/discogs/releases/1", timeout=0.1)
