"""How many subjects go together: few at first, for those behind them wait.

A service that answers a hundred at a time would let the next ones wait until the slowest has
brought a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["in_batches", "in_full_batches", "larger", "smallest"]

T = TypeVar("T")

FIRST = 32
"""Subjects in the first batch of a run; the next has half as many more, until they are full.

An album takes the busiest shop nearly twice as long as the list it comes from: so each batch lasts
until the next has come.
"""


def smallest(most: int) -> int:
    """The size of a run's first batch, where one has ``most`` at the most."""
    return min(most, FIRST)


def larger(size: int, most: int) -> int:
    """The size of the batch after one of this size."""
    return min(most, size * 3 // 2)


def in_batches(subjects: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Subjects as a run sends them, coming one after the other."""
    at, size = 0, smallest(most)
    while at < len(subjects):
        yield subjects[at : at + size]
        at, size = at + size, larger(size, most)


def in_full_batches(subjects: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Subjects as a run sends them that were all there when it began."""
    for at in range(0, len(subjects), most):
        yield subjects[at : at + most]
