"""A store with one release, and a service that was asked about it."""

from __future__ import annotations

import pytest
from doubts import Case


@pytest.fixture
def case(tmp_path):
    case = Case(tmp_path / "collection.db")
    yield case
    case.store.close()
