"""A run's first batches are small."""

from __future__ import annotations

from hypothesis import given
from hypothesis.strategies import integers

from collector.engine.batches import in_batches, in_full_batches


def sizes(batches) -> list[int]:
    return [len(some) for some in batches]


def test_the_first_are_small_and_each_is_half_as_large_again_until_they_are_full():
    assert sizes(in_batches(range(400), 100)) == [32, 48, 72, 100, 100, 48]
    assert sizes(in_batches(range(90), 40)) == [32, 40, 18]


def test_what_takes_a_few_at_most_is_full_from_the_first():
    assert sizes(in_batches(range(25), 10)) == [10, 10, 5]
    assert sizes(in_batches(range(3), 1)) == [1, 1, 1]


@given(integers(0, 700), integers(1, 150))
def test_each_subject_is_in_one_batch_and_in_order(number, most):
    for batches in (in_batches, in_full_batches):
        found = list(batches(range(number), most))
        assert [one for some in found for one in some] == list(range(number))
        assert all(0 < len(some) <= most for some in found)
