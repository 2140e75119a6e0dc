"""Where renderers write: atomic, idle when nothing changed, and tidy afterwards.

A renderer states every file it wants; what it wanted in an earlier run and no longer wants is
removed. Only files recorded as its own are ever removed, so that a person's own pages stay.
"""

from __future__ import annotations

import errno
import filecmp
import os
from collections.abc import Callable, Mapping, MutableMapping
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

from attrs import frozen

from collector.errors import OutputError
from collector.files import copy_atomically, part_of, write_atomically
from collector.stamps import Stamp, mark_of, stamp_of

__all__ = ["FileOutput", "OutputReport"]

T = TypeVar("T")

_HINTS = {
    errno.ENOSPC: "The disk is full: make room and render again.",
    errno.EDQUOT: "The disk quota is used up: make room and render again.",
    errno.EROFS: "The disk is mounted read-only: choose another folder or remount it.",
    errno.EACCES: "The folder may not be written: change its permissions and render again.",
    errno.EPERM: "The folder may not be written: change its permissions and render again.",
    errno.ENAMETOOLONG: "The name is too long for this disk.",
}

_REMEMBERED = 64
"""Folders whose check is remembered: a page's own and those above it, not every page's."""


@frozen
class OutputReport:
    """What rendering changed, as counts of files.

    Attributes:
        written: New or different.
        same: Left alone.
        removed: Of an earlier run, wanted no longer.
    """

    written: int
    same: int
    removed: int


class FileOutput:
    """A folder that a renderer fills.

    Args:
        root: The folder; made when the first file is written.
        known: Path to hash of the files that earlier runs wrote here, ``/`` between the parts.
            It may know the hash of more than it lists: what is listed goes, if not wanted again.
        wanted: Takes path to (hash, subject, mark) of this run's files; a table, where they are
            many, which keeps what it is given of each subject. The mark tells how the file lay
            when it was found right.
    """

    def __init__(
        self,
        root: Path,
        known: Mapping[str, str] | None = None,
        wanted: MutableMapping[str, tuple[str, str, int]] | None = None,
    ) -> None:
        self.root = root
        self._base = os.fspath(root)
        self._known = {} if known is None else known
        self._wanted = {} if wanted is None else wanted
        self._checked: dict[str, None] = {}
        self._changed = 0

    @property
    def written(self) -> Mapping[str, str]:
        """Path to hash of every file that this run wants, whether it had to be written or not."""
        return {path: digest for path, (digest, *_) in self._wanted.items()}

    @property
    def subjects(self) -> Mapping[str, str]:
        """Path to the subject it was written for; empty for files of no subject."""
        return {path: subject for path, (_, subject, _) in self._wanted.items()}

    def write(self, path: str, content: str | bytes, *, subject: str = "") -> None:
        """Write ``root/path`` (text as UTF-8), unless the file holds just that.

        Raises:
            OutputError: It cannot be written, or the path leads out of the root; what was there
                before is still there.
        """
        data = content.encode() if isinstance(content, str) else content
        path, target = self._placed(path)
        stamp = _holding(target, data)
        if stamp is None:
            stamp = _guarded(target, lambda: write_atomically(Path(target), data))
            self._changed += path not in self._wanted
        self._wanted[path] = _hash(data), subject, mark_of(path, stamp)

    def copy(self, path: str, origin: Path, *, subject: str = "") -> None:
        """Put a copy of ``origin`` at ``root/path``, unless it is there already.

        Raises:
            OutputError: ``origin`` cannot be read, or the copy cannot be written.
        """
        path, target = self._placed(path)
        if before := self._wanted.get(path):  # the first one stays, also if they differ
            self._wanted[path] = before[0], subject, before[2]
            return
        stamp = _copied(target, origin)
        digest = self._known.get(path) if stamp else None
        if stamp is None:
            stamp = _guarded(target, lambda: copy_atomically(origin, Path(target)))
            self._changed += 1
        digest = digest or _hash(_guarded(target, origin.read_bytes))
        self._wanted[path] = digest, subject, mark_of(path, stamp)

    def finish(self) -> OutputReport:
        """Remove what earlier runs wrote and this one did not; call it after the renderer's end.

        Raises:
            OutputError: A file cannot be removed.
        """
        gone = [path for path in self._known if path not in self._wanted]
        removed = sum(self._remove(path) for path in gone)
        same = len(self._wanted) - self._changed
        return OutputReport(written=self._changed, same=same, removed=removed)

    def _placed(self, path: str) -> tuple[str, str]:
        """The one name that the file has in the books, and where it lies."""
        parts = [part for part in path.split("/") if part not in {"", "."}]
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
            raise OutputError(
                f'refused to write "{path}": it is no path below {self.root}',
                hint="A slug or a template made a path that leaves the output folder.",
            )
        name = "/".join(parts)
        self._check_inside(name.rpartition("/")[0])
        return name, f"{self._base}/{name}"

    def _check_inside(self, folder: str) -> None:
        """A link inside the root must not lead out of it either."""
        if not folder or folder in self._checked:
            return
        self._check_inside(folder.rpartition("/")[0])
        here = self.root / folder
        if here.is_symlink() and not here.resolve().is_relative_to(self.root.resolve()):
            raise OutputError(
                f"refused to write to {here}: it is a link to a folder outside of {self.root}",
                hint="Replace the link by a real folder, or make the output folder itself a link.",
            )
        self._checked[folder] = None
        if len(self._checked) > _REMEMBERED:
            del self._checked[next(iter(self._checked))]

    def _remove(self, path: str) -> bool:
        target = Path(self._placed(path)[1])
        if not target.is_file() and not target.is_symlink():
            return False
        _guarded(target, lambda: self._unlink(target))
        return True

    def _unlink(self, target: Path) -> None:
        """Remove a file and the folders that are empty without it; a link is not ours."""
        target.unlink(missing_ok=True)
        part_of(target).unlink(missing_ok=True)
        folder = target.parent
        while folder != self.root and not folder.is_symlink() and _removed_empty(folder):
            folder = folder.parent


def _removed_empty(folder: Path) -> bool:
    """Ask the system, which knows without a list of the ten thousand others."""
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST}:
            return False
        raise
    return True


def _holding(target: str, data: bytes) -> Stamp | None:
    """The file's stamp if it holds just that; taken first, so that it vouches for it."""
    try:
        with open(target, "rb", buffering=0) as file:  # noqa: PTH123 - of tens of thousands
            state = os.fstat(file.fileno())
            same = state.st_size == len(data) and file.readall() == data
            return stamp_of(state) if same else None
    except OSError:
        return None


def _copied(target: str, origin: Path) -> Stamp | None:
    """The file's stamp if it is a copy."""
    try:
        there = os.stat(target)  # noqa: PTH116
    except OSError:
        return None
    here = _guarded(target, lambda: os.stat(origin))  # noqa: PTH116
    if not S_ISREG(there.st_mode):
        return None
    # Copies keep the time of the original, so equal ones spare reading thousands of covers.
    same = (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
    same = same or _guarded(target, lambda: filecmp.cmp(origin, target))
    return stamp_of(there) if same else None


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _guarded(target: str | Path, act: Callable[[], T]) -> T:
    try:
        return act()
    except OSError as error:
        reason = error.strerror or str(error)
        number = error.errno or 0
        raise OutputError(
            f"cannot write {target}: {reason}", hint=_HINTS.get(number, "")
        ) from error
