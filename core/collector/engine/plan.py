"""What a run is asked to do, and where it begins: the lists to walk, the subjects that are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from collector.clock import Clock
from collector.engine.conveyor import Conveyor
from collector.engine.listing import Walk, plan_walk
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.stages import Stage
from collector.engine.workshop import Workshop
from collector.model import Kind, Subject
from collector.protocols import Source
from collector.store import Store

__all__ = ["Plan", "Stages", "due_subjects", "enter_due", "walks_of"]

Stages = Mapping[Kind, Sequence[Stage]]


@frozen
class Plan:
    """What a person asked this run to do.

    Attributes:
        only, without: Plugins to run alone, or to leave out.
        limit: At most so many releases, and so many artists.
        releases: Keys of the only releases to look at; the lists are not read then.
        full: Walk the whole lists.
        refresh: Ask everything anew.
        offline: Send no request.
        env: Name of the configuration's overlay.
    """

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    limit: int | None = None
    releases: tuple[str, ...] = ()
    full: bool = False
    refresh: bool = False
    offline: bool = False
    env: str = ""

    def selects(self, plugin: str) -> bool:
        """Whether a plugin takes part."""
        if plugin == PICTURES:
            return PICTURES not in self.without
        return plugin not in self.without and (not self.only or plugin in self.only)


def walks_of(plan: Plan, workshop: Workshop, store: Store) -> list[tuple[Walk, Source]]:
    """The lists that this run reads, and from where."""
    if plan.releases or plan.offline:
        return []
    now = workshop.clock.now()
    return [
        (_walk(plan, plugin, source, store, now), source)
        for plugin, source in workshop.sources
        if plan.selects(plugin)
    ]


def _walk(plan: Plan, plugin: str, source: Source, store: Store, now: datetime) -> Walk:
    """A list that costs no request is always walked whole."""
    full = plan.full or not source.service
    return plan_walk(store, plugin, full=full, now=now)


def enter_due(plan: Plan, store: Store, conveyor: Conveyor) -> None:
    """Put on the conveyor what the plan names, or else all that is due."""
    for subject in due_subjects(plan, store, conveyor.stages, conveyor.clock):
        conveyor.enter(subject)
    if not plan.releases:
        conveyor.take_up()


def due_subjects(plan: Plan, store: Store, stages: Stages, clock: Clock) -> Iterator[Subject]:
    """What the plan names, or else all that is due, some of it more than once.

    What is to be asked anew is made due first.
    """
    if plan.refresh:
        _refresh(plan, store, stages)
    if plan.releases:
        yield from _asked(plan, store)
        return
    now = clock.now()
    for stage in _selected(stages):
        yield from store.due(stage.speaker, now)


def _refresh(plan: Plan, store: Store, stages: Stages) -> None:
    """What is asked anew is due from now on, also if this run is ended early."""
    subjects = _asked(plan, store) if plan.releases else [None]
    for stage in _selected(stages):
        if stage.speaker.plugin != PICTURES:
            for subject in subjects:
                store.mark_due(stage.speaker, subject)


def _selected(stages: Stages) -> Iterator[Stage]:
    return (stage for of in stages.values() for stage in of if stage.selected)


def _asked(plan: Plan, store: Store) -> list[Subject]:
    """The releases that were named, and their artists."""
    releases = [Subject("release", key) for key in plan.releases]
    artists = [
        Subject("artist", credit["key"])
        for view in store.views(releases)
        for credit in view.fields.get("artists", ())
    ]
    return releases + artists
