from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from collector.http.breaker import Breaker
from collector.testing import ManualClock


@pytest.fixture
def clock():
    return ManualClock()


def opened(clock, **options) -> Breaker:
    breaker = Breaker(clock, threshold=3, cooldown=10, **options)
    for _ in range(3):
        breaker.failed(breaker.permit())
    return breaker


def test_failures_in_a_row_open_it(clock):
    breaker = opened(clock)
    assert breaker.state == "open"
    assert breaker.permit() is None
    assert breaker.wait() == 10


def test_a_success_in_between_starts_the_count_anew(clock):
    breaker = Breaker(clock, threshold=2)
    for _ in range(5):
        breaker.failed(breaker.permit())
        breaker.passed(breaker.permit())
    assert breaker.state == "closed"


def test_sixteen_threads_ask_in_half_open_and_one_is_let_through(clock):
    breaker = opened(clock)
    clock.advance(10)
    gate = threading.Barrier(16)

    def ask(_: int) -> int | None:
        gate.wait()
        return breaker.permit()

    with ThreadPoolExecutor(16) as pool:
        tickets = list(pool.map(ask, range(16)))
    assert len([one for one in tickets if one is not None]) == 1


def test_the_trial_decides(clock):
    breaker = opened(clock)
    clock.advance(10)
    breaker.failed(breaker.permit())
    assert breaker.permit() is None
    clock.advance(10)
    breaker.passed(breaker.permit())
    assert breaker.state == "closed"


def test_a_trial_that_says_nothing_leaves_its_place_to_the_next(clock):
    breaker = opened(clock)
    clock.advance(10)
    breaker.dropped(breaker.permit())
    assert breaker.permit() is not None


def test_a_late_answer_from_before_has_no_say(clock):
    breaker = Breaker(clock, threshold=1, cooldown=10)
    slow = breaker.permit()
    breaker.failed(breaker.permit())
    breaker.passed(slow)
    assert breaker.state == "open"


def test_changes_are_told_and_may_be_answered_by_looking(clock):
    """The callback runs outside of the lock: it may use the breaker."""
    told = []

    def look(state: str) -> None:
        told.append((state, breaker.state, breaker.wait()))

    breaker = Breaker(clock, threshold=1, cooldown=10, on_change=look)
    breaker.failed(breaker.permit())
    clock.advance(10)
    breaker.passed(breaker.permit())
    assert told == [("open", "open", 10), ("half-open", "half-open", 0), ("closed", "closed", 0)]


def test_calls_under_guard_run_side_by_side(clock):
    """Nothing is locked between permit and outcome: all four meet at the barrier."""
    breaker = Breaker(clock)
    together = threading.Barrier(4)

    def call(_: int) -> None:
        ticket = breaker.permit()
        together.wait(timeout=10)
        breaker.passed(ticket)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(call, range(4)))
