"""Cells of the export as fields, in the words of ``docs/fields.md``. Pure."""

from __future__ import annotations

import re
from typing import Any

from collector.api import clean_artist_name, from_iso, to_iso

__all__ = ["artist", "formats", "labels", "moment", "rating", "year"]

_SEPARATOR = re.compile(r",\s+")
_COUNTED = re.compile(r"(\d{1,4})x(?=\S)(.+)", re.ASCII)
# What stands first in the export is a size or an abbreviation of the carrier.
_VINYL = re.compile(r'(?:LP|EP|MiniAlbum|\d{1,2}(?:\.\d+)?")', re.ASCII)
_CARRIERS = {"Cass": "Cassette", "Box": "Box Set", "Acet": "Acetate", "Flexi": "Flexi-disc"}


def artist(cell: str) -> list[dict[str, str]]:
    """The artist credit as one artist: what joins several also occurs in names of one."""
    if not cell:
        return []
    return [{"key": f"name:{cell.casefold()}", "name": clean_artist_name(cell)}]


def labels(label_cell: str, catno_cell: str) -> list[dict[str, str]]:
    """Labels with their catalogue numbers.

    Several share a cell, parted by commas. A number holds no comma, but a name may, so names are
    taken apart only if there are as many numbers; otherwise the whole name goes with each number.
    """
    names, numbers = _SEPARATOR.split(label_cell), _SEPARATOR.split(catno_cell)
    if len(names) != len(numbers):
        names = [label_cell] * len(numbers)
    found: list[dict[str, str]] = []
    for name, number in zip(names, numbers, strict=True):
        one = {"name": clean_artist_name(name)} | _catno(number)
        if name and one not in found:
            found.append(one)
    return found


def _catno(number: str) -> dict[str, str]:
    return {"catno": number} if number and number.casefold() != "none" else {}


def formats(cell: str) -> list[dict[str, Any]]:
    """Carriers: ``2xLP, Album, RE + CD`` is two records of vinyl and one CD."""
    parts = [part.strip(" ,") for part in cell.split(" + ")]
    return [_format(part) for part in parts if part]


def _format(text: str) -> dict[str, Any]:
    first, *descriptions = [part for part in _SEPARATOR.split(text) if part]
    counted = _COUNTED.fullmatch(first)
    qty, kind = (max(int(counted[1]), 1), counted[2]) if counted else (1, first)
    name = _CARRIERS.get(kind, kind)
    if _VINYL.fullmatch(kind):
        name, descriptions = "Vinyl", [kind, *descriptions]
    return {"name": name, "qty": qty} | ({"descriptions": descriptions} if descriptions else {})


def year(cell: str) -> int:
    """The year of ``1976`` or ``1976-03-01``; 0 if unknown."""
    found = re.match(r"\d{4}(?!\d)", cell, re.ASCII)
    return int(found[0]) if found else 0


def rating(cell: str) -> int:
    """0 (none) to 5."""
    return int(cell) if cell in {"1", "2", "3", "4", "5"} else 0


def moment(cell: str) -> str:
    """When it was added; the export names no zone, so UTC is assumed. Empty if unknown."""
    try:
        return to_iso(from_iso(cell))
    except (ValueError, OverflowError):
        return ""
