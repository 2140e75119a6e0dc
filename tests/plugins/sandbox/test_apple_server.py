"""The sandbox's Apple Music."""

from __future__ import annotations

import re
import time

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from collector_sandbox.catalogue import load_world

ALBUM = "/v1/catalog/us/albums/101"


def _other_key():
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def test_a_good_token_opens(sandbox, to):
    answer = to.apple(sandbox)(ALBUM)
    assert answer.status_code == 200
    assert answer.json()["data"][0]["attributes"]["upc"] == "00042282855313"


def test_a_token_may_last_six_months_to_the_second(sandbox, to):
    moment = int(time.time())
    token = to.developer_token(sandbox, iat=moment, exp=moment + 15_777_000)
    assert to.apple(sandbox, token)(ALBUM).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"kid": "WRONGKEYID"},
        {"iss": "WRONGTEAM1"},
        {"iss": None},
        {"iat": None},
        {"exp": None},
        {"exp": 1},
        {"exp": 4_000_000_000},
        {"iat": 4_000_000_000, "exp": 4_000_000_100},
        pytest.param({"key": _other_key()}, id="another key"),
        {"key": "a shared secret of thirty-two bytes", "algorithm": "HS256"},
    ],
    ids=lambda changes: " ".join(f"{k}={v}" for k, v in changes.items()),
)
def test_a_bad_token_gets_an_empty_401(sandbox, to, changes):
    token = to.developer_token(sandbox, **changes)
    answer = to.apple(sandbox, token)(ALBUM)
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer a.b.c", "Basic abc", "Bearer a.b"])
def test_what_is_no_token_gets_an_empty_401(sandbox, to, header):
    answer = to.asker(f"{sandbox.url}/apple", {"Authorization": header})(ALBUM)
    assert (answer.status_code, answer.content) == (401, b"")


def test_an_unsigned_token_is_refused(sandbox, to):
    good = jwt.decode(to.developer_token(sandbox), options={"verify_signature": False})
    forged = jwt.encode(good, None, "none", {"kid": sandbox.credentials.apple_key_id})
    assert to.apple(sandbox, forged)(ALBUM).status_code == 401


def test_a_barcode_may_belong_to_two_albums_and_is_matched_as_stored(sandbox, to):
    ask = to.apple(sandbox)
    path = "/v1/catalog/us/albums"
    found = ask(path, query={"filter[upc]": "00042282855313,0111"}).json()["data"]
    assert {album["id"] for album in found} == {"101", "102", "103"}
    assert ask(path, query={"filter[upc]": "042282855313"}).json() == {"data": []}


def test_a_batch_drops_unknown_ids(sandbox, to):
    ask = to.apple(sandbox)
    found = ask("/v1/catalog/us/albums", ids="103,999,101").json()["data"]
    assert [album["id"] for album in found] == ["101", "103"]
    assert ask("/v1/catalog/us/albums", ids="999").json() == {"data": []}
    assert ask("/v1/catalog/us/albums").json()["errors"][0]["code"] == "40003"


def test_an_album_carries_its_songs_and_the_artwork_template(sandbox, to):
    album = to.apple(sandbox)(ALBUM).json()["data"][0]
    songs = album["relationships"]["tracks"]["data"]
    assert [song["attributes"]["durationInMillis"] for song in songs] == [302000, 180000]
    assert "attributes" not in album["relationships"]["artists"]["data"][0]
    assert album["attributes"]["artwork"]["url"].endswith("/{w}x{h}bb.jpg")
    single = to.apple(sandbox)("/v1/catalog/us/albums/104").json()["data"][0]["attributes"]
    assert single["name"] == "Sour Times - Single"
    assert "upc" not in single


def test_search_knows_its_limits(sandbox, to):
    ask = to.apple(sandbox)
    path = "/v1/catalog/us/search"
    found = ask(path, term="portishead dummy", types="albums,artists,songs").json()["results"]
    assert [album["id"] for album in found["albums"]["data"]][:2] == ["102", "101"]
    assert "relationships" not in found["albums"]["data"][0]
    assert found["artists"]["data"][0]["attributes"]["name"] == "Portishead"
    assert "songs" not in found
    assert ask(path, term="zzzz", types="albums").json()["results"] == {}
    refused = ask(path, term="dummy", types="albums", limit=26)
    assert refused.status_code == 400
    error = refused.json()["errors"][0]
    assert (error["code"], error["source"]) == ("40005", {"parameter": "limit"})
    paged = ask(path, term="dummy", types="albums", limit=1).json()["results"]["albums"]
    assert paged["next"].startswith("/v1/catalog/us/search?offset=1")


def test_what_is_not_there_has_an_envelope(sandbox, to):
    answer = to.apple(sandbox)("/v1/catalog/us/albums/999")
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["status"], error["code"]) == (404, "404", "40400")


def test_artists_have_albums(sandbox, to):
    ask = to.apple(sandbox)
    artist = ask("/v1/catalog/us/artists/5", include="albums").json()["data"][0]
    albums = artist["relationships"]["albums"]["data"]
    assert {album["id"] for album in albums} == {"101", "102", "104"}
    assert "attributes" in albums[0]


def test_a_burst_is_refused_without_a_hint(start, to):
    sandbox = start(apple_limit=2, minute=600)
    ask = to.apple(sandbox)
    answers = [ask(ALBUM) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert "Retry-After" not in answers[2].headers


def test_padded_barcodes_are_asked_for_padded(start, to):
    ask = to.apple(start(padded_upc=True))
    found = ask("/v1/catalog/us/albums", query={"filter[upc]": "00000000000111"}).json()["data"]
    assert found[0]["attributes"]["upc"] == "00000000000111"


def test_artwork_is_never_larger_than_the_original(sandbox, to):
    album = to.apple(sandbox)(ALBUM).json()["data"][0]["attributes"]["artwork"]["url"]
    for asked, width in ((300, 300), (5000, 3000)):
        address = album.replace("{w}", str(asked)).replace("{h}", str(asked))
        answer = requests.get(address, timeout=20)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert _size(answer.content) == (width, width)


def _size(body):
    from io import BytesIO

    from PIL import Image

    return Image.open(BytesIO(body)).size


def test_the_catalogues_singles_and_eps_are_named_so_once(start, to):
    sandbox, world = start(), load_world()
    sandbox.change(world)
    short = [one.id for one in world.apple_music.values() if one.kind in {"single", "ep"}][:100]
    shown = to.apple(sandbox)("/v1/catalog/us/albums", ids=",".join(short)).json()["data"]
    names = [album["attributes"]["name"] for album in shown]
    assert len(names) == len(short) > 10
    assert [len(re.findall(" - (?:Single|EP)", name)) for name in names] == [1] * len(names)
