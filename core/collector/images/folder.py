"""The folder of images: one file for one content, named by its hash."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path

from attrs import frozen

from collector.errors import MalformedAnswer, OutputError
from collector.files import write_atomically

__all__ = ["Images", "StoredImage"]

_STARTS = tuple(f"{number:02x}" for number in range(256))


@frozen
class StoredImage:
    """An image in the folder.

    Attributes:
        hash: Of the content, 32 hexadecimal digits.
        path: Where it lies; ``path.name`` is ``ab12....jpg``.
        mime: ``image/jpeg`` ...
        size: Bytes.
        width, height: Pixels.
        source_url: Where it came from.
    """

    hash: str
    path: Path
    mime: str
    size: int
    width: int
    height: int
    source_url: str


class Images:
    """Checks and keeps images.

    Args:
        folder: Where they are kept; made when the first one comes.
        max_pixels: Limit on width times height; None takes the checker's own.
    """

    def __init__(self, folder: Path, *, max_pixels: int | None = None) -> None:
        self.folder = folder
        self._max_pixels = max_pixels
        self._lock = threading.Lock()  # two records may share a cover, fetched at one time
        self._unpacking = threading.Lock()  # one at a time: each takes megabytes

    def path(self, name: str) -> Path:
        """Where the image called ``ab12....jpg`` lies: ``ab/ab12....jpg`` below the folder."""
        return self.folder.joinpath(name[:2], name)

    def hashes(self) -> Iterator[tuple[str, set[str]]]:
        """How hashes may begin, and those so beginning whose files lie here: a folder at a time."""
        for start in _STARTS:
            yield start, {file.name.partition(".")[0] for file in self._folder(start)}

    def files(self, hashes: Collection[str] | None = None) -> Iterator[os.DirEntry[str]]:
        """The images that lie here, without what was made of them.

        Args:
            hashes: Only those with one of these.
        """
        for start in _STARTS if hashes is None else sorted({one[:2] for one in hashes}):
            for file in self._folder(start):
                stem, dot, _ = file.name.partition(".")
                if dot and "-" not in stem and (hashes is None or stem in hashes):
                    yield file

    def _folder(self, start: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.folder / start) as files:
                return list(files)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def store(self, data: bytes, url: str) -> StoredImage:
        """Check an image and keep it; the same content is kept once.

        Raises:
            MalformedAnswer: It is no image that can be taken; the message names the address.
            OutputError: It cannot be written.
        """
        from collector.images.check import MAX_PIXELS, check

        try:
            with self._unpacking:
                seen = check(data, max_pixels=self._max_pixels or MAX_PIXELS)
        except MalformedAnswer as error:
            raise MalformedAnswer(f"{url}: {error}", hint=error.hint) from error
        digest = blake2b(data, digest_size=16).hexdigest()
        path = self.path(f"{digest}.{seen.suffix}")
        self._keep(path, data)
        return StoredImage(digest, path, seen.mime, len(data), seen.width, seen.height, url)

    def _keep(self, target: Path, data: bytes) -> None:
        try:
            with self._lock:
                if not target.is_file() or target.stat().st_size != len(data):
                    write_atomically(target, data)
        except OSError as error:
            hint = "Make room on the disk or change the folder's permissions, then run again."
            raise OutputError(f"cannot write {target}: {error.strerror}", hint=hint) from error
