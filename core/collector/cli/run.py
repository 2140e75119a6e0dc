"""``collector run``: list, enrich, render."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NoReturn

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collector.cli.display import Display
    from collector.engine.report import Report
    from collector.engine.run import Plan
    from collector.engine.workshop import Workshop
    from collector.store import Store

__all__ = ["command"]


@click.command("run", short_help="Read the collection, enrich it, write the pages.")
@workspace_option
@click.option("--only", multiple=True, metavar="PLUGIN", help="Run these plugins alone.")
@click.option("--without", multiple=True, metavar="PLUGIN", help="Leave these plugins out.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many releases and artists.")
@click.option("--release", multiple=True, metavar="RELEASE", help="Look at this release alone.")
@click.option("--full", is_flag=True, help="Walk the whole list: finds what was sold or moved.")
@click.option("--refresh", is_flag=True, help="Ask everything anew, whatever is known.")
@click.option("--offline", is_flag=True, help="Send no request: answer from the cache.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document at the end.")
@click.option("--no-advice", is_flag=True, hidden=True, help="For programs that go on themselves.")
@click.pass_obj
def command(
    context: CliContext,
    /,
    *,
    release: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    no_advice: bool,
    **choices: Any,
) -> None:
    """Read the collection, ask the services, write the pages.

    A run does what is new, due, changed or failed before, and nothing else. It may be ended at
    any moment: the next one goes on.
    """
    from collector.cli.sources import refuse_nothing
    from collector.engine.handover import keeping_lists
    from collector.engine.lock import only_run
    from collector.engine.workshop import Options, open_workshop
    from collector.memory import few_heaps
    from collector.store import Store

    few_heaps()
    stop, inbox = threading.Event(), SimpleQueue[Any]()
    options = Options(offline=choices["offline"], dry=dry_run, refresh=choices["refresh"])
    with open_workshop(
        context.workspace, context.env, options=options, on_event=inbox.put, stop=stop
    ) as workshop:
        store_path = workshop.config.store
        refuse_nothing(workshop.roster, store_path)
        if dry_run:
            _dry_run(context, workshop, release, choices, as_json=as_json)
            return
        with only_run(store_path), Store.open(store_path, clock=workshop.clock) as store:
            kept = keeping_lists(store, workshop)
            plan = _plan(context, store, kept, release, choices)
            report = _run(kept, store, plan, inbox, stop, as_json=as_json)
    if not (as_json or no_advice):
        _advise(report, context.workspace)
    if report.outcome == "interrupted":
        _leave(130)
    sys.exit(0 if report.clean else 1)


def _dry_run(
    context: CliContext,
    workshop: Workshop,
    releases: tuple[str, ...],
    choices: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    """Say what a run would ask, tried on a copy of the store."""
    from collector.cli.forecast import print_forecast
    from collector.engine.handover import keeping_lists
    from collector.engine.rehearsal import copy_of, foresee

    with copy_of(workshop.config.store, workshop.clock) as store:
        plan = _plan(context, store, workshop, releases, choices)
        print_forecast(foresee(store, keeping_lists(store, workshop), plan), as_json=as_json)


def _plan(
    context: CliContext,
    store: Store,
    workshop: Workshop,
    releases: tuple[str, ...],
    choices: dict[str, Any],
) -> Plan:
    from collector.cli.subjects import one_release
    from collector.engine.run import Plan
    from collector.plugins import known_name

    names = {plugin.name for plugin in workshop.roster.ready} | {"images"}
    for name in (*choices["only"], *choices["without"]):
        known_name(name, names)
    return Plan(
        only=frozenset(choices["only"]),
        without=frozenset(choices["without"]),
        limit=choices["limit"],
        releases=tuple(one_release(store, text) for text in releases),
        full=choices["full"],
        refresh=choices["refresh"],
        offline=choices["offline"],
        env=context.env,
    )


def _run(
    workshop: Workshop,
    store: Store,
    plan: Plan,
    inbox: SimpleQueue[Any],
    stop: threading.Event,
    *,
    as_json: bool,
) -> Report:
    from collector.cli.sources import warnings
    from collector.engine.run import Run

    display = _display(as_json=as_json)
    with display:
        observers = [display.on_event]
        observers += [one.on_event for plugin in workshop.roster.ready for one in plugin.observers]
        report = Run(workshop, store, plan, observers, display.say, stop, inbox)()
        for warning in warnings(workshop.roster, store):
            display.say(warning)
            report.warnings.append(warning)
        left = _due(store, workshop, plan) if plan.offline else None
    if as_json:
        document = report.as_json() | ({} if left is None else {"due": left})
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print_report(report, left)
    return report


def _display(*, as_json: bool) -> Display:
    from collector.cli.display import Lines, Silence

    if as_json:
        return Silence()  # without the time it takes to import what draws
    from rich.console import Console

    from collector.cli.progress import Bars

    console = Console()
    return Bars(console) if console.is_terminal else Lines(click.echo)


def _print_report(report: Report, left: Mapping[str, int] | None) -> None:
    from rich.console import Console

    from collector.cli.summary import print_report

    print_report(Console(), report, left)


def _advise(report: Report, workspace: Path) -> None:
    """How to see what was made."""
    if report.outcome == "done" and any(page.renderer == "hugo" for page in report.pages.values()):
        here = workspace.expanduser().samefile(".")  # also if the current folder was deleted
        where = "" if here else f" --workspace {workspace}"
        click.echo(f"Look at it: collector site serve{where}")


def _due(store: Store, workshop: Workshop, plan: Plan) -> dict[str, int]:
    """How many answers each selected part is to give."""
    now = workshop.clock.now()
    return {
        f"{one.plugin}/{one.part}": store.due_count(one, now)
        for one in workshop.lineup.speakers
        if (one.plugin, one.part) in workshop.enrichers and plan.selects(one.plugin)
    }


def _leave(code: int) -> NoReturn:
    """End now: the interpreter would wait for workers that still wait for an answer."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
