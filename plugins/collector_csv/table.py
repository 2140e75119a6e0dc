"""The file as a table: its encoding, its header, its rows with their line numbers.

Discogs writes UTF-8 and quotes cells that hold commas, quotes or line breaks. The first eight
columns are always there; folder, date, conditions, notes and the owner's own columns may follow.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from collector.api import BadInput

if TYPE_CHECKING:
    from _csv import Reader

__all__ = ["REQUIRED", "Row", "read_rows"]

REQUIRED = ("Catalog#", "Artist", "Title", "Label", "Format", "Rating", "Released", "release_id")
_PLACE_HINT = (
    "Export the collection at https://www.discogs.com/users/export and put the file there, "
    "or change path of csv in plugins.toml."
)
_EXPORT_HINT = (
    "Export the collection anew at https://www.discogs.com/users/export "
    "and do not save it from a spreadsheet."
)


@frozen
class Row:
    """A row of the file.

    Attributes:
        line: Line of the file on which it ends, from 1.
        cells: Column name to its text, without white space around it.
    """

    line: int
    cells: Mapping[str, str]


def read_rows(path: Path, warn: Callable[[str], None]) -> Iterator[Row]:
    """The rows of a collection export.

    Args:
        path: The file.
        warn: Told of every row that cannot be read; such a row is left out.

    Raises:
        BadInput: The file is missing, empty, no UTF-8, no CSV, or lacks a column.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    header = _header(path, reader)
    for line, cells in _records(path, reader, warn):
        if len(REQUIRED) <= len(cells) <= len(header):
            yield Row(line, dict(zip(header, (cell.strip() for cell in cells), strict=False)))
        elif cells:
            warn(f"{path}, line {line}: {len(cells)} cells under {len(header)} columns; skipped")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput(f"{path} cannot be read: {reason}.", hint=_PLACE_HINT) from error
    if not raw.strip():
        raise BadInput(f"{path} is empty.", hint=_EXPORT_HINT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}, line {line}: this is no UTF-8 text.", hint=_EXPORT_HINT) from error


def _header(path: Path, reader: Iterator[list[str]]) -> Sequence[str]:
    try:
        header = [name.strip() for name in next(reader)]
    except (csv.Error, StopIteration) as error:
        raise BadInput(f"{path}, line 1: no CSV header: {error}.", hint=_EXPORT_HINT) from error
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise BadInput(
            f"{path}, line 1: not the header of a Discogs collection export: "
            f"{', '.join(missing)} missing.",
            hint=_EXPORT_HINT,
        )
    return header


def _records(
    path: Path, reader: Reader, warn: Callable[[str], None]
) -> Iterator[tuple[int, list[str]]]:
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "end of data" in str(error):
                # All rows since that quote are lost: going on would count them as sold.
                raise BadInput(
                    f"{path}, line {first}: a quoted cell never ends.", hint=_EXPORT_HINT
                ) from error
            warn(f"{path}, lines {first} to {reader.line_num}: {error}; skipped")
        else:
            yield reader.line_num, cells
