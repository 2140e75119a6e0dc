"""What the query service tells of items, and what is made of it."""

from __future__ import annotations

from urllib.parse import urlencode

from collector_wikipedia.shapes import Label, Sitelink
from collector_wikipedia.shelf import Shelf
from collector_wikipedia.sparql import CLAIMS, Results, SparqlAnswer, Term, items, question
from collector_wikipedia.wiki import Wiki, service

DIRECT = "http://www.wikidata.org/prop/direct/"
ENTITY = "http://www.wikidata.org/entity/"


def shelf(plugin, *languages: str) -> Shelf:
    running = plugin(*languages)
    return Shelf(
        Wiki(running.host.client(service(running.settings, running.host)), running.settings)
    )


def test_all_that_is_read_of_an_item_comes_in_one_request(wiki, plugin):
    claims = {
        "P31": ("Q482994", "Q208569"),
        "P1954": ("77", "78"),
        "P2205": ("sp",),
        "P2281": ("1", "2"),
        "P175": ("Q5",),
    }
    sites = {"enwiki": "Low", "dewiki": "Low (Album)", "frwiki": "Low"}
    wiki.item("Q2", "Low", "album", claims=claims, sitelinks=sites)
    wiki.item("Q4", "High", claims={"P1954": ("99",)})
    running = shelf(plugin, "de", "en")
    (item,) = running.items_with({"P1954": ["77"]})
    assert (item.id, item.description) == ("Q2", "album")
    assert item.labels == {"en": Label("Low"), "mul": Label("Low")}
    assert set(item.values("P31")) == {"Q482994", "Q208569"}
    assert item.values("P1954") == ("77", "78")
    assert (item.values("P2205"), item.values("P2281")) == (("sp",), ("1", "2"))
    assert item.sitelinks == {"enwiki": Sitelink("Low"), "dewiki": Sitelink("Low (Album)")}
    assert running.entities(["Q2"])["Q2"] is item


def test_it_is_the_item_that_its_own_interface_tells_of(wiki, plugin):
    claims = {"P31": ("Q5",), "P106": ("Q639669",), "P1953": ("7",), "P1902": ("sp",)}
    wiki.item("Q2", "Tosca", "singer", claims=claims, sitelinks={"enwiki": "Tosca"})
    running = shelf(plugin)
    (told,) = running.items_with({"P1953": ["7"]})
    read = running.wiki.entities(["Q2"])["Q2"]
    assert (told.labels, told.descriptions) == (read.labels, read.descriptions)
    assert told.sitelinks == read.sitelinks
    assert {p: told.values(p) for p in CLAIMS} == {p: read.values(p) for p in CLAIMS}


def test_ids_of_several_kinds_are_one_question(wiki, plugin):
    wiki.item("Q1", "One", claims={"P1954": ("1",)})
    wiki.item("Q2", "Two", claims={"P2206": ("1",)})
    found = shelf(plugin).items_with({"P1954": ["1"], "P2206": ["1", "2"]})
    assert [item.id for item in found] == ["Q1", "Q2"]


def test_an_unknown_value_is_none():
    def row(value: str, kind: str) -> dict[str, Term]:
        said = {"item": f"{ENTITY}Q1", "p": f"{DIRECT}P31"}
        return {name: Term("uri", text) for name, text in said.items()} | {"v": Term(kind, value)}

    rows = [
        row("t1234", "bnode"),
        row("http://www.wikidata.org/.well-known/genid/5e0", "uri"),
        row(f"{ENTITY}Q482994", "uri"),
    ]
    (item,) = items(SparqlAnswer(Results(rows)), ["en"])
    assert item.values("P31") == ("Q482994",)


def test_the_longest_question_fits_into_an_address():
    numbers = [str(123456789 + n) for n in range(100)]
    wanted = {"P1954": numbers, "P2206": numbers, "P1953": numbers}
    text = question(wanted, ["en", "de", "fr", "es"])
    assert len(urlencode({"query": text, "format": "json"})) < 7000
