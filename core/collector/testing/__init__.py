"""For tests of plugins and of the core: time that is moved by hand, and a scripted server."""

from __future__ import annotations

from collector.testing.clock import ManualClock
from collector.testing.loopback import Asked, LoopbackServer

__all__ = ["Asked", "LoopbackServer", "ManualClock"]
