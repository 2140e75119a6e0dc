"""Links are good once and soon; sessions end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from collector_admin.gate import LINK, REST, Gate

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)


class Watch:
    now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def wait(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def gate(watch: Watch) -> Gate:
    return Gate("owner", watch)


def test_a_link_lets_in_once(gate: Gate) -> None:
    key = gate.new_key()
    assert gate.enter(key)
    assert gate.enter(key) is None


def test_a_link_does_not_last(gate: Gate, watch: Watch) -> None:
    key = gate.new_key()
    watch.wait(LINK)
    assert gate.enter(key) is None


@pytest.mark.parametrize("key", ["", "x" * 43, "ключ"])
def test_nothing_else_lets_in(gate: Gate, key: str) -> None:
    gate.new_key()
    assert gate.enter(key) is None
    assert gate.session(key) is None


def test_a_session_lasts_while_it_is_used(gate: Gate, watch: Watch) -> None:
    session = gate.enter(gate.new_key())
    for _ in range(3):
        watch.wait(REST - timedelta(seconds=1))
        assert gate.session(session.id) is session
    watch.wait(REST)
    assert gate.session(session.id) is None


def test_who_leaves_is_out(gate: Gate) -> None:
    session = gate.enter(gate.new_key())
    gate.leave(session)
    assert gate.session(session.id) is None


def test_two_who_come_in_share_nothing(gate: Gate) -> None:
    one, two = gate.enter(gate.new_key()), gate.enter(gate.new_key())
    assert one.id != two.id
    assert one.token != two.token
    one.say("only for one")
    assert two.heard() == []
    assert one.heard() == ["only for one"]
    assert one.heard() == []
