"""Below the cache: what bad answers get, and that every attempt counts."""

from __future__ import annotations

import gzip
import socketserver
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from collector.api import BearerAuth, Secret, TokenAuth
from collector.errors import (
    AuthRequired,
    Intent,
    MalformedAnswer,
    RequestRefused,
    RetryLater,
    ServiceDown,
)
from collector.events import ServiceState
from collector.http.service import Rate, Service
from collector.testing import ManualClock

JSON = {"Content-Type": "application/json"}
TOKEN = TokenAuth(Secret("env:T", "sesame"), "Bearer ")
NOW = timedelta(0)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 522, 429])
def test_a_passing_trouble_is_asked_again(serve, make_wire, declare, good, status):
    server = serve((status, {}, b"<h1>oops</h1>"), good)
    wire = make_wire(ManualClock())
    assert wire.client(declare(server)).get("a").json() == {"id": 1}
    assert wire.statistics()["shop"].requests == 2
    assert wire.statistics()["shop"].retries == 1


def test_four_attempts_and_then_the_service_is_down(serve, make_wire, declare):
    server = serve((502, {}, b"<html><style>x{}</style><p>Bad   gateway</p></html>"))
    with pytest.raises(ServiceDown, match="502 after 4 attempts: Bad gateway"):
        make_wire(ManualClock()).client(declare(server)).get("a")
    assert len(server.asked) == 4


def test_what_a_broken_service_says_cannot_steer_a_terminal(serve, make_wire, declare):
    server = serve((500, {}, b"\x1b[2Jgone\n\x07"))
    with pytest.raises(ServiceDown, match=r"500 after 4 attempts: \[2Jgone$"):
        make_wire(ManualClock()).client(declare(server)).get("a")


class Babble(socketserver.StreamRequestHandler):
    """Speaks no HTTP."""

    def handle(self) -> None:
        self.rfile.readline()
        self.wfile.write(b"SSH-2.0\x1b[2J" + b"x" * 9000 + b"\r\n")


def test_what_another_kind_of_server_says_is_cut_short(make_wire):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Babble) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        with pytest.raises(ServiceDown, match=r"SSH-2\.0\[2Jx{100}") as caught:
            make_wire(ManualClock()).client(Service("shop", base, Rate(1000, 1.0))).get("a")
        server.shutdown()
    assert len(caught.value.message) < 400


CHUNKED = {"Transfer-Encoding": "chunked", "Connection": "close"}
PACKED = gzip.compress(b"x" * 1000)


@pytest.mark.parametrize(
    "broken",
    [
        (200, {"Content-Length": "100", "Connection": "close"}, b'{"id"'),
        (200, CHUNKED, b"5\r\nhello\r\n"),
        (200, CHUNKED, b"5\r\nhel"),
        (200, {"Content-Encoding": "gzip"}, b"no gzip at all"),
        (200, {"Content-Length": "5, 6", "Connection": "close"}, b"hello"),
    ],
    ids=["short", "no last chunk", "short chunk", "gzip", "two lengths"],
)
def test_a_body_that_breaks_off_is_asked_again(serve, make_wire, declare, good, broken):
    server = serve(broken, good)
    client = make_wire(ManualClock()).client(declare(server))
    assert client.get("a").json() == {"id": 1}
    assert len(server.asked) == 2


def test_a_body_that_always_breaks_off_fails_this_subject_only(serve, make_wire, declare):
    server = serve((200, {"Content-Length": "100", "Connection": "close"}, b'{"id"'))
    with pytest.raises(MalformedAnswer, match=r"cut off: .*bytes read, .*more.*4 attempts"):
        make_wire(ManualClock()).client(declare(server)).get("a")


def test_encoded_bodies_arrive_decoded(serve, make_wire, declare):
    server = serve((200, {"Content-Encoding": "gzip"}, PACKED))
    assert make_wire().client(declare(server)).get("a").text == "x" * 1000


def test_a_body_that_drips_for_ever_is_given_up(serve, make_wire, declare):
    """Each read is in time; the whole is not."""

    class Hurried(ManualClock):
        def monotonic(self) -> float:
            self.advance(1.0)
            return super().monotonic()

    server = serve((200, {}, b"x" * 5_000_000))
    with pytest.raises(MalformedAnswer, match="too slowly"):
        make_wire(Hurried()).client(declare(server, timeout=0.5)).get("a")


