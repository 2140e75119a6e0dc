from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from collector.api import BearerAuth, Secret, TokenAuth
from collector.errors import ConfigError
from collector.events import RequestDone
from collector.http.service import Client, Rate, Reply
from collector.http.wire import ServiceStatistics


def test_the_same_name_has_the_same_client(serve, make_wire, declare, good):
    server, wire = serve(good), make_wire()
    auths = [BearerAuth(lambda _post: ("t", 60.0)) for _ in range(2)]
    first, second = (wire.client(declare(server, auth=auth)) for auth in auths)
    assert first is second
    assert wire.services == {"shop": first.service}


@pytest.mark.parametrize(
    "change", [{"rate": Rate(1, 7.0)}, {"timeout": 3.0}, {"auth": TokenAuth(Secret("e", "x"), "")}]
)
def test_another_declaration_of_a_name_is_a_mistake(serve, make_wire, declare, good, change):
    wire, service = make_wire(), declare(serve(good))
    wire.client(service)
    with pytest.raises(ConfigError, match="shop"):
        wire.client(evolve(service, **change))


def test_clients_and_replies_are_what_plugins_are_promised(serve, make_wire, declare, good):
    client: Client = make_wire().client(declare(serve(good)))
    reply: Reply = client.get("a")
    assert (reply.status, reply.found, reply.text) == (200, True, '{"id": 1}')


def test_every_attempt_and_every_cached_answer_is_an_event(serve, make_wire, declare, good):
    heard = []
    server = serve((500, {}, b""), good)
    client = make_wire(on_event=heard.append).client(declare(server))
    client.get("a", {"access_token": "SESAME"})
    client.get("a", {"access_token": "SESAME"})
    done = [event for event in heard if isinstance(event, RequestDone)]
    assert [(one.status, one.attempt, one.cached) for one in done] == [
        (500, 1, False),
        (200, 2, False),
        (200, 1, True),
    ]
    assert {one.url for one in done} == {f"{server.url}/a?access_token=..."}


def test_the_books_are_kept(serve, make_wire, declare, good):
    server, wire = serve((503, {}, b""), good), make_wire()
    client = wire.client(declare(server))
    for path in ("a", "a", "b"):
        client.get(path)
    books = wire.statistics()["shop"]
    assert evolve(books, seconds_waited=0.0) == ServiceStatistics(requests=3, cached=1, retries=1)


def test_one_service_at_rest_leaves_the_others_alone(serve, make_wire, declare, good):
    from collector.errors import RetryLater

    wire = make_wire()
    tired = wire.client(declare(serve((429, {"Retry-After": "999"}, b"")), name="tired"))
    fresh = wire.client(declare(serve(good), name="fresh"))
    with pytest.raises(RetryLater):
        tired.get("a")
    assert fresh.get("a").found
    assert {name: one.state for name, one in wire.statistics().items()} == {
        "tired": "resting",
        "fresh": "ok",
    }


def test_new_image_hosts_and_statistics_do_not_lock_each_other_out(serve, make_wire):
    servers = [serve((200, {}, b"x")) for _ in range(8)]
    wire = make_wire(image_rate=Rate(1000, 1.0))
    with ThreadPoolExecutor(8) as pool:
        fetched = [pool.submit(wire.download, one.url + "/x", max_bytes=9) for one in servers]
        looked = [pool.submit(wire.statistics) for _ in range(50)]
        assert all(one.result(timeout=20) for one in fetched)
        assert all(one.exception(timeout=20) is None for one in looked)
    assert len(wire.statistics()) == 8


def test_the_environment_cannot_add_credentials(
    serve, make_wire, declare, good, monkeypatch, tmp_path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password SESAME\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = serve(good)
    make_wire().client(declare(server)).get("a")
    assert "authorization" not in server.asked[0].headers


def test_the_environment_s_proxy_is_taken(serve, make_wire, declare, good, monkeypatch):
    proxy, server = serve(good), serve(good)
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    make_wire().client(declare(server)).get("a")
    assert [asked.path for asked in proxy.asked] == [f"{server.url}/a"]
    assert not server.asked
