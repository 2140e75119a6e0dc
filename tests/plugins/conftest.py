"""The sandbox that the plugins' tests talk to for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shops import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as shop:
        yield shop
