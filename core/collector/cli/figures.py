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
    """A table with all columns; if that is too wide, with those that hold something.

    And if that is too wide still, the columns stand closer: then all those of a run over a hundred
    thousand records have room in 80 characters.

    Args:
        head: Of the first column.
        columns: Of the numbers.
        rows: With their cells.
        console: Where it is to fit in.
    """
    told = {name for _, cells in rows for name, text in cells.items() if text not in {"", NONE}}
    held = [name for name in columns if name in told]
    options = console.options.update(max_width=ENDLESS)
    for shown in (columns, held):
        table = _built(head, shown, rows)
        if Measurement.get(console, options, table).maximum <= console.width:
            return table
    return _built(head, held, rows, close=True)


def _built(head: str, columns: Sequence[str], rows: Sequence[Row], *, close: bool = False) -> Table:
    gap = 1 if close else 2
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    table.add_column(head, vertical="bottom")
    for name in columns:
        text = name.replace("-", "\n" if close else " ")
        table.add_column(text, justify="right", vertical="bottom")
    for label, cells in rows:
        table.add_row(label, *(cells.get(name, "") for name in columns))
    return table
