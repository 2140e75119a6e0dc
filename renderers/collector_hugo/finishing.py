"""How the finished site is put in its place: all of it at once, with the images as links.

Hugo could write over the old one. But a build that fails would leave half of each, pages that are
gone would stay, and disks make sure of every file that is written over: with ten thousand albums
that takes half as long as making the pages.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["is_anothers", "mirror", "rebuilt"]

_NEW, _OLD = ".building", ".leaving"
_OURS = "search-index.json"
"""Every site that is built here has one."""


def is_anothers(folder: Path) -> bool:
    """Whether there are files in a folder that no earlier build can have put there."""
    seen = [entry.name for entry in _entries(folder) if not entry.name.startswith(".")]
    return bool(seen) and _OURS not in seen


@contextmanager
def rebuilt(folder: Path, kept: str) -> Iterator[Path]:
    """A folder for a new site, which takes the place of the old one when it is complete.

    What begins with a dot in the old one is its owner's (``.git``), and stays.

    Args:
        folder: The finished site; made if it is not there.
        kept: A folder of the old site that stays as it is; empty for none.

    Yields:
        An empty folder on the same disk.

    Raises:
        OSError: A file cannot be written or removed.
    """
    new, old = folder / _NEW, folder / _OLD
    for one in (new, old):  # of a build that was killed
        shutil.rmtree(one, ignore_errors=True)
        one.mkdir(parents=True)
    try:
        yield new
        _exchange(folder, new, old, kept)
    finally:
        for one in (new, old):
            shutil.rmtree(one, ignore_errors=True)


def _exchange(folder: Path, new: Path, old: Path, kept: str) -> None:
    coming = {entry.name for entry in _entries(new)} - {kept}
    for entry in _entries(folder):
        if entry.name not in coming and entry.name != kept and not entry.name.startswith("."):
            Path(entry.path).replace(old / entry.name)
    for name in sorted(coming):
        if os.path.lexists(folder / name):
            (folder / name).replace(old / name)
        (new / name).replace(folder / name)


def mirror(source: Path, target: Path) -> None:
    """Bring every file below a folder to the same place below another, and nothing else.

    Args:
        source: The folder; if it is not there, its counterpart goes.
        target: Where there can be no links (on another disk), it gets copies.

    Raises:
        OSError: A file cannot be read, written or removed.
    """
    wanted = {one.name: one for one in _entries(source)}
    for one in _entries(target):
        if one.name not in wanted or not _alike(one, wanted[one.name]):
            _remove(one)
    for name, entry in wanted.items():
        if entry.is_dir():
            mirror(source / name, target / name)
        elif not os.path.lexists(target / name):
            target.mkdir(parents=True, exist_ok=True)
            _place(entry.path, target / name)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from list(entries)


def _alike(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    if one.is_dir(follow_symlinks=False) or other.is_dir():
        return one.is_dir(follow_symlinks=False) == other.is_dir()
    here, there = one.stat(follow_symlinks=False), other.stat()
    return (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        Path(entry.path).unlink()


def _place(source: str, target: Path) -> None:
    try:
        os.link(os.path.realpath(source), target)
    except OSError:
        shutil.copy2(source, target)
