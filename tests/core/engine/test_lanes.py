"""How long an open breaker is waited for."""

from __future__ import annotations

from collector.engine.lanes import PROBES, Lane


def test_after_so_many_pauses_in_vain_the_service_rests():
    lane = Lane("paint", workers=4)
    for number in range(PROBES):
        lane.breaker_open("down", now=30.0 * number, seconds=30.0)
        assert not lane.resting
    lane.breaker_open("down", now=30.0 * PROBES, seconds=30.0)
    assert lane.resting == "down"


def test_jobs_refused_within_one_pause_count_once():
    lane = Lane("paint", workers=4)
    for _ in range(9):
        lane.breaker_open("down", now=1.0, seconds=30.0)
    assert (lane.resting, lane.paused_until) == ("", 31.0)


def test_while_one_request_tries_the_others_wait_however_often_they_are_refused():
    """The trial may take longer than the rest of the jobs take to be refused."""
    lane, now = Lane("paint", workers=4), 0.0
    for _ in range(20 * PROBES):
        lane.breaker_open("down", now=now, seconds=0.0)
        assert lane.paused_until > now
        now = lane.paused_until
    assert not lane.resting


def test_a_service_that_came_back_is_waited_for_as_often_as_before():
    lane = Lane("paint", workers=4)
    for number in range(4 * PROBES):
        lane.breaker_open("down", now=30.0 * number, seconds=30.0)
        if number % PROBES == PROBES - 1:
            lane.service_lives()
    assert not lane.resting
    assert lane.paused_until == 0.0
