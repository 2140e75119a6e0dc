"""What a build leaves in the finished site: no page that is gone, and images as links.

Hugo can empty the folder first, and copy the images itself. With ten thousand albums, either takes
as long as making the pages.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

__all__ = ["mirror", "now_in", "remove_older"]


def now_in(folder: Path) -> int:
    """This moment, as the disk of a folder dates files: nanoseconds since 1970.

    Its clock may be another machine's, and go in steps of seconds. The folder is made.

    Raises:
        OSError: It cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".began-") as file:
        return Path(file.name).stat().st_mtime_ns


def remove_older(folder: Path, moment: int, kept: Collection[str]) -> None:
    """Remove the files that were last written before a moment, and folders that are empty then.

    Args:
        folder: The finished site. What begins with a dot in it is its owner's (``.git``).
        moment: Nanoseconds since 1970.
        kept: Paths that stay, relative to the folder; a folder's name keeps all in it.

    Raises:
        OSError: A file cannot be removed.
    """
    for entry in _entries(folder):
        if not entry.name.startswith("."):
            _stays(entry, entry.name, moment, kept)


def _stays(entry: os.DirEntry[str], name: str, moment: int, kept: Collection[str]) -> bool:
    """Whether it is still there, or anything in it, after what is older went."""
    if name in kept:
        return True
    if entry.is_dir(follow_symlinks=False):
        inside = _entries(Path(entry.path))
        staying = [_stays(one, f"{name}/{one.name}", moment, kept) for one in inside]
        stays = any(staying)
    else:
        stays = entry.stat(follow_symlinks=False).st_mtime_ns >= moment
    if not stays:
        _remove(entry)
    return stays


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
