from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from collector.errors import RetryLater
from collector.http.flight import Flights


def together(flights: Flights, call, askers: int = 8) -> list:
    """Let all ask while the first call is under way."""
    gate = threading.Barrier(askers)

    def slow() -> object:
        time.sleep(0.05)
        return call()

    def ask(_: int) -> object:
        gate.wait()
        try:
            return flights.fly("key", slow)
        except Exception as error:  # noqa: BLE001 - handed to the test
            return error

    with ThreadPoolExecutor(askers) as pool:
        return list(pool.map(ask, range(askers)))


def test_one_call_serves_all_who_ask_meanwhile():
    calls = []
    answers = together(Flights(), lambda: calls.append(1) or "answer")
    assert {result for result, _ in answers} == {"answer"}
    assert len(calls) == sum(led for _, led in answers) < 8


def test_each_waiting_thread_gets_an_error_of_its_own():
    def fail() -> None:
        raise RetryLater("later", after=timedelta(hours=1), hint="wait")

    errors = together(Flights(), fail)
    assert {error.after for error in errors} == {timedelta(hours=1)}
    assert {error.hint for error in errors} == {"wait"}
    assert len({id(error) for error in errors}) == len(errors)


def test_an_error_that_cannot_be_copied_reaches_everybody_all_the_same():
    class Odd(Exception):
        def __init__(self, status: int, text: str) -> None:
            super().__init__(f"{status}: {text}")

    def fail() -> None:
        raise Odd(500, "no")

    assert {str(error) for error in together(Flights(), fail)} == {"500: no"}


def test_a_landed_flight_is_not_remembered():
    flights = Flights()
    with pytest.raises(ZeroDivisionError):
        flights.fly("key", lambda: 1 // 0)
    assert flights.fly("key", lambda: 2) == (2, True)
    assert flights.fly("key", lambda: 3) == (3, True)
