"""What a person sees while a run goes on, and at its end."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from collector.cli.progress import EVERY, Bars, Lines, Silence
from collector.cli.summary import print_report
from collector.engine.report import Report
from collector.events import (
    LaneRested,
    Listed,
    PagesWritten,
    RequestDone,
    RunFinished,
    RunStarted,
    SourceProgress,
    SubjectAnswered,
    SubjectEntered,
    Warned,
)
from collector.model import Subject

RELEASE = Subject("release", "discogs:1")
STREAM = (
    RunStarted(("discogs",)),
    SourceProgress("shelf", 2, 5),
    Listed("shelf", 1, 0, 4, 0),
    Listed("attic", 0, 0, 100, 0, unread=70),
    SubjectEntered(RELEASE, ("discogs",)),
    RequestDone("discogs", "https://example.org/1", 200, 0.1),
    RequestDone("discogs", "https://example.org/2", 200, 0.0, cached=True),
    SubjectAnswered(RELEASE, "discogs", "release", "discogs", "found"),
    SubjectAnswered(RELEASE, "paint", "colour", "paint", "failed", "[cut] off"),
    LaneRested("discogs", "come back tomorrow"),
    Warned("shelf", "a strange [thing]"),
    PagesWritten("hugo", 3, 4, 1),
    RunFinished("done"),
)
SENTENCES = (
    "shelf: 1 new, 0 changed, 4 as before, 0 gone",
    (
        "attic: 0 new, 0 changed, 100 as before, 0 gone; "
        "the other 70 were not looked at and stay as they are"
    ),
    "discogs: rests for this run: come back tomorrow",
    "shelf: a strange [thing]",
    "hugo: 3 files written, 4 as before, 1 removed",
)


def console(width: int = 100) -> tuple[Console, io.StringIO]:
    text = io.StringIO()
    return Console(file=text, force_terminal=True, width=width, color_system=None), text


@pytest.fixture
def report() -> Report:
    counted = Report()
    for event in STREAM:
        counted.on_event(event)
    return counted


def test_bars_show_lanes_and_print_sentences_above():
    terminal, text = console(width=120)
    with Bars(terminal) as bars:
        for event in STREAM:
            bars.on_event(event)
    for part in (*SENTENCES, "shelf list", "2/5", "1/1", "rests"):
        assert part in text.getvalue()


def test_lines_print_sentences_and_the_state_now_and_then():
    printed: list[str] = []
    times = iter([0.0, *(0.0 for _ in STREAM[:-1]), EVERY, EVERY])
    with Lines(printed.append, clock=lambda: next(times)) as lines:
        for event in STREAM:
            lines.on_event(event)
    assert printed == [*SENTENCES, "discogs 1/1"]


def test_silence_says_nothing(capsys):
    with Silence() as silence:
        silence.say("hello")
        for event in STREAM:
            silence.on_event(event)
    assert capsys.readouterr() == ("", "")


def test_a_report_counts(report):
    assert report.requests == {"discogs": 1}
    assert report.cached == {"discogs": 1}
    assert report.failures == [f"paint: {RELEASE}: [cut] off"]
    assert not report.clean
    assert report.as_json()["sources"] == {
        "shelf": {"new": 1, "changed": 0, "same": 4, "gone": 0, "unread": 0},
        "attic": {"new": 0, "changed": 0, "same": 100, "gone": 0, "unread": 70},
    }


def test_the_summary_lists_answers_services_and_failures(report):
    terminal, text = console()
    print_report(terminal, report)
    for part in ("not found", "discogs/release", "come back tomorrow", "[cut] off", "1 failed"):
        assert part in text.getvalue()


def test_an_idle_run_is_summed_up_in_a_line():
    terminal, text = console()
    print_report(terminal, Report(outcome="done"))
    assert text.getvalue() == "done in 0.0 s; nothing was due.\n"


def test_an_offline_run_says_what_stays_due():
    terminal, text = console()
    print_report(terminal, Report(outcome="done"), {"discogs/release": 3, "spotify/album": 0})
    assert "offline: no list was read, still due: 3 of discogs/release." in text.getvalue()
    assert "nothing was due" not in text.getvalue()
    print_report(terminal, Report(outcome="done"), {"discogs/release": 0})
    assert "offline: no list was read, no answer is due." in text.getvalue()


def test_failures_of_one_cause_are_told_in_one_line():
    report = Report()
    for number in range(1, 200):
        subject = Subject("release", f"discogs:{number}")
        said = f"paint http://paint/{number}?q=x: 503 after 4 attempts: Closed"
        report.on_event(SubjectAnswered(subject, "paint", "colour", "paint", "failed", said))
    report.broke_off("shelf", "it fell down")
    terminal, text = console(width=200)
    print_report(terminal, report)
    failed = [line for line in text.getvalue().splitlines() if line.startswith("failed: ")]
    assert len(failed) == 2
    assert "release discogs:1: paint http://paint/1?q=x: 503" in failed[0]
    assert "(and 198 more like it)" in failed[0]
    assert "All 200 failures: collector status --failures" in text.getvalue()
