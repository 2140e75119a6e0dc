"""The plugin, talking to the sandbox's Apple Music for real."""

from __future__ import annotations

import pytest
from shops import FAST, Shop

from collector.api import Enricher, Secret
from collector_apple_music import Settings, collector_enrichers


@pytest.fixture
def settings(shop: Shop) -> Settings:
    known = shop.sandbox.credentials
    return Settings(
        team_id=known.apple_team_id,
        key_id=known.apple_key_id,
        private_key=Secret("env:APPLE", known.apple_private_key),
        rate=FAST,
        **shop.sandbox.addresses["apple-music"],
    )


@pytest.fixture
def albums(shop: Shop, settings: Settings) -> Enricher:
    (enricher,) = collector_enrichers(settings, shop.host)
    return enricher
