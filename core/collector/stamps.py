"""Stamps: how a file lies on the disk. Two equal ones, and nobody need read it again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

__all__ = ["Stamp", "Stock", "mark_of", "stamp_of"]

Stamp: TypeAlias = tuple[int, int, int]
"""Bytes, nanosecond of the last change, and number of the file on its disk."""

_GONE: Stamp = (-1, 0, 0)


def stamp_of(state: os.stat_result) -> Stamp:
    """The stamp of a file, from what the system says of it."""
    return state.st_size, state.st_mtime_ns, state.st_ino


def mark_of(name: str, stamp: Stamp) -> int:
    """A file as a number of 64 bits: what it adds to a stock."""
    # Numbers, unlike texts, have one hash in all processes; a digest takes thrice as long.
    return hash((int.from_bytes(name.encode(errors="backslashreplace")), *stamp))


class Stock:
    """A set of files with their stamps, as one number, whatever their order and however many.

    What was added twice counts twice. Stocks can be added to and taken from each other.

    Args:
        total: The sum of the marks that it begins with; its text says it in hexadecimal digits.
    """

    def __init__(self, total: int = 0) -> None:
        self._sum = total

    def add(self, name: str, stamp: Stamp) -> None:
        """Add a file."""
        self._sum += mark_of(name, stamp)

    def __add__(self, other: Stock) -> Stock:
        return Stock(self._sum + other._sum)

    def __sub__(self, other: Stock) -> Stock:
        return Stock(self._sum - other._sum)

    def add_file(self, name: str, path: Path | str) -> int:
        """Add a file as it lies there now; one that is not there counts, too.

        Returns:
            Its mark.
        """
        # Tens of thousands in each run: every call in between would count.
        number = int.from_bytes(name.encode(errors="backslashreplace"))
        try:
            state = os.stat(path)  # noqa: PTH116
            mark = hash((number, state.st_size, state.st_mtime_ns, state.st_ino))
        except OSError:
            mark = hash((number, *_GONE))
        self._sum += mark
        return mark

    def add_tree(self, folder: Path | str) -> None:
        """Add every file below a folder, but for what Python keeps beside its modules."""
        for here, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = os.path.join(here, name)  # noqa: PTH118 - here, too
                self.add_file(path, path)

    def __str__(self) -> str:
        return f"{self._sum % 2**128:032x}"