def test_nobody_listening_is_a_service_that_is_down(serve, make_wire, declare, good):
    server = serve(good)
    service = declare(server)
    server.__exit__()
    with pytest.raises(ServiceDown, match=r"shop http://127.0.0.1:\d+/a: Failed to establish"):
        make_wire(ManualClock()).client(service).get("a")


def test_no_answer_in_time_is_tried_again(serve, make_wire, declare, good):
    def late(*_: object) -> tuple:
        time.sleep(0.4)
        return good

    server = serve(late, good)
    client = make_wire(ManualClock()).client(declare(server, timeout=0.1))
    assert client.get("a").found
    assert len(server.asked) == 2


# -- 429 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [3, 59])
def test_retry_after_is_honoured_up_to_a_minute(serve, make_wire, declare, good, told):
    clock, server = ManualClock(), serve((429, {"Retry-After": str(told)}, b""), good)
    make_wire(clock).client(declare(server)).get("a")
    assert told <= clock.monotonic() < told + 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_longer_retry_after_rests_the_service(serve, make_wire, declare, status):
    server = serve((status, {"Retry-After": "86400"}, b""))
    heard = []
    wire = make_wire(ManualClock(), on_event=heard.append)
    client = wire.client(declare(server))
    for path in ("a", "b", "c"):
        with pytest.raises(RetryLater) as caught:
            client.get(path)
        assert caught.value.after == timedelta(days=1)
    assert len(server.asked) == 1
    assert wire.statistics()["shop"].state == "resting"
    states = [event.state for event in heard if isinstance(event, ServiceState)]
    assert states == ["resting"]


def test_a_pause_without_end_rests_the_service_for_a_while(serve, make_wire, declare):
    server = serve((429, {"Retry-After": "9" * 20}, b""))
    with pytest.raises(RetryLater) as caught:
        make_wire(ManualClock()).client(declare(server)).get("a")
    assert caught.value.after == timedelta(days=7)


def test_cached_answers_are_served_while_the_service_rests(serve, make_wire, declare, good):
    server = serve(good, (429, {"Retry-After": "86400"}, b""))
    client = make_wire(ManualClock()).client(declare(server))
    client.get("a")
    with pytest.raises(RetryLater):
        client.get("b")
    assert client.get("a").from_cache


def test_a_rest_ends(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve((429, {"Retry-After": "90"}, b""), good)
    wire = make_wire(clock)
    client = wire.client(declare(server))
    with pytest.raises(RetryLater):
        client.get("a")
    clock.advance(91)
    assert client.get("a").found
    assert wire.statistics()["shop"].state == "ok"


def test_a_429_without_a_time_pauses_twice_as_long_each_time(serve, make_wire, declare):
    clock, server = ManualClock(), serve((429, {}, b""))
    with pytest.raises(RetryLater):
        make_wire(clock, patience=1.0).client(declare(server)).get("a")
    assert len(server.asked) == 4
    assert 14 <= clock.monotonic() < 15  # 2 + 4 + 8


def test_a_429_pauses_all_threads(serve, make_wire, declare, good):
    """Other threads do not go on hammering."""
    seen = threading.Event()

    def refuse(*_: object) -> tuple:
        seen.set()
        return 429, {"Retry-After": "1"}, b""

    server = serve(refuse, good)
    client = make_wire().client(declare(server))
    first = threading.Thread(target=client.get, args=("a",))
    first.start()
    seen.wait(10)
    time.sleep(0.2)
    client.get("b")
    first.join()
    refused, *later = [asked.at for asked in server.asked]
    assert len(later) == 2
    assert min(later) - refused >= 1


def test_retries_count_against_the_rate(serve, make_wire, declare):
    """Judged by the server's own log: with libraries alone, 8 requests came at 2 a second."""
    server = serve((503, {}, b""))
    client = make_wire().client(declare(server, rate=Rate(4, 0.5)))
    for path in ("a", "b", "c"):
        with pytest.raises(ServiceDown):
            client.get(path)
    times = [asked.at for asked in server.asked]
    assert len(times) == 12
    assert max(sum(1 for other in times if at <= other < at + 0.5) for at in times) <= 4


def test_the_remaining_header_slows_us_down(serve, make_wire, declare):
    clock, server = ManualClock(), serve((200, {"x-left": "0"}, b""))
    service = declare(server, rate=Rate(60, 60.0), remaining_header="X-Left")
    client = make_wire(clock).client(service)
    client.get("a")
    client.get("b")
    assert clock.monotonic() == pytest.approx(2)


def test_no_more_requests_at_once_than_declared(serve, make_wire, declare, good):
    inside, most, lock = [], [], threading.Lock()

    def slow(*_: object) -> tuple:
        with lock:
            inside.append(1)
            most.append(len(inside))
        time.sleep(0.02)
        with lock:
            inside.pop()
        return good

    client = make_wire().client(declare(serve(slow), in_flight=2))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: client.get(f"{number}"), range(16)))
    assert max(most) == 2


