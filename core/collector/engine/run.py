"""One run, from the first list page to the last file."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Any

from attrs import Factory, define

from collector.engine.conveyor import Conveyor
from collector.engine.delivery import Delivery
from collector.engine.handover import handed_over
from collector.engine.intake import Intake
from collector.engine.layout import lanes_of, stages_of
from collector.engine.listing import Lister, Page, SourceEnded
from collector.engine.lost import ask_for_lost
from collector.engine.pictures import PLUGIN as PICTURES
from collector.engine.pictures import files_in
from collector.engine.plan import Plan, enter_due, walks_of
from collector.engine.rendering import render_all, settle
from collector.engine.report import Report
from collector.engine.signals import Stop, ending_softly
from collector.engine.worker import Worker
from collector.engine.workshop import Workshop
from collector.events import LaneRested, RunFinished, RunStarted, ServiceState, Warned
from collector.images.darkroom import Darkroom
from collector.store import Store

__all__ = ["Plan", "Run"]

FAILURES = {"failed", "service-down", "forbidden", "auth"}
"""Outcomes that end the run of who said ``on_error = "stop"``."""

PATIENT = 2
"""Signals that are messages; one more breaks in wherever the run is."""


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
    darkroom: Darkroom = Factory(Darkroom)
    _conveyor: Conveyor = Factory(lambda self: self._build(), takes_self=True)
    _intake: Intake = Factory(lambda self: self._listening(), takes_self=True)
    _stopped_by: str = ""
    _interrupts: int = 0
    _number: int = 0

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
        """Tell everybody; nobody can break the run.

        How services stand is kept at once: who looks meanwhile shall see which of them rest.
        """
        self.report.on_event(event)
        if isinstance(event, ServiceState | LaneRested):
            self.store.note_run(self._number, self.report.as_json())
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
        self._number = self.store.start_run()
        outcome = "failed"
        try:
            outcome = self._all()
        finally:
            self.report.seconds = time.monotonic() - began
            self.emit(RunFinished(outcome))
            self.store.finish_run(self._number, outcome, self.report.as_json())
        return self.report

    def _all(self) -> str:
        try:
            return self._to_the_end()
        except KeyboardInterrupt:
            return "interrupted"

    def _to_the_end(self) -> str:
        with self.darkroom:
            return self._and_pages()

    def _and_pages(self) -> str:
        with ending_softly(self._interrupt):
            try:
                self._travel()
            finally:
                self._conveyor.close()
        if self._conveyor.hurried or (self.stop.is_set() and not self._stopped_by):
            return "interrupted"
        if after := handed_over(self.store, self.workshop):
            settle(self.store, after, self.say)
        if not self._stopped_by:
            told = self.emit, self._not_written
            render_all(self.store, self.workshop, *told, darkroom=self.darkroom)
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
        walks = walks_of(self.plan, self.workshop, self.store)
        self.emit(RunStarted(tuple(self._conveyor.lanes)))
        ask_for_lost(self.store, self.workshop)
        enter_due(self.plan, self.store, self._conveyor)
        self._intake.start(walks)
        self._until_idle()

    # -- the loop ----------------------------------------------------------------------------

    def _until_idle(self) -> None:
        while not self._conveyor.idle:
            self._conveyor.dispatch()
            if not self._conveyor.idle:
                self._handle(self._conveyor.receive())

        while not self.inbox.empty():
            self._handle(self.inbox.get())

    def _develop(self, delivery: Delivery) -> None:
        """What pages show of an image is made while the run waits for services."""
        if delivery.stage.speaker.plugin == PICTURES and self.workshop.renderers:
            for outcome in delivery.outcomes:
                for file in files_in(outcome.answer):
                    self.darkroom.ahead(self.workshop.images.path(file["name"]))

    def _handle(self, message: Any) -> None:
        match message:
            case None:
                pass
            case Stop():
                self._end()
            case Delivery():
                self._conveyor.deliver(message)
                self._develop(message)
                if any(one.error_kind in FAILURES for one in message.outcomes):
                    self._plugin_failed(message.stage.speaker.plugin)
            case Page():
                self._intake.page(message)
            case SourceEnded():
                self._intake.ended(message)
            case _:
                if isinstance(message, ServiceState) and message.state == "ok":
                    self._conveyor.service_lives(message.service)
                self.emit(message)
