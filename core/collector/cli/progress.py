"""What a person sees of a run on a terminal: bars."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

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

from collector.cli.display import sentence
from collector.events import (
    LaneRested,
    RequestDone,
    RunStarted,
    SourceProgress,
    SubjectAnswered,
    SubjectEntered,
)

__all__ = ["Bars"]


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
        if text := sentence(event):
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
