"""Everything that a command works with, opened in the right order and closed again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from collector.clock import Clock, SystemClock
from collector.config import Config, read_config
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.pictures import fetchers
from collector.http.wire import Wire
from collector.images import Images
from collector.model import Lineup, Speaker
from collector.plugins import PluginHost, Roster, ensure_ready, lineup_of, load, speaker_of
from collector.protocols import Enricher, Renderer, Source

__all__ = ["Options", "Workshop", "open_workshop"]


@frozen
class Options:
    """How the wire behaves in this run.

    Attributes:
        offline: Answer from the cache alone.
        dry: Send nothing, and answer only what would need no request.
        refresh: Ask anew what the cache holds.
        patience: Factor on all pauses between attempts; None lets each service's rate decide.
        timeout: Seconds for connecting and for each read; None lets each service decide.
    """

    offline: bool = False
    dry: bool = False
    refresh: bool = False
    patience: float | None = None
    timeout: float | None = None


@frozen
class Workshop:
    """What stands ready.

    Attributes:
        sources: Plugin name and source, in order.
        enrichers: By plugin and name; in order, the core's picture fetchers last.
        renderers: In order.
        lineup: What resolution depends on.
    """

    config: Config
    roster: Roster
    wire: Wire
    images: Images
    clock: Clock
    sources: tuple[tuple[str, Source], ...]
    enrichers: Mapping[tuple[str, str], Enricher]
    renderers: tuple[Renderer, ...]
    lineup: Lineup


@contextmanager
def open_workshop(
    workspace: Path,
    env: str = "",
    *,
    options: Options | None = None,
    on_event: Callable[[Any], None] | None = None,
    stop: threading.Event | None = None,
    all_ready: bool = True,
    clock: Clock | None = None,
) -> Iterator[Workshop]:
    """Read the configuration, load the plugins, and hand out what a command needs.

    Args:
        workspace: The folder with ``plugins.toml``.
        env: Name of the overlay.
        options: How the wire behaves.
        on_event: Hears what the wire does.
        stop: Ends waiting for a place in a rate.
        all_ready: False to look at the ready plugins though others are not.
        clock: Time; the machine's own if None.

    Raises:
        ConfigError: With every problem found, before anything was asked or written.
    """
    options = options or Options()
    clock = clock or SystemClock()
    config = read_config(workspace, env)
    wire = Wire(
        config.cache,
        clock,
        offline=options.offline,
        dry=options.dry,
        refresh=options.refresh,
        on_event=on_event,
        stop=stop,
        image_rate=config.image_rate,
        patience=options.patience,
        timeout=options.timeout,
    )
    try:
        yield _furnish(config, wire, clock, all_ready=all_ready)
    finally:
        wire.close()


def _furnish(config: Config, wire: Wire, clock: Clock, *, all_ready: bool) -> Workshop:
    def host(plugin: str) -> PluginHost:
        return PluginHost(plugin, config.workspace, clock, wire.client, config.contact)

    roster = load(config, host)
    if all_ready:
        ensure_ready(roster)
    images = Images(config.images)
    pictures = fetchers(images, wire, config.gallery)
    enrichers: dict[tuple[str, str], Enricher] = {
        (plugin.name, enricher.name): enricher
        for plugin in roster.ready
        for enricher in plugin.enrichers
    }
    enrichers.update({(PICTURES, one.name): one for one in pictures})
    order = lineup_of(roster)
    speakers = order.speakers
    for one in pictures:
        speakers = _placed(speakers, speaker_of(PICTURES, one))
    return Workshop(
        config,
        roster,
        wire,
        images,
        clock,
        sources=tuple((plugin.name, one) for plugin in roster.ready for one in plugin.sources),
        enrichers=enrichers,
        renderers=tuple(one for plugin in roster.ready for one in plugin.renderers),
        lineup=Lineup(speakers, order.precedence),
    )


def _placed(speakers: tuple[Speaker, ...], picture: Speaker) -> tuple[Speaker, ...]:
    """Behind the last speaker that can name the picture: downloads need not wait for the rest."""
    naming = [at for at, one in enumerate(speakers) if _names(one, picture)]
    behind = naming[-1] + 1 if naming else len(speakers)
    return (*speakers[:behind], picture, *speakers[behind:])


def _names(speaker: Speaker, picture: Speaker) -> bool:
    return speaker.kind == picture.kind and bool(speaker.provides & picture.needs)