# -- the breaker -------------------------------------------------------------------------------


def test_half_open_lets_one_request_try_and_a_good_answer_closes(serve, make_wire, declare, good):
    clock, server = ManualClock(), serve(*[(500, {}, b"")] * 20, good)
    wire = make_wire(clock)
    client = wire.client(declare(server))
    for number in range(8):
        with pytest.raises(ServiceDown):
            client.get(f"{number}")
    assert len(server.asked) == 20  # five calls of four attempts
    assert wire.statistics()["shop"].state == "open"
    clock.advance(1)
    assert client.get("x").found
    assert wire.statistics()["shop"].state == "ok"


# -- auth --------------------------------------------------------------------------------------


def test_a_401_renews_the_token_once(serve, make_wire, declare, good):
    numbers = iter(range(9))
    auth = BearerAuth(lambda _post: (f"t{next(numbers)}", 3600.0))

    def guarded(_method: str, _path: str, headers: dict, _body: bytes) -> tuple:
        return good if headers["authorization"] == "Bearer t1" else (401, {}, b"expired")

    server = serve(guarded)
    assert make_wire().client(declare(server, auth=auth)).get("a").found
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("auth", "asked"), [(TOKEN, 1), (BearerAuth(lambda _post: ("t", 60.0)), 2)]
)
def test_a_second_401_needs_a_person_and_rests_the_service(serve, make_wire, declare, auth, asked):
    server = serve((401, {}, b"You must authenticate"))
    wire = make_wire()
    client = wire.client(declare(server, auth=auth))
    for path in ("a", "b"):
        with pytest.raises(AuthRequired, match="You must authenticate"):
            client.get(path)
    assert len(server.asked) == asked
    assert wire.statistics()["shop"].state == "auth"


def test_a_403_says_what_the_service_said_and_three_in_a_row_rest_it(serve, make_wire, declare):
    server = serve((403, {}, b"<b>Active premium</b> subscription required. " + b"x" * 500))
    wire = make_wire()
    client = wire.client(declare(server))
    for number in range(5):
        with pytest.raises(AuthRequired, match="Active premium subscription required") as caught:
            client.get(f"{number}")
        assert len(caught.value.message) < 300
    assert len(server.asked) == 3
    assert wire.statistics()["shop"].state == "auth"


def test_single_403_do_not_rest_the_service(serve, make_wire, declare, good):
    answers = [(403, {}, b"private"), (403, {}, b"private"), good] * 3
    server = serve(*answers)
    client = make_wire().client(declare(server))
    for number, (status, _, _) in enumerate(answers):
        if status == 403:
            with pytest.raises(AuthRequired, match="private"):
                client.get(f"{number}")
        else:
            assert client.get(f"{number}").found


@pytest.mark.parametrize("status", [400, 405, 410, 422, 501])
def test_other_refusals_carry_their_status(serve, make_wire, declare, status):
    server = serve((status, JSON, b'{"message": "Invalid limit"}'))
    with pytest.raises(RequestRefused, match="Invalid limit") as caught:
        make_wire().client(declare(server)).get("a")
    assert caught.value.status == status
    assert len(server.asked) == 1


def test_tokens_are_fetched_by_a_paced_and_retried_post(serve, make_wire, declare, good):
    def shop(method: str, path: str, headers: dict, body: bytes) -> tuple:
        if method == "POST":
            shop.posts.append((path, headers.get("authorization"), body))
            return (503, {}, b"") if len(shop.posts) == 1 else (200, {}, b"fresh")
        return good if headers["authorization"] == "Bearer fresh" else (401, {}, b"")

    shop.posts = []
    server = serve(shop)

    def fetch(post: object) -> tuple[str, float]:
        url = f"{server.url}/token"
        return post(url, {"grant": "x"}, {"Authorization": "Basic abc"}).text, 60.0

    service = declare(server, auth=BearerAuth(fetch), rate=Rate(1, 0.05))
    wire = make_wire()
    assert wire.client(service).get("a").found  # one place, and the post does not wait for ours
    assert shop.posts == [("/token", "Basic abc", b"grant=x")] * 2
    assert wire.statistics()["shop"].requests == 3


