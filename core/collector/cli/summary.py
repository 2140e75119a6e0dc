"""The table at the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.console import Console

from collector.cli.figures import NONE, OUTCOMES, Row, table_of
from collector.clock import SystemClock, to_iso
from collector.engine.report import Report
from collector.engine.services import ServiceFigures
from collector.rests import in_sentences
from collector.wording import lasting

__all__ = ["COLUMNS", "print_report"]

COLUMNS = (*OUTCOMES, "requests", "cached", "time")
SHOWN = 10


def print_report(console: Console, report: Report, left: Mapping[str, int] | None = None) -> None:
    """Print what was found, what was asked, who rests and what failed.

    Args:
        console: Where to.
        report: Of the run.
        left: Of an offline run: how many answers of each part are still due.
    """
    if figures := report.services.figures():
        rows = [row for name, one in figures.items() for row in _rows(name, one)]
        console.print(table_of("service", COLUMNS, rows, console))
    for line in in_sentences(report.services.standing(), to_iso(SystemClock().now())):
        console.print(line, style="yellow", highlight=False, markup=False, soft_wrap=True)
    _failures(console, report)
    console.print(_closing(report, left), highlight=False, soft_wrap=True)


def _rows(service: str, figures: ServiceFigures) -> Iterator[Row]:
    """The service, and below it its parts, where there is more to tell than of the whole."""
    asked = {"requests": figures.requests, "cached": figures.cached}
    cells = _cells(figures.outcomes) if figures.parts else {}
    cells |= {name: str(number or NONE) for name, number in asked.items()}
    yield service, cells | {"time": lasting(figures.seconds) if figures.seconds else NONE}
    own = {name.removeprefix(f"{service}/"): said for name, said in figures.parts.items()}
    if len(own) > 1 or any("/" in name for name in own):
        for name, said in own.items():
            yield f"  {name}", _cells(said)


def _cells(said: Mapping[str, int]) -> dict[str, str]:
    return {name: str(said.get(name) or NONE) for name in OUTCOMES}


def _failures(console: Console, report: Report) -> None:
    """A line for each cause: a service that is down fails every subject in the same words."""
    shown = list(report.causes.values())[:SHOWN]
    for cause in shown:
        more = f" (and {cause.number - 1} more like it)" if cause.number > 1 else ""
        console.print(f"failed: {cause.example}{more}", style="red", highlight=False, markup=False)
    if report.failed > len(shown):
        console.print(f"All {report.failed} failures: collector status --failures")


def _closing(report: Report, left: Mapping[str, int] | None) -> str:
    total: Counter[str] = sum(report.outcomes.values(), Counter())
    parts = [f"{report.outcome} in {report.seconds:.1f} s"]
    if total["review"]:
        parts.append(f"{total['review']} in doubt")
    if failed := report.failed - total["dead"]:
        parts.append(f"{failed} failed, asked again in the next run")
    if total["dead"]:
        parts.append(f"{total['dead']} given up, asked again after: collector retry --dead")
    if report.rested:
        parts.append("the next run goes on where a service rested")
    if left is not None:
        parts.append(_left(left))
    elif not total and report.outcome == "done" and not report.failed:
        parts.append("nothing was due")
    return "; ".join(parts) + "."


def _left(left: Mapping[str, int]) -> str:
    """What an offline run could not do."""
    due = ", ".join(f"{count} of {name}" for name, count in left.items() if count)
    return f"offline: no list was read, {'still due: ' + due if due else 'no answer is due'}"
