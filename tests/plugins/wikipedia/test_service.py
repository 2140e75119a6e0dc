"""Manners: who we say we are, what errors do, what is kept."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from collector.api import (
    AuthRequired,
    Found,
    MalformedAnswer,
    NotFound,
    RequestRefused,
    RetryLater,
    ServiceDown,
    SystemClock,
)
from collector.http.wire import Wire
from collector.plugins.host import PluginHost
from collector.testing import LoopbackServer
from collector_wikipedia import (
    Settings,
    collector_enrichers,
    collector_health_checks,
    collector_settings,
)

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def wire(tmp_path):
    wire = Wire(tmp_path / "cache.db", SystemClock(), patience=0.0)
    yield wire
    wire.close()


@pytest.fixture
def talk(wire, tmp_path):
    """The album enricher, talking to a scripted server; with a way to change its answers."""
    servers = []

    def start(answering):
        server = LoopbackServer(answering)
        servers.append(server.__enter__())
        settings = Settings(
            "me@example.org",
            base_url=f"{server.url}/{{lang}}",
            wikidata_url=f"{server.url}/data",
            sparql_url=f"{server.url}/sparql",
        )
        host = PluginHost("wikipedia", tmp_path, SystemClock(), wire.client)
        return server, next(iter(collector_enrichers(settings, host)))

    yield start
    for server in servers:
        server.__exit__(None, None, None)


def error(code: str, **headers: str):
    body = json.dumps({"error": {"code": code, "info": "words"}, "servedby": "mw1"})
    return 200, {**JSON, **headers}, body.encode()


EMPTY = (200, JSON, b'{"query": {"pages": []}, "results": {"bindings": []}}')


def wikipedia(answer):
    """A server whose Wikipedia answers like that, and whose Wikidata knows nothing."""
    return lambda method, path, *_: answer() if "/api.php" in path else EMPTY


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        ("maxlag", RetryLater),
        ("ratelimited", RetryLater),
        ("readonly", RetryLater),
        ("cirrussearch-too-busy-error", RetryLater),
        ("internal_api_error_DBQueryError", ServiceDown),
        ("badvalue", MalformedAnswer),
    ],
)
def test_an_error_with_status_200_is_an_error_and_is_not_kept(talk, release, code, raised):
    moods = [error(code)]
    _, albums = talk(wikipedia(lambda: moods.pop() if moods else EMPTY))
    with pytest.raises(raised, match=code):
        albums.enrich([release(master=7)])
    assert isinstance(albums.enrich([release(master=7)])[0], NotFound)


def test_an_answer_without_what_was_asked_for_is_malformed_and_is_not_kept(talk, release):
    bare = [(200, JSON, b'{"batchcomplete": true}')]
    _, albums = talk(wikipedia(lambda: bare.pop() if bare else EMPTY))
    with pytest.raises(MalformedAnswer, match="without what was asked for"):
        albums.enrich([release(master=7)])
    assert isinstance(albums.enrich([release(master=7)])[0], NotFound)


def test_the_pause_that_is_asked_for_is_kept(talk, release):
    _, albums = talk(wikipedia(lambda: error("maxlag", **{"Retry-After": "70"})))
    with pytest.raises(RetryLater) as caught:
        albums.enrich([release()])
    assert caught.value.after == timedelta(seconds=70)


def test_good_answers_are_kept(talk, release):
    server, albums = talk(lambda *_: EMPTY)
    albums.enrich([release(master=7)])
    asked = len(server.asked)
    albums.enrich([release(master=7)])
    assert len(server.asked) == asked > 0


def test_every_request_says_whose_program_it_is(talk, release):
    server, albums = talk(lambda *_: EMPTY)
    albums.enrich([release(master=7)])
    paths = {urlsplit(one.path).path for one in server.asked}
    assert paths == {"/en/w/api.php", "/sparql"}
    assert all("(me@example.org)" in one.headers["user-agent"] for one in server.asked)
    assert all("format=json" in one.path for one in server.asked)


def test_an_answer_of_another_shape_names_what_is_wrong(talk, release):
    _, albums = talk(wikipedia(lambda: (200, JSON, b'{"query": {"pages": {"-1": {}}}}')))
    with pytest.raises(MalformedAnswer, match="pages"):
        albums.enrich([release()])


def test_a_picture_from_elsewhere_than_commons_is_not_used(wire, tmp_path, talk, artist):
    page = {
        "pageid": 1,
        "ns": 0,
        "title": "Tosca",
        "extract": "Tosca is a band. Opera.",
        "thumbnail": {
            "source": "https://upload.wikimedia.org/wikipedia/en/thumb/x.jpg",
            "width": 1,
            "height": 1,
        },
    }
    answer = (200, JSON, json.dumps({"query": {"pages": [page]}}).encode())
    _, albums = talk(lambda method, path, *_: answer if "/en/" in path else EMPTY)
    _, artists = collector_enrichers(
        albums.wiki.settings, PluginHost("wikipedia", tmp_path, SystemClock(), wire.client)
    )
    (found,) = artists.enrich([artist(release_titles=["Opera"])])
    assert isinstance(found, Found)
    assert "image" not in found.fields


def test_the_rest_of_an_answer_is_asked_for_and_never_without_end(talk, release):
    page = {"pageid": 1, "ns": 0, "title": "Low"}
    text = {"extract": "Low is an album by David Bowie."}

    def answering(method, path, headers, body):
        if "/sparql" in path:
            return EMPTY
        start = int(parse_qs(urlsplit(path).query).get("excontinue", ["0"])[0])
        shown = page | (text if start == 1 else {})
        more = {"excontinue": start + 1, "continue": "||"}
        return 200, JSON, json.dumps({"continue": more, "query": {"pages": [shown]}}).encode()

    server, albums = talk(answering)
    assert isinstance(albums.enrich([release()])[0], Found)
    assert len(server.asked) < 12


def test_a_merged_item_is_known_by_both_of_its_ids(talk):
    entity = {"id": "Q2", "redirects": {"from": "Q1", "to": "Q2"}, "labels": {}}
    gone = {"id": "Q9", "missing": ""}
    body = json.dumps({"entities": {"Q2": entity, "Q9": gone}}).encode()
    _, albums = talk(lambda *_: (200, JSON, body))
    assert set(albums.wiki.entities(["Q1", "Q9"])) == {"Q1", "Q2"}


BUSY = b"<html><h1>Error 429 Too Many Requests - Please retry in 90 seconds.</h1></html>"
TRACE = (
    b"SPARQL-QUERY: queryStr=SELECT ...\njava.util.concurrent.TimeoutException\n"
    + b"\tat x\n" * 999
)
BANNED = b"You have been banned until 2026-11-24T10:00:00Z, please respect throttling"


@pytest.mark.parametrize(
    ("status", "headers", "body", "raised", "said"),
    [
        (429, {"Retry-After": "90", "Content-Type": "text/html"}, BUSY, RetryLater, "0:01:30"),
        (403, {"Content-Type": "text/plain"}, BANNED, AuthRequired, "banned until 2026-11-24"),
        (500, {"Content-Type": "text/plain"}, TRACE, ServiceDown, "500 after 4 attempts"),
        (400, {"Content-Type": "text/plain"}, TRACE, RequestRefused, "400"),
        (200, JSON, b'{"results": {"bindings": [' + TRACE, MalformedAnswer, "no JSON"),
        (200, JSON, b'{"results": {}}', MalformedAnswer, "bindings"),
        (200, JSON, b'{"results": {"bindings": [{}]}}', MalformedAnswer, "lacks item"),
    ],
)
def test_what_the_query_service_refuses_is_told_in_few_words(
    talk, release, status, headers, body, raised, said
):
    _, albums = talk(lambda *_: (status, headers, body))
    with pytest.raises(raised, match=said) as caught:
        albums.enrich([release(n, master=1_000_000 + n) for n in range(1, 101)])
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("contact", ["", "me"])
def test_a_missing_contact_is_a_clear_error(contact):
    with pytest.raises(ValueError, match="e-mail address or web page"):
        collector_settings()(contact=contact)


def test_at_least_one_language_is_needed():
    with pytest.raises(ValueError, match="at least one language"):
        Settings("me@example.org", languages=())


def test_the_health_check_asks_one_page(wiki, plugin):
    wiki.page("Phonograph record", "A phonograph record is a disc.")
    running = plugin()
    (check,) = collector_health_checks(running.settings, running.host)
    assert check.run().ok
    assert len(running.asked()) == 1


def test_we_do_not_ask_to_be_refused_while_databases_lag(plugin, release):
    """The sandbox, like the real one, lags only for those who send ``maxlag``."""
    running = plugin(maxlag=True)
    assert isinstance(running.answer(release()), NotFound)
    assert not any("maxlag" in one for one in running.asked())


def test_all_languages_share_one_client(plugin):
    running = plugin("en", "de")
    albums, artists = collector_enrichers(running.settings, running.host)
    assert albums.wiki.client is artists.wiki.client
    assert albums.wiki.client.service.in_flight == 3