def test_credentials_that_cannot_be_had_rest_the_service(serve, make_wire, declare, good):
    def fetch(post: object) -> tuple[str, float]:
        raise AuthRequired("shop: " + post(f"{server.url}/token", {}, {}).text)

    server = serve((400, {}, b"invalid_client"))
    client = make_wire().client(declare(server, auth=BearerAuth(fetch)))
    for path in ("a", "b"):
        with pytest.raises(AuthRequired, match="invalid_client"):
            client.get(path)
    assert len(server.asked) == 1


@pytest.mark.parametrize("secret", ["SES\nAME", "SESÄME", "SES€AME"])
def test_credentials_that_cannot_be_sent_are_not_shown(serve, make_wire, declare, good, secret):
    server = serve(good)
    auth = TokenAuth(Secret("file:/t", secret), "Bearer ")
    with pytest.raises(AuthRequired, match="line break") as caught:
        make_wire().client(declare(server, auth=auth)).get("a")
    assert "SES" not in str(caught.value)
    assert not server.asked


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_a_service_that_repeats_our_credentials_does_not_put_them_into_messages(
    serve, make_wire, declare, status
):
    server = serve(lambda _m, _p, headers, _b: (status, {}, headers["authorization"].encode()))
    auth = TokenAuth(Secret("env:T", "open-sesame"), "Discogs token=")
    events = []
    client = make_wire(ManualClock(), on_event=events.append).client(declare(server, auth=auth))
    with pytest.raises(Intent, match=r"Discogs token=\.\.\.") as caught:
        client.get("a")
    assert "open-sesame" not in f"{caught.value}{events}"
    assert "open-sesame" in server.asked[0].headers["authorization"]


# -- redirects ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_signed_only_at_home(serve, make_wire, declare, good, status):
    abroad = serve(good)
    server = serve((status, {"Location": "/b"}, b""), (status, {"Location": abroad.url}, b""))
    client = make_wire().client(declare(server, auth=TOKEN))
    assert client.get("a").found
    assert ["authorization" in asked.headers for asked in server.asked] == [True, True]
    assert "authorization" not in abroad.asked[0].headers


def test_an_address_that_two_readers_read_differently_gets_no_credentials(
    serve, make_wire, declare, good
):
    abroad = serve(good)
    server = serve(
        lambda _method, _path, headers, _body: (
            302,
            {"Location": f"{abroad.url}\\@{headers['host']}/b"},
            b"",
        )
    )
    assert make_wire().client(declare(server, auth=TOKEN)).get("a").found
    assert len(abroad.asked) == 1
    assert "authorization" not in abroad.asked[0].headers


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "", "/again", "http://exa mple.com/", "http://.example.com/"]
)
def test_redirects_to_nowhere_or_for_ever_are_malformed(serve, make_wire, declare, location):
    server = serve((302, {"Location": location}, b""))
    with pytest.raises(MalformedAnswer, match="redirect"):
        make_wire().client(declare(server)).get("a")
    assert len(server.asked) <= 6


# -- stop --------------------------------------------------------------------------------------


def test_stop_ends_all_waiting_and_asks_nothing_new(serve, make_wire, declare, good):
    stop = threading.Event()
    server = serve(good, (429, {"Retry-After": "50"}, b""))
    client = make_wire(stop=stop).client(declare(server))
    client.get("a")
    failed = []

    def ask() -> None:
        try:
            client.get("b")
        except RetryLater as error:
            failed.append(error)

    waiting = threading.Thread(target=ask)
    waiting.start()
    while len(server.asked) < 2:
        time.sleep(0.005)
    stop.set()
    waiting.join(timeout=10)
    assert [error.after for error in failed] == [NOW]
    assert client.get("a").from_cache
    with pytest.raises(RetryLater, match="stopping"):
        client.get("c")
    assert len(server.asked) == 2
