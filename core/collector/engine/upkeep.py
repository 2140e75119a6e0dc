"""Upkeep: whether a renderer could write anything else than what lies there.

Two digests answer it. The *basis* is of all that its files follow from: what the store shows, the
images, the renderer's own inputs, and the program. The *stock* is of how its files lie on the
disk. Both as they were after its last work, and it need not work: nothing is to be written, and
no page was changed or removed by hand. A false alarm costs a rendering, so whatever is in doubt
counts as changed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from attrs import define

from collector.images import Images
from collector.protocols import Renderer, SteadyRenderer
from collector.stamps import Stock
from collector.store import Store

__all__ = ["Upkeep"]


@define(slots=False)
class Upkeep:
    """What was noted of earlier work, and what holds now.

    Attributes:
        store: Read before the first renderer works; what it shows must stay as it is.
        images: Whose folder pages take their images from.
    """

    store: Store
    images: Images

    def basis(self, renderer: Renderer) -> str:
        """What the renderer's files follow from; empty if that cannot be told."""
        if not isinstance(renderer, SteadyRenderer):
            return ""
        code = _code_of(renderer)
        return _digest((self._common, code, *renderer.inputs())) if code else ""

    def note(self, basis: str, root: Path, left: Stock) -> str:
        """What to remember of work that is done."""
        return f"{basis} {root} {left}" if basis else ""

    def done(self, renderer: Renderer, basis: str, root: Path) -> bool:
        """Whether its work is done already: the note on the last one still holds."""
        known = self.store.rendered(renderer.name)
        return bool(known) and known == self.note(basis, root, self._lying(renderer.name, root))

    def _lying(self, renderer: str, root: Path) -> Stock:
        stock, base = Stock(), os.fspath(root)
        for path in self.store.outputs(renderer):
            stock.add_file(path, f"{base}/{path}")
        return stock

    @cached_property
    def _common(self) -> str:
        """What all renderers' files follow from."""
        images, core = Stock(), Stock()
        images.add_tree(self.images.folder)
        core.add_tree(Path(__file__).parents[1])
        return _digest((self.store.shown(), str(images), str(core), sys.version, *_installed()))


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
