"""What a run will ask, reckoned."""

from __future__ import annotations

import pytest

from collector.engine.forecast import PRIOR, Forecast, Part, Task, forecast_of
from collector.http.service import Rate
from collector.model import Cost, Subject

LIST = Part("shop/list", "shop", Cost(once=2, each=0.01), lists=True)
ALBUMS = Part("shop/album", "shop", Cost(once=3, each=0.5), batch=10)
COVERS = Part("images/cover", "images", Cost(once=1))
RATES = {"shop": Rate(2, 1.0), "images": Rate(1, 1.0), "images:slow": Rate(1, 10.0)}


def reckon(*tasks: Task, runs=(), hosts=None) -> Forecast:
    parts = (LIST, ALBUMS, COVERS)
    return forecast_of(tasks, parts, runs, hosts or {}, lambda name: RATES[name])


def some(number: int) -> list[Subject]:
    return [Subject("release", f"discogs:{one}") for one in range(number)]


def run(sent: int, answers: int, service: str = "shop", part: str = "shop/album"):
    return {"requests": {service: sent}, "answers": {part: {"found": answers}}, "sources": {}}


def test_batches_cost_what_the_plugin_declares_until_a_run_has_shown_it():
    forecast = reckon(Task(ALBUMS, due=some(25), open=(10, 10, 5)))
    assert forecast.requests == {"shop": 22}
    assert forecast.lines[0].basis == "estimated"


def test_what_the_cache_answers_of_an_open_batch_is_not_asked():
    assert reckon(Task(ALBUMS, due=some(10), cached=3, open=(10,), spared=3)).requests == {
        "shop": 5
    }


def test_an_open_batch_takes_a_request_at_least():
    assert reckon(Task(ALBUMS, due=some(10), cached=40, open=(10,), spared=40)).requests == {
        "shop": 1
    }


def test_the_run_that_asked_most_tells_what_a_batch_costs():
    twice = run(sent=1600 + PRIOR, answers=1000)  # declared: 800
    forecast = reckon(Task(ALBUMS, due=some(100), open=(10,) * 10), runs=[run(5, 1), twice, {}])
    assert forecast.requests["shop"] == pytest.approx(160, rel=0.02)
    assert forecast.lines[0].basis == "as last time"


def test_a_run_of_few_requests_tells_little():
    forecast = reckon(Task(ALBUMS, due=some(100), open=(10,) * 10), runs=[run(sent=12, answers=10)])
    assert 80 <= forecast.requests["shop"] <= 96


def test_a_list_is_as_long_as_it_is_whatever_the_albums_cost():
    listed = {"shop": {"new": 300, "changed": 0, "same": 0}}
    dear = {**run(sent=2000, answers=100), "sources": listed}
    assert reckon(Task(LIST, open=(300,)), runs=[dear]).requests == {"shop": 5}


def test_a_list_that_was_never_read_is_told_to_be_unknown():
    forecast = reckon(Task(LIST, open=(1,), unread=True))
    assert forecast.unread == ["shop"]
    assert forecast.lines[0].basis == "at least"
    assert forecast.requests == {"shop": 3}


def test_what_is_asked_again_with_a_cache_is_a_bound():
    assert reckon(Task(ALBUMS, due=some(1), open=(1,), again=True)).lines[0].basis == "at most"


def test_each_service_takes_as_long_as_its_rate_says_and_the_longest_is_named():
    forecast = reckon(Task(ALBUMS, due=some(20), open=(10, 10)), Task(COVERS, due=some(4), sure=4))
    assert forecast.seconds == {"shop": 8.0, "images": 4.0}
    assert forecast.longest == "shop"
    assert forecast.takes == 7.5, "the shop may be half a second ahead of its pace"


def test_the_slowest_host_of_pictures_sets_the_pace():
    covers = Task(COVERS, due=some(40), sure=40)
    assert reckon(covers, hosts={"slow": 10}).seconds["images"] == 400
    shown = {**run(40, 40, "images:slow", "images/cover")}
    assert reckon(covers, runs=[shown]).seconds["images"] == 400


def test_nothing_due_is_nothing_asked():
    forecast = reckon(Task(ALBUMS))
    assert (forecast.requests, forecast.longest) == ({"shop": 0}, "")
