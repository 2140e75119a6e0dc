"""A figure with its target, and many of them as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import asdict, frozen
from rich.console import Console
from rich.table import Table

__all__ = ["Figure", "document", "show"]


@frozen
class Figure:
    """What was measured.

    Attributes:
        records: How many were owned; 0 where it does not matter.
        name: What was measured.
        value: In ``unit``.
        most, least: The target; None where there is none.
        note: What it was measured against, in the same run.
    """

    records: int
    name: str
    value: float
    unit: str = "s"
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is; None without one."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    @property
    def target(self) -> str:
        """For people."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return "" if self.least is None else f"≥ {self.least:g}"


def show(figures: Sequence[Figure]) -> None:
    """Print a table."""
    table = Table("records", "what", "figure", "target", "", "measured against")
    for one in figures:
        verdict = {None: "", True: "reached", False: "missed"}[one.reached]
        records = f"{one.records:,}" if one.records else ""
        value = f"{one.value:,.3g} {one.unit}".strip()
        table.add_row(records, one.name, value, one.target, verdict, one.note)
    Console(width=130).print(table)


def document(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """For machines."""
    return [asdict(one) | {"reached": one.reached} for one in figures]
