"""On which line of a TOML file a key stands; the standard library's reader does not say."""

from __future__ import annotations

import re

__all__ = ["locate"]

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_LINE = re.compile(
    rf"^[ \t]*(?:\[\[[ \t]*(?P<array>{_KEY})[ \t]*\]\]"
    rf"|\[[ \t]*(?P<table>{_KEY})[ \t]*\]"
    rf"|(?P<key>{_KEY})[ \t]*=)",
    re.MULTILINE,
)


def locate(text: str) -> dict[tuple[str | int, ...], int]:
    """Key paths to line numbers, counted from 1.

    A member of an array of tables is ``("plugins", 0)``. Keys of inline tables are left out, and
    a line inside a multi-line string may be taken for a key: this serves messages only.

    Args:
        text: A valid TOML document.
    """
    places: dict[tuple[str | int, ...], int] = {}
    sizes: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for found in _LINE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found["key"]:
            places.setdefault((*table, *_parts(found["key"])), line)
            continue
        table = _resolve(_parts(found["array"] or found["table"]), sizes, grow=bool(found["array"]))
        places.setdefault(table, line)
    return places


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, key))


def _resolve(
    parts: tuple[str, ...], sizes: dict[tuple[str | int, ...], int], *, grow: bool
) -> tuple[str | int, ...]:
    """A header's path, with the number of the member wherever it passes an array of tables."""
    path: tuple[str | int, ...] = ()
    for depth, part in enumerate(parts, start=1):
        path = (*path, part)
        if grow and depth == len(parts):
            sizes[path] = sizes.get(path, 0) + 1
        if path in sizes:
            path = (*path, sizes[path] - 1)
    return path
