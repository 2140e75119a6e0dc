"""Held against what is right: nothing wrong, nearly everything found, few requests."""

from __future__ import annotations

import pytest
from shops import Shop, ids, owned

from collector.api import Enricher
from collector_sandbox.catalogue import generate_world, load_world

WORLDS = {
    "the catalogue": load_world,
    "a made-up world": lambda: generate_world(150, 4),
    "another": lambda: generate_world(150, 5),
}


@pytest.mark.parametrize("name", WORLDS)
def test_nothing_is_wrong_nearly_all_is_found_and_little_is_asked(
    shop: Shop, albums: Enricher, name: str
):
    world = WORLDS[name]()
    shop.sandbox.change(world)
    right = world.truth.apple_music
    found = ids(albums, owned(shop), "apple_music")
    wrong = {number: one for number, one in found.items() if one not in right.get(number, ())}
    assert wrong == {}
    assert len(found) >= 0.95 * len(right)
    assert len(shop.asked("apple")) <= 1.1 * len({one.release_id for one in world.copies})
