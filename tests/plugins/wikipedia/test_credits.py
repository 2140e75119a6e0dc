"""Whose record it is at the shops: what Wikidata knows of the artists credited."""

from __future__ import annotations

import pytest
from attrs import evolve

from collector.api import Found, NotFound

BAND, HUMAN, ALBUM, PLACE = ("Q215380",), ("Q5",), ("Q482994",), ("Q515",)


@pytest.fixture
def record(release):
    """A release whose artists have keys: ``record({7: "Tosca"})``, or ``{7: ("Tosca", "T.")}``."""

    def make(artists, number=1, **more):
        view = release(number, more.pop("title", "Opera"), **more)
        credited = [
            {"key": key if isinstance(key, str) else f"discogs:{key}", "name": forms[0]}
            | ({"anv": forms[1]} if forms[1:] else {})
            for key, name in artists.items()
            for forms in [(name,) if isinstance(name, str) else name]
        ]
        return evolve(view, fields={**view.fields, "artists": credited})

    return make


def ids(discogs: str, spotify: tuple[str, ...] = ("sp",), apple: tuple[str, ...] = ("11",)):
    return {"P1953": (discogs,), "P1902": spotify, "P2850": apple}


def test_the_artists_ids_are_stated_where_no_article_is_found(wiki, plugin, record):
    wiki.item("Q1", "Tosca", claims={"P31": BAND, **ids("7", ("sp", "sp2"))})
    running = plugin()
    answer = running.answer(record({7: "Tosca"}))
    assert isinstance(answer, NotFound)
    known = {"key": "discogs:7", "id": "Q1", "spotify": ["sp", "sp2"], "apple_music": ["11"]}
    assert answer.fields == {"wikidata_artists": [known]}


def test_they_come_with_the_album_in_one_query(wiki, plugin, record):
    wiki.page("Opera (album)", "Opera is an album by Tosca.", item="Q1")
    sites = {"enwiki": "Opera (album)"}
    wiki.item("Q1", "Opera", claims={"P31": ALBUM, "P1954": ("77",)}, sitelinks=sites)
    wiki.item("Q2", "Tosca", claims={"P31": BAND, **ids("7", apple=())})
    wiki.item("Q3", "Rupert Huber", claims={"P31": HUMAN, **ids("8", spotify=())})
    running = plugin()
    answer = running.answer(record({7: "Tosca", 8: "Rupert Huber", 9: "Nobody"}, master=77))
    assert isinstance(answer, Found)
    assert answer.fields["wikidata"] == {"id": "Q1"}
    assert answer.fields["wikidata_artists"] == [
        {"key": "discogs:7", "id": "Q2", "spotify": ["sp"]},
        {"key": "discogs:8", "id": "Q3", "apple_music": ["11"]},
    ]
    assert len(running.asked("sparql")) == 1
    assert len(running.asked()) == 2


@pytest.mark.parametrize(
    ("label", "claims"),
    [
        ("Tosca", {"P31": PLACE, **ids("7")}),
        ("Pink Floyd", {"P31": BAND, **ids("7")}),
        ("Tosca", {"P31": BAND, **ids("99")}),
        ("Tosca", {"P31": BAND, **ids("7", (), ())}),
    ],
    ids=["no artist", "another name", "another artist", "no ids"],
)
def test_what_is_not_sure_or_of_no_use_is_not_stated(wiki, plugin, record, label, claims):
    wiki.item("Q1", label, claims=claims)
    answer = plugin().answer(record({7: "Tosca"}))
    assert isinstance(answer, NotFound)
    assert answer.fields == {}


def test_an_id_that_two_artists_carry_leads_to_neither(wiki, plugin, record):
    wiki.item("Q1", "Tosca", claims={"P31": BAND, **ids("7")})
    wiki.item("Q2", "Tosca", claims={"P31": BAND, **ids("7", ("other",))})
    assert plugin().answer(record({7: "Tosca"})).fields == {}


def test_a_name_used_on_the_record_or_in_another_script_will_do(wiki, plugin, record):
    wiki.item("Q1", "Richard Dorfmeister", claims={"P31": HUMAN, **ids("7")})
    wiki.item("Q2", "大貫妙子", claims={"P31": HUMAN, **ids("8")})
    artists = {7: ("Tosca", "R. Dorfmeister"), 8: "Taeko Onuki"}
    told = plugin().answer(record(artists)).fields["wikidata_artists"]
    assert [one["id"] for one in told] == ["Q1", "Q2"]


def test_various_artists_and_names_without_an_id_are_not_asked_for(wiki, plugin, record):
    wiki.item("Q1", "Various", claims={"P31": BAND, **ids("194")})
    running = plugin()
    answer = running.answer(record({194: "Various", "name:tosca": "Tosca"}))
    assert answer.fields == {}
    assert not any(
        "P1953" in one["query"].partition("VALUES ?p")[0] for one in running.asked("sparql")
    )


def test_a_pinned_article_keeps_them(wiki, plugin, record):
    wiki.page("Opera", "Opera is an album by Tosca.")
    wiki.item("Q1", "Tosca", claims={"P31": BAND, **ids("7")})
    running = plugin()
    found = running.answer(record({7: "Tosca"}, pins={"wikipedia": "Opera"}))
    gone = running.answer(record({7: "Tosca"}, pins={"wikipedia": "Nowhere"}))
    assert isinstance(found, Found)
    assert found.fields["wikipedia"]["title"] == "Opera"
    assert isinstance(gone, NotFound)
    assert gone.why == "the pinned article is not there"
    for answer in (found, gone):
        assert answer.fields["wikidata_artists"][0]["spotify"] == ["sp"]


def test_the_artists_of_a_hundred_records_take_no_further_request(wiki, plugin, record):
    for number in range(1, 101):
        wiki.item(f"Q{number}", f"Band {number}", claims={"P31": BAND, **ids(f"{number}")})
    running = plugin()
    views = [record({n: f"Band {n}"}, n, master=n, title="!!!") for n in range(1, 101)]
    answers = running.answers(*views)
    assert [one.fields["wikidata_artists"][0]["id"] for one in answers] == [
        f"Q{number}" for number in range(1, 101)
    ]
    assert len(running.asked("sparql")) == 1
