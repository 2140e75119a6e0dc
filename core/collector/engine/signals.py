"""Ctrl-C and SIGTERM as messages: an exception between two statements could lose an answer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from attrs import frozen

__all__ = ["Stop", "ending_softly"]


@frozen
class Stop:
    """Somebody wants the run to end; said again, at once."""


@contextmanager
def ending_softly(interrupt: Callable[[], None]) -> Iterator[None]:
    """Call ``interrupt`` for SIGINT and SIGTERM instead of what they do otherwise.

    Only the main thread may do so; a run in another thread is ended by its ``stop``.
    """

    def called(_number: int, _frame: Any) -> None:
        interrupt()

    with ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                stack.callback(signal.signal, number, signal.signal(number, called))
        yield
