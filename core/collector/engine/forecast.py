"""What a run will ask, and how long that takes: reckoned from what was found without asking.

A question that the cache does not answer hides those that come after it. So what a batch costs is
taken from an earlier run, and until there is one from what the plugin declares (``Costed``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import Literal, TypeAlias

from attrs import Factory, frozen

from collector.engine.pictures import LANE as PICTURES
from collector.engine.timetable import Step, run_time
from collector.http.service import Rate
from collector.model import Cost, Fields, Subject

__all__ = ["Basis", "Forecast", "Line", "Part", "Task", "forecast_of"]

Basis: TypeAlias = Literal["counted", "as last time", "estimated", "at most", "at least"]
"""Where a number of requests is from.

``at least``: a list that was never read to its end. ``at most``: what was answered before is asked
again, and the cache may know some of it.
"""

PRIOR = 30
"""Requests for which what is declared counts beside what a run has shown: few tell little."""


@frozen
class Part:
    """Who asks.

    Attributes:
        name: ``plugin/part``.
        service: Who is asked; empty for a part that asks nobody.
        cost: What a batch costs.
        batch: Subjects in one, at most.
        lists: Whether it is a source's list.
    """

    name: str
    service: str
    cost: Cost
    batch: int = 1
    lists: bool = False


@frozen
class Task:
    """What a part is to do in this run, as far as it can be known without asking.

    Attributes:
        due: The subjects, in order; of a list, none.
        cached: Questions that the cache answers.
        sure: Requests that are certain.
        open: Sizes of the batches that the cache does not answer to their end.
        spared: Questions of these batches that the cache answers.
        again: Of what is open, some was answered before, and the cache may be used.
        unread: Of a list: it was never read to its end, so nobody knows its length.
    """

    part: Part
    due: Sequence[Subject] = ()
    cached: int = 0
    sure: int = 0
    open: tuple[int, ...] = ()
    spared: int = 0
    again: bool = False
    unread: bool = False


@frozen
class Line:
    """A part's share of the forecast."""

    part: Part
    due: Sequence[Subject]
    cached: int
    requests: int
    basis: Basis


@frozen
class Forecast:
    """What a run will ask.

    Attributes:
        lines: Of each part that is selected, in order.
        seconds: Service to how long its requests take at its rate; they work side by side.
        takes: Seconds that the run takes, where one service waits for another, too.
    """

    lines: Sequence[Line]
    seconds: Mapping[str, float] = Factory(dict)
    takes: float = 0.0

    @property
    def requests(self) -> Mapping[str, int]:
        """Service to how many requests it will get."""
        requests = Counter[str]()
        for line in self.lines:
            if line.part.service:
                requests[line.part.service] += line.requests
        return requests

    @property
    def longest(self) -> str:
        """The service that has most to do; empty if none is asked."""
        asked = {name: seconds for name, seconds in self.seconds.items() if seconds}
        return max(asked, key=lambda name: asked[name], default="")

    @property
    def unread(self) -> list[str]:
        """Plugins whose list was never read to its end."""
        return [line.part.name.partition("/")[0] for line in self.lines if _is_floor(line)]


def forecast_of(
    tasks: Sequence[Task],
    parts: Sequence[Part],
    runs: Iterable[Fields],
    hosts: Mapping[str, int],
    rate_of: Callable[[str], Rate],
) -> Forecast:
    """Reckon.

    Args:
        tasks: What is to be done.
        parts: Everybody who asks a service, also those that are not to do anything.
        runs: Figures of earlier runs (``Report.as_json``).
        hosts: Of the pictures whose address is known: host to how many.
        rate_of: The rate of a service, or of ``images:<host>``.
    """
    figures = [run for run in runs if "requests" in run]
    factors = {part.service: _factor(part.service, parts, figures) for part in parts}
    lines = [_line(task, factors.get(task.part.service)) for task in tasks]
    pictures = _spacing(figures, hosts, rate_of)

    def spacing(service: str) -> float:
        return pictures if service == PICTURES else rate_of(service).spacing

    steps = [
        Step(
            one.part.service,
            one.requests,
            spacing(one.part.service),
            rate_of(one.part.service).slack,
            one.due,
            one.part.batch,
        )
        for one in lines
        if one.part.service
    ]
    requests = Forecast(lines).requests
    seconds = {name: number * spacing(name) for name, number in requests.items()}
    return Forecast(lines, seconds, run_time(steps))


def _line(task: Task, factor: float | None) -> Line:
    part, basis = task.part, _basis(task, learned=factor is not None)
    if not part.service or not task.open:
        return Line(part, task.due, task.cached, task.sure, basis)
    whole = sum(part.cost.of(size, size) for size in task.open)
    # A list is as long as it is, whatever the service's other questions cost.
    reckoned = whole if part.lists or factor is None else whole * factor
    left = ceil(reckoned - task.spared - 1e-9)
    return Line(part, task.due, task.cached, task.sure + max(left, len(task.open)), basis)


def _basis(task: Task, *, learned: bool) -> Basis:
    if task.unread:
        return "at least"
    if not task.open:
        return "counted"
    if task.again:
        return "at most"
    return "as last time" if learned or task.part.lists else "estimated"


def _is_floor(line: Line) -> bool:
    return line.basis == "at least"


# -- what earlier runs have shown --------------------------------------------------------------


def _factor(service: str, parts: Sequence[Part], figures: Sequence[Fields]) -> float | None:
    """How much more than declared a service was asked; None if it was not.

    The run that asked most tells: it had the most subjects, and the least help of the cache.
    """
    told = max(figures, key=lambda run: _sent(service, run), default=None)
    sent = _sent(service, told) if told else 0
    if told is None or not sent:
        return None
    declared = sum(_declared(part, told) for part in parts if part.service == service)
    return (sent + PRIOR) / (declared + PRIOR)


def _sent(service: str, run: Fields) -> int:
    return sum(number for name, number in run["requests"].items() if _lane(name) == service)


def _lane(service: str) -> str:
    """Hosts of pictures are services of their own, and share a lane."""
    return service.partition(":")[0]


def _declared(part: Part, run: Fields) -> float:
    plugin, _, _ = part.name.partition("/")
    if part.lists:
        listed = run["sources"].get(plugin)
        items = listed["new"] + listed["changed"] + listed["same"] if listed else 0
        return ceil(part.cost.of(items, items)) if items else 0.0
    return part.cost.of(sum(run["answers"].get(part.name, {}).values()), part.batch)


def _spacing(
    figures: Sequence[Fields], hosts: Mapping[str, int], rate_of: Callable[[str], Rate]
) -> float:
    """Seconds for a picture: those of the host that takes longest, the others beside it."""
    told = max(figures, key=lambda run: _sent(PICTURES, run), default=None)
    shares: Mapping[str, int] = {f"{PICTURES}:{host}": number for host, number in hosts.items()}
    if told is not None and _sent(PICTURES, told) >= PRIOR:
        shares = {name: n for name, n in told["requests"].items() if _lane(name) == PICTURES}
    total = sum(shares.values())
    if not total:
        return rate_of(PICTURES).spacing
    return max(rate_of(name).spacing * number / total for name, number in shares.items())
