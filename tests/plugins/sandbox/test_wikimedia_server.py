"""The sandbox's Wikipedia and Wikidata."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
import requests
import wikipediaapi
from PIL import Image

ACTION = {"action": "query", "format": "json", "formatversion": 2}


@pytest.fixture
def wiki(sandbox, to):
    return to.anybody(sandbox, "wikipedia/en")


@pytest.fixture
def data(sandbox, to):
    return to.anybody(sandbox, "wikidata")


@pytest.mark.parametrize("agent", ["", "python-requests/2.32", "curl/8.1"])
def test_a_client_without_a_name_is_turned_away(sandbox, to, agent):
    answer = to.anybody(sandbox, "wikipedia/en", agent)("/w/api.php", **ACTION)
    assert answer.status_code == 403
    assert answer.text.startswith("Please set a user-agent and respect our robot policy")


def test_all_of_wikimedia_shares_one_rate(start, to):
    sandbox = start(wikimedia_limit=2, wikimedia_limit_generic=1)
    to.anybody(sandbox, "wikipedia/en")("/w/api.php", **ACTION)
    nameless = to.anybody(sandbox, "wikidata", "tests/1.0")("/w/api.php", **ACTION)
    assert nameless.status_code == 429
    to.anybody(sandbox, "wikipedia/de")("/w/api.php", **ACTION)
    refused = to.anybody(sandbox, "wikidata")("/w/api.php", **ACTION)
    assert refused.status_code == 429
    assert 50 <= int(refused.headers["Retry-After"]) <= 60
    assert sandbox.max_in_window("wikidata") == 2


def test_titles_are_normalized_and_redirects_followed(wiki):
    answer = wiki(
        "/w/api.php",
        titles="p'head|Nope|Portishead|A<B",
        redirects=1,
        prop="pageprops|info",
        **ACTION,
    ).json()
    query = answer["query"]
    assert answer["batchcomplete"] is True
    assert query["normalized"] == [{"fromencoded": False, "from": "p'head", "to": "P'head"}]
    assert query["redirects"] == [
        {"from": "P'head", "to": "Portishead (band)", "tofragment": "Past"}
    ]
    band, nope, other, odd = query["pages"]
    assert (band["pageprops"], band["lastrevid"]) == ({"wikibase_item": "Q10"}, 99)
    assert nope == {"ns": 0, "title": "Nope", "missing": True}
    assert other["pageprops"] == {"disambiguation": ""}
    assert odd["invalid"] is True


def test_the_old_format_has_pages_by_id_and_empty_texts_for_true(wiki):
    answer = wiki("/w/api.php", action="query", format="json", titles="Nope|Page 1").json()
    assert answer["batchcomplete"] == ""
    assert answer["query"]["pages"] == {
        "-1": {"ns": 0, "title": "Nope", "missing": ""},
        "101": {"pageid": 101, "ns": 0, "title": "Page 1"},
    }


def test_twenty_extracts_come_in_a_round(wiki):
    ask = {"titles": "|".join(f"Page {n}" for n in range(30)), "prop": "extracts", "exlimit": 50}
    ask |= ACTION | {"exintro": 1, "explaintext": 1}
    first = wiki("/w/api.php", **ask).json()
    assert "batchcomplete" not in first
    second = wiki("/w/api.php", **ask, **first["continue"]).json()
    assert "continue" not in second
    rounds = [
        {page["title"]: page["extract"] for page in part["query"]["pages"] if "extract" in page}
        for part in (first, second)
    ]
    assert [len(part) for part in rounds] == [20, 10]
    assert rounds[1]["Page 29"] == "Lead 29."


def test_an_intro_ends_at_the_first_heading(wiki):
    ask = ACTION | {"titles": "Portishead (band)", "prop": "extracts", "explaintext": 1}
    whole = wiki("/w/api.php", **ask).json()["query"]["pages"][0]["extract"]
    lead = wiki("/w/api.php", **ask, exintro=1).json()["query"]["pages"][0]["extract"]
    assert (whole.startswith(lead), lead) == (True, "Portishead are a band.")
    assert "== Past ==" in whole


def test_errors_come_with_status_200(start, to, wiki):
    many = wiki("/w/api.php", titles="|".join(map(str, range(51))), **ACTION)
    assert (many.status_code, many.json()["error"]["code"]) == (200, "toomanyvalues")
    lagged = to.anybody(start(maxlag=True), "wikipedia/en")
    answer = lagged("/w/api.php", titles="Page 1", maxlag=5, **ACTION)
    assert (answer.status_code, answer.json()["error"]["code"]) == (200, "maxlag")
    assert answer.headers["Retry-After"] == "5"
    assert "query" in lagged("/w/api.php", titles="Page 1", **ACTION).json()


def test_the_search_marks_what_it_found(wiki):
    answer = wiki("/w/api.php", list="search", srsearch="portishead band", **ACTION).json()
    hits = answer["query"]["search"]
    assert hits[0]["title"] == "Portishead (band)"
    assert '<span class="searchmatch">band</span>' in hits[0]["snippet"]


def test_thumbnails_come_at_allowed_steps_only(wiki, to):
    ask = ACTION | {"titles": "Portishead (band)", "prop": "pageimages", "pithumbsize": 400}
    page = wiki("/w/api.php", **ask, piprop="thumbnail|original|name").json()["query"]["pages"][0]
    thumbnail = page["thumbnail"]
    assert (thumbnail["width"], "/500px-" in thumbnail["source"]) == (400, True)
    agent = {"User-Agent": to.agent}
    picture = requests.get(thumbnail["source"], headers=agent, timeout=9)
    assert Image.open(io.BytesIO(picture.content)).size == (500, 375)
    off = requests.get(thumbnail["source"].replace("/500px", "/320px"), headers=agent, timeout=9)
    assert off.status_code == 400
    assert (
        requests.get(thumbnail["source"], headers={"User-Agent": ""}, timeout=9).status_code == 403
    )
    original = requests.get(page["original"]["source"], headers=agent, timeout=20)
    assert Image.open(io.BytesIO(original.content)).size == (2000, 1500)


def test_a_file_has_a_licence(wiki):
    ask = ACTION | {"titles": "File:Portishead_(band).jpg", "prop": "imageinfo"}
    info = wiki("/w/api.php", **ask).json()["query"]["pages"][0]["imageinfo"][0]
    assert info["extmetadata"]["LicenseShortName"]["value"] == "CC BY-SA 4.0"


def test_the_summary_redirects_and_misses(wiki):
    summary = "/api/rest_v1/page/summary"
    good = wiki(f"{summary}/Portishead_%28band%29")
    assert (good.json()["type"], good.json()["revision"]) == ("standard", "99")
    etag = {"If-None-Match": good.headers["ETag"]}
    again = requests.get(good.url, headers=wiki.headers | etag, timeout=9)
    assert again.status_code == 304
    moved = wiki(f"{summary}/P%27head")
    assert (moved.status_code, moved.headers["Location"]) == (302, "./Portishead_%28band%29")
    assert wiki(f"{summary}/P%27head", redirect="false").status_code == 200
    assert wiki(f"{summary}/portishead").status_code == 301
    missing = wiki(f"{summary}/Nope")
    assert (missing.status_code, missing.json()["type"]) == (404, "Internal error")
    followed = requests.get(moved.url, headers=wiki.headers, timeout=9)
    assert followed.json()["title"] == "Portishead (band)"


def test_items_are_found_by_what_they_state(data):
    def search(text):
        answer = data("/w/api.php", list="search", srsearch=text, **ACTION).json()["query"]
        return [hit["title"] for hit in answer["search"]]

    assert search("haswbstatement:P1953=1434") == ["Q10"]
    assert search("haswbstatement:P1953=1434|P1954=5542") == ["Q10", "Q11"]
    assert search("haswbstatement:P1953=1434 haswbstatement:P1954=5542") == []
    assert search("haswbstatement:P1953=143") == []
    assert search("dummy haswbstatement:P1954=5542") == ["Q11"]


def test_entities_show_what_is_asked_for(data):
    ask = {"action": "wbgetentities", "format": "json", "languages": "en|mul"}
    props = "sitelinks/urls|claims|labels|descriptions"
    answer = data("/w/api.php", **ask, ids="Q10|Q11|Q99", props=props, sitefilter="enwiki").json()
    found = answer["entities"]
    assert found["Q99"] == {"id": "Q99", "missing": ""}
    assert found["Q11"]["labels"] == {"mul": {"language": "mul", "value": "Dummy"}}
    link = found["Q10"]["sitelinks"]["enwiki"]
    assert urlsplit(link["url"]).path == "/wiki/Portishead_(band)"
    snaks = {name: held[0]["mainsnak"] for name, held in found["Q10"]["claims"].items()}
    assert snaks["P1953"]["datavalue"] == {"value": "1434", "type": "string"}
    assert snaks["P31"]["datavalue"]["value"]["id"] == "Q215380"


def test_entities_are_found_by_title(data):
    ask = {"action": "wbgetentities", "format": "json", "sites": "enwiki", "props": "info"}
    found = data("/w/api.php", **ask, titles="Portishead (band)|Nope").json()["entities"]
    assert sorted(found) == ["-1", "Q10"]


ABOUT_PORTISHEAD = """
SELECT ?d ?item ?article WHERE { VALUES ?d { "1434" "72872" } ?item wdt:P1953 ?d .
  OPTIONAL { ?article schema:about ?item ; schema:isPartOf <https://en.wikipedia.org/> } }
"""


@pytest.fixture
def query(sandbox, to):
    service = to.anybody(sandbox, "sparql")
    return lambda text, **more: service("", query={"query": text, **more})


def bindings(answer):
    assert answer.headers["Content-Type"].startswith("application/sparql-results+json")
    rows = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_a_query_joins_ids_items_and_articles(query):
    answer = query(ABOUT_PORTISHEAD, format="json")
    assert answer.json()["head"] == {"vars": ["d", "item", "article"]}
    assert bindings(answer) == [
        {
            "d": "1434",
            "item": "http://www.wikidata.org/entity/Q10",
            "article": "https://en.wikipedia.org/wiki/Portishead_(band)",
        }
    ]


BOTH = '{ ?i wdt:P1954 "5542" } UNION { ?i wdt:P1953 "1434" }'


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{ ?i wdt:P1953 "1434" ; wdt:P31 ?v }', ["http://www.wikidata.org/entity/Q215380"]),
        ("{ wd:Q10 wdt:P1954 ?v }", []),
        ('{ ?i wdt:P1954 "5542" . BIND("yes" AS ?v) }', ["yes"]),
        (f'{{ {BOTH} ?i rdfs:label ?v FILTER(LANG(?v) = "mul") }}', ["Dummy", "Portishead"]),
        ("{ ?a schema:about wd:Q10 ; schema:name ?v }", ["Portishead (band)"]),
        ('{ ?i rdfs:label "SERVICE" . BIND(1 AS ?v) }', []),
    ],
)
def test_any_query_is_evaluated_for_what_it_says(query, text, values):
    answer = query(f"SELECT ?v {text} ORDER BY ?v", format="json")
    assert [row["v"] for row in bindings(answer)] == values


def test_a_query_may_be_posted(sandbox, to):
    headers = {"User-Agent": to.agent, "Accept": "application/sparql-results+json"}
    form = requests.post(
        f"{sandbox.url}/sparql", {"query": ABOUT_PORTISHEAD}, headers=headers, timeout=9
    )
    headers["Content-Type"] = "application/sparql-query"
    whole = requests.post(f"{sandbox.url}/sparql", ABOUT_PORTISHEAD, headers=headers, timeout=9)
    assert len(bindings(form)) == 1
    assert bindings(form) == bindings(whole)


def test_xml_is_what_comes_unasked(query):
    answer = query(ABOUT_PORTISHEAD)
    assert answer.headers["Content-Type"].startswith("application/sparql-results+xml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SELECT ?item WHERE { ?item wdt:P1953 ",
        "ASK { ?s ?p ?o }",
        "SELECT * { SERVICE <http://127.0.0.1:9999/> { ?s ?p ?o } }",
    ],
)
def test_what_is_no_query_here_is_refused(query, text):
    answer = query(text, format="json")
    assert answer.status_code == 400
    assert "MalformedQueryException" in answer.text


def test_the_query_service_has_manners_of_its_own(start, to):
    sandbox = start(wikimedia_limit=1)
    assert to.anybody(sandbox, "sparql", "curl/8.1")("").status_code == 403
    to.anybody(sandbox, "wikipedia/en")("/w/api.php", **ACTION)
    refused = to.anybody(sandbox, "sparql")("")
    wait = refused.headers["Retry-After"]
    assert refused.status_code == 429
    assert refused.headers["Content-Type"].startswith("text/html")
    assert f"Error 429 Too Many Requests - Please retry in {wait} seconds." in refused.text
    assert (sandbox.requests("sparql"), sandbox.max_in_window("sparql")) == (2, 1)


def test_a_foreign_client_reads_pages(sandbox, to, monkeypatch):
    address = staticmethod(lambda language: f"{sandbox.url}/wikipedia/{language}/w/api.php")
    monkeypatch.setattr(wikipediaapi.Wikipedia, "_build_url", address)
    client = wikipediaapi.Wikipedia(to.agent, "en")
    with client._client:
        page = client.page("Portishead (band)")
        assert page.exists()
        assert page.summary == "Portishead are a band."
        assert page.sections[0].title == "Past"
        assert page.fullurl.endswith("/wiki/Portishead_(band)")
        assert not client.page("Nope").exists()
