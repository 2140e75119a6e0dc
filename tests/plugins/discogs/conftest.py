"""A world of 250 copies behind the sandbox's server, and the plugin talking to it for real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import define, evolve, field

from collector.api import Fields, Item, Rate, Secret, SystemClock
from collector.http.wire import Wire
from collector.plugins.host import PluginHost
from collector_discogs import Settings
from collector_sandbox.server import Options, Sandbox
from collector_sandbox.world import (
    Copy,
    Credit,
    DiscogsArtist,
    DiscogsRelease,
    Format,
    Identifier,
    LabelRef,
    Track,
    Truth,
    World,
)

FAST = Rate(100_000, 1.0)


@define
class Context:
    """What a source may ask; ``remembered`` are the items that the store would hold."""

    full: bool = True
    checkpoint: Fields | None = None
    remembered: list[Item] = field(factory=list)
    warnings: list[str] = field(factory=list)

    def known(self, item: Item) -> bool:
        return item in self.remembered

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def rich_release() -> DiscogsRelease:
    """A release that has something of everything."""
    return DiscogsRelease(
        id=1,
        title="Songs & [Dances]",
        artists=(Credit(10, "Nirvana (2)", anv="Nirvana", join="&"), Credit(11, "Ann*", anv="An")),
        year=1977,
        released="1977-00-00",
        country="UK",
        master_id=99,
        labels=(LabelRef(5, "Fontana (2)", "F 1"), LabelRef(5, "Fontana (2)", "F 1")),
        companies=(LabelRef(6, "EMI Records", entity_type="17"),),
        formats=(Format("Vinyl", "2", ("LP", "Album"), "180 g"),),
        genres=("Rock",),
        styles=("Prog Rock",),
        identifiers=(
            Identifier("Barcode", "5 012394 144777", "printed"),
            Identifier("Barcode", "5012394144778"),
            Identifier("Matrix / Runout", "A-1"),
        ),
        tracklist=(
            Track("", "Side One", type="heading"),
            Track("", "Suite", type="index", sub_tracks=(Track("A1.a", "I", "1:00"),)),
            Track("A2", "Guest", "3:32", artists=(Credit(12, "Guest (3)"),)),
        ),
        extraartists=(Credit(13, "Prod", anv="P. Rod", role="Producer", tracks="A1 to A2"),),
        notes="Made by [a13].\r\n\r\n[b]Loud[/b] <script> {{< x >}}",
        images=((600, 590), (300, 300)),
    )


def make_world(count: int = 250) -> World:
    releases = {1: rich_release()}
    for number in range(2, count + 1):
        credit = (Credit(194, "Various"),)
        releases[number] = DiscogsRelease(id=number, title=f"Title {number}", artists=credit)
    copies = tuple(
        Copy(
            instance_id=1000 + number,
            release_id=number,
            added=f"{2000 + number // 12:04}-{number % 12 + 1:02}-14T20:23:29-07:00",
            folder_id=2 if number == 1 else 1,
            rating=number % 6,
            media="Near Mint (NM or M-)" if number == 1 else "",
            notes="line\nbreak" if number == 1 else "",
            custom={4: "A3"} if number == 1 else {},
        )
        for number in range(count, 0, -1)
    )
    artist = DiscogsArtist(
        id=10,
        name="Nirvana (2)",
        realname="N. N.",
        profile="Sang with [a=Ann*] and [a12].\r\nSee [url=https://x.org]here[/url].",
        name_variations=("Nirvanna",),
        aliases=((12, "Guest (3)"),),
        members=((13, "Prod"),),
        urls=("https://x.org", "javascript:alert(1)", ""),
    )
    return World(
        username="me",
        folders={2: "Prog"},
        fields={4: "Shelf"},
        copies=copies,
        releases=releases,
        artists={10: artist},
        apple_music={},
        spotify={},
        articles=(),
        entities={},
        truth=Truth(),
    )


@pytest.fixture
def context() -> type[Context]:
    return Context


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def without(world: World) -> Callable[..., World]:
    """The world without some copies, by their instance ids."""

    def smaller(*sold: int) -> World:
        return evolve(world, copies=tuple(c for c in world.copies if c.instance_id not in sold))

    return smaller


@pytest.fixture
def sandbox(world: World):
    with Sandbox(world, Options(discogs_limit=100_000)).start() as running:
        yield running


@pytest.fixture
def wire(tmp_path: Path):
    wire = Wire(tmp_path / "cache.db", SystemClock(), patience=0.0)
    yield wire
    wire.close()


@pytest.fixture
def host(tmp_path: Path, wire: Wire) -> PluginHost:
    return PluginHost("discogs", tmp_path, SystemClock(), wire.client)


@pytest.fixture
def settings(sandbox: Sandbox) -> Settings:
    token = Secret("env:TOKEN", sandbox.credentials.discogs_token)
    return Settings("me", token, sandbox.addresses["discogs"]["base_url"], FAST)


@pytest.fixture
def settings_for() -> Callable[[str], Settings]:
    """Settings for another server than the sandbox."""
    return lambda url: Settings("me", Secret("env:TOKEN", "x" * 40), url, FAST)
