"""What a run would do, tried on a copy of the store over a wire that sends nothing.

Enrichers are called just as in a run. What the cache answers is written into the copy, so that
those behind them see it; where it does not, the batch is left open, and the forecast reckons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import Factory, define, evolve

from collector.clock import Clock
from collector.engine.batches import in_batches, in_full_batches
from collector.engine.conveyor import NOT_RECORDED
from collector.engine.forecast import Forecast, Part, Task, forecast_of
from collector.engine.layout import stages_of
from collector.engine.listing import Walk, pages_of
from collector.engine.lost import ask_for_lost
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.pictures import GalleryFetcher, PictureFetcher, hosts
from collector.engine.plan import Plan, Stages, due_subjects, walks_of
from collector.engine.rendering import settle
from collector.engine.stages import Job, Stage
from collector.engine.worker import outcomes_of
from collector.engine.workshop import Workshop
from collector.errors import UserError
from collector.http.service import Rate
from collector.model import Cost, Kind, Speaker, Subject, SubjectView
from collector.plugins.contracts import LIST_PART
from collector.protocols import Costed, Enricher, Source
from collector.store import Store

__all__ = ["copy_of", "foresee"]

ONE = Cost(once=1)
"""Of an enricher that declares nothing."""

A_PAGE = Cost(each=0.01)
"""Of a source that declares nothing."""

RUNS = 50
"""Earlier runs that are looked at."""


@contextmanager
def copy_of(path: Path, clock: Clock) -> Iterator[Store]:
    """A copy of the store that may be written to, and is gone afterwards; empty if there is none.

    Raises:
        StoreError: The store cannot be read, or the copy not be written.
    """
    with TemporaryDirectory(prefix="collector-") as folder:
        copy = Path(folder) / path.name
        if path.exists():
            with Store.open(path, read_only=True, clock=clock) as store:
                store.backup(copy)
        with Store.open(copy, clock=clock) as store:
            yield store


def foresee(store: Store, workshop: Workshop, plan: Plan) -> Forecast:
    """The forecast of a run.

    Args:
        store: A copy: it is written to.
        workshop: Opened ``dry``.
        plan: What the run is asked to do.

    Raises:
        UserError: A list is read from a file that cannot be used.
    """
    figures = [run.figures for run in store.runs(RUNS)]
    rehearsal = Rehearsal(store, workshop, plan)
    tasks = rehearsal()
    if plan.offline:
        tasks = [evolve(task, sure=0, open=()) for task in tasks]
    services, wire = workshop.wire.services, workshop.wire

    def rate_of(name: str) -> Rate:
        return services[name].rate if name in services else wire.image_rate(name.partition(":")[2])

    parts = [source_part(plugin, source) for plugin, source in workshop.sources]
    parts += [part_of(plugin, one) for (plugin, _), one in workshop.enrichers.items()]
    return forecast_of(tasks, parts, figures, rehearsal.hosts, rate_of)


def part_of(plugin: str, enricher: Enricher) -> Part:
    """An enricher, with what it declares or is taken to cost."""
    cost = enricher.cost if isinstance(enricher, Costed) else ONE
    return Part(f"{plugin}/{enricher.name}", enricher.service, cost, enricher.batch_size)


def source_part(plugin: str, source: Source) -> Part:
    """A source's list, with what it declares or is taken to cost."""
    cost = source.cost if isinstance(source, Costed) else A_PAGE
    return Part(f"{plugin}/{LIST_PART}", source.service, cost, lists=True)


