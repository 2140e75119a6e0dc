"""Workspaces that talk to a sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from places import Place, load_world, open_place, small_world


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Twenty-five records."""
    opened = open_place(tmp_path / "mine", small_world(25))
    yield opened
    opened.sandbox.stop()


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The whole catalogue, after one run and a build of the site."""
    opened = open_place(tmp_path_factory.mktemp("catalogue"), load_world())
    done = opened.collector("run")
    assert done.returncode == 0, done.stdout + done.stderr
    yield opened
    opened.sandbox.stop()
