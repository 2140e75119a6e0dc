"""The catalogue's world, read once: it is frozen, so tests may share it."""

from __future__ import annotations

import pytest

from collector_sandbox.catalogue import load_world
from collector_sandbox.world import World


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()
