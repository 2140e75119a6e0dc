"""The table at the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from collector.engine.report import Report

__all__ = ["print_report"]

OUTCOMES = ("found", "not-found", "review", "failed", "dead")
SHOWN = 10


def print_report(console: Console, report: Report, left: Mapping[str, int] | None = None) -> None:
    """Print what was found, what was asked and what failed.

    Args:
        console: Where to.
        report: Of the run.
        left: Of an offline run: how many answers of each part are still due.
    """
    if report.outcomes:
        console.print(_answers(report))
    if report.requests or report.cached:
        console.print(_services(report))
    _failures(console, report)
    console.print(_closing(report, left), highlight=False, soft_wrap=True)


def _answers(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("plugin")
    for outcome in OUTCOMES:
        table.add_column(outcome.replace("-", " "), justify="right")
    for name, counter in sorted(report.outcomes.items()):
        table.add_row(name, *(str(counter[outcome] or "·") for outcome in OUTCOMES))
    return table


def _services(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("service", "requests", "cached", ""):
        table.add_column(column, justify="left" if column in {"service", ""} else "right")
    for name in sorted({*report.requests, *report.cached}):
        rested = report.rested.get(name, "")
        asked, cached = report.requests[name], report.cached[name]
        table.add_row(name, str(asked or "·"), str(cached or "·"), rested)
    return table


def _failures(console: Console, report: Report) -> None:
    """A line for each cause: a service that is down fails every subject in the same words."""
    shown = list(report.causes.values())[:SHOWN]
    for cause in shown:
        more = f" (and {cause.number - 1} more like it)" if cause.number > 1 else ""
        console.print(f"failed: {cause.example}{more}", style="red", highlight=False, markup=False)
    if report.failed > len(shown):
        console.print(f"All {report.failed} failures: collector status --failures")


def _closing(report: Report, left: Mapping[str, int] | None) -> str:
    waiting = sum((counter["review"] for counter in report.outcomes.values()), 0)
    parts = [f"{report.outcome} in {report.seconds:.1f} s"]
    if waiting:
        parts.append(f"{waiting} in doubt")
    if report.failed:
        parts.append(f"{report.failed} failed, asked again in the next run")
    if report.rested:
        parts.append("the next run goes on where a service rested")
    total: Counter[str] = sum(report.outcomes.values(), Counter())
    if left is not None:
        parts.append(_left(left))
    elif not total and report.outcome == "done" and not report.failed:
        parts.append("nothing was due")
    return "; ".join(parts) + "."


def _left(left: Mapping[str, int]) -> str:
    """What an offline run could not do."""
    due = ", ".join(f"{count} of {name}" for name, count in left.items() if count)
    return f"offline: no list was read, {'still due: ' + due if due else 'no answer is due'}"
