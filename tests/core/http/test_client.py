"""One client, a real server, a real cache file."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from collector.errors import NotCached, ServiceDown
from collector.http.service import Rate
from collector.testing import ManualClock

DAY = timedelta(days=1)
DOWN = (503, {}, b"")
JSON = {"Content-Type": "application/json"}


def test_an_answer_is_asked_once_and_then_served_from_the_cache(serve, make_wire, declare, good):
    server, wire = serve(good), make_wire()
    client = wire.client(declare(server))
    first, second = client.get("a", {"q": "x"}), client.get("a", {"q": "x"})
    assert len(server.asked) == 1
    assert (first.from_cache, second.from_cache) == (False, True)
    assert second.json() == {"id": 1}
    assert second.headers["content-type"] == "application/json"
    assert second.fetched_at == first.fetched_at


def test_the_order_of_parameters_does_not_matter(serve, make_wire, declare, good):
    server = serve(good)
    client = make_wire().client(declare(server))
    client.get("a", {"x": 1, "y": 2})
    assert client.get("a", {"y": 2, "x": 1}).from_cache


def test_services_do_not_share_answers(serve, make_wire, declare, good):
    """Their headers differ, so may the answers; a name may hold any character."""
    server, wire = serve(good), make_wire()
    for name in ("one", "it's; DROP TABLE responses"):
        assert not wire.client(declare(server, name=name)).get("a").from_cache
        assert wire.client(declare(server, name=name)).get("a").from_cache


def test_answers_in_another_language_are_others(serve, make_wire, declare, good):
    server = serve(good)
    for language in ("de", "fr", "de"):
        headers = {"Accept-Language": language, "User-Agent": f"collector, reading {language}"}
        make_wire().client(declare(server, headers=headers)).get("a")
    assert [asked.headers["accept-language"] for asked in server.asked] == ["de", "fr"]


def test_another_version_of_ours_is_given_the_same_answer(serve, make_wire, declare, good):
    server = serve(good)
    for version in ("1", "2"):
        make_wire().client(declare(server, headers={"User-Agent": version})).get("a")
    assert len(server.asked) == 1


def test_the_cache_outlives_the_wire(serve, make_wire, declare, good):
    server = serve(good)
    first = make_wire()
    first.client(declare(server)).get("a")
    first.close()
    assert make_wire().client(declare(server)).get("a").from_cache
    assert len(server.asked) == 1


def test_sixteen_threads_asking_the_same_cause_one_request(serve, make_wire, declare):
    """With libraries alone, 16 threads cause up to 10 requests for one address."""

    def slow(*_: object) -> tuple:
        time.sleep(0.05)
        return 200, JSON, b'{"id": 1}'

    server = serve(slow)
    client = make_wire().client(declare(server, in_flight=16))
    gate = threading.Barrier(16)

    def ask(_: int) -> None:
        gate.wait()
        for page in range(5):
            assert client.get(f"p/{page}").json() == {"id": 1}

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(ask, range(16)))
    assert len(server.asked) == 5


@pytest.mark.parametrize(("age", "asked"), [(DAY * 0.9, 1), (DAY * 1.1, 2)])
def test_an_answer_lives_as_long_as_the_caller_allows(serve, make_wire, declare, good, age, asked):
    clock, server = ManualClock(), serve(good)
    client = make_wire(clock).client(declare(server, cache=timedelta(days=30)))
    client.get("a", cache=DAY)
    clock.advance(age.total_seconds())
    client.get("a", cache=DAY)
    assert len(server.asked) == asked


def test_an_answer_of_a_time_yet_to_come_is_not_fresh(serve, make_wire, declare, good):
    """It was written while the clock was years ahead, and would be fresh for years."""
    server = serve(good)
    later, now = ManualClock(datetime(2036, 1, 1, tzinfo=UTC)), ManualClock()
    for clock, asked in ((later, 1), (now, 2), (now, 2)):
        assert make_wire(clock).client(declare(server, cache=DAY)).get("a").found
        assert len(server.asked) == asked


def test_a_lifetime_of_zero_always_asks(serve, make_wire, declare, good):
    server = serve(good)
    client = make_wire().client(declare(server))
    for _ in range(3):
        assert not client.get("a", cache=timedelta(0)).from_cache
    assert len(server.asked) == 3


def test_a_404_is_an_answer_and_kept_for_a_day_at_most(serve, make_wire, declare):
    clock, server = ManualClock(), serve((404, JSON, b'{"message": "none"}'))
    client = make_wire(clock).client(declare(server, cache=timedelta(days=30)))
    assert not client.get("a").found
    assert client.get("a").from_cache
    clock.advance(DAY.total_seconds())
    assert not client.get("a").from_cache


@pytest.mark.parametrize("status", [201, 204, 206])
def test_other_statuses_are_not_kept(serve, make_wire, declare, status):
    server = serve((status, {}, b""))
    client = make_wire().client(declare(server))
    client.get("a")
    client.get("a")
    assert len(server.asked) == 2


def test_a_stale_copy_is_served_while_the_service_is_down(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(good, DOWN)
    client = make_wire(clock).client(declare(server))
    client.get("a")
    clock.advance(10 * DAY.total_seconds())
    reply = client.get("a")
    assert reply.from_cache
    assert reply.json() == {"id": 1}
    with pytest.raises(ServiceDown):
        client.get("b")


def test_a_stale_copy_is_served_while_the_breaker_is_open(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(good, DOWN)
    client = make_wire(clock).client(declare(server))
    client.get("a")
    for number in range(5):
        with pytest.raises(ServiceDown):
            client.get(f"b/{number}")
    asked = len(server.asked)
    clock.advance(0)
    with pytest.raises(ServiceDown, match="keeps failing"):
        client.get("c")
    assert client.get("a").from_cache
    assert len(server.asked) == asked


def test_who_insists_on_a_new_answer_gets_no_stale_copy(serve, make_wire, declare, good):
    """A page of an old list, put among new ones, would look like removed records."""
    server = serve(good, DOWN)
    client = make_wire().client(declare(server))
    client.get("a")
    with pytest.raises(ServiceDown):
        client.get("a", cache=timedelta(0))


def test_a_404_is_not_hidden_by_a_stale_copy(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(good, (404, {}, b""))
    client = make_wire(clock).client(declare(server))
    client.get("a")
    clock.advance(10 * DAY.total_seconds())
    assert not client.get("a").found


def test_broken_json_is_asked_again_and_never_kept(serve, make_wire, declare):
    server = serve((200, JSON, b'{"id": '), (200, JSON, b'{"id": 1}'))
    client = make_wire().client(declare(server))
    assert client.get("a").json() == {"id": 1}
    assert client.get("a").from_cache
    assert len(server.asked) == 2


def test_html_in_place_of_json_is_forgotten_once_it_is_read(serve, make_wire, declare, good):
    server = serve((200, {"Content-Type": "text/html"}, b"<p>Sorry"), good)
    client = make_wire().client(declare(server))
    with pytest.raises(Exception, match="no JSON"):
        client.get("a").json()
    assert client.get("a").json() == {"id": 1}


def test_offline_serves_any_age_and_asks_nothing(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(good)
    online = make_wire(clock)
    online.client(declare(server)).get("a", cache=timedelta(0))
    online.close()
    clock.advance(50 * DAY.total_seconds())
    client = make_wire(clock, offline=True).client(declare(server))
    assert client.get("a", cache=timedelta(0)).from_cache
    with pytest.raises(NotCached):
        client.get("b")
    assert len(server.asked) == 1


def test_a_dry_wire_answers_what_needs_no_request_and_asks_nothing(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(good)
    online = make_wire(clock)
    online.client(declare(server)).get("a")
    online.close()
    client = make_wire(clock, dry=True).client(declare(server))
    assert client.get("a").from_cache
    for path, age in (("a", timedelta(0)), ("b", None)):
        with pytest.raises(NotCached):
            client.get(path, cache=age)
    clock.advance(50 * DAY.total_seconds())
    with pytest.raises(NotCached):
        client.get("a")
    assert len(server.asked) == 1


def test_refresh_asks_once_more_in_a_run_but_falls_back(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(good, good, good, DOWN)
    before = make_wire(clock)
    for path in ("a", "b"):
        before.client(declare(server)).get(path)
    before.close()
    clock.advance(1)
    client = make_wire(clock, refresh=True).client(declare(server))
    assert not client.get("a").from_cache
    assert client.get("a").from_cache
    assert client.get("b").from_cache  # it is down by now
    assert len(server.asked) > 3


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/x", "http://127.0.0.1:1/x", "../other", "a/../../../etc", "http://"],
)
def test_addresses_outside_of_the_service_are_a_mistake(serve, make_wire, declare, good, path):
    server = serve(good)
    client = make_wire().client(declare(server, prefix="/sim"))
    with pytest.raises(ValueError, match="shop"):
        client.get(path)
    assert not server.asked


def test_whole_addresses_below_the_service_and_its_others_are_fine(serve, make_wire, declare, good):
    server, other = serve(good), serve(good)
    client = make_wire().client(declare(server, prefix="/sim", also=(other.url,)))
    client.get(f"{server.url}/sim/a?page=2")
    client.get(f"{other.url}/b")
    assert (server.asked[0].path, other.asked[0].path) == ("/sim/a?page=2", "/b")


def test_cached_answers_cost_no_budget(serve, make_wire, declare, good):
    server = serve(good)
    client = make_wire().client(declare(server, rate=Rate(1, 3600.0)))
    for _ in range(50):
        client.get("a")
    assert len(server.asked) == 1


def test_a_service_whose_answers_fail_to_parse_says_where(serve, make_wire, declare):
    server = serve((200, JSON, b'{"id": '))
    client = make_wire().client(declare(server))
    reply = client.get("a")
    with pytest.raises(Exception, match=r"shop http://127.0.0.1:\d+/a: no JSON"):
        reply.json()
    assert len(server.asked) == 4