@define(eq=False)
class Rehearsal:
    """One rehearsal.

    Attributes:
        hosts: Of the pictures that are due and whose address is known: host to how many.
    """

    store: Store
    workshop: Workshop
    plan: Plan
    hosts: Counter[str] = Factory(Counter)
    _inside: dict[Kind, dict[Subject, None]] = Factory(dict)
    _missing: dict[Subject, frozenset[str]] = Factory(dict)
    _waited_for: bool = False  # somebody is asked, so subjects come to the next one by one

    def __call__(self) -> list[Task]:
        """What every part is to do, in order."""
        stages = stages_of(self.workshop.lineup, self.workshop.enrichers, self.plan.selects)
        with self.store.transaction():
            settle(self.store, self.workshop, lambda _: None)
            ask_for_lost(self.store, self.workshop)
            walks = walks_of(self.plan, self.workshop, self.store)
            tasks = [self._list(walk, source) for walk, source in walks]
            self._enter(stages)
            selected = [stage for of in stages.values() for stage in of if stage.selected]
            return tasks + [self._pass(stage) for stage in selected]

    # -- lists ---------------------------------------------------------------------------------

    def _list(self, walk: Walk, source: Source) -> Task:
        """Read a list as far as that needs no request."""
        part = source_part(walk.plugin, source)
        before = self._cached(part.service)
        done = self._read(walk, source)
        cached = self._cached(part.service) - before
        if done:
            return Task(part, cached=cached)
        known = self.store.copies_of(walk.plugin)
        unread = self.store.last_full_walk(walk.plugin) is None
        size = known if walk.full and not unread else 1
        return Task(part, cached=cached, open=(max(size, 1),), spared=cached, unread=unread)

    def _read(self, walk: Walk, source: Source) -> bool:
        """Whether the list could be read to its end; what is wrong with it, the run tells."""
        if source.service and not self._has_cache:
            return False
        try:
            for page in pages_of(walk, source, self.store, lambda _: None):
                self.store.receive(walk.plugin, page.items, self.workshop.lineup, walk.id)
        except UserError:
            raise
        except Exception:  # noqa: BLE001 - the first question that is not in the cache, or a bug
            return False
        self.store.finish_walk(walk.plugin, walk.id, full=walk.full and not walk.resumed)
        return True

    # -- subjects ------------------------------------------------------------------------------

    def _enter(self, stages: Stages) -> None:
        """The subjects that a run would put on the conveyor."""
        due = dict.fromkeys(due_subjects(self.plan, self.store, stages, self.workshop.clock))
        for kind in stages:
            found = (one for one in due if one.kind == kind)
            self._inside[kind] = dict.fromkeys(islice(found, self.plan.limit))

    def _pass(self, stage: Stage) -> Task:
        """Lead the subjects past a stage."""
        now = self.workshop.clock.now()
        inside = self._inside[stage.kind]
        due = [one for one in inside if self.store.is_due(one, stage.speaker, now)]
        size, slowly = stage.batch_size, self._waited_for
        batches = in_batches(due, size) if slowly else in_full_batches(due, size)
        tasks = [self._batch(stage, some) for some in batches]
        self._waited_for |= any(one.sure or one.open for one in tasks)
        return Task(
            part_of(stage.speaker.plugin, self._enricher(stage)),
            due,
            sum(one.cached for one in tasks),
            sum(one.sure for one in tasks),
            tuple(left for one in tasks for left in one.open),
            sum(one.spared for one in tasks),
            again=any(one.again for one in tasks),
        )

    def _batch(self, stage: Stage, subjects: Sequence[Subject]) -> Task:
        """Ask the cache about a batch; of a picture one knows that it takes one request."""
        enricher = self._enricher(stage)
        part, views = part_of(stage.speaker.plugin, enricher), tuple(self.store.views(subjects))
        if isinstance(enricher, (PictureFetcher, GalleryFetcher)):
            self.hosts.update(host for view in views for host in hosts(enricher, view))
        tried, before = self._can_try(stage, subjects), self._cached(part.service)
        left = self._answered(stage, views) if tried else list(subjects)
        cached = self._cached(part.service) - before
        again = sum(self._left_open(one, stage.speaker) for one in left) > 0
        if not left or (tried and stage.speaker.plugin == PICTURES):
            return Task(part, cached=cached, sure=_downloads(enricher, views, left))
        return Task(part, cached=cached, open=(len(left),), spared=cached, again=again)

    def _can_try(self, stage: Stage, subjects: Sequence[Subject]) -> bool:
        """Whether all that it reads is known, and it may do without a request."""
        needs, plugin = stage.speaker.needs, stage.speaker.plugin
        if any(self._missing.get(one, frozenset()) & needs for one in subjects):
            return False
        return not self._enricher(stage).service or plugin == PICTURES or self._has_cache

    def _answered(self, stage: Stage, views: Sequence[SubjectView]) -> list[Subject]:
        """Write down what needs no request; returns the subjects that need one."""
        outcomes = outcomes_of(self._enricher(stage), Job(stage.speaker, tuple(views)))
        for outcome in outcomes:
            if outcome.error_kind not in NOT_RECORDED:
                recorded = self.store.answer(outcome, self.workshop.lineup)
                for artist in recorded.new_artists:
                    self._arrives(artist)
        return [one.subject for one in outcomes if one.error_kind == "not-cached"]

    def _left_open(self, subject: Subject, speaker: Speaker) -> bool:
        """Whether it is asked again; what it said before still counts for those behind it.

        What it has never said is missing there.
        """
        rows = self.store.ledger(subject)
        told = {(row.plugin, row.part) for row in rows if row.outcome not in {"failed", "dead"}}
        if (speaker.plugin, speaker.part) in told:
            return self._has_cache
        self._missing[subject] = self._missing.get(subject, frozenset()) | speaker.provides
        return False

    def _arrives(self, artist: Subject) -> None:
        artists = self._inside["artist"]
        if self.plan.limit is None or len(artists) < self.plan.limit:
            artists.setdefault(artist)

    # -- what is there -------------------------------------------------------------------------

    def _enricher(self, stage: Stage) -> Enricher:
        return self.workshop.enrichers[stage.speaker.plugin, stage.speaker.part]

    def _cached(self, service: str) -> int:
        """Questions of a service that the cache has answered by now."""
        statistics = self.workshop.wire.statistics().get(service)
        return statistics.cached if statistics else 0

    @property
    def _has_cache(self) -> bool:
        """A cache that is not there must not come to be by looking into it."""
        fresh = self.plan.offline or not self.plan.refresh
        return fresh and self.workshop.config.cache.exists()


def _downloads(enricher: Enricher, views: Sequence[SubjectView], left: Sequence[Subject]) -> int:
    """The pictures of the subjects that are left."""
    if not isinstance(enricher, (PictureFetcher, GalleryFetcher)):
        return 0
    return sum(len(enricher.addresses(view)) for view in views if view.subject in left)
