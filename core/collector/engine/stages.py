"""A stage is one stop of the conveyor: one enricher, in its service's lane."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from attrs import Factory, define, frozen

from collector.engine.batches import larger, smallest
from collector.model import Kind, Speaker, SubjectView
from collector.store import Outcome

__all__ = ["Batch", "Job", "Stage", "Work"]

Work = Callable[["Job"], Sequence[Outcome]]


@frozen
class Job:
    """What a worker is handed: it can be pickled, and so can what comes back.

    Attributes:
        speaker: Which enricher of which plugin.
        views: The subjects, at most the enricher's batch size.
        batch: Its number on record; 0 for a stage that takes one subject at a time.
    """

    speaker: Speaker
    views: tuple[SubjectView, ...]
    batch: int = 0


@frozen
class Batch:
    """Subjects that travel together.

    Attributes:
        keys: Theirs, in order.
        number: On record, so that they stay together after a kill; 0 if not yet.
    """

    keys: tuple[str, ...]
    number: int = 0


@define(eq=False)
class Stage:
    """One stop.

    Attributes:
        speaker: Who answers here.
        lane: Name of the lane it works in.
        batch_size: Subjects a job takes at most.
        selected: False if ``--only`` or ``--without`` leaves it out.
        backlog: Keys of the subjects that wait here; nothing else of them is held.
        whole: Batches that were sent before and came to nothing: they go again as they were.
        working: How many subjects are out with a worker.
        enough: So many make a batch that need not wait for more.
    """

    speaker: Speaker
    lane: str
    batch_size: int = 1
    selected: bool = True
    backlog: deque[str] = Factory(deque)
    whole: deque[Batch] = Factory(deque)
    working: int = 0
    enough: int = Factory(lambda self: smallest(self.batch_size), takes_self=True)

    @property
    def kind(self) -> Kind:
        """What stops here."""
        return self.speaker.kind

    @property
    def busy(self) -> bool:
        """Whether a subject waits or is being worked on."""
        return bool(self.backlog) or bool(self.whole) or self.working > 0

    def take(self) -> Batch:
        """The next job's subjects."""
        if self.whole:
            return self.whole.popleft()
        count = min(self.batch_size, len(self.backlog))
        self.enough = larger(self.enough, self.batch_size)
        return Batch(tuple(self.backlog.popleft() for _ in range(count)))

    def put_back(self, batch: Batch) -> None:
        """Nobody was asked: these come first again."""
        if batch.number:
            self.whole.appendleft(batch)
        else:
            self.backlog.extendleft(reversed(batch.keys))

    def gather(self, batch: Batch) -> None:
        """Take up a batch of an earlier run, if all of it waits here."""
        keys = set(batch.keys)
        if len(keys) <= self.batch_size and keys.issubset(self.backlog):
            self.backlog = deque(key for key in self.backlog if key not in keys)
            self.whole.append(batch)

    def drain(self) -> Iterator[str]:
        """Empty the stage: the keys of all that wait."""
        while self.whole or self.backlog:
            yield from self.take().keys
