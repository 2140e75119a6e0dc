"""What ``collector run --dry-run`` prints: what a run would ask, and how long that takes."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from collector.engine.forecast import Forecast, Line
from collector.wording import lasting

__all__ = ["print_forecast"]

HEADS = {
    "plugin": "left",
    "due": "right",
    "cached": "right",
    "requests": "right",
    "known from": "left",
}


def print_forecast(forecast: Forecast, *, as_json: bool) -> None:
    """Print it as tables and a last line, or as one document.

    ``cached`` are questions that the cache answers; every other one is a request.
    """
    if as_json:
        click.echo(json.dumps(_document(forecast), ensure_ascii=False, indent=2))
        return
    console = Console()
    console.print(_parts(forecast))
    if any(forecast.seconds.values()):
        console.print(_services(forecast))
    for line in _closing(forecast):
        console.print(line, highlight=False, soft_wrap=True)


def _document(forecast: Forecast) -> dict[str, Any]:
    return {
        "due": {line.part.name: len(line.due) for line in forecast.lines if not line.part.lists},
        "forecast": {
            line.part.name: {
                "service": line.part.service,
                "cached": line.cached,
                "requests": line.requests,
                "known_from": line.basis,
            }
            for line in forecast.lines
        },
        "requests": forecast.requests,
        "seconds": {name: round(seconds, 1) for name, seconds in forecast.seconds.items()},
        "longest": forecast.longest,
        "takes": round(forecast.takes, 1),
        "unread": forecast.unread,
    }


def _parts(forecast: Forecast) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, side in HEADS.items():
        table.add_column(name, justify="right" if side == "right" else "left")
    for line in forecast.lines:
        table.add_row(*_row(line))
    lines = forecast.lines
    due = sum(len(line.due) for line in lines)
    cached = sum(line.cached for line in lines)
    more = " or more" if forecast.unread else ""
    table.add_row("total", str(due), str(cached), str(sum(forecast.requests.values())), more)
    return table


def _row(line: Line) -> tuple[str, ...]:
    due = "the list" if line.part.lists else str(len(line.due) or "·")
    asked = (str(line.cached or "·"), str(line.requests or "·"))
    return (line.part.name, due, *asked, line.basis if line.requests or line.cached else "")


def _services(forecast: Forecast) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("service", "requests", "takes"):
        table.add_column(name, justify="left" if name == "service" else "right")
    for name, seconds in forecast.seconds.items():
        if seconds:
            table.add_row(name, str(forecast.requests[name]), lasting(seconds))
    return table


def _closing(forecast: Forecast) -> list[str]:
    said = [
        f"The list of {plugin} was never read to its end: what it holds comes on top. To know more:"
        f" collector run --only {plugin} --limit 1"
        for plugin in forecast.unread
    ]
    if longest := forecast.longest:
        takes = f"{'at least' if forecast.unread else 'about'} {lasting(forecast.takes)}"
        said.append(
            f"The run takes {takes}: the services work side by side, {longest} has most to do."
        )
    anew = any(line.part.lists and line.requests for line in forecast.lines)
    return [*said, "Nothing was asked." + anew * " What the list brings anew comes on top."]
