"""What a run did, counted from its events."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from attrs import Factory, define

from collector.engine.services import Services
from collector.events import (
    Listed,
    PagesWritten,
    RequestDone,
    RunFinished,
    SubjectAnswered,
    Warned,
)

__all__ = ["Cause", "Report"]

MOST_FAILURES = 50
"""Failures that are kept in words; the rest is in the store."""

_PARTICULAR = re.compile(r"""\S+://\S+|'.*'|".*"|\d+""")
"""What differs between two failures of one cause: addresses, what is quoted, numbers."""


@define
class Cause:
    """Failures that differ only in what they befell.

    Attributes:
        example: The first of them.
        number: How many.
    """

    example: str
    number: int = 0


@define
class Report:
    """An observer that counts.

    Attributes:
        outcomes: ``plugin/part`` to outcome to number.
        requests, cached: Service to number; every attempt counts.
        services: The same, and more, service by service.
        listed: What each source brought.
        warnings, failures: In words.
        causes: The same failures, those of one cause counted together.
        pages: What each renderer changed.
        outcome: ``done``, ``interrupted`` or ``failed``.
    """

    outcomes: dict[str, Counter[str]] = Factory(dict)
    requests: Counter[str] = Factory(Counter)
    cached: Counter[str] = Factory(Counter)
    services: Services = Factory(Services)
    listed: dict[str, Listed] = Factory(dict)
    warnings: list[str] = Factory(list)
    failures: list[str] = Factory(list)
    causes: dict[str, Cause] = Factory(dict)
    failed: int = 0
    pages: dict[str, PagesWritten] = Factory(dict)
    outcome: str = "failed"
    seconds: float = 0.0

    def on_event(self, event: Any) -> None:
        """Count."""
        self.services.on_event(event)
        match event:
            case SubjectAnswered():
                self._answered(event)
            case RequestDone():
                (self.cached if event.cached else self.requests)[event.service] += 1
            case Listed():
                self.listed[event.source] = event
            case Warned():
                self.warnings.append(f"{event.source}: {event.message}")
            case PagesWritten():
                self.pages[event.renderer] = event
            case RunFinished():
                self.outcome = event.outcome
            case _:
                pass

    def _answered(self, event: SubjectAnswered) -> None:
        counter = self.outcomes.setdefault(f"{event.plugin}/{event.part}", Counter())
        counter[event.outcome] += 1
        if event.outcome in {"failed", "dead"}:
            self._failure(f"{event.plugin}: {event.subject}: {event.error}")

    def broke_off(self, source: str, error: str) -> None:
        """A source's list could not be read to its end."""
        self._failure(f"{source}: the list broke off: {error}")

    def not_written(self, renderer: str, error: str) -> None:
        """A renderer failed."""
        self._failure(f"{renderer}: the pages could not be written: {error}")

    def _failure(self, text: str) -> None:
        self.failed += 1
        if len(self.failures) < MOST_FAILURES:
            self.failures.append(text)
        cause = _PARTICULAR.sub("", text)
        if cause in self.causes or len(self.causes) < MOST_FAILURES:
            self.causes.setdefault(cause, Cause(text)).number += 1

    def observer_failed(self, error: Exception) -> None:
        """Noted once, however many events follow."""
        text = f"an observer failed: {type(error).__name__}: {error}"
        if text not in self.warnings:
            self.warnings.append(text)

    @property
    def rested(self) -> dict[str, str]:
        """Lanes that were left alone, and why."""
        return {name: one.reason for name, one in self.services.rested.items()}

    @property
    def clean(self) -> bool:
        """Whether nothing failed and no service was left out."""
        return not self.failed and not self.rested

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "outcome": self.outcome,
            "seconds": round(self.seconds, 3),
            "answers": {name: dict(counter) for name, counter in self.outcomes.items()},
            "requests": dict(self.requests),
            "cached": dict(self.cached),
            "rested": self.rested,
            "sources": {
                name: {
                    "new": one.new,
                    "changed": one.changed,
                    "same": one.same,
                    "gone": one.gone,
                    "unread": one.unread,
                }
                for name, one in self.listed.items()
            },
            "pages": {
                name: {"written": one.written, "same": one.same, "removed": one.removed}
                for name, one in self.pages.items()
            },
            **self.services.as_json(),
            "failed": self.failed,
            "failures": self.failures,
            "warnings": self.warnings,
        }
