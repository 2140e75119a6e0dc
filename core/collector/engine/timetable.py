"""How long a run takes: longer than its busiest service needs, where one waits for another.

Pictures of artists, for one, are fetched when all that can name them have answered, and those
answer a hundred at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from collector.engine.batches import in_batches
from collector.model import Subject

__all__ = ["Step", "run_time"]


@frozen
class Step:
    """What a part asks in a run.

    Attributes:
        service: Who is asked.
        requests: In all.
        spacing: Seconds from one request to the next.
        slack: Seconds that requests may leave early, after nothing was asked.
        subjects: Who passes here, in order; none for a list.
        batch: So many go together.
    """

    service: str
    requests: int
    spacing: float
    slack: float
    subjects: Sequence[Subject] = ()
    batch: int = 1


def run_time(steps: Iterable[Step]) -> float:
    """Seconds until the last subject has passed the last step.

    Args:
        steps: In the order in which a service prefers them, which is that of the subjects' way.
    """
    passed: dict[Subject, float] = {}
    even: dict[str, float] = {}  # when a service's next request would leave at an even pace
    end = 0.0
    for step in steps:
        for some in in_batches(step.subjects, step.batch) if step.subjects else [()]:
            ready = max((passed.get(one, 0.0) for one in some), default=0.0)
            share = len(some) / len(step.subjects) if some else 1.0
            left = max(even.get(step.service, 0.0), ready) + share * step.requests * step.spacing
            even[step.service] = left
            done = max(ready, left - step.slack)
            passed.update(dict.fromkeys(some, done))
            end = max(end, done)
    return end
