from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.clock import SystemClock
from collector.errors import RetryLater
from collector.http.pace import Pace
from collector.http.service import Rate
from collector.http.waiting import Waiting
from collector.testing import ManualClock


def most_in_a_window(times: list[float], seconds: float) -> int:
    return max(sum(1 for other in times if at <= other < at + seconds) for at in times)


@pytest.mark.parametrize("threads", [1, 8, 16])
@pytest.mark.parametrize("rate", [Rate(5, 0.2), Rate(40, 0.5), Rate(1, 0.02)])
def test_no_window_ever_holds_more_than_the_rate(rate, threads):
    """The server counts whenever it likes between leaving and answer."""
    pace = Pace(rate, Waiting(SystemClock()))
    counted = []

    def ask(number: int) -> None:
        with pace.slot():
            time.sleep(0.004 * (number % 3))
            counted.append(time.monotonic())
            time.sleep(0.004 * (number % 2))

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(ask, range(min(60, rate.count * 3))))
    assert most_in_a_window(counted, rate.seconds) <= rate.count


@given(
    count=st.integers(1, 30),
    latencies=st.lists(st.floats(0, 3), min_size=1, max_size=120),
    late=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_the_rate_holds_whether_the_service_counts_early_or_late(count, latencies, late):
    clock = ManualClock()
    pace = Pace(Rate(count, 1.0), Waiting(clock))
    counted = []
    for latency in latencies:
        with pace.slot():
            left = clock.monotonic()
            clock.sleep(latency)
            counted.append(clock.monotonic() if late else left)
    ends = 1.0 - 1e-9  # sums of floats
    assert most_in_a_window(counted, ends) <= count


def test_requests_leave_evenly_after_a_small_burst():
    clock = ManualClock()
    pace = Pace(Rate(60, 60.0), Waiting(clock))
    left = []
    for _ in range(20):
        with pace.slot():
            left.append(clock.monotonic())
    assert left[:7] == [0.0] * 7  # one and a tenth of the rate
    assert [round(b - a, 6) for a, b in pairwise(left[7:])] == [1.0] * 12


def test_a_sleep_that_overshoots_is_caught_up():
    class Sluggish(ManualClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds + 0.3)

    clock = Sluggish()
    pace = Pace(Rate(10, 10.0), Waiting(clock))
    for _ in range(101):
        with pace.slot():
            pass
    assert clock.monotonic() == pytest.approx(100, rel=0.05)


def test_a_place_comes_back_only_a_window_after_the_answer():
    clock = ManualClock()
    pace = Pace(Rate(1, 10.0), Waiting(clock))
    with pace.slot():
        clock.sleep(7)
    with pace.slot() as waited:
        assert clock.monotonic() == pytest.approx(17)
    assert waited == pytest.approx(10)


def test_a_failed_request_has_taken_its_place_too():
    clock = ManualClock()
    pace = Pace(Rate(1, 10.0), Waiting(clock))
    with pytest.raises(OSError), pace.slot():
        raise OSError
    with pace.slot():
        assert clock.monotonic() == pytest.approx(10)


def test_rest_stops_everybody_and_then_goes_on_evenly():
    clock = ManualClock()
    pace = Pace(Rate(60, 60.0), Waiting(clock))
    pace.rest(30)
    left = []
    for _ in range(3):
        with pace.slot():
            left.append(clock.monotonic())
    assert left == pytest.approx([30, 31, 32])


def test_hold_waits_when_somebody_else_uses_the_budget():
    clock = ManualClock()
    pace = Pace(Rate(60, 60.0), Waiting(clock))
    pace.hold()
    with pace.slot():
        assert clock.monotonic() == pytest.approx(2)


def test_hold_changes_nothing_when_our_own_count_agrees():
    clock = ManualClock()
    pace = Pace(Rate(1, 10.0), Waiting(clock))
    with pace.slot():
        pass
    pace.hold()
    with pace.slot():
        assert clock.monotonic() == pytest.approx(10)


@pytest.mark.parametrize("busy", [False, True])
def test_stop_wakes_all_who_wait(busy):
    """Whether they wait for time to pass, or for a request that is in flight."""
    stop = threading.Event()
    pace = Pace(Rate(1, 3600.0), Waiting(SystemClock(), stop))
    first = pace.slot()
    first.__enter__()
    if not busy:
        first.__exit__(None, None, None)

    def wait() -> str:
        try:
            with pace.slot():
                return "left"
        except RetryLater:
            return "stopped"

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(wait) for _ in range(4)]
        stop.set()
        assert [one.result(timeout=10) for one in waiting] == ["stopped"] * 4
