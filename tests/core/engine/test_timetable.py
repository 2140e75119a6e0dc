"""How long a run takes when one service waits for another."""

from __future__ import annotations

import pytest

from collector.engine.timetable import Step, run_time
from collector.model import Subject

HUNDRED = [Subject("release", f"discogs:{one}") for one in range(100)]


def step(service: str, requests: int, batch: int = 1, slack: float = 0.0) -> Step:
    return Step(service, requests, 1.0, slack, HUNDRED, batch)


def test_services_work_side_by_side():
    assert run_time([step("shop", 100), step("wiki", 100)]) == pytest.approx(101)


def test_one_service_does_one_thing_after_the_other():
    assert run_time([step("shop", 100), step("shop", 100)]) == pytest.approx(200)


def test_a_batch_waits_for_all_that_are_in_it():
    assert run_time([step("shop", 100), step("wiki", 100, batch=10)]) == pytest.approx(110)


def test_the_first_batches_are_small():
    """32, 48 and the last 20: each begins when the slowest of it has come."""
    assert run_time([step("shop", 100), step("wiki", 100, batch=100)]) == pytest.approx(148)


def test_a_list_comes_before_what_it_lists():
    assert run_time([Step("shop", 5, 1.0, 0.0), step("shop", 100)]) == pytest.approx(105)


def test_what_was_late_catches_up():
    late = [step("shop", 100), step("wiki", 100, batch=100, slack=6)]
    assert run_time(late) == pytest.approx(142)


def test_nothing_to_ask_takes_no_time():
    assert run_time([step("shop", 0)]) == 0
    assert run_time([]) == 0
