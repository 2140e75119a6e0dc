"""Held against what is right: nothing wrong, nearly everything found, few requests."""

from __future__ import annotations

import pytest
from shops import Shop
from truth import WORLDS, held

from collector.api import Enricher


@pytest.mark.parametrize("name", WORLDS)
def test_nothing_is_wrong_nearly_all_is_found_and_little_is_asked(
    shop: Shop, albums: Enricher, name: str, record_property
):
    told = held(shop, albums, WORLDS[name](), "apple_music", "apple")
    record_property("figures", told.line("Apple Music"))
    assert told.wrong == {}
    assert told.found >= 0.95
    assert told.asked <= 0.05
    assert told.cost <= 1.1
