"""Where templates lie: the owner's own first, then the ones that come along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from collector.api import skeleton_path

__all__ = ["folders", "texts"]


def folders(own: Path) -> tuple[Path, ...]:
    """The folders that a template is looked for in.

    Args:
        own: The owner's; a file that is missing there is taken from the skeleton.
    """
    return own, skeleton_path() / "templates"


def texts(own: Path) -> Iterator[str]:
    """Name and content of every file that a template may be made of."""
    for folder in folders(own):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield f"{path} {_content(path)}"


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="backslashreplace")
    except OSError as error:  # if a page needs it, rendering will say so
        return str(error)
