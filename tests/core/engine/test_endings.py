"""How runs end: by signals, by plugins that give up, by plugins whose failure ends everything."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from attrs import define

from collector.clock import SystemClock
from collector.config.model import PluginEntry
from collector.engine.listing import Lister, SourceEnded, Walk, plan_walk
from collector.engine.signals import ending_softly
from collector.errors import AuthRequired, MalformedAnswer, StoreError
from collector.events import SubjectAnswered
from collector.model import Subject


@define
class Printer:
    """A renderer that writes one file, or fails."""

    name: str
    broken: bool = False

    def output_root(self, workspace: Path) -> Path:
        return workspace / self.name

    def render(self, library: Any, output: Any, _ctx: Any) -> None:
        if self.broken:
            raise RuntimeError("out of ink")
        output.write("list.txt", "\n".join(album.key for album in library.albums()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_after_what_is_in_flight(kit, says, number):
    teller = says("colour", service="paint")
    good, sent = teller.tell, threading.Event()

    def tell(view: Any) -> Any:
        if not sent.is_set():
            sent.set()
            os.kill(os.getpid(), number)
            assert kit.stop.wait(20)
        return good(view)

    teller.tell = tell
    report = kit.run(teller)
    assert report.outcome == "interrupted"
    with kit.store() as store:
        rows = [store.ledger(Subject("release", f"discogs:{n}")) for n in range(1, 6)]
        assert sum(map(len, rows)) == len(teller.asked) > 0, "every answer is written"


def test_signals_mean_what_they_did_before_when_the_run_is_over():
    before = signal.getsignal(signal.SIGTERM)
    with ending_softly(lambda: None):
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), MemoryError()])
def test_a_source_that_gives_up_altogether_ends_its_walk_not_the_run(kit, says, error):
    def pull(_ctx: Any) -> Any:
        raise error
        yield

    shape = {"name": "shelf", "service": "", "pull": staticmethod(pull)}
    kit.shelf = define(type("Quitter", (), shape))()
    report = kit.run(says("colour"))
    assert report.outcome == "done"
    assert not report.clean


def test_a_lister_that_cannot_open_the_store_ends_every_walk(tmp_path):
    inbox: SimpleQueue[Any] = SimpleQueue()
    lister = Lister(tmp_path / "missing.db", SystemClock(), inbox, threading.Event())
    lister.start([(Walk(name, "1", full=True), object()) for name in ("one", "two")])
    ended = [inbox.get(timeout=20) for _ in range(2)]
    assert all(isinstance(one, SourceEnded) for one in ended)
    assert all(isinstance(one.error, StoreError) for one in ended)


def test_a_week_after_the_last_full_walk_comes_another(kit, says):
    kit.run(says("colour"))
    with kit.store() as store:
        now = SystemClock().now()
        assert not plan_walk(store, "shelf", full=False, now=now).full
        assert plan_walk(store, "shelf", full=True, now=now).full
        assert plan_walk(store, "shelf", full=False, now=now.replace(year=now.year + 1)).full
        assert plan_walk(store, "shelf", full=False, now=now.replace(year=now.year - 1)).full


def test_on_error_stop_ends_the_run_and_says_whose_failure_it_was(kit, says):
    teller, printer = says("colour", service="paint"), Printer("paper")
    teller.tell = lambda _view: MalformedAnswer("cut off")
    entries = (PluginEntry("colour", on_error="stop"),)
    report = kit.run(teller, plugins=entries, renderers=(printer,))
    assert report.outcome == "failed"
    assert any('colour failed, and its on_error is "stop"' in text for text in report.warnings)
    assert not report.pages


def test_on_error_stop_of_another_plugin_changes_nothing(kit, says):
    teller = says("colour")
    teller.tell = lambda _view: MalformedAnswer("cut off")
    report = kit.run(teller, plugins=(PluginEntry("shelf", on_error="stop"),))
    assert (report.outcome, report.failed) == ("done", 5)


def test_a_broken_list_ends_the_run_if_its_owner_wants_that(kit, says):
    kit.shelf.broken_at = 2
    report = kit.run(says("colour"), plugins=(PluginEntry("shelf", on_error="stop"),))
    assert report.outcome == "failed"


def test_a_renderer_that_fails_stops_no_other(kit, says):
    broken, good = Printer("ink", broken=True), Printer("paper")
    report = kit.run(says("colour"), renderers=(broken, good))
    assert report.outcome == "done"
    assert report.failures == ["ink: the pages could not be written: RuntimeError: out of ink"]
    assert "discogs:1" in (kit.workspace / "paper" / "list.txt").read_text()


def test_half_a_character_is_the_plugins_failure(kit, says):
    """A service can send "\\ud800"; no file and no database takes it."""
    report = kit.run(says("colour", "\ud800"))
    assert report.failed == 5
    assert "JSON cannot hold" in report.failures[0]


def test_an_observer_that_always_fails_is_noted_once(kit, says):
    def angry(_event: object) -> None:
        raise RuntimeError("no")

    report = kit.run(says("colour"), observers=[angry])
    assert report.warnings == ["an observer failed: RuntimeError: no"]


def test_an_empty_list_makes_an_empty_run(kit, says):
    kit.shelf.items = []
    report = kit.run(says("colour"))
    assert (report.outcome, report.clean) == ("done", True)
    assert not report.outcomes


def test_a_second_signal_waits_for_nobody_and_loses_nothing_that_came_in(kit, says):
    """One worker waits for an answer that does not come before the run is over."""
    teller = says("colour", service="paint")
    good, written, over = teller.tell, threading.Event(), threading.Event()

    def watch(event: Any) -> None:
        if isinstance(event, SubjectAnswered):
            written.set()

    def tell(view: Any) -> Any:
        if view.subject.key == "discogs:2":
            assert written.wait(20)
            os.kill(os.getpid(), signal.SIGINT)
            assert kit.stop.wait(20)
            os.kill(os.getpid(), signal.SIGINT)
            assert over.wait(20)
        return good(view)

    teller.tell = tell
    report = kit.run(teller, observers=[watch])
    over.set()
    assert report.outcome == "interrupted"
    with kit.store() as store:
        rows = [store.ledger(Subject("release", f"discogs:{n}")) for n in range(1, 6)]
    assert any(rows)
    assert not rows[1], "this one is asked again"


def test_one_signal_ends_at_once_what_a_failed_plugin_is_already_ending(kit, says):
    teller, over = says("colour", service="paint"), threading.Event()

    def tell(view: Any) -> Any:
        if view.subject.key == "discogs:2":
            assert kit.stop.wait(20)
            os.kill(os.getpid(), signal.SIGTERM)
            assert over.wait(20)
        return MalformedAnswer("cut off")

    teller.tell = tell
    report = kit.run(teller, plugins=(PluginEntry("colour", on_error="stop"),))
    over.set()
    assert report.outcome == "interrupted"


def test_a_plugin_whose_credentials_are_refused_has_failed(kit, says):
    teller = says("colour", service="paint")
    teller.tell = lambda _view: AuthRequired("token refused")
    report = kit.run(teller, plugins=(PluginEntry("colour", on_error="stop"),))
    assert report.outcome == "failed"
    assert any('colour failed, and its on_error is "stop"' in text for text in report.warnings)
