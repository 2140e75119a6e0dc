"""A child that ends with its parent, whoever ends it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import current_thread, main_thread
from typing import Any

__all__ = ["child"]

_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def child(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """Run a program beside this one; its output and errors are one stream of lines.

    Ctrl-C, SIGTERM and a terminal that closes end the child and nothing else: whoever reads its
    lines meets their end, and goes on from there. The same happens to it when the block is left.

    Args:
        command: The program and its arguments.
    """
    started: list[subprocess.Popen[str]] = []
    asked: list[int] = []

    def end(number: int, _frame: Any) -> None:
        asked.append(number)
        for process in started:
            process.terminate()

    with (
        _instead(end),
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        ) as process,
    ):
        started.append(process)
        try:
            if asked:  # while it was being started
                process.terminate()
            yield process
        finally:
            process.terminate()


@contextmanager
def _instead(called: Callable[[int, Any], None]) -> Iterator[None]:
    """Call this for the signals that end a program; those that are ignored (nohup) stay so."""
    with ExitStack() as stack:
        for name in _ENDINGS if current_thread() is main_thread() else ():
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number and signal.getsignal(number) != signal.SIG_IGN:
                stack.callback(signal.signal, number, signal.signal(number, called))
        yield
