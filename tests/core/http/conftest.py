"""A scripted service on 127.0.0.1, and a wire to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from collector.clock import SystemClock
from collector.http.service import Rate, Service
from collector.http.wire import Wire
from collector.testing import LoopbackServer

JSON = {"Content-Type": "application/json"}
FAST = Rate(1000, 1.0)


@pytest.fixture
def serve() -> Iterator[Callable[..., LoopbackServer]]:
    """Start a server: a function as for LoopbackServer, or answers to give one after the other."""
    with ExitStack() as stack:

        def start(*answers: object) -> LoopbackServer:
            waiting = list(answers)

            def scripted(*asked: object) -> object:
                answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                return answer(*asked) if callable(answer) else answer

            return stack.enter_context(LoopbackServer(scripted))

        yield start


@pytest.fixture
def make_wire(tmp_path) -> Iterator[Callable[..., Wire]]:
    """Make a wire whose pauses are a hundredth of the real ones."""
    with ExitStack() as stack:

        def make(clock=None, **options) -> Wire:
            options.setdefault("patience", 0.01)
            wire = Wire(tmp_path / "cache" / "http.db", clock or SystemClock(), **options)
            stack.callback(wire.close)
            return wire

        yield make


@pytest.fixture
def declare() -> Callable[..., Service]:
    """Declare a service at a server."""

    def declare(server: LoopbackServer, **fields) -> Service:
        base = server.url + fields.pop("prefix", "")
        return Service(**{"name": "shop", "base_url": base, "rate": FAST, **fields})

    return declare


@pytest.fixture
def good() -> tuple[int, dict, bytes]:
    """An answer that is fine."""
    return 200, JSON, b'{"id": 1}'
