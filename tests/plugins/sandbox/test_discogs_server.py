"""The sandbox's Discogs."""

from __future__ import annotations

import discogs_client
import pytest
import requests


def test_a_stranger_without_user_agent_meets_the_proxy(sandbox):
    answer = requests.get(
        f"{sandbox.url}/discogs/releases/1", headers={"User-Agent": ""}, timeout=9
    )
    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "X-Discogs-Ratelimit" not in answer.headers


def test_who_am_i_needs_the_right_token(sandbox, to):
    assert to.discogs(sandbox)("/oauth/identity").json()["username"] == "anna"
    anonymous = to.discogs(sandbox, "")("/oauth/identity")
    assert anonymous.status_code == 401
    assert anonymous.json()["message"] == "You must authenticate to access this resource."
    assert anonymous.headers["WWW-Authenticate"].startswith("OAuth realm=")
    wrong = to.discogs(sandbox, "x" * 40)("/releases/249504")
    assert (wrong.status_code, wrong.json()["message"][:22]) == (401, "Invalid consumer token")


def test_another_scheme_is_a_wrong_credential(sandbox, to):
    asker = to.asker(f"{sandbox.url}/discogs", {"Authorization": "Bearer abc"})
    assert asker("/releases/249504").status_code == 401


def test_the_collection_comes_newest_first_and_in_pages(sandbox, to):
    ask = to.discogs(sandbox)
    path = "/users/anna/collection/folders/0/releases"
    first = ask(path, per_page=500, sort="added", sort_order="desc")
    assert first.json()["pagination"] | {"urls": 0} == {
        "page": 1, "pages": 1, "per_page": 100, "items": 60, "urls": 0,
    }  # fmt: skip
    dates = [item["date_added"] for item in first.json()["releases"]]
    assert dates == sorted(dates, reverse=True)
    second = ask(path, page=2, per_page=25, sort="added", sort_order="desc")
    urls = second.json()["pagination"]["urls"]
    assert sorted(urls) == ["first", "last", "next", "prev"]
    assert "sort=added" in urls["next"]
    assert 'rel="next"' in second.headers["Link"]
    following = requests.get(urls["next"], headers=ask.headers, timeout=9).json()
    assert len(following["releases"]) == 10
    assert sorted(following["pagination"]["urls"]) == ["first", "prev"]
    assert ask(path, page=9).status_code == 404


def test_notes_are_absent_when_no_field_is_filled_in(sandbox, to):
    items = to.discogs(sandbox)("/users/anna/collection/folders/0/releases").json()["releases"]
    assert items[0]["notes"] == [
        {"field_id": 1, "value": "Mint (M)"},
        {"field_id": 4, "value": "shelf 2"},
    ]
    assert "notes" not in items[1]
    assert items[1]["basic_information"]["master_url"] is None


def test_folders_and_fields_are_the_owners(sandbox, to):
    ask = to.discogs(sandbox)
    folders = ask("/users/anna/collection/folders").json()["folders"]
    assert [(each["id"], each["count"]) for each in folders] == [(0, 60), (1, 30), (2, 30)]
    fields = ask("/users/anna/collection/fields").json()["fields"]
    assert [each["name"] for each in fields] == ["Media", "Sleeve", "Notes", "Place"]
    stranger = to.discogs(sandbox, "")
    assert len(stranger("/users/anna/collection/folders").json()["folders"]) == 1
    assert stranger("/users/anna/collection/folders/2/releases").status_code == 403
    assert ask("/users/bert/collection/folders").status_code == 404


def test_what_is_unknown_is_absent_from_a_release(sandbox, to):
    ask = to.discogs(sandbox)
    full, bare = ask("/releases/249504").json(), ask("/releases/1").json()
    assert full["released_formatted"] == "Aug 1994"
    assert full["formats"][0]["qty"] == "1"
    optional = {"master_id", "images", "released", "country", "identifiers", "notes"}
    assert not optional & bare.keys()
    assert optional - full.keys() == {"notes"}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/releases/777777", "That release does not exist or may have been deleted."),
        ("/masters/777777", "That master release does not exist or may have been deleted."),
        ("/artists/777777", "Artist not found."),
        ("/labels/777777", "Label not found"),
        ("/nowhere", "The requested resource was not found."),
    ],
)
def test_each_kind_of_missing_thing_has_its_text(sandbox, path, message, to):
    answer = to.discogs(sandbox)(path)
    assert (answer.status_code, answer.json()) == (404, {"message": message})


def test_a_master_is_told_from_its_pressings(sandbox, to):
    ask = to.discogs(sandbox)
    master = ask("/masters/5542").json()
    assert (master["main_release"], master["year"]) == (249504, 1994)
    assert "country" not in master
    assert ask("/masters/5542/versions").json()["versions"][0]["id"] == 249504


def test_search_finds_by_barcode_and_by_words(sandbox, to):
    ask = to.discogs(sandbox)
    assert ask("/database/search", barcode="042282855313").json()["results"][0]["id"] == 249504
    found = ask("/database/search", q="dummy portishead", type="release").json()["results"]
    assert (found[0]["title"], found[0]["year"]) == ("Portishead - Dummy", "1994")
    assert to.discogs(sandbox, "")("/database/search", q="dummy").status_code == 401


def test_refused_requests_take_no_place_in_the_window(start, to):
    sandbox = start(discogs_limit=3, discogs_limit_unknown=1)
    ask = to.discogs(sandbox)
    answers = [ask("/releases/1") for _ in range(5)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429, 429]
    assert [each.headers["X-Discogs-Ratelimit-Remaining"] for each in answers[:3]] == [
        "2",
        "1",
        "0",
    ]
    assert "Retry-After" not in answers[3].headers
    assert answers[3].json() == {"message": "You are making requests too quickly."}
    assert sandbox.max_in_window("discogs") == 3
    assert sandbox.statuses("discogs") == {200: 3, 429: 2}
    assert [entry.counted for entry in sandbox.log] == [True, True, True, False, False]


def test_a_foreign_client_reads_the_collection(sandbox, to):
    client = discogs_client.Client(to.agent, user_token=sandbox.credentials.discogs_token)
    client._base_url = f"{sandbox.url}/discogs"
    me = client.identity()
    assert me.username == "anna"
    folder = me.collection_folders[0]
    assert folder.count == 60
    items = list(folder.releases)
    assert len(items) == 60
    release = client.release(249504)
    assert release.title == "Dummy"
    assert release.tracklist[1].title == "Sour Times"
    assert release.master.main_release.id == 249504
    assert release.artists[0].members[0].name == "B"
    assert client.search("dummy", type="release")[0].id == 249504
    with pytest.raises(discogs_client.exceptions.HTTPError, match="does not exist"):
        client.release(777777).refresh()
