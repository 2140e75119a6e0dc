"""What happens in a run, as frozen values: one stream for progress, logs, metrics and live views.

Observers receive them in order, from one thread (:class:`RequestDone` and :class:`ServiceState`
are handed over from the workers by the engine).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from attrs import frozen

from collector.model import OutcomeName, Subject

__all__ = [
    "LaneRested",
    "Listed",
    "PagesWritten",
    "RequestDone",
    "RunFinished",
    "RunStarted",
    "ServiceState",
    "SourceProgress",
    "SubjectAnswered",
    "SubjectEntered",
    "SubjectFinished",
    "SubjectPutOff",
    "Warned",
]


StateName: TypeAlias = Literal["ok", "resting", "open", "auth"]
"""``ok``; ``resting`` (it asked for patience), ``open`` (it keeps failing: the breaker), ``auth``
(it refuses our credentials)."""


# -- the wire ----------------------------------------------------------------------------------


@frozen
class RequestDone:
    """A request was answered, or given up.

    Attributes:
        service: Name of the service.
        url: What was asked; secrets in its query are not shown.
        status: HTTP status; 0 if there was no answer.
        seconds: From leaving to the whole answer; without waiting for a place in the rate.
        attempt: 1 for the first.
        cached: True if no request was sent.
    """

    service: str
    url: str
    status: int
    seconds: float
    attempt: int = 1
    cached: bool = False


@frozen
class ServiceState:
    """A service's state changed; ``until`` when it is left alone, if that is known."""

    service: str
    state: StateName
    reason: str = ""
    until: datetime | None = None


# -- the run -----------------------------------------------------------------------------------


@frozen
class RunStarted:
    """A run begins; the names of its lanes, in the order of the plugins."""

    lanes: tuple[str, ...]


@frozen
class SourceProgress:
    """A source listed another page: so many items so far, of so many (None: unknown)."""

    source: str
    items: int
    total: int | None = None


@frozen
class Listed:
    """A source is done: what its list brought.

    Attributes:
        unread: How many of the list this walk left alone; a quick one reads the newest only.
    """

    source: str
    new: int
    changed: int
    same: int
    gone: int
    unread: int = 0


@frozen
class Warned:
    """Something was skipped; the run goes on."""

    source: str
    message: str


@frozen
class SubjectEntered:
    """A subject begins its way; it is due in these lanes, once for each stage."""

    subject: Subject
    lanes: tuple[str, ...] = ()


@frozen
class SubjectAnswered:
    """An enricher's answer is in the store."""

    subject: Subject
    plugin: str
    part: str
    lane: str
    outcome: OutcomeName
    error: str = ""


@frozen
class SubjectPutOff:
    """A subject goes on without this answer, because the service rests: it stays due."""

    subject: Subject
    plugin: str
    part: str
    lane: str


@frozen
class SubjectFinished:
    """A subject has passed every stage."""

    subject: Subject


@frozen
class LaneRested:
    """A service is left alone for the rest of the run: why, in what state, until when at least."""

    lane: str
    reason: str
    state: StateName = "resting"
    until: datetime | None = None


@frozen
class PagesWritten:
    """A renderer is done: files written, left as they were, removed."""

    renderer: str
    written: int
    same: int
    removed: int


@frozen
class RunFinished:
    """A run has ended: ``done``, ``interrupted`` or ``failed``."""

    outcome: str
