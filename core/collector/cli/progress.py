"""What a person sees of a run: bars on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from attrs import Factory, define
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from collector.events import (
    LaneRested,
    Listed,
    PagesWritten,
    RequestDone,
    RunStarted,
    SourceProgress,
    SubjectAnswered,
    SubjectEntered,
    Warned,
)

__all__ = ["Bars", "Display", "Lines", "Silence"]

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


def _sentence(event: Any) -> str:
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
        if text := _sentence(event):
            self.echo(text)
        if self.clock() - self._last >= EVERY:
            self._last = self.clock()
            self.echo(", ".join(f"{n} {self._done[n]}/{self._due[n]}" for n in sorted(self._due)))


@define
class Bars:
    """A bar for every service: subjects answered, requests a second, time left."""

    console: Console
    _progress: Progress = Factory(lambda self: _columns(self.console), takes_self=True)
    _tasks: dict[str, TaskID] = Factory(dict)
    _totals: Counter[str] = Factory(Counter)
    _requests: Counter[str] = Factory(Counter)
    _began: float = Factory(time.monotonic)

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._progress.stop()

    def say(self, text: str) -> None:
        """Print above the bars."""
        self._progress.console.print(text, highlight=False, markup=False)

    def on_event(self, event: Any) -> None:
        """Move the bars."""
        match event:
            case RunStarted():
                for lane in event.lanes:
                    self._task(lane)
            case SourceProgress():
                task = self._task(f"{event.source} list")
                self._progress.update(task, total=event.total, completed=event.items)
            case SubjectEntered():
                self._entered(event)
            case SubjectAnswered():
                self._progress.advance(self._task(event.lane))
            case RequestDone():
                self._asked(event)
            case LaneRested():
                self._progress.update(self._task(event.lane), rate="rests")
            case _:
                pass
        if text := _sentence(event):
            self.say(text)

    def _entered(self, event: SubjectEntered) -> None:
        for lane in event.lanes:
            self._totals[lane] += 1
            self._progress.update(self._task(lane), total=self._totals[lane])

    def _asked(self, event: RequestDone) -> None:
        if event.cached or event.service not in self._tasks:
            return
        self._requests[event.service] += 1
        seconds = max(time.monotonic() - self._began, 0.001)
        rate = self._requests[event.service] / seconds
        shown = f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.0f}/min"
        self._progress.update(self._tasks[event.service], rate=shown)

    def _task(self, name: str) -> TaskID:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=0, rate="")
        return self._tasks[name]


def _columns(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:<16}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:>9}"),
        TimeRemainingColumn(),
        console=console,
    )
