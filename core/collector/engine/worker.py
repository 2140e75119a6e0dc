"""Where plugins are called: whatever they do, outcomes come back.

A :class:`Worker` can be pickled: it then carries the workspace and the environment's name, and
opens the plugins anew where it arrives. Pace and breaker are kept by each process for itself.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from attrs import evolve

from collector.engine.answers import problem_of
from collector.engine.stages import Job
from collector.engine.workshop import open_workshop
from collector.errors import (
    AuthRequired,
    BreakerOpen,
    Forbidden,
    Intent,
    NotCached,
    PluginError,
    RetryLater,
    ServiceDown,
    SkipItem,
)
from collector.model import NotFound, Speaker, SubjectView
from collector.protocols import Enricher
from collector.store import Outcome, inputs_of

__all__ = ["Enrichers", "Worker", "outcomes_of"]

Enrichers = Mapping[tuple[str, str], Enricher]


class Worker:
    """Calls the enricher that a job names.

    Args:
        workspace: Where the plugins are configured.
        env: Name of the overlay.
        enrichers: Those of this process; another process opens its own.
    """

    def __init__(self, workspace: Path, env: str, enrichers: Enrichers | None = None) -> None:
        self._workspace = workspace
        self._env = env
        self._enrichers = enrichers
        self._opened = ExitStack()

    def __call__(self, job: Job) -> Sequence[Outcome]:
        """Answer a job; never raises for what a plugin does."""
        if self._enrichers is None:
            context = open_workshop(self._workspace, self._env)
            self._enrichers = self._opened.enter_context(context).enrichers
        return outcomes_of(self._enrichers[job.speaker.plugin, job.speaker.part], job)

    def __reduce__(self) -> tuple[Any, ...]:
        return Worker, (self._workspace, self._env)


def outcomes_of(enricher: Enricher, job: Job) -> Sequence[Outcome]:
    """Ask an enricher, and make an outcome of whatever it returns or raises."""
    try:
        answers: Sequence[Any] = enricher.enrich(job.views)
        _check_length(answers, job)
    except Exception as error:  # noqa: BLE001 - a plugin's bug must not end the run
        answers = [error] * len(job.views)
    return [
        _outcome(view, job.speaker, answer) for view, answer in zip(job.views, answers, strict=True)
    ]


def _check_length(answers: Sequence[Any], job: Job) -> None:
    if len(answers) != len(job.views):
        raise PluginError(
            f"{job.speaker.plugin}: {job.speaker.part} gave {len(answers)} answers"
            f" for {len(job.views)} subjects"
        )


def _outcome(view: SubjectView, speaker: Speaker, answer: Any) -> Outcome:
    blank = Outcome(view.subject, speaker, None, inputs=inputs_of(view, speaker))
    if isinstance(answer, SkipItem):
        return evolve(blank, answer=NotFound(answer.message))
    if isinstance(answer, BaseException):
        return _failed(blank, answer)
    problem = problem_of(speaker, answer)
    return (
        evolve(blank, error=problem, error_kind="failed")
        if problem
        else evolve(blank, answer=answer)
    )


def _failed(blank: Outcome, error: BaseException) -> Outcome:
    after = error.after if isinstance(error, RetryLater | BreakerOpen) else None
    return evolve(blank, error=_words(error), error_kind=_kind(error), retry_after=after)


def _kind(error: BaseException) -> str:
    """How the conveyor shall go on, and whether the ledger counts it against the subject.

    ``failed`` counts; ``service-down`` and ``forbidden`` are written too, but no subject dies of a
    long outage, or of an account that is closed for a while.
    """
    if isinstance(error, RetryLater) and not error.after:
        return "interrupted"  # the wire's word for: the run was told to stop
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (NotCached, "not-cached"),
        (BreakerOpen, "breaker-open"),
        (RetryLater, "rest"),
        (Forbidden, "forbidden"),
        (AuthRequired, "auth"),
        (ServiceDown, "service-down"),
    )
    return next((name for kind, name in kinds if isinstance(error, kind)), "failed")


def _words(error: BaseException) -> str:
    if isinstance(error, Intent | PluginError):
        return " ".join(part for part in (error.message, error.hint) if part)
    place = traceback.extract_tb(error.__traceback__)[-1] if error.__traceback__ else None
    where = f" ({place.filename.rpartition('/')[2]}:{place.lineno})" if place else ""
    return f"a bug in the plugin: {type(error).__name__}: {error}{where}"
