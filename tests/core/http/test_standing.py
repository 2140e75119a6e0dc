from __future__ import annotations

from datetime import timedelta

import pytest

from collector.errors import AuthRequired, RetryLater
from collector.http.standing import Standing
from collector.testing import ManualClock


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def told():
    return []


@pytest.fixture
def standing(clock, told):
    return Standing("shop", clock, lambda *change: told.append(change))


def test_a_service_may_be_asked_until_something_is_said(standing):
    standing.check()
    assert standing.statistics.state == "ok"


@pytest.mark.parametrize("state", ["ok", "open"])
def test_patience_asked_for_is_not_cut_short_by_the_breaker(standing, clock, state):
    standing.become("resting", "429", clock.now() + timedelta(hours=1))
    standing.become(state, "other")
    with pytest.raises(RetryLater, match="429") as caught:
        standing.check()
    assert caught.value.after == timedelta(hours=1)


def test_a_rest_that_is_over_is_said_once(standing, clock, told):
    until = clock.now() + timedelta(hours=1)
    standing.become("resting", "429", until)
    clock.advance(3600)
    standing.check()
    standing.check()
    assert told == [("resting", "429", until), ("ok", "", None)]


def test_a_rest_that_grows_longer_is_said_again(standing, clock, told):
    until = [clock.now() + timedelta(seconds=seconds) for seconds in (30, 30, 90)]
    for one in until:
        standing.become("open", "503", one)
    assert told == [("open", "503", until[0]), ("open", "503", until[2])]


def test_refused_credentials_stay_refused(standing, clock):
    standing.become("auth", "no")
    for state in ("ok", "open", "resting"):
        standing.become(state, "", clock.now())
    with pytest.raises(AuthRequired, match="no"):
        standing.check()
