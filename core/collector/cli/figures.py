"""Tables of numbers that fit the terminal: columns without a number go where room is short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

__all__ = ["NONE", "OUTCOMES", "Row", "table_of"]

OUTCOMES = ("found", "not-found", "review", "failed", "rested", "dead")
"""In the order of the columns."""

NONE = "·"
"""Nothing was counted; an empty cell says that nothing is counted there."""

Row = tuple[str, Mapping[str, str]]
"""What the row is called, and column to text."""

ENDLESS = 10_000


def table_of(head: str, columns: Sequence[str], rows: Sequence[Row], console: Console) -> Table:
    """A table with all columns, or with those that hold something if all are too wide.

    Args:
        head: Of the first column.
        columns: Of the numbers.
        rows: With their cells.
        console: Where it is to fit in.
    """
    whole = _built(head, columns, rows)
    options = console.options.update(max_width=ENDLESS)
    if Measurement.get(console, options, whole).maximum <= console.width:
        return whole
    held = {name for _, cells in rows for name, text in cells.items() if text not in {"", NONE}}
    return _built(head, [name for name in columns if name in held], rows)


def _built(head: str, columns: Sequence[str], rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(head)
    for name in columns:
        table.add_column(name.replace("-", " "), justify="right")
    for label, cells in rows:
        table.add_row(label, *(cells.get(name, "") for name in columns))
    return table
