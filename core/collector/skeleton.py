"""What a new workspace starts with: ``plugins.toml``, ``templates/`` and ``website/hugo.toml``.

A wheel carries them in ``collector/skeleton``; in a checkout, which is itself a workspace, they
lie at its root.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

__all__ = ["PLACEHOLDERS", "files", "path"]

PLACEHOLDERS = frozenset(
    {"your-name-at-discogs", "ABCDE12345", "FGHIJ67890", "your-client-id", "you@example.org"}
)
"""What stands in the skeleton's ``plugins.toml`` where only the owner knows the value."""

_PARTS = ("plugins.toml", "templates", "website/hugo.toml")
"""What is laid out; the rest of ``website/`` is the program's, until a file of it is taken over."""


def path() -> Path:
    """The folder that holds the skeleton."""
    package = Path(__file__).resolve().parent
    carried = package / "skeleton"
    return carried if carried.is_dir() else package.parents[1]


def files() -> Iterator[PurePosixPath]:
    """Every file that is laid out, relative to :func:`path`, sorted."""
    root = path()
    for part in _PARTS:
        origin = root / part
        for file in [origin] if origin.is_file() else sorted(origin.rglob("*")):
            if file.is_file():
                yield PurePosixPath(file.relative_to(root).as_posix())
