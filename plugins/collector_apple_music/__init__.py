"""Apple Music: ids and links, artwork of up to 3000 pixels, editors' notes.

Needs a MusicKit key of the Apple Developer Program: its team id, key id and ``.p8`` file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import field, frozen

from collector.api import HealthCheck, Rate, Secret, hookimpl

if TYPE_CHECKING:
    from collector.api import Enricher, Host

COLLECTOR_API = 1


def _lower(text: str) -> str:
    return text.lower()


@frozen
class Settings:
    """``[plugins.config]`` of the plugin ``apple-music``.

    Attributes:
        team_id: Ten characters; stands in the membership details of the developer account.
        key_id: Ten characters; stands in the name of the key's file.
        private_key: The text of the ``.p8`` file.
        storefront: The country whose catalogue is asked, two letters.
        base_url: Where the service lives; a simulator may take its place.
        rate: Apple publishes no limit; bursts are refused, a few requests a second are not.
    """

    team_id: str
    key_id: str
    private_key: Secret
    storefront: str = field(default="us", converter=_lower)
    base_url: str = "https://api.music.apple.com"
    rate: Rate = Rate(4, 1.0)

    @storefront.validator
    def _two_letters(self, _attribute: object, value: str) -> None:
        if len(value) != 2 or not value.isalpha():
            raise ValueError('a country of two letters, like "us" or "de"')


@hookimpl
def collector_settings() -> type:
    """The settings class."""
    return Settings


@hookimpl
def collector_enrichers(settings: Settings, host: Host) -> Iterable[Enricher]:
    """Albums."""
    from collector_apple_music.albums import Albums
    from collector_apple_music.catalogue import Catalogue

    return [Albums(Catalogue.open(settings, host))]


@hookimpl
def collector_health_checks(settings: Settings, host: Host) -> Iterable[HealthCheck]:
    """Whether the key is good for this storefront."""
    from collector_apple_music.catalogue import Catalogue

    return [HealthCheck("key", Catalogue.open(settings, host).check)]
