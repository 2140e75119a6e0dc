"""Upkeep: what a renderer could write otherwise than it lies there.

The *basis* is all that its files follow from: the frame (the renderer's own inputs, the program,
which sources are listed), what the store shows, and the images. The *stock* is how its files lie
on the disk. All of it as noted after its last work, and it need not work: nothing is to be
written, and no page was changed or removed by hand. If only what the store shows has changed, a
renderer whose files follow from one subject each is given those that changed. A false alarm costs
a rendering, so whatever else is in doubt leads to all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from attrs import Factory, define, frozen

from collector.images import Images
from collector.protocols import Renderer, SteadyRenderer, SubjectwiseRenderer
from collector.stamps import Stock
from collector.store import Store

__all__ = ["Basis", "Upkeep", "Work"]


@frozen
class Basis:
    """What files follow from.

    Attributes:
        frame: Digest of what concerns them all; the folder that they are written to, too.
        shown: Number of the store's last change.
        images: How the images lie.
    """

    frame: str
    shown: int
    images: str


@frozen
class Work:
    """What a renderer has to do.

    Attributes:
        basis: What its files will follow from; None if that cannot be told.
        changed: Kind to the keys of the subjects that it is to be given; None for all.
        kept: How the files lie that it need not write.
    """

    basis: Basis | None
    changed: Mapping[str, Sequence[str]] | None = None
    kept: Stock = Factory(Stock)

    @property
    def subjects(self) -> Collection[str] | None:
        """As its files name them, those of none included; None for all."""
        if self.changed is None:
            return None
        return {f"{kind} {key}" for kind, keys in self.changed.items() for key in keys} | {""}

    def note(self, left: Stock) -> str:
        """What to remember when it is done.

        Args:
            left: How the files lie that it has written.
        """
        if not self.basis:
            return ""
        return f"{self.basis.shown} {self.basis.images} {self.kept + left} {self.basis.frame}"


@define(slots=False)
class Upkeep:
    """What was noted of earlier work, and what holds now.

    Attributes:
        store: Read before the first renderer works; what it shows must stay as it is.
        images: Whose folder pages take their images from.
    """

    store: Store
    images: Images

    def all(self, renderer: Renderer, root: Path) -> Work:
        """To write everything."""
        return Work(self._basis(renderer, root))

    def work(self, renderer: Renderer, root: Path) -> Work | None:
        """What a renderer has to do.

        Args:
            renderer: The renderer.
            root: The folder it writes to.

        Returns:
            None if its work is done already: the note on the last one still holds.
        """
        everything = self.all(renderer, root)
        basis, note = everything.basis, self.store.rendered(renderer.name)
        if not basis or note.count(" ") < 3:
            return everything
        shown, images, left, frame = note.split(" ", 3)
        if frame != basis.frame:
            return everything
        last = Basis(frame, int(shown), images)
        changed = {} if last == basis else self._changed(renderer, basis, last)
        if changed is None:
            return everything
        work = Work(basis, changed)
        lying, theirs = self._lying(renderer.name, root, work.subjects or ())
        if str(lying) != left:
            return everything
        return Work(basis, changed, lying - theirs) if last != basis else None

    def _basis(self, renderer: Renderer, root: Path) -> Basis | None:
        if not isinstance(renderer, SteadyRenderer):
            return None
        code = _code_of(renderer)
        if not code:
            return None
        frame = _digest((self._program, code, str(root), *renderer.inputs()))
        return Basis(frame, self._shown, str(self._pictures))

    def _changed(
        self, renderer: Renderer, basis: Basis, last: Basis
    ) -> Mapping[str, Sequence[str]] | None:
        """What has changed since; None if more than some subjects has."""
        subjectwise = isinstance(renderer, SubjectwiseRenderer) and renderer.subjectwise
        if not subjectwise or basis.shown == last.shown:
            return None
        changed = self.store.touched(last.shown)
        new = _listed(self.images.files(set(changed.pop("image"))))
        return changed if str(self._pictures - new) == last.images else None

    def _lying(self, renderer: str, root: Path, subjects: Collection[str]) -> tuple[Stock, Stock]:
        """How all of its files lie, and those of some subjects."""
        lying, theirs, base = Stock(), 0, os.fspath(root)
        for path, subject in self.store.outputs(renderer).of_subjects():
            mark = lying.add_file(path, f"{base}/{path}")
            if subject in subjects:
                theirs += mark
        return lying, Stock(theirs)

    @cached_property
    def _shown(self) -> int:
        return self.store.shown()

    @cached_property
    def _pictures(self) -> Stock:
        return _listed(self.images.files())

    @cached_property
    def _program(self) -> str:
        core = Stock()
        core.add_tree(Path(__file__).parents[1])
        return _digest((str(core), sys.version, *self.store.lists(), *_installed()))


def _listed(files: Iterable[os.DirEntry[str]]) -> Stock:
    """Images by name and number on the disk: under one name, one content is kept."""
    return Stock(sum(hash((int.from_bytes(file.name.encode()), file.inode())) for file in files))


def _code_of(renderer: Renderer) -> str:
    """How the files of the renderer's package lie; empty if there are none."""
    package = sys.modules.get(type(renderer).__module__.partition(".")[0])
    folders, file = getattr(package, "__path__", ()), getattr(package, "__file__", None)
    stock = Stock()
    for folder in folders:
        stock.add_tree(folder)
    if not folders and file:
        stock.add_file(file, file)
    return str(stock) if folders or file else ""


def _installed() -> Iterator[str]:
    """Name and version of every distribution, as their folders are called."""
    for folder in map(Path, sys.path):
        with suppress(OSError):
            yield from sorted(path.name for path in folder.iterdir() if "-info" in path.name)


def _digest(parts: Iterable[str]) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode(errors="backslashreplace")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()
