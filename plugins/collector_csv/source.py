"""The source: rows of the file as owned copies, newest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from collector.api import BadInput, Checkpoint, Health, HealthCheck, Item, PullContext
from collector_csv import cells
from collector_csv.table import Row, read_rows

__all__ = ["CsvSource", "file_check", "read_items"]

_OWN = "Collection "  # what the owner keeps about a copy
_GRADES = frozenset({"Media Condition", "Sleeve Condition", "Notes"})


class CsvSource:
    """What a Discogs export lists. It is always read whole.

    Args:
        path: The file.
    """

    name = "csv"
    service = ""
    provides = frozenset(
        f"release.{name}" for name in ("title", "artists", "year", "labels", "formats", "discogs")
    )

    def __init__(self, path: Path) -> None:
        self._path = path

    def pull(self, ctx: PullContext) -> Iterator[Item | Checkpoint]:
        """Every copy, newest first.

        Raises:
            BadInput: The file cannot be used.
        """
        yield from read_items(self._path, ctx.warn)


def read_items(path: Path, warn: Callable[[str], None]) -> Sequence[Item]:
    """The copies in an export, newest first.

    The file has no ids of copies: the first copy of release 5 becomes ``5-1``, the second
    ``5-2``, by the date of their addition, so that a later copy renames none.

    Args:
        path: The file.
        warn: Told of every row that is left out: file, line, why.

    Raises:
        BadInput: The file cannot be used, or no row of it.
    """
    items = []
    copies: Counter[str] = Counter()
    rows = [row for row in read_rows(path, warn) if _is_usable(row, path, warn)]
    for row in sorted(rows, key=_added):
        release = row.cells["release_id"].lstrip("0")
        copies[release] += 1
        items.append(_item(row, release, copies[release]))
    if not items:
        raise BadInput(f"{path} holds no record.", hint="Export the collection anew.")
    return items[::-1]


def _is_usable(row: Row, path: Path, warn: Callable[[str], None]) -> bool:
    number, title = row.cells["release_id"], row.cells["Title"]
    if not re.fullmatch(r"0*[1-9]\d{0,11}", number, re.ASCII):
        warn(f'{path}, line {row.line}: release_id is "{number[:40]}", not a number; skipped')
        return False
    if not title:
        warn(f"{path}, line {row.line}: no Title; skipped")
        return False
    return True


def _added(row: Row) -> str:
    return cells.moment(row.cells.get("Date Added", ""))


def _item(row: Row, release: str, copy: int) -> Item:
    own = {name.removeprefix(_OWN): text for name, text in row.cells.items() if _is_own(name)}
    return Item(
        instance=f"{release}-{copy}",
        release=f"discogs:{release}",
        fields=_fields(row, int(release)),
        added=_added(row),
        folder=row.cells.get("CollectionFolder", ""),
        rating=cells.rating(row.cells["Rating"]),
        media=own.get("Media Condition", ""),
        sleeve=own.get("Sleeve Condition", ""),
        notes=own.get("Notes", ""),
        custom={name: text for name, text in own.items() if text and name not in _GRADES},
    )


def _is_own(name: str) -> bool:
    return name.startswith(_OWN)


def _fields(row: Row, release: int) -> dict[str, Any]:
    fields = {
        "title": row.cells["Title"],
        "artists": cells.artist(row.cells["Artist"]),
        "year": cells.year(row.cells["Released"]),
        "labels": cells.labels(row.cells["Label"], row.cells["Catalog#"]),
        "formats": cells.formats(row.cells["Format"]),
        "discogs": {"id": release, "url": f"https://www.discogs.com/release/{release}"},
    }
    return {name: value for name, value in fields.items() if value}


def file_check(path: Path) -> HealthCheck:
    """The check ``file``: reads it all."""
    return HealthCheck("file", lambda: _check(path))


def _check(path: Path) -> Health:
    skipped: list[str] = []
    try:
        items = read_items(path, skipped.append)
    except BadInput as error:
        return Health(ok=False, message=error.message, hint=error.hint)
    if skipped:
        more = f" and {len(skipped) - 1} more" if len(skipped) > 1 else ""
        return Health(ok=False, message=skipped[0] + more, hint="Mend these rows in the file.")
    return Health(ok=True, message=f"{path} lists {len(items)} copies.")
