"""The plugins of a workspace, with what became of each."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from collector.config import Config, PluginEntry
from collector.model import HealthCheck
from collector.protocols import Enricher, Observer, Renderer, Source

__all__ = ["LoadedPlugin", "Roster", "State"]

State: TypeAlias = Literal[
    "ok",
    "disabled",
    "not-installed",
    "incompatible",
    "load-error",
    "unknown-hook",
    "misconfigured",
    "quarantined",
]


@frozen
class LoadedPlugin:
    """One entry of ``plugins.toml``; its parts are there if its state is ``ok``.

    Attributes:
        name: Its name.
        state: What became of it.
        entry: What ``plugins.toml`` says.
        package: The distribution that offers it; empty if none does.
        version: That distribution's version.
        module: Where it lives.
        problems: What is wrong, one line each, with place and name.
        hint: What to do about it.
        settings: Its settings object, None if it has none.
    """

    name: str
    state: State
    entry: PluginEntry
    package: str = ""
    version: str = ""
    module: str = ""
    problems: tuple[str, ...] = ()
    hint: str = ""
    settings: object = None
    sources: tuple[Source, ...] = ()
    enrichers: tuple[Enricher, ...] = ()
    renderers: tuple[Renderer, ...] = ()
    observers: tuple[Observer, ...] = ()
    health_checks: tuple[HealthCheck, ...] = ()


@frozen
class Roster:
    """All entries, in the order of ``plugins.toml``.

    Attributes:
        config: The workspace's configuration.
        loaded: Every entry, whatever its state.
    """

    config: Config
    loaded: tuple[LoadedPlugin, ...]

    @property
    def ready(self) -> tuple[LoadedPlugin, ...]:
        """Those that are ``ok``."""
        return tuple(plugin for plugin in self.loaded if plugin.state == "ok")

    def plugin(self, name: str) -> LoadedPlugin:
        """The plugin of that name.

        Raises:
            KeyError: ``plugins.toml`` has none.
        """
        for plugin in self.loaded:
            if plugin.name == name:
                return plugin
        raise KeyError(name)
