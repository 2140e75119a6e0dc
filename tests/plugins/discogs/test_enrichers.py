"""Details over HTTP, by the id in the subject's key."""

from __future__ import annotations

import json

import pytest

from collector.api import Found, MalformedAnswer, NotFound, SkipItem, Subject, SubjectView
from collector.testing import LoopbackServer
from collector_discogs import collector_enrichers


@pytest.fixture
def enrichers(settings, host):
    return {one.name: one for one in collector_enrichers(settings, host)}


def ask(enricher, key: str):
    (answer,) = enricher.enrich([SubjectView(Subject(enricher.subjects, key), {})])
    return answer


def test_a_release_is_found_with_every_field(enrichers):
    answer = ask(enrichers["release"], "discogs:1")
    assert isinstance(answer, Found)
    assert answer.source_url == "https://www.discogs.com/release/1"
    assert {f"release.{name}" for name in answer.fields} == enrichers["release"].provides
    cover = answer.fields["cover"]
    assert (cover["width"], cover["height"]) == (600, 590)
    assert answer.fields["images"][0] == cover
    assert {k: v for k, v in answer.fields.items() if k not in {"cover", "images"}} == {
        "title": "Songs & [Dances]",
        "artists": [
            {"key": "discogs:10", "name": "Nirvana", "id": 10, "join": "&"},
            {"key": "discogs:11", "name": "Ann", "id": 11, "anv": "An"},
        ],
        "year": 1977,
        "release_date": "1977",
        "country": "UK",
        "genres": ["Rock"],
        "styles": ["Prog Rock"],
        "labels": [{"name": "Fontana", "id": 5, "catno": "F 1"}],
        "formats": [{"name": "Vinyl", "qty": 2, "text": "180 g", "descriptions": ["LP", "Album"]}],
        "barcodes": ["5012394144777"],
        "identifiers": [
            {"type": "Barcode", "value": "5 012394 144777", "description": "printed"},
            {"type": "Barcode", "value": "5012394144778"},
            {"type": "Matrix / Runout", "value": "A-1"},
        ],
        "tracklist": [
            {"position": "", "type": "heading", "title": "Side One", "duration": ""},
            {
                "position": "",
                "type": "index",
                "title": "Suite",
                "duration": "",
                "sub_tracks": [
                    {"position": "A1.a", "type": "track", "title": "I", "duration": "1:00"}
                ],
            },
            {
                "position": "A2",
                "type": "track",
                "title": "Guest",
                "duration": "3:32",
                "artists": [{"key": "discogs:12", "name": "Guest", "id": 12}],
            },
        ],
        "credits": [{"name": "P. Rod", "role": "Producer", "tracks": "A1 to A2", "id": 13}],
        "companies": [{"name": "EMI Records", "id": 6, "role": "Pressed By"}],
        "notes": (
            "Made by [Prod](https://www.discogs.com/artist/13).\n\n"
            r"**Loud** \<script\> \{\{\< x \>\}\}"
        ),
        "discogs": {"id": 1, "url": "https://www.discogs.com/release/1", "master_id": 99},
    }


def test_a_bare_release_has_no_empty_fields(enrichers):
    answer = ask(enrichers["release"], "discogs:2")
    assert set(answer.fields) == {"title", "artists", "discogs", "cover", "images"}


def test_an_artist_is_found_with_every_field_that_discogs_has(enrichers):
    answer = ask(enrichers["artist"], "discogs:10")
    fields = dict(answer.fields)
    assert set(fields.pop("image")) == {"url", "width", "height"}
    assert fields == {
        "name": "Nirvana",
        "real_name": "N. N.",
        "profile": (
            "Sang with Ann and [Guest](https://www.discogs.com/artist/12).\\\n"
            "See [here](https://x.org)."
        ),
        "urls": ["https://x.org"],
        "name_variations": ["Nirvanna"],
        "aliases": [{"name": "Guest", "id": 12}],
        "members": [{"name": "Prod", "id": 13, "active": True}],
        "discogs": {"id": 10, "url": "https://www.discogs.com/artist/10"},
    }
    assert {f"artist.{name}" for name in answer.fields} <= enrichers["artist"].provides


@pytest.mark.parametrize("kind", ["release", "artist"])
def test_a_page_that_is_gone_is_not_found(enrichers, kind):
    answer = ask(enrichers[kind], "discogs:999999")
    assert isinstance(answer, NotFound)
    assert "999999" in answer.why


@pytest.mark.parametrize("key", ["name:nirvana (2)", "mb:1", "discogs:", "discogs:1/../2", ""])
@pytest.mark.parametrize("kind", ["release", "artist"])
def test_a_subject_without_an_id_is_skipped_without_a_request(enrichers, sandbox, kind, key):
    with pytest.raises(SkipItem):
        ask(enrichers[kind], key)
    assert sandbox.requests("discogs") == 0


def test_various_is_no_artist_and_costs_no_request(enrichers, sandbox):
    with pytest.raises(SkipItem):
        ask(enrichers["artist"], "discogs:194")
    assert sandbox.requests("discogs") == 0


def test_the_token_and_who_asks_go_with_every_request(settings_for, host):
    def answering(method, path, headers, body):
        return 200, {}, json.dumps({"id": 5, "name": "Five"}).encode()

    with LoopbackServer(answering) as server:
        _, artist = collector_enrichers(settings_for(server.url), host)
        assert ask(artist, "discogs:5").fields["name"] == "Five"
        (asked,) = server.asked
    assert asked.headers["authorization"] == f"Discogs token={'x' * 40}"
    assert asked.headers["user-agent"].startswith("record-collector/")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"id": 5, "title": "T", "artists": [], "tracklist": [{"title": 3}]}, r"tracklist\[0\]"),
        ({"id": 5, "artists": []}, "title"),
        ([], "object"),
    ],
)
def test_an_answer_of_another_shape_is_malformed_and_says_where(settings_for, host, body, where):
    def answering(method, path, headers, _):
        return 200, {}, json.dumps(body).encode()

    with LoopbackServer(answering) as server:
        release, _ = collector_enrichers(settings_for(server.url), host)
        with pytest.raises(MalformedAnswer, match=where):
            ask(release, "discogs:5")
