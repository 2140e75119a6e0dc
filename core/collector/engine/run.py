"""One run, from the first list page to the last file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from queue import SimpleQueue
from typing import Any

from attrs import Factory, define, frozen

from collector.engine.conveyor import Conveyor, Delivery
from collector.engine.intake import Intake
from collector.engine.layout import lanes_of, stages_of
from collector.engine.listing import Lister, Page, SourceEnded, Walk, plan_walk
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.rendering import render_all, settle
from collector.engine.report import Report
from collector.engine.signals import Stop, ending_softly
from collector.engine.worker import Worker
from collector.engine.workshop import Workshop
from collector.events import RunFinished, RunStarted, Warned
from collector.model import Subject
from collector.protocols import Source
from collector.store import Store

__all__ = ["Plan", "Run"]

PATIENT = 2
"""Signals that are messages; one more breaks in wherever the run is."""


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


@define(eq=False)
class Run:
    """A run over an open store; events tell what it does.

    Attributes:
        inbox: Where workers, the lister and the wire put what this thread shall handle.
        observers: Called with every event; an error of theirs is swallowed.
        say: Prints a line for the person.
    """

    workshop: Workshop
    store: Store
    plan: Plan
    observers: Sequence[Callable[[Any], None]]
    say: Callable[[str], None]
    stop: threading.Event
    inbox: SimpleQueue[Any]
    report: Report = Factory(Report)
    _conveyor: Conveyor = Factory(lambda self: self._build(), takes_self=True)
    _intake: Intake = Factory(lambda self: self._listening(), takes_self=True)
    _stopped_by: str = ""
    _interrupts: int = 0

    # -- setting up --------------------------------------------------------------------------

    def _build(self) -> Conveyor:
        workshop = self.workshop
        stages = stages_of(workshop.lineup, workshop.enrichers, self.plan.selects)
        worker = Worker(workshop.config.workspace, self.plan.env, workshop.enrichers)
        return Conveyor(
            self.store,
            workshop.lineup,
            stages,
            lanes_of(stages, workshop.wire.services),
            worker,
            workshop.clock,
            self.emit,
            limit=self.plan.limit,
            inbox=self.inbox,
        )

    @property
    def _strict(self) -> set[str]:
        """Plugins whose failure ends the run."""
        return {one.name for one in self.workshop.config.plugins if one.on_error == "stop"}

    def _listening(self) -> Intake:
        config, clock = self.workshop.config, self.workshop.clock
        return Intake(
            self.store,
            self.workshop.lineup,
            Lister(config.store, clock, self.inbox, self.stop),
            self._conveyor,
            self.report,
            self.emit,
            self._plugin_failed,
        )

    def emit(self, event: Any) -> None:
        """Tell everybody; nobody can break the run."""
        self.report.on_event(event)
        for observer in self.observers:
            try:
                observer(event)
            except Exception as error:  # noqa: BLE001 - an observer can not break a run
                self.report.observer_failed(error)

    # -- running -----------------------------------------------------------------------------

    def __call__(self) -> Report:
        """Do it; Ctrl-C ends it after what is in flight, a second one at once.

        Then workers may still be waiting for an answer, which nobody will hear.
        """
        began = time.monotonic()
        settle(self.store, self.workshop, self.say)
        number = self.store.start_run()
        outcome = "failed"
        try:
            outcome = self._all()
        finally:
            self.report.seconds = time.monotonic() - began
            self.emit(RunFinished(outcome))
            self.store.finish_run(number, outcome, self.report.as_json())
        return self.report

    def _all(self) -> str:
        try:
            return self._to_the_end()
        except KeyboardInterrupt:
            return "interrupted"

    def _to_the_end(self) -> str:
        with ending_softly(self._interrupt):
            try:
                self._travel()
            finally:
                self._conveyor.close()
        if self._conveyor.hurried or (self.stop.is_set() and not self._stopped_by):
            return "interrupted"
        if not self._stopped_by:
            render_all(self.store, self.workshop, self.emit, self._not_written)
        return "failed" if self._stopped_by else "done"

    def _interrupt(self) -> None:
        """Called by a signal: the loop sees the message when it is done with the last one."""
        self._interrupts += 1
        if self._interrupts > PATIENT:
            self._conveyor.hurried = True
            raise KeyboardInterrupt
        self.stop.set()
        self.inbox.put(Stop())

    def _end(self) -> None:
        """The first time, wait for the workers; after that, for nobody."""
        if not self._conveyor.stopping:
            self._finish_early()
        elif not self._conveyor.hurried:
            self._conveyor.hurried = True
            self.say("Ending at once: what is under way will be asked again.")

    def _finish_early(self) -> None:
        """Send nothing out any more; what is in flight is still written."""
        self.stop.set()
        if not self._conveyor.stopping:
            self._conveyor.stopping = True
            self.say(
                "Stopping: waiting for the answers that are under way. Ctrl-C again ends at once."
            )

    def _plugin_failed(self, plugin: str) -> None:
        """The owner may have said that this plugin's failure ends the run."""
        if plugin in self._strict and not self._stopped_by:
            self._stopped_by = plugin
            text = f'{plugin} failed, and its on_error is "stop": the run ends here'
            self.emit(Warned(plugin, text))
            self._finish_early()

    def _not_written(self, renderer: str, error: str) -> None:
        self.report.not_written(renderer, error)
        self.emit(Warned(renderer, f"the pages could not be written: {error}"))

    def _travel(self) -> None:
        walks = self._walks()
        self.emit(RunStarted(tuple(self._conveyor.lanes)))
        self._enter_due()
        self._intake.start(walks)
        self._until_idle()

    def _walks(self) -> list[tuple[Walk, Source]]:
        if self.plan.releases or self.plan.offline:
            return []
        now = self.workshop.clock.now()
        return [
            (self._walk(plugin, source, now), source)
            for plugin, source in self.workshop.sources
            if self.plan.selects(plugin)
        ]

    def _walk(self, plugin: str, source: Source, now: datetime) -> Walk:
        """A list that costs no request is always walked whole."""
        full = self.plan.full or not source.service
        return plan_walk(self.store, plugin, full=full, now=now)

    def _enter_due(self) -> None:
        if self.plan.refresh:
            self._refresh()
        if self.plan.releases:
            self._enter_asked()
            return
        now = self.workshop.clock.now()
        for stages in self._conveyor.stages.values():
            for stage in stages:
                if stage.selected:
                    for subject in self.store.due(stage.speaker, now):
                        self._conveyor.enter(subject)
        self._conveyor.take_up()

    def _refresh(self) -> None:
        """What is asked anew is due from now on, also if this run is ended early."""
        subjects = self._asked() if self.plan.releases else [None]
        for stages in self._conveyor.stages.values():
            for stage in stages:
                if stage.selected and stage.speaker.plugin != PICTURES:
                    for subject in subjects:
                        self.store.mark_due(stage.speaker, subject)

    def _asked(self) -> list[Subject]:
        """The releases that were named, and their artists."""
        releases = [Subject("release", key) for key in self.plan.releases]
        artists = [
            Subject("artist", credit["key"])
            for view in self.store.views(releases)
            for credit in view.fields.get("artists", ())
        ]
        return releases + artists

    def _enter_asked(self) -> None:
        for subject in self._asked():
            self._conveyor.enter(subject)

    # -- the loop ----------------------------------------------------------------------------

    def _until_idle(self) -> None:
        while not self._conveyor.idle:
            self._conveyor.dispatch()
            if not self._conveyor.idle:
                self._handle(self._conveyor.receive())

        while not self.inbox.empty():
            self._handle(self.inbox.get())

    def _handle(self, message: Any) -> None:
        match message:
            case None:
                pass
            case Stop():
                self._end()
            case Delivery():
                self._conveyor.deliver(message)
                if any(one.error_kind in {"failed", "auth"} for one in message.outcomes):
                    self._plugin_failed(message.stage.speaker.plugin)
            case Page():
                self._intake.page(message)
            case SourceEnded():
                self._intake.ended(message)
            case _:
                self.emit(message)
