"""What the lists bring: written down, and put on the conveyor.

The lister reads in a thread of its own; here is what the owner of the store does with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import Factory, define

from collector.engine.conveyor import Conveyor
from collector.engine.listing import Lister, Page, SourceEnded, Walk
from collector.engine.report import Report
from collector.errors import UserError
from collector.events import Listed, SourceProgress, Warned
from collector.model import Lineup
from collector.protocols import Source
from collector.store import Received, Store

__all__ = ["Intake"]


@define
class _Tally:
    """What a walk has brought so far."""

    items: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    total: int | None = None

    def add(self, received: Received, count: int) -> None:
        self.items += count
        self.new += sum(1 for subject in received.new if subject.kind == "release")
        self.changed += sum(1 for subject in received.changed if subject.kind == "release")
        self.same += received.same


@define(eq=False)
class Intake:
    """Writes the lists' pages.

    Attributes:
        lister: Reads the lists.
        conveyor: Gets what is new or changed.
        plugin_failed: Hears whose list broke off.
    """

    store: Store
    lineup: Lineup
    lister: Lister
    conveyor: Conveyor
    report: Report
    emit: Callable[[Any], None]
    plugin_failed: Callable[[str], None]
    _tallies: dict[str, _Tally] = Factory(dict)
    _walking: int = 0

    def start(self, walks: Sequence[tuple[Walk, Source]]) -> None:
        """Begin to read; what comes is in the inbox."""
        self._walking = len(walks)
        self.conveyor.sources_running = bool(walks)
        self.lister.start(walks)

    def page(self, page: Page) -> None:
        """Write a page and how far the walk has come, all or nothing."""
        walk = page.walk
        with self.store.transaction():
            received = self.store.receive(walk.plugin, page.items, self.lineup, walk.id)
            if page.checkpoint is not None:
                state = walk.checkpoint(page.checkpoint.state)
                self.store.save_checkpoint(walk.plugin, walk.id, state)
        self.lister.written()
        tally = self._tallies.setdefault(walk.plugin, _Tally())
        tally.add(received, len(page.items))
        if page.checkpoint is not None:
            tally.total = page.checkpoint.total
        self.emit(SourceProgress(walk.plugin, tally.items, tally.total))
        for subject in (*received.new, *received.changed):
            self.conveyor.enter(subject)

    def ended(self, ended: SourceEnded) -> None:
        """A walk is over: what a full one did not see is gone.

        Raises:
            UserError: It read a file that cannot be used; that is for the person to mend.
        """
        self._walking -= 1
        self.conveyor.sources_running = self._walking > 0
        walk, tally = ended.walk, self._tallies.setdefault(ended.walk.plugin, _Tally())
        if ended.error is not None:
            self._broke_off(walk, ended.error)
            return
        full = walk.full and not walk.resumed
        gone = self.store.finish_walk(walk.plugin, walk.id, full=full)
        unread = 0 if full else max((tally.total or 0) - tally.items, 0)
        self.emit(Listed(walk.plugin, tally.new, tally.changed, tally.same, gone, unread))

    def _broke_off(self, walk: Walk, error: BaseException) -> None:
        """Nothing is removed."""
        if isinstance(error, InterruptedError):
            return
        if isinstance(error, UserError):
            raise error
        self.report.broke_off(walk.plugin, str(error))
        self.emit(Warned(walk.plugin, f"the list broke off: {error}"))
        self.plugin_failed(walk.plugin)
