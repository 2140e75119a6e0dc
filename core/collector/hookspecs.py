"""The hooks that a plugin may implement.

A plugin is a module (or package) behind an entry point of the group ``collector.plugins``. It
implements any of these functions, marked with :data:`hookimpl`. Each plugin is called alone, with
its own settings; import heavy libraries inside the functions, so that ``collector --help`` stays
fast.

Example:
    A whole plugin::

        from attrs import frozen
        from collector.api import hookimpl

        @frozen
        class Settings:
            greeting: str = "hello"

        @hookimpl
        def collector_settings():
            return Settings

        @hookimpl
        def collector_enrichers(settings, host):
            return [Greeter(settings)]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from collector.model import HealthCheck
    from collector.protocols import Enricher, Host, Observer, Renderer, Source

__all__ = ["hookimpl", "hookspec"]

PROJECT = "collector"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def collector_settings() -> type:
    """The attrs class of this plugin's ``[plugins.config]``; unknown keys are errors.

    Fields of type ``Secret`` take ``{ env = "NAME" }`` or ``{ file = "path" }``. A plugin without
    settings leaves this hook out.
    """
    raise AssertionError  # a specification, never called


@hookspec
def collector_sources(settings: Any, host: Host) -> Iterable[Source]:
    """Where the owned records are listed."""
    raise AssertionError


@hookspec
def collector_enrichers(settings: Any, host: Host) -> Iterable[Enricher]:
    """What can be said about releases and artists, in rank order (a later one refines)."""
    raise AssertionError


@hookspec
def collector_renderers(settings: Any, host: Host) -> Iterable[Renderer]:
    """What can be made of the library: a website, a catalogue, a feed."""
    raise AssertionError


@hookspec
def collector_observers(settings: Any, host: Host) -> Iterable[Observer]:
    """Who wants to hear what the run does. An observer can neither change nor break it."""
    raise AssertionError


@hookspec
def collector_health_checks(settings: Any, host: Host) -> Iterable[HealthCheck]:
    """What ``collector doctor`` shall check: are the credentials good, does the service answer."""
    raise AssertionError
