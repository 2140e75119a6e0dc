"""A small encyclopedia behind the sandbox's server, and the plugin talking to it for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from attrs import define, field

from collector.api import Rate, Subject, SubjectView, SystemClock
from collector.http.wire import Wire
from collector.plugins.host import PluginHost
from collector_sandbox.server import Options, Sandbox
from collector_sandbox.world import Article, Entity, Truth, World
from collector_wikipedia import Settings, collector_enrichers

FAST = Rate(100_000, 1.0)


@define
class Pages:
    """An encyclopedia in the making: every page and every item has ids of its own."""

    articles: list[Article] = field(factory=list)
    entities: dict[str, Entity] = field(factory=dict)

    def page(self, title: str, extract: str = "", lang: str = "en", **more: Any) -> Article:
        number = 1000 + len(self.articles)
        page = Article(lang, number, title, extract, revision=number * 10, **more)
        self.articles.append(page)
        return page

    def item(self, key: str, label: str, description: str = "", **more: Any) -> Entity:
        self.entities[key] = Entity(key, label, description, **more)
        return self.entities[key]

    def world(self) -> World:
        return World("me", {}, {}, (), {}, {}, {}, {}, tuple(self.articles), self.entities, Truth())


@define
class Plugin:
    """The plugin, set up, and what it asked so far."""

    sandbox: Sandbox
    host: PluginHost
    settings: Settings

    def answers(self, *views: SubjectView):
        albums, artists = collector_enrichers(self.settings, self.host)
        of = albums if views[0].subject.kind == "release" else artists
        return of.enrich(views)

    def answer(self, view: SubjectView):
        return self.answers(view)[0]

    def asked(self, service: str = "") -> list[dict[str, str]]:
        return [
            {name: values[0] for name, values in parse_qs(entry.query).items()}
            for entry in self.sandbox.log
            if service in ("", entry.service)
        ]


@pytest.fixture
def wiki() -> Pages:
    return Pages()


@pytest.fixture
def plugin(wiki: Pages, tmp_path: Path) -> Iterator[Callable[..., Plugin]]:
    """``plugin()`` once the encyclopedia is filled; ``plugin("de", "en")`` for other languages."""
    opened: list[Sandbox | Wire] = []

    def make(*languages: str, world: World | None = None, **options: float) -> Plugin:
        options_ = Options(wikimedia_limit=100_000, **options)
        sandbox = Sandbox(world or wiki.world(), options_).start()
        wire = Wire(tmp_path / "cache.db", SystemClock(), patience=0.0)
        opened.extend([wire, sandbox])
        host = PluginHost("wikipedia", tmp_path, SystemClock(), wire.client)
        settings = Settings(
            contact="me@example.org",
            languages=languages or ("en",),
            rate=FAST,
            **sandbox.addresses["wikipedia"],
        )
        return Plugin(sandbox, host, settings)

    yield make
    for one in opened:
        one.close() if isinstance(one, Wire) else one.stop()


def _release(
    number: int = 1,
    title: str = "Low",
    artists: tuple[str, ...] = ("David Bowie",),
    *,
    master: int = 0,
    year: int = 1977,
    formats: tuple[str, ...] = ("LP", "Album"),
    **decisions: Any,
) -> SubjectView:
    discogs = {"id": number, "master_year": year} | ({"master_id": master} if master else {})
    fields = {
        "title": title,
        "artists": [{"key": f"name:{name}", "name": name} for name in artists],
        "year": year,
        "discogs": discogs,
        "formats": [{"name": "Vinyl", "qty": 1, "descriptions": list(formats)}],
    }
    return SubjectView(Subject("release", f"discogs:{number}"), fields, **decisions)


def _artist(number: int = 1, name: str = "Tosca", **fields: Any) -> SubjectView:
    decisions = {key: fields.pop(key) for key in ("pins", "rejected") if key in fields}
    return SubjectView(
        Subject("artist", f"discogs:{number}"), {"name": name, **fields}, **decisions
    )


@pytest.fixture
def release() -> Callable[..., SubjectView]:
    return _release


@pytest.fixture
def artist() -> Callable[..., SubjectView]:
    return _artist
