"""What comes back from a worker."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from attrs import evolve, frozen

from collector.engine.stages import Job, Stage
from collector.store import Outcome

__all__ = ["Delivery", "outcomes_in"]


@frozen
class Delivery:
    """A worker is back."""

    stage: Stage
    job: Job
    outcomes: Sequence[Outcome]

    @property
    def whole(self) -> Sequence[Outcome]:
        """The outcomes; a batch that was cut short has none, so that it stays together.

        What was answered is in the cache.
        """
        cut = next((one for one in self.outcomes if one.error_kind == "interrupted"), None)
        if cut is None or not self.job.batch:
            return self.outcomes
        return [evolve(cut, subject=one.subject) for one in self.outcomes]


def outcomes_in(done: Future[Sequence[Outcome]], job: Job) -> Sequence[Outcome]:
    """What a worker's future holds; a worker that died fails the job's subjects, not the run."""
    error = None if done.cancelled() else done.exception()
    if error is None and not done.cancelled():
        return done.result()
    kind, words = ("failed", f"the worker died: {error}") if error else ("interrupted", "")
    return [
        Outcome(view.subject, job.speaker, None, error=words, error_kind=kind) for view in job.views
    ]
