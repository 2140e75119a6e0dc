"""``collector status``: what the store holds, what is due, what failed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.store import Counts, RunRow, Store

__all__ = ["command"]


@click.command("status", short_help="What is known, due, in doubt or failed.")
@workspace_option
@click.option("--failures", is_flag=True, help="List what failed, with its error.")
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
            click.echo(json.dumps(_document(store), indent=2, ensure_ascii=False))
            return
        counts = store.counts()
        _print(counts, store.last_run())
        if failures:
            _print_failures(store)


def _document(store: Store) -> dict[str, Any]:
    from attrs import asdict

    last = store.last_run()
    return {
        **asdict(store.counts()),
        "last_run": asdict(last) if last else None,
        "failures": [
            {
                "subject": str(row.subject),
                "plugin": row.plugin,
                "part": row.part,
                "outcome": row.outcome,
                "attempts": row.attempts,
                "error": row.error,
            }
            for row in store.failures()
        ],
    }


def _print(counts: Counts, last: RunRow | None) -> None:
    click.echo(
        f"{counts.releases} releases, {counts.artists} artists, {counts.copies} copies"
        + (f", {counts.gone} gone" if counts.gone else "")
        + (f", {counts.skipped} skipped" if counts.skipped else "")
    )
    for one in counts.speakers:
        said = ", ".join(f"{number} {name}" for name, number in sorted(one.outcomes.items()))
        due = f"; {one.due} due" if one.due else ""
        if said or due:
            click.echo(f"  {one.plugin + '/' + one.part:<24} {said or 'not asked yet'}{due}")
    if last is not None:
        ended = f"{last.outcome} {last.finished_at}" if last.outcome else "did not end"
        click.echo(f"last run: began {last.started_at}, {ended}")
    if counts.review:
        waits = "1 waits" if counts.review == 1 else f"{counts.review} wait"
        click.echo(f"{waits} for your decision: collector review")
    if counts.dead:
        click.echo(f"{counts.dead} were given up: collector retry --dead")


def _print_failures(store: Store) -> None:
    for row in store.failures():
        click.echo(f"{row.outcome}: {row.plugin}/{row.part}: {row.subject}: {row.error}")
