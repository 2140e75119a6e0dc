"""What a person sees of a run where there is no terminal: nothing, or a line now and then."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from attrs import Factory, define

from collector.events import (
    LaneRested,
    Listed,
    PagesWritten,
    SubjectAnswered,
    SubjectEntered,
    Warned,
)

__all__ = ["Display", "Lines", "Silence", "sentence"]

EVERY = 10.0
"""Seconds from one line to the next where there is no terminal."""


class Display(Protocol):
    """An observer that is opened and closed."""

    def on_event(self, event: Any) -> None:
        """Show it."""
        ...

    def say(self, text: str) -> None:
        """Print a line beside the progress."""
        ...

    def __enter__(self) -> Display: ...

    def __exit__(self, *_exc: object) -> None: ...


@define
class Silence:
    """For ``--json``: nothing but the document at the end."""

    def on_event(self, event: Any) -> None:
        """Nothing."""

    def say(self, text: str) -> None:
        """Nothing."""

    def __enter__(self) -> Silence:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None


def sentence(event: Any) -> str:
    """An event as a line; empty if it is not worth one."""
    match event:
        case Listed(source=source, new=new, changed=changed, same=same, gone=gone, unread=unread):
            rest = f"; the other {unread} were not looked at and stay as they are" if unread else ""
            return f"{source}: {new} new, {changed} changed, {same} as before, {gone} gone{rest}"
        case LaneRested(lane=lane, reason=reason):
            return f"{lane}: rests for this run: {reason}"
        case Warned(source=source, message=message):
            return f"{source}: {message}"
        case PagesWritten(renderer=name, written=written, same=same, removed=removed):
            return f"{name}: {written} files written, {same} as before, {removed} removed"
        case _:
            return ""


@define
class Lines:
    """For logs and pipes: one line for what matters, and the state every ten seconds."""

    echo: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    _due: Counter[str] = Factory(Counter)
    _done: Counter[str] = Factory(Counter)
    _last: float = 0.0

    def __enter__(self) -> Lines:
        self._last = self.clock()
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def say(self, text: str) -> None:
        """Print it."""
        self.echo(text)

    def on_event(self, event: Any) -> None:
        """Count, and print when it is time."""
        if isinstance(event, SubjectEntered):
            self._due.update(event.lanes)
        elif isinstance(event, SubjectAnswered):
            self._done[event.lane] += 1
        if text := sentence(event):
            self.echo(text)
        if self.clock() - self._last >= EVERY:
            self._last = self.clock()
            self.echo(", ".join(f"{n} {self._done[n]}/{self._due[n]}" for n in sorted(self._due)))
