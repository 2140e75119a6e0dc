"""Days in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates, text

from collector_hugo.days import in_words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2002-10-28", "28 October 2002"),
        ("1969-09-01", "1 September 1969"),
        ("2002-10", "October 2002"),
        ("1987-05-00", "May 1987"),
        ("1987-00-00", "1987-00-00"),
        ("1987", "1987"),
        ("2002-13-01", "2002-13-01"),
        ("1999-01-01\n", "1999-01-01\n"),
        ("", ""),
    ],
)
def test_a_day_is_said_as_exactly_as_it_is_known(day, words):
    assert in_words(day) == words


@given(dates(min_value=date(1000, 1, 1)))
def test_every_day_has_its_number_and_year(day):
    words = in_words(day.isoformat()).split()
    assert (words[0], words[2]) == (str(day.day), str(day.year))


@given(text())
def test_whatever_else_stands_there_is_left(words):
    assert in_words(words) == words or words[:4].isdigit()
