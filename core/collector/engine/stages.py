"""A stage is one stop of the conveyor: one enricher, in its service's lane."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from attrs import Factory, define, frozen

from collector.model import Kind, Speaker, SubjectView
from collector.store import Outcome

__all__ = ["Job", "Stage", "Work"]

Work = Callable[["Job"], Sequence[Outcome]]


@frozen
class Job:
    """What a worker is handed: it can be pickled, and so can what comes back.

    Attributes:
        speaker: Which enricher of which plugin.
        views: The subjects, at most the enricher's batch size.
    """

    speaker: Speaker
    views: tuple[SubjectView, ...]


@define(eq=False)
class Stage:
    """One stop.

    Attributes:
        speaker: Who answers here.
        lane: Name of the lane it works in.
        batch_size: Subjects a job takes at most.
        selected: False if ``--only`` or ``--without`` leaves it out.
        backlog: Keys of the subjects that wait here; nothing else of them is held.
        working: How many subjects are out with a worker.
    """

    speaker: Speaker
    lane: str
    batch_size: int = 1
    selected: bool = True
    backlog: deque[str] = Factory(deque)
    working: int = 0

    @property
    def kind(self) -> Kind:
        """What stops here."""
        return self.speaker.kind

    @property
    def busy(self) -> bool:
        """Whether a subject waits or is being worked on."""
        return bool(self.backlog) or self.working > 0

    def take(self) -> tuple[str, ...]:
        """The keys of the next job."""
        count = min(self.batch_size, len(self.backlog))
        return tuple(self.backlog.popleft() for _ in range(count))
