"""Spotify: ids and links of albums and their artists.

Needs an app of the owner's own (developer.spotify.com), whose owner has a Premium subscription.
Only ids and links are kept: Spotify's terms do not allow more on a page of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import field, frozen

from collector.api import HealthCheck, Rate, Secret, hookimpl

if TYPE_CHECKING:
    from collector.api import Enricher, Host

COLLECTOR_API = 1


def _upper(text: str) -> str:
    return text.upper()


@frozen
class Settings:
    """``[plugins.config]`` of the plugin ``spotify``.

    Attributes:
        client_id: The app's id.
        client_secret: The app's secret.
        market: Your country, two letters; without one, much counts as unavailable.
        base_url: Where the service lives; a simulator may take its place.
        auth_url: Where tokens are given.
        rate: One a second is borne; the limit is not published.
    """

    client_id: str
    client_secret: Secret
    market: str = field(default="US", converter=_upper)
    base_url: str = "https://api.spotify.com"
    auth_url: str = "https://accounts.spotify.com"
    rate: Rate = Rate(1, 1.0)

    @market.validator
    def _two_letters(self, _attribute: object, value: str) -> None:
        if len(value) != 2 or not value.isalpha():
            raise ValueError('a country of two letters, like "US" or "DE"')


@hookimpl
def collector_settings() -> type:
    """The settings class."""
    return Settings


@hookimpl
def collector_enrichers(settings: Settings, host: Host) -> Iterable[Enricher]:
    """Albums."""
    from collector_spotify.albums import Albums
    from collector_spotify.catalogue import Catalogue

    return [Albums(Catalogue.open(settings, host))]


@hookimpl
def collector_health_checks(settings: Settings, host: Host) -> Iterable[HealthCheck]:
    """Whether the app may ask."""
    from collector_spotify.catalogue import Catalogue

    return [HealthCheck("app", Catalogue.open(settings, host).check)]
