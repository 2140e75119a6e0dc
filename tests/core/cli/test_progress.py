"""What a person sees while a run goes on, and at its end."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from rich.console import Console

from collector.cli.display import EVERY, Lines, Silence
from collector.cli.figures import OUTCOMES, table_of
from collector.cli.progress import Bars
from collector.cli.summary import COLUMNS, print_report
from collector.engine.report import Report
from collector.engine.services import Services
from collector.events import (
    LaneRested,
    Listed,
    PagesWritten,
    RequestDone,
    RunFinished,
    RunStarted,
    ServiceState,
    SourceProgress,
    SubjectAnswered,
    SubjectEntered,
    SubjectPutOff,
    Warned,
)
from collector.model import Subject

RELEASE = Subject("release", "discogs:1")
MOMENT = datetime(2999, 1, 2, 3, 4, 5, tzinfo=UTC)
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
    assert report.rested == {"discogs": "come back tomorrow"}
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
    for part in ("not found", "paint", "come back tomorrow", "[cut] off", "1 failed"):
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


MANY = (
    *(
        SubjectAnswered(Subject("release", f"discogs:{number}"), "paint", part, "paint", outcome)
        for number in range(2000)
        for part, outcome in (("colour", "found"), ("shade", "dead" if number % 2 else "review"))
    ),
    *(SubjectPutOff(RELEASE, "light", "lamp", "light") for _twice in range(2)),
    RequestDone("light", "https://light/1", 429, 0.5),
    RequestDone("images:light", "https://light/1.jpg", 200, 0.5),
    RequestDone("images:paint", "https://paint/1.jpg", 200, 0.5),
)


def rows_of(events: Iterable[object], width: int) -> dict[str, list[str]]:
    """The first words of each line, and what stands behind them."""
    report = Report(outcome="done")
    for event in (RunStarted(("light", "paint")), *events):
        report.on_event(event)
    terminal, text = console(width)
    print_report(terminal, report)
    lines = text.getvalue().splitlines()
    assert all(len(line.rstrip()) <= width for line in lines[:6])
    return {line[:9].strip(): line[9:].split() for line in lines}


def test_a_service_is_a_row_with_its_parts_below_it():
    rows = rows_of(MANY, 100)
    assert list(rows)[:6] == ["service", "light", "paint", "colour", "shade", "images"]
    assert rows["light"][:8] == ["·", "·", "·", "·", "1", "·", "1", "·"]
    assert rows["paint"][:8] == ["2000", "·", "1000", "·", "·", "1000", "·", "·"]
    assert rows["colour"] == ["2000", "·", "·", "·", "·", "·"]
    assert rows["shade"] == ["·", "·", "1000", "·", "·", "1000"]
    assert rows["images"][:2] == ["2", "·"]


def test_columns_without_a_number_go_where_the_terminal_is_narrow():
    whole, held = rows_of(MANY, 100)["service"], rows_of(MANY, 72)["service"]
    assert whole == [
        "found",
        "not",
        "found",
        "review",
        "failed",
        "rested",
        "dead",
        "requests",
        "cached",
        "time",
    ]
    assert held == ["found", "review", "rested", "dead", "requests", "time"]


def test_a_table_with_every_column_full_has_room_in_80_characters():
    cells = dict.fromkeys(OUTCOMES, "100000") | {"requests": "100000", "cached": "100000"}
    rows = [("apple-music", cells | {"dead": "9999", "time": "17 min 55 s"})]
    terminal, text = console(80)
    terminal.print(table_of("service", COLUMNS, rows, terminal))
    last = text.getvalue().splitlines()[-1]
    numbers = [*["100000"] * 5, "9999", *["100000"] * 2]
    assert last.split() == ["apple-music", *numbers, "17", "min", "55", "s"]


def test_a_part_of_another_plugin_is_named_with_it():
    events = [SubjectAnswered(RELEASE, "clay", "pot", "paint", "found")]
    assert "clay/po" in rows_of(events, 100)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (ServiceState("paint", "open", "503", MOMENT), "paint kept failing, and is left alone"),
        (ServiceState("paint", "auth", "401"), "paint refuses our credentials: 401"),
        (LaneRested("paint", "429", until=MOMENT), "paint rests until 2999-01-02T03:04:05Z: 429"),
        (LaneRested("paint", "503", "open"), "paint kept failing, and is left alone"),
        (ServiceState("images:h", "resting", "429", MOMENT), "images:h rests until 2999-01-02"),
    ],
)
def test_the_summary_says_who_rests_until_when_and_why(event, said):
    report = Report(outcome="done")
    report.on_event(event)
    terminal, text = console()
    print_report(terminal, report)
    assert said in text.getvalue()
    (standing,) = report.as_json()["standing"].values()
    assert standing["reason"] == event.reason
    assert standing["until"] == (event.until and "2999-01-02T03:04:05Z")


def test_a_service_that_lives_again_is_not_spoken_of():
    report = Report(outcome="done")
    report.on_event(ServiceState("paint", "open", "503", MOMENT))
    report.on_event(ServiceState("paint", "ok"))
    assert report.as_json()["standing"] == {}


def test_what_was_given_up_is_not_promised_for_the_next_run():
    report = Report(outcome="done")
    for name, outcome in (("1", "failed"), ("2", "dead"), ("3", "dead")):
        subject = Subject("release", name)
        report.on_event(SubjectAnswered(subject, "paint", "colour", "paint", outcome, "oh"))
    terminal, text = console(width=200)
    print_report(terminal, report)
    assert "1 failed, asked again in the next run; 2 given up" in text.getvalue()
    assert "collector retry --dead" in text.getvalue()


def test_the_time_of_a_service_is_from_its_first_request_to_its_last_answer():
    times = iter([100.0, 107.0, 130.0])
    services = Services(clock=lambda: next(times))
    services.on_event(RequestDone("paint", "https://paint/1", 200, 2.0))
    services.on_event(SubjectAnswered(RELEASE, "paint", "colour", "paint", "found"))
    services.on_event(RequestDone("light", "https://light/1", 200, 0.5))
    assert {name: one.seconds for name, one in services.figures().items()} == {
        "paint": 9.0,
        "light": 0.5,
    }
