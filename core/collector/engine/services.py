"""What each service of a run was asked, what came of it, and how it stands."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from attrs import Factory, define, frozen

from collector.clock import to_iso
from collector.events import (
    LaneRested,
    RequestDone,
    RunStarted,
    ServiceState,
    SubjectAnswered,
    SubjectPutOff,
)

__all__ = ["PUT_OFF", "ServiceFigures", "Services"]

PUT_OFF = "rested"
"""Beside the outcomes: not asked, because the service rests; the next run asks."""


@frozen
class ServiceFigures:
    """A service in numbers.

    Attributes:
        parts: ``plugin/part`` to outcome to number, of those who ask it.
        requests, cached: Every attempt counts; the hosts of pictures are one service.
        seconds: From its first request to its last answer, whatever it waited for between.
    """

    parts: Mapping[str, Mapping[str, int]]
    requests: int
    cached: int
    seconds: float

    @property
    def outcomes(self) -> Counter[str]:
        """Outcome to number, of all parts."""
        return sum(map(Counter, self.parts.values()), Counter())


@define
class _Tally:
    parts: dict[str, Counter[str]] = Factory(dict)
    requests: int = 0
    cached: int = 0
    first: float | None = None
    last: float = 0.0

    @property
    def seconds(self) -> float:
        return 0.0 if self.first is None else self.last - self.first

    def at_work(self, since: float, until: float) -> None:
        self.first = since if self.first is None else min(self.first, since)
        self.last = until

    def part(self, plugin: str, part: str) -> Counter[str]:
        return self.parts.setdefault(f"{plugin}/{part}", Counter())


@define
class Services:
    """An observer that counts, service by service.

    Attributes:
        clock: Monotonic seconds.
        down: Service to the state that it is in, if that is not ``ok``.
        rested: Lane to how it was left alone for the rest of the run.
    """

    clock: Callable[[], float] = time.monotonic
    down: dict[str, ServiceState] = Factory(dict)
    rested: dict[str, LaneRested] = Factory(dict)
    _tallies: dict[str, _Tally] = Factory(dict)
    _put_off: set[tuple[str, str, str]] = Factory(set)

    def on_event(self, event: Any) -> None:
        """Count."""
        match event:
            case RunStarted():
                self._tallies = {lane: _Tally() for lane in event.lanes}
            case SubjectAnswered():
                tally, now = self._tally(event.lane), self.clock()
                tally.part(event.plugin, event.part)[event.outcome] += 1
                tally.at_work(now, now)
            case SubjectPutOff():
                self._leave(event)
            case RequestDone():
                self._asked(event)
            case ServiceState():
                self.down[event.service] = event
                if event.state == "ok":
                    del self.down[event.service]
            case LaneRested():
                self.rested[event.lane] = event
            case _:
                pass

    def _tally(self, service: str) -> _Tally:
        """Hosts of pictures are services of their own, and share a lane."""
        return self._tallies.setdefault(service.partition(":")[0], _Tally())

    def _leave(self, event: SubjectPutOff) -> None:
        """A subject may come by twice in a run, and is still one."""
        key = (event.plugin, event.part, event.subject.key)
        if key not in self._put_off:
            self._put_off.add(key)
            self._tally(event.lane).part(event.plugin, event.part)[PUT_OFF] += 1

    def _asked(self, event: RequestDone) -> None:
        tally, now = self._tally(event.service), self.clock()
        tally.cached += event.cached
        tally.requests += not event.cached
        tally.at_work(now - event.seconds, now)

    def figures(self) -> dict[str, ServiceFigures]:
        """Every service that did something, in the order of the plugins."""
        return {
            name: ServiceFigures(one.parts, one.requests, one.cached, one.seconds)
            for name, one in self._tallies.items()
            if one.parts or one.first is not None
        }

    def standing(self) -> dict[str, dict[str, str | None]]:
        """Every service that rests, fails or refuses us: its state, why, and until when."""
        told: dict[str, ServiceState | LaneRested] = {**self.down, **self.rested}
        return {
            name: {
                "state": one.state,
                "reason": one.reason,
                "until": to_iso(one.until) if one.until else None,
            }
            for name, one in sorted(told.items())
        }

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "services": {
                name: {
                    "parts": {part: dict(said) for part, said in one.parts.items()},
                    "requests": one.requests,
                    "cached": one.cached,
                    "seconds": round(one.seconds, 3),
                }
                for name, one in self.figures().items()
            },
            "standing": self.standing(),
        }
