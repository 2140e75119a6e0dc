"""What a new workspace starts with: ``plugins.toml``, ``templates/`` and ``website/``.

A wheel carries them in ``collector/skeleton``; in a checkout, which is itself a workspace, they
lie at its root, among pages and images made since, which are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

__all__ = ["PLACEHOLDERS", "files", "path"]

PLACEHOLDERS = frozenset(
    {"your-name-at-discogs", "ABCDE12345", "FGHIJ67890", "your-client-id", "you@example.org"}
)
"""What stands in the skeleton's ``plugins.toml`` where only the owner knows the value."""

_PARTS = ("plugins.toml", "templates", "website")
_MADE = (
    "website/content/albums",
    "website/content/artist",
    "website/content/gone",
    "website/static/images",
    "website/public",
    "website/resources",
    "website/.hugo_build.lock",
)


def path() -> Path:
    """The folder that holds the skeleton."""
    package = Path(__file__).resolve().parent
    carried = package / "skeleton"
    return carried if carried.is_dir() else package.parents[1]


def files() -> Iterator[PurePosixPath]:
    """Every file of the skeleton, relative to :func:`path`, sorted."""
    root = path()
    for part in _PARTS:
        origin = root / part
        found = [origin] if origin.is_file() else sorted(origin.rglob("*"))
        for file in found:
            relative = PurePosixPath(file.relative_to(root).as_posix())
            if file.is_file() and not any(relative.is_relative_to(made) for made in _MADE):
                yield relative
