"""The sandbox's Spotify."""

from __future__ import annotations

import pytest
import requests
import spotipy

DUMMY, EP, THIRD = "d" * 22, "e" * 22, "f" * 22


def test_tokens_are_given_for_the_right_secret(sandbox, to):
    answer = to.ask_token(sandbox).json()
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)
    wrong = to.ask_token(sandbox, secret="wrong")
    assert wrong.status_code == 400
    assert wrong.json() == {
        "error": "invalid_client",
        "error_description": "Invalid client secret",
    }
    assert to.ask_token(sandbox, grant="password").json()["error"] == "unsupported_grant_type"


def test_a_request_without_a_good_token_is_told_what_is_wrong(sandbox, to):
    def message(header):
        answer = to.asker(f"{sandbox.url}/spotify", header)("/v1/search")
        assert answer.status_code == 401
        return answer.json()["error"]["message"]

    assert message({}) == "No token provided"
    assert message({"Authorization": "Bearer x"}) == "Invalid access token"


def test_all_tokens_can_be_ended(start, to):
    sandbox = start()
    ask = to.spotify(sandbox)
    assert ask(f"/v1/albums/{DUMMY}").status_code == 200
    sandbox.expire_tokens()
    error = ask(f"/v1/albums/{DUMMY}").json()["error"]
    assert error == {"status": 401, "message": "The access token expired"}
    assert to.spotify(sandbox)(f"/v1/albums/{DUMMY}").status_code == 200


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('album:"dummy" artist:"portishead"', [DUMMY]),
        ("album:dummy", [EP, DUMMY]),
        ("dummy portishead", [DUMMY, EP, THIRD]),
        ("upc:042282855313", [DUMMY]),
        ("upc:42282855313", []),
        ("artist:portishead year:2000-2010", [THIRD]),
        ("album:dummy year:1994", [DUMMY]),
        ("album:dumy artist:portishaed", [DUMMY]),
        ("zzzz", []),
    ],
)
def test_searches_take_filters_and_words(sandbox, to, query, ids):
    block = to.spotify(sandbox)("/v1/search", q=query, type="album", market="GB").json()["albums"]
    assert sorted(item["id"] for item in block["items"]) == sorted(ids)
    assert block["total"] == len(ids)


def test_a_search_gives_ten_at_most_and_five_by_default(sandbox, to):
    ask = to.spotify(sandbox)
    assert ask("/v1/search", q="dummy", type="album").json()["albums"]["limit"] == 5
    refused = ask("/v1/search", q="dummy", type="album", limit=11)
    assert refused.json() == {"error": {"status": 400, "message": "Invalid limit"}}
    assert ask("/v1/search", q="dummy", type="album", market="xx").status_code == 400
    item = ask("/v1/search", q="upc:042282855313", type="album").json()["albums"]["items"][0]
    assert "external_ids" not in item


def test_an_album_has_its_barcode_and_says_how_precise_its_date_is(sandbox, to):
    ask = to.spotify(sandbox)
    album = ask(f"/v1/albums/{DUMMY}", market="GB").json()
    assert album["external_ids"] == {"upc": "042282855313"}
    assert [track["duration_ms"] for track in album["tracks"]["items"]] == [302000, 180000]
    assert album["is_playable"]
    other = ask(f"/v1/albums/{EP}").json()
    assert (other["album_type"], other["external_ids"]) == ("single", {})
    assert other["release_date_precision"] == "year"
    assert not {"label", "popularity", "available_markets"} & album.keys()
    assert ask(f"/v1/albums/{'z' * 22}").status_code == 404
    assert ask("/v1/albums/short").status_code == 400


@pytest.mark.parametrize("path", ["/v1/albums", "/v1/artists", "/v1/markets", "/v1/users/me"])
def test_removed_routes_are_forbidden(sandbox, to, path):
    assert to.spotify(sandbox)(path, ids=DUMMY).json()["error"]["status"] == 403


def test_without_premium_nothing_but_plain_text_comes(start, to):
    answer = to.spotify(start(premium_missing=True))(f"/v1/albums/{DUMMY}")
    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.text.startswith("Active premium subscription required")


def test_too_many_requests_are_told_when_to_return(start, to):
    ask = to.spotify(start(spotify_limit=1, minute=100))
    ask(f"/v1/albums/{DUMMY}")
    refused = ask(f"/v1/albums/{DUMMY}")
    assert (refused.status_code, refused.text) == (429, "Too many requests")
    assert 40 <= int(refused.headers["Retry-After"]) <= 50


def test_a_used_up_quota_asks_for_a_day(start, to):
    refused = to.spotify(start(rate_quota=True))(f"/v1/albums/{DUMMY}")
    assert refused.headers["Retry-After"] == "86400"
    assert refused.json()["error"]["reason"] == "QUOTA_EXCEEDED"


def test_moods_show_in_the_answers(start, to):
    ask = to.spotify(start(null_items=True, empty_images=True, padded_upc=True, rate_burst=True))
    items = ask("/v1/search", q="dummy", type="album").json()["albums"]["items"]
    assert items[1] is None
    album = ask(f"/v1/albums/{DUMMY}").json()
    assert (album["images"], album["external_ids"]["upc"]) == ([], "00042282855313")
    codes = [ask(f"/v1/albums/{DUMMY}").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_covers_are_drawn_the_same_each_time(sandbox, to):
    images = to.spotify(sandbox)(f"/v1/albums/{DUMMY}").json()["images"]
    assert [image["width"] for image in images] == [640, 300, 64]
    first, again = (requests.get(images[1]["url"], timeout=9).content for _ in range(2))
    assert first == again


def test_a_foreign_client_searches_and_reads(sandbox, monkeypatch):
    known = sandbox.credentials
    address = f"{sandbox.url}/accounts/api/token"
    monkeypatch.setattr(spotipy.SpotifyClientCredentials, "OAUTH_TOKEN_URL", address)
    with requests.Session() as session:
        manager = spotipy.SpotifyClientCredentials(
            known.spotify_client_id,
            known.spotify_client_secret,
            cache_handler=spotipy.MemoryCacheHandler(),
            requests_session=session,
        )
        client = spotipy.Spotify(auth_manager=manager, requests_session=session)
        client.prefix = f"{sandbox.url}/spotify/v1/"
        found = client.search("album:dummy artist:portishead", limit=10, type="album", market="GB")
        assert found["albums"]["items"][0]["name"] == "Dummy"
        assert client.album(DUMMY)["external_ids"]["upc"] == "042282855313"
        assert client.album_tracks(DUMMY)["items"][0]["name"] == "Mysterons"
        artist = client.artist("A" * 22)
        assert (artist["name"], artist["genres"]) == ("Portishead", [])
        assert client.artist_albums("A" * 22, limit=10)["total"] == 2
        with pytest.raises(spotipy.SpotifyException) as refused:
            client.search("dummy", limit=20, type="album")
        assert refused.value.http_status == 400
