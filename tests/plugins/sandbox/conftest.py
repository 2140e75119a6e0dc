"""A small world, and a sandbox that serves it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
import requests

from collector_sandbox.server import Options, Sandbox
from collector_sandbox.world import (
    Album,
    AlbumTrack,
    Article,
    Copy,
    Credit,
    DiscogsArtist,
    DiscogsRelease,
    Entity,
    Format,
    Identifier,
    LabelRef,
    ServiceArtist,
    Track,
    Truth,
    World,
)

AGENT = "sandbox-tests/1.0 (tests@example.org) requests/2"
PORTISHEAD = Credit(1434, "Portishead")


def _release(number: int) -> DiscogsRelease:
    return DiscogsRelease(
        id=number, title=f"Demo {number}", artists=(PORTISHEAD,), year=1990, images=()
    )


def _dummy() -> DiscogsRelease:
    return DiscogsRelease(
        id=249504,
        title="Dummy",
        artists=(PORTISHEAD,),
        year=1994,
        released="1994-08-00",
        country="UK",
        master_id=5542,
        master_year=1994,
        labels=(LabelRef(895, "Go! Beat", "828 553-1"),),
        formats=(Format("Vinyl", "1", ("LP", "Album")),),
        genres=("Electronic",),
        styles=("Trip Hop",),
        identifiers=(Identifier("Barcode", "0 42282 85531 3"),),
        tracklist=(Track("A1", "Mysterons", "5:02"), Track("A2", "Sour Times", "4:11")),
    )


def small_world() -> World:
    """Sixty copies, an artist, a few albums and articles."""
    releases = {number: _release(number) for number in range(1, 60)} | {249504: _dummy()}
    copies = [
        Copy(1000 + n, n, f"2015-04-14T03:{n:02d}:29-07:00", folder_id=1 + n % 2)
        for n in range(59, 0, -1)
    ]
    first = Copy(
        2000, 249504, "2020-01-02T03:04:05-08:00", rating=5, media="Mint (M)", custom={4: "shelf 2"}
    )
    band, covers = ServiceArtist("5", "Portishead"), ServiceArtist("6", "Trip Hop Lullabies")
    tracks = (AlbumTrack("Mysterons", 302), AlbumTrack("Sour Times"))
    albums = [
        Album("101", "Dummy", (band,), "00042282855313", "1994-08-22", "Go! Beat", tracks=tracks),
        Album("102", "Dummy (Deluxe)", (band,), "00042282855313", "2014", tracks=tracks),
        Album("103", "Dummy Lullabies", (covers,), "0111", "2016-01-01", artwork=0),
        Album("104", "Sour Times", (band,), date="1994-08", kind="single"),
    ]
    person, other = ServiceArtist("A" * 22, "Portishead"), ServiceArtist("B" * 22, "Someone")
    tunes = [
        Album("d" * 22, "Dummy", (person,), "042282855313", "1994-08-22", tracks=tracks),
        Album("e" * 22, "Dummy", (other,), "", "2020", kind="ep"),
        Album("f" * 22, "Third", (person,), "602517664333", "2008-04", tracks=tracks),
    ]
    articles = (
        Article("en", 7, "Portishead (band)", "Portishead are a band.\n== Past ==\nMore.",
                "English band", 99, "Q10", image=(2000, 1500)),
        Article("en", 8, "Portishead", "May refer to:", kind="disambiguation"),
        Article("en", 9, "P'head", kind="redirect", target="Portishead (band)#Past"),
        *(Article("en", 100 + n, f"Page {n}", f"Lead {n}.", revision=n) for n in range(30)),
    )  # fmt: skip
    items = [
        Entity("Q10", "Portishead", "English band", {"P1953": ("1434",), "P31": ("Q215380",)},
               {"enwiki": "Portishead (band)"}),
        Entity("Q11", "Dummy", "album", {"P1954": ("5542",)}),
    ]  # fmt: skip
    return World(
        username="anna",
        folders={2: "Shelf"},
        fields={4: "Place"},
        copies=(first, *copies),
        releases=releases,
        artists={
            1434: DiscogsArtist(1434, "Portishead", profile="[b]Band[/b]", members=((1, "B"),))
        },
        apple_music={album.id: album for album in albums},
        spotify={album.id: album for album in tunes},
        articles=articles,
        entities={item.id: item for item in items},
        truth=Truth(),
    )


@pytest.fixture
def start() -> Iterator[Callable[..., Sandbox]]:
    """Starts sandboxes of the small world with the options given, and stops them."""
    running: list[Sandbox] = []

    def begin(**options: Any) -> Sandbox:
        running.append(Sandbox(small_world(), Options(**options)).start())
        return running[-1]

    yield begin
    for sandbox in running:
        sandbox.stop()


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox that a whole module asks, with limits out of the way."""
    plenty = {"discogs_limit": 9999, "discogs_limit_unknown": 9999, "apple_limit": 9999}
    options = Options(**plenty, spotify_limit=9999, wikimedia_limit=9999)
    with Sandbox(small_world(), options).start() as running:
        yield running


class Asker:
    """One client of a service: an address and headers."""

    def __init__(self, root: str, headers: dict[str, str]) -> None:
        self.root = root
        self.headers = {"User-Agent": AGENT} | headers

    def __call__(self, path: str, **params: Any) -> requests.Response:
        query = params.pop("query", params)
        return requests.get(
            f"{self.root}{path}",
            params=query,
            headers=self.headers,
            timeout=10,
            allow_redirects=False,
        )


def discogs(sandbox: Sandbox, token: str | None = None) -> Asker:
    token = sandbox.credentials.discogs_token if token is None else token
    headers = {"Authorization": f"Discogs token={token}"} if token else {}
    return Asker(f"{sandbox.url}/discogs", headers)


def developer_token(sandbox: Sandbox, **changes: Any) -> str:
    """A developer token; ``changes`` replace claims, ``kid``, ``key`` or ``algorithm``."""
    known = sandbox.credentials
    key = changes.pop("key", known.apple_private_key)
    algorithm = changes.pop("algorithm", "ES256")
    headers = {"kid": changes.pop("kid", known.apple_key_id)}
    moment = int(time.time())
    claims = {"iss": known.apple_team_id, "iat": moment, "exp": moment + 600} | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, key, algorithm, headers)


def apple(sandbox: Sandbox, token: str = "") -> Asker:
    token = token or developer_token(sandbox)
    return Asker(f"{sandbox.url}/apple", {"Authorization": f"Bearer {token}"})


def ask_token(sandbox: Sandbox, secret: str = "", grant: str = "client_credentials") -> Any:
    known = sandbox.credentials
    return requests.post(
        f"{sandbox.url}/accounts/api/token",
        data={"grant_type": grant},
        auth=(known.spotify_client_id, secret or known.spotify_client_secret),
        timeout=10,
    )


def spotify(sandbox: Sandbox) -> Asker:
    token = ask_token(sandbox).json()["access_token"]
    return Asker(f"{sandbox.url}/spotify", {"Authorization": f"Bearer {token}"})


def anybody(sandbox: Sandbox, prefix: str, agent: str = AGENT) -> Asker:
    return Asker(f"{sandbox.url}/{prefix}", {"User-Agent": agent})


@pytest.fixture(scope="session")
def to() -> SimpleNamespace:
    """Clients of each service, and what they sign with."""
    return SimpleNamespace(
        agent=AGENT,
        anybody=anybody,
        asker=Asker,
        apple=apple,
        ask_token=ask_token,
        developer_token=developer_token,
        discogs=discogs,
        small_world=small_world,
        spotify=spotify,
    )
