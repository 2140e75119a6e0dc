"""Discogs: what a person owns, and all that Discogs knows of each release and artist.

Data provided by Discogs. This plugin uses Discogs' API but is not affiliated with, sponsored or
endorsed by Discogs. 'Discogs' is a trademark of Zink Media, LLC.
"""

from __future__ import annotations

from collector.api import Enricher, HealthCheck, Host, Source, hookimpl
from collector_discogs.settings import Settings

__all__ = [
    "Settings",
    "collector_enrichers",
    "collector_health_checks",
    "collector_settings",
    "collector_sources",
]


@hookimpl
def collector_settings() -> type:
    """``username``, ``token``, ``base_url``, ``rate``."""
    return Settings


@hookimpl
def collector_sources(settings: Settings, host: Host) -> list[Source]:
    """The collection of ``username``."""
    from collector_discogs.collection import CollectionSource

    return [CollectionSource(settings.username, settings.client(host))]


@hookimpl
def collector_enrichers(settings: Settings, host: Host) -> list[Enricher]:
    """Releases and artists, by their Discogs ids."""
    from collector_discogs.enrichers import ArtistEnricher, ReleaseEnricher

    client = settings.client(host)
    return [ReleaseEnricher(client), ArtistEnricher(client)]


@hookimpl
def collector_health_checks(settings: Settings, host: Host) -> list[HealthCheck]:
    """Is the token good, and does it belong to ``username``?"""
    from collector_discogs.health import identity_check

    return [identity_check(settings.username, settings.client(host))]
