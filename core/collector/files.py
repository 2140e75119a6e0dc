"""Files that are there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from collector.stamps import Stamp, stamp_of

__all__ = ["copy_atomically", "part_of", "write_atomically"]


def write_atomically(target: Path, data: bytes) -> Stamp:
    """Write a file so that readers see the old or the new one, never a part.

    Returns:
        Its stamp, taken before anybody else could touch it.

    Raises:
        OSError: As the system says; no part is left behind.
    """

    def fill(part: Path) -> None:
        part.write_bytes(data)

    return _replace(target, fill)


def copy_atomically(origin: Path, target: Path) -> Stamp:
    """Copy a file with its time, in the same manner.

    Raises:
        OSError: As the system says; no part is left behind.
    """
    return _replace(target, lambda part: shutil.copy2(origin, part))


def part_of(target: Path) -> Path:
    """Where a file is written before it takes its place.

    Always the same name: what a killed run leaves behind, the next one overwrites. The dot keeps
    Hugo from reading it.
    """
    return target.with_name(f".{target.name}.part")


def _replace(target: Path, fill: Callable[[Path], object]) -> Stamp:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(target)
    try:
        part.unlink(missing_ok=True)  # a link would lead elsewhere, a read-only file would stay
        fill(part)
        stamp = stamp_of(part.stat())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return stamp
