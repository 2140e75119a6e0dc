"""Stamps: how a file lies on the disk. Two equal ones, and nobody need read it again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

__all__ = ["Stamp", "Stock", "stamp_of"]

Stamp: TypeAlias = tuple[int, int, int]
"""Bytes, nanosecond of the last change, and number of the file on its disk."""

_GONE: Stamp = (-1, 0, 0)


def stamp_of(state: os.stat_result) -> Stamp:
    """The stamp of a file, from what the system says of it."""
    return state.st_size, state.st_mtime_ns, state.st_ino


class Stock:
    """A set of files with their stamps, as one number, whatever their order and however many.

    Each name is to be added once; what was added twice counts twice.
    """

    def __init__(self) -> None:
        self._sum = 0

    def add(self, name: str, stamp: Stamp) -> None:
        """Add a file."""
        # Numbers, unlike texts, have one hash in all processes; a digest takes thrice as long.
        number = int.from_bytes(name.encode(errors="backslashreplace"))
        self._sum += hash((number, *stamp))

    def add_file(self, name: str, path: Path | str) -> None:
        """Add a file as it lies there now; one that is not there counts, too."""
        try:
            self.add(name, stamp_of(os.stat(path)))  # noqa: PTH116 - tens of thousands
        except OSError:
            self.add(name, _GONE)

    def add_tree(self, folder: Path | str) -> None:
        """Add every file below a folder, but for what Python keeps beside its modules."""
        for here, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = os.path.join(here, name)  # noqa: PTH118 - here, too
                self.add_file(path, path)

    def __str__(self) -> str:
        return f"{self._sum % 2**128:032x}"
