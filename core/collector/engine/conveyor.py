"""The conveyor: every subject passes its stages in order, every lane works at once.

One thread owns the store and this object. Workers hand their outcomes back through one inbox, so
nothing here needs a lock. What waits is kept as keys only: memory does not grow with the number
of records, but for a few bytes each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import Any

from attrs import define, evolve, field, frozen

from collector.clock import Clock, later
from collector.engine.delivery import Delivery, outcomes_in
from collector.engine.lanes import Lane
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.pictures import files_in
from collector.engine.stages import Batch, Job, Stage, Work
from collector.events import (
    LaneRested,
    StateName,
    SubjectAnswered,
    SubjectEntered,
    SubjectFinished,
    SubjectPutOff,
)
from collector.model import Kind, Lineup, Speaker, Subject
from collector.store import Outcome, Recorded, Store

__all__ = ["Conveyor"]

ROUNDS = 3
"""A subject goes round again when an answer changed what an earlier stage reads; not for ever."""

RESTS: Mapping[str, StateName] = {"rest": "resting", "auth": "auth"}
"""Outcomes after which the service is left alone, and the state that it is in then."""

NOT_RECORDED = {*RESTS, "breaker-open", "not-cached", "interrupted"}
"""Outcomes that say nothing about the subject: it stays due."""


@frozen
class Passage:
    """A subject's way: its round, and the stages that an answer has made due again.

    Nearly all subjects are on their first way, and share one object: tens of thousands may wait.
    """

    round: int = 1
    again: frozenset[tuple[str, str]] = frozenset()

    def allows(self, stage: Stage) -> bool:
        """The first round stops wherever something is due; a later one for what changed."""
        return self.round == 1 or (stage.speaker.plugin, stage.speaker.part) in self.again

    def answered(self, speaker: Speaker, changed: Iterable[Speaker]) -> Passage:
        """The way on, when a stage has answered and others became due with that."""
        again = self.again - {(speaker.plugin, speaker.part)}
        again |= {(other.plugin, other.part) for other in changed}
        return self if again == self.again else evolve(self, again=again)


_FIRST = Passage()


@define(eq=False)
class Conveyor:
    """Moves subjects past the stages.

    Attributes:
        store: Written from this thread alone.
        lineup: What records are resolved with.
        stages: Of each kind, in order.
        lanes: By name.
        work: What a worker calls.
        emit: Where events go.
        inbox: Workers (and the lister) put here what the owner thread shall handle.
        sources_running: True while subjects may still come from a list.
        stopping: Nothing goes out any more; what is out is waited for.
        hurried: It is not waited for either.
    """

    store: Store
    lineup: Lineup
    stages: Mapping[Kind, Sequence[Stage]]
    lanes: Mapping[str, Lane]
    work: Work
    clock: Clock
    emit: Callable[[Any], None]
    limit: int | None = None
    inbox: SimpleQueue[Any] = field(factory=SimpleQueue)
    sources_running: bool = False
    stopping: bool = False
    hurried: bool = False
    _inside: dict[Subject, Passage] = field(factory=dict)
    _entered: Counter[str] = field(factory=Counter)
    _paused: bool = False

    # -- subjects come and go ----------------------------------------------------------------

    def enter(self, subject: Subject) -> None:
        """Put a subject on the conveyor, unless it is there."""
        if subject in self._inside or self._over_limit(subject):
            return
        if self._advance(subject, _FIRST, 0):
            self._inside[subject] = _FIRST
            self._entered[subject.kind] += 1
            due = [one.lane for one in self.stages[subject.kind] if self._stops_at(subject, one)]
            self.emit(SubjectEntered(subject, tuple(due)))

    def take_up(self) -> None:
        """Gather the batches that an earlier run was killed over, once their subjects wait."""
        for stages in self.stages.values():
            for stage in stages:
                if stage.batch_size > 1:
                    for number, keys in self.store.batches(stage.speaker):
                        stage.gather(Batch(keys, number))

    def _over_limit(self, subject: Subject) -> bool:
        return self.limit is not None and self._entered[subject.kind] >= self.limit

    def _advance(self, subject: Subject, passage: Passage, index: int) -> bool:
        """Bring a subject to its next stage that is due; False if there is none."""
        for stage in self.stages[subject.kind][index:]:
            if passage.allows(stage) and self._is_due(subject, stage):
                if not self.lanes[stage.lane].resting:
                    stage.backlog.append(subject.key)
                    return True
                self._put_off(subject, stage)
        return False

    def _is_due(self, subject: Subject, stage: Stage) -> bool:
        now = self.clock.now()
        return stage.selected and self.store.is_due(subject, stage.speaker, now)

    def _stops_at(self, subject: Subject, stage: Stage) -> bool:
        return not self.lanes[stage.lane].resting and self._is_due(subject, stage)

    def _put_off(self, subject: Subject, stage: Stage) -> None:
        """The service rests: the next run asks."""
        speaker = stage.speaker
        self.emit(SubjectPutOff(subject, speaker.plugin, speaker.part, stage.lane))

    def _pass_on(self, subject: Subject, stage: Stage) -> None:
        """A stage is done with a subject: next stage, another round, or off the conveyor."""
        passage = self._inside[subject]
        index = self.stages[subject.kind].index(stage) + 1
        if self._advance(subject, passage, index):
            return
        if passage.again and passage.round < ROUNDS:
            passage = self._inside[subject] = evolve(passage, round=passage.round + 1)
            if self._advance(subject, passage, 0):
                return
        del self._inside[subject]
        self.emit(SubjectFinished(subject))

    # -- work goes out -----------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Nothing is out, nothing can go out, nothing will come."""
        if self.hurried:
            return True
        if self.stopping:
            return not any(lane.working for lane in self.lanes.values())
        return not self._inside and not self.sources_running

    def dispatch(self) -> None:
        """Give every lane with room what waits for it."""
        self._paused = False
        for lane in self.lanes.values():
            if lane.resting:
                self._clear(lane)
            elif lane.paused_until > self.clock.monotonic():
                self._paused = True
            else:
                self._fill(lane)

    def _fill(self, lane: Lane) -> None:
        while lane.has_room and not self.stopping:
            stage = next((stage for stage in lane.stages if self._ready(stage)), None)
            if stage is None:
                return
            self._send(lane, stage)

    def _send(self, lane: Lane, stage: Stage) -> None:
        batch = stage.take()
        number = batch.number
        if stage.batch_size > 1 and not number:
            number = self.store.begin_batch(stage.speaker, batch.keys)
        subjects = [Subject(stage.kind, key) for key in batch.keys]
        job = Job(stage.speaker, tuple(self.store.views(subjects)), number)
        stage.working += len(subjects)
        future = lane.submit(self.work, job)
        future.add_done_callback(
            lambda done: self.inbox.put(Delivery(stage, job, outcomes_in(done, job)))
        )

    def _ready(self, stage: Stage) -> bool:
        """What is enough goes out at once; less when no more can come."""
        if stage.whole:
            return True
        if not stage.backlog:
            return False
        return len(stage.backlog) >= stage.enough or not self._upstream_busy(stage)

    def _upstream_busy(self, stage: Stage) -> bool:
        earlier = self.stages[stage.kind][: self.stages[stage.kind].index(stage)]
        if self.sources_running or any(one.busy for one in earlier):
            return True
        return stage.kind == "artist" and any(
            one.busy for one in self.stages["release"] if "artists" in one.speaker.provides
        )

    def _clear(self, lane: Lane) -> None:
        """The service rests: what waits for it goes on without."""
        for stage in lane.stages:
            for key in stage.drain():
                self._put_off(Subject(stage.kind, key), stage)
                self._pass_on(Subject(stage.kind, key), stage)

    # -- work comes back ---------------------------------------------------------------------

    def receive(self, seconds: float = 0.5) -> Any | None:
        """Wait for something in the inbox; None if nothing came in time.

        With a lane paused, the wait is short, so that it goes on when its pause ends.
        """
        try:
            return self.inbox.get(timeout=min(seconds, 0.05) if self._paused else seconds)
        except Empty:
            return None

    def deliver(self, delivery: Delivery) -> None:
        """Write what a worker found out, all or nothing, and send its subjects on."""
        stage, number = delivery.stage, delivery.job.batch
        lane = self.lanes[stage.lane]
        lane.working -= 1
        stage.working -= len(delivery.outcomes)
        outcomes = delivery.whole
        with self.store.transaction():
            recorded = [self._record(one) for one in outcomes]
            if number and all(one.answer is not None for one in outcomes):
                self.store.end_batch(number)
        refused = [one for one in outcomes if one.error_kind == "breaker-open"]
        for outcome, record in zip(outcomes, recorded, strict=True):
            if outcome.error_kind != "breaker-open":
                self._go_on(stage, lane, outcome, record)
        if refused:
            self._pause(lane, refused[0])
            keys = tuple(one.subject.key for one in refused)
            stage.put_back(Batch(keys, number if len(refused) == len(outcomes) else 0))

    def _record(self, outcome: Outcome) -> Recorded | None:
        if outcome.error_kind in NOT_RECORDED:
            return None
        recorded = self.store.answer(outcome, self.lineup)
        if outcome.speaker.plugin == PICTURES:
            self._remember_image(outcome)
        return recorded

    def _go_on(self, stage: Stage, lane: Lane, outcome: Outcome, recorded: Recorded | None) -> None:
        if recorded is None:
            self._rest(stage, lane, outcome)
        else:
            self._answered(stage, outcome, recorded)
        self._pass_on(outcome.subject, stage)

    def _answered(self, stage: Stage, outcome: Outcome, recorded: Recorded) -> None:
        speaker, passage = outcome.speaker, self._inside[outcome.subject]
        self._inside[outcome.subject] = passage.answered(speaker, recorded.again)
        self.emit(
            SubjectAnswered(
                outcome.subject,
                speaker.plugin,
                speaker.part,
                stage.lane,
                recorded.outcome,
                outcome.error,
            )
        )
        for artist in recorded.new_artists:
            self.enter(artist)

    def _pause(self, lane: Lane, outcome: Outcome) -> None:
        """The breaker refused: the lane waits, or rests if that was in vain too often."""
        wait = outcome.retry_after.total_seconds() if outcome.retry_after else 0.0
        resting = bool(lane.resting)
        lane.breaker_open(outcome.error, self.clock.monotonic(), wait)
        if lane.resting and not resting:
            self.emit(LaneRested(lane.name, lane.resting, "open"))

    def service_lives(self, service: str) -> None:
        """A breaker has closed; the hosts of pictures share a lane, and are named behind it."""
        if lane := self.lanes.get(service.partition(":")[0]):
            lane.service_lives()

    def _remember_image(self, outcome: Outcome) -> None:
        for file in files_in(outcome.answer):
            facts = {
                name: file[name] for name in ("url", "hash", "mime", "size", "width", "height")
            }
            self.store.put_image(**facts)

    def _rest(self, stage: Stage, lane: Lane, outcome: Outcome) -> None:
        state = RESTS.get(outcome.error_kind)
        if state is None:
            return
        if not lane.resting:
            lane.resting = outcome.error
            after = outcome.retry_after
            until = later(self.clock.now(), after) if after else None
            self.emit(LaneRested(lane.name, lane.resting, state, until))
        self._put_off(outcome.subject, stage)

    def close(self) -> None:
        """End the workers."""
        for lane in self.lanes.values():
            lane.close(wait=not self.hurried)
