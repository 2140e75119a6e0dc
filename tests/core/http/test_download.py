from __future__ import annotations

import pytest

from collector.api import Secret, TokenAuth
from collector.errors import (
    MalformedAnswer,
    NotCached,
    RequestRefused,
    RetryLater,
    ServiceDown,
)
from collector.http.service import Rate
from collector.testing import ManualClock

IMAGE = (200, {"Content-Type": "image/jpeg", "ETag": '"1"'}, b"\xff\xd8" + b"x" * 1000)


def test_an_image_is_fetched_unsigned_and_never_cached(serve, make_wire, declare):
    server, wire = serve(IMAGE), make_wire(image_rate=Rate(1000, 1.0), user_agent="us/1 (me)")
    wire.client(declare(server, auth=TokenAuth(Secret("env:T", "x"), "Bearer ")))
    for _ in range(2):
        assert wire.download(f"{server.url}/a.jpg", max_bytes=5000) == (IMAGE[2], "image/jpeg")
    assert len(server.asked) == 2
    assert "authorization" not in server.asked[0].headers
    assert server.asked[0].headers["user-agent"] == "us/1 (me)"
    assert wire.statistics()[f"images:{server.url[7:]}"].requests == 2


def test_an_image_that_is_too_long_is_not_read_to_the_end(serve, make_wire):
    server, wire = serve(IMAGE), make_wire(image_rate=Rate(1000, 1.0))
    for _ in range(8):  # a long file says nothing against the host
        with pytest.raises(MalformedAnswer, match="more than 100 bytes"):
            wire.download(f"{server.url}/a.jpg", max_bytes=100)
    assert len(server.asked) == 8


def test_a_host_is_paced_as_a_service_declares(serve, make_wire, declare):
    clock, server = ManualClock(), serve(IMAGE)
    wire = make_wire(clock, image_rate=Rate(1000, 1.0))
    wire.client(declare(server, image_hosts={"127.0.0.1": Rate(1, 30.0)}))
    for _ in range(3):
        wire.download(f"{server.url}/a.jpg", max_bytes=5000)
    assert clock.monotonic() == pytest.approx(60)


def test_a_host_that_nobody_declares_has_the_common_rate(serve, make_wire):
    clock, server = ManualClock(), serve(IMAGE)
    wire = make_wire(clock, image_rate=Rate(1, 20.0))
    for _ in range(2):
        wire.download(f"{server.url}/a.jpg", max_bytes=5000)
    assert clock.monotonic() == pytest.approx(20)


def test_hosts_do_not_wait_for_each_other_and_redirects_change_host(serve, make_wire):
    clock, there = ManualClock(), serve(IMAGE)
    here = serve((307, {"Location": f"{there.url}/b.jpg"}, b""))
    wire = make_wire(clock, image_rate=Rate(1, 20.0))
    assert wire.download(f"{here.url}/a.jpg", max_bytes=5000)[0] == IMAGE[2]
    assert clock.monotonic() == 0


def test_what_is_not_there_is_refused(serve, make_wire):
    server = serve((404, {}, b""))
    with pytest.raises(RequestRefused) as caught:
        make_wire().download(f"{server.url}/a.jpg", max_bytes=5000)
    assert caught.value.status == 404


@pytest.mark.parametrize("status", [401, 403])
def test_a_host_that_forbids_everything_is_left_alone(serve, make_wire, status):
    """A host's throttle may say 403 for minutes; that is no matter of credentials."""
    server, wire = serve((status, {}, b"no")), make_wire(image_rate=Rate(1000, 1.0))
    url = f"{server.url}/a.jpg"
    for _ in range(2):
        with pytest.raises(RequestRefused):
            wire.download(url, max_bytes=5000)
    for _ in range(3):
        with pytest.raises(RetryLater):
            wire.download(url, max_bytes=5000)
    assert len(server.asked) == 3


def test_a_dead_host_opens_its_own_breaker(serve, make_wire):
    dead, alive = serve((500, {}, b"")), serve(IMAGE)
    wire = make_wire(ManualClock(), image_rate=Rate(1000, 1.0))
    for _ in range(9):
        with pytest.raises(ServiceDown):
            wire.download(f"{dead.url}/a.jpg", max_bytes=5000)
    assert len(dead.asked) == 20
    assert wire.download(f"{alive.url}/a.jpg", max_bytes=5000)


@pytest.mark.parametrize(
    "url", ["", "a.jpg", "file:///etc/passwd", "http://", "http://[/", "data:,"]
)
def test_what_is_no_address_is_malformed(make_wire, url):
    with pytest.raises(MalformedAnswer):
        make_wire().download(url, max_bytes=5000)


def test_offline_fetches_nothing(serve, make_wire):
    server = serve(IMAGE)
    with pytest.raises(NotCached):
        make_wire(offline=True).download(f"{server.url}/a.jpg", max_bytes=5000)
    assert not server.asked
