"""A collection from the CSV file that Discogs exports: no account, no network."""

from __future__ import annotations

from attrs import frozen

from collector.api import HealthCheck, Host, Source, hookimpl

__all__ = [
    "Settings",
    "collector_health_checks",
    "collector_settings",
    "collector_sources",
]


@frozen
class Settings:
    """``[plugins.config]`` of the plugin ``csv``.

    Attributes:
        path: The export, relative to the workspace.
    """

    path: str


@hookimpl
def collector_settings() -> type:
    """``path``."""
    return Settings


@hookimpl
def collector_sources(settings: Settings, host: Host) -> list[Source]:
    """The records in the file."""
    from collector_csv.source import CsvSource

    return [CsvSource(host.path(settings.path))]


@hookimpl
def collector_health_checks(settings: Settings, host: Host) -> list[HealthCheck]:
    """Can the file be read, and what is in it?"""
    from collector_csv.source import file_check

    return [file_check(host.path(settings.path))]
