"""The plugin, talking to the sandbox's Spotify for real."""

from __future__ import annotations

import pytest
from shops import FAST, Shop

from collector.api import Enricher, Secret
from collector_spotify import Settings, collector_enrichers


@pytest.fixture
def settings(shop: Shop) -> Settings:
    known = shop.sandbox.credentials
    return Settings(
        client_id=known.spotify_client_id,
        client_secret=Secret("env:SPOTIFY", known.spotify_client_secret),
        rate=FAST,
        **shop.sandbox.addresses["spotify"],
    )


@pytest.fixture
def albums(shop: Shop, settings: Settings) -> Enricher:
    (enricher,) = collector_enrichers(settings, shop.host)
    return enricher
