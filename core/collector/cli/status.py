"""``collector status``: what the store holds, what is due, what failed, which services rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.cli.figures import Row
    from collector.store import Counts, RunRow, SpeakerCounts, Store

__all__ = ["command"]

FAILURES = 100
"""So many are in the document, unless all are asked for."""


@click.command("status", short_help="What is known, due, in doubt or failed.")
@workspace_option
@click.option("--failures", is_flag=True, help="List all that failed, with its error.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def command(context: CliContext, *, failures: bool, as_json: bool) -> None:
    """Say how the collection stands. Reads only; a run may go on meanwhile."""
    from collector.store import Store

    path = context.config().store
    if not path.exists():
        click.echo("{}" if as_json else "Nothing is known yet: collector run")
        return
    with Store.open(path, read_only=True) as store:
        if as_json:
            document = _document(store, None if failures else FAILURES)
            click.echo(json.dumps(document, indent=2, ensure_ascii=False))
            return
        _print(store.counts(), store.runs())
        if failures:
            _print_failures(store)


def _document(store: Store, limit: int | None) -> dict[str, Any]:
    from attrs import asdict

    from collector.rests import last_known

    runs = store.runs()
    return {
        **asdict(store.counts()),
        "last_run": asdict(runs[0]) if runs else None,
        "standing": last_known(runs),
        "failures": [
            {
                "subject": str(row.subject),
                "plugin": row.plugin,
                "part": row.part,
                "outcome": row.outcome,
                "attempts": row.attempts,
                "error": row.error,
            }
            for row in store.failures(limit)
        ],
    }


def _print(counts: Counts, runs: list[RunRow]) -> None:
    from rich.console import Console

    from collector.cli.figures import OUTCOMES, table_of
    from collector.clock import SystemClock, to_iso
    from collector.rests import in_sentences, last_known

    click.echo(
        f"{counts.releases} releases, {counts.artists} artists, {counts.copies} copies"
        + (f", {counts.gone} gone" if counts.gone else "")
        + (f", {counts.skipped} skipped" if counts.skipped else "")
    )
    console = Console()
    if rows := [_row(one) for one in counts.speakers if one.outcomes or one.due]:
        columns = [name for name in OUTCOMES if name != "rested"]
        console.print(table_of("plugin", [*columns, "due"], rows, console))
    for last in runs[:1]:
        ended = f"{last.outcome} {last.finished_at}" if last.outcome else "did not end"
        click.echo(f"last run: began {last.started_at}, {ended}")
    for line in in_sentences(last_known(runs), to_iso(SystemClock().now())):
        click.echo(line)
    _print_advice(counts)


def _row(one: SpeakerCounts) -> Row:
    from collector.cli.figures import NONE, OUTCOMES

    cells = {name: str(one.outcomes.get(name) or NONE) for name in OUTCOMES}
    return f"{one.plugin}/{one.part}", cells | {"due": str(one.due or NONE)}


def _print_advice(counts: Counts) -> None:
    from collector.store import MAX_ATTEMPTS

    if counts.review:
        waits = "1 waits" if counts.review == 1 else f"{counts.review} wait"
        click.echo(f"{waits} for your decision: collector review")
    if any(one.outcomes.get("failed") for one in counts.speakers):
        click.echo("what failed is asked again in the next run: collector status --failures")
    if counts.dead:
        were = "1 was" if counts.dead == 1 else f"{counts.dead} were"
        click.echo(
            f"{were} given up after {MAX_ATTEMPTS} failed attempts (dead): collector retry --dead"
        )


def _print_failures(store: Store) -> None:
    for row in store.failures(None):
        click.echo(f"{row.outcome}: {row.plugin}/{row.part}: {row.subject}: {row.error}")
