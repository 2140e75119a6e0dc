from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.http.retry import Backoff, is_transient, retry_after
from collector.http.service import Rate
from collector.testing import ManualClock

NOW = ManualClock().now()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 520, 522, 527])
def test_these_statuses_are_worth_another_attempt(status):
    assert is_transient(status)


@pytest.mark.parametrize("status", [200, 301, 400, 401, 403, 404, 410, 422, 501, 505, 528])
def test_these_are_not(status):
    assert not is_transient(status)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), ("7", 7), ("86400", 86400), (" 3 ", 3), ("", None), ("soon", None), ("-1", None)],
)
def test_retry_after_in_seconds(text, seconds):
    assert retry_after({"Retry-After": text}, NOW) == seconds


def test_retry_after_as_a_date():
    later = (NOW + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after({"Retry-After": later}, NOW) == 90
    assert retry_after({"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}, NOW) == 0


@pytest.mark.parametrize(
    "text",
    ["9" * 17, "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 -2359"],
)
def test_nobody_is_believed_to_ask_for_more_than_a_week(text):
    assert retry_after({"Retry-After": text}, NOW) == 7 * 86400


@given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+"))
def test_nothing_in_retry_after_can_break_us(text):
    seconds = retry_after({"Retry-After": text}, NOW)
    assert seconds is None or seconds >= 0


def test_a_year_that_no_calendar_has_is_no_date():
    assert retry_after({"Retry-After": "Mon, 01 Jan 99999999999 00:00:00 GMT"}, NOW) is None


def test_retry_after_absent():
    assert retry_after({}, NOW) is None


def test_pauses_double_and_are_jittered_in_full():
    pauses = [Backoff(random=Random(seed)) for seed in range(200)]
    for attempt, most in ((1, 1), (2, 2), (3, 4)):
        drawn = [one.after_failure(attempt) for one in pauses]
        assert 0 <= min(drawn) < most / 10
        assert most * 0.9 < max(drawn) <= most


def test_a_seed_repeats_the_pauses():
    first, second = Backoff(random=Random(1)), Backoff(random=Random(1))
    assert first.after_failure(1) == second.after_failure(1)


def test_refusals_without_a_time_wait_two_seconds_doubling():
    assert [Backoff().after_refusal(n) for n in (1, 2, 3)] == [2, 4, 8]


@pytest.mark.parametrize(
    ("rate", "scale"),
    [(Rate(60, 60), 1), (Rate(9, 3600), 1), (Rate(5, 1), 0.25), (Rate(9, 30), 0.5)],
)
def test_pauses_shrink_with_the_window_of_the_rate(rate, scale):
    assert Backoff.of(rate).scale == scale


def test_the_scale_can_be_given():
    assert Backoff.of(Rate(60, 60), 0.01).scale == 0.01
