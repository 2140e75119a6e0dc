"""``collector retry``: what failed is asked again in the next run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.config import Config

__all__ = ["command"]


@click.command("retry", short_help="Let the next run ask again what failed.")
@workspace_option
@click.option("--plugin", metavar="PLUGIN", help="Of this plugin alone.")
@click.option("--dead", is_flag=True, help="What was given up alone.")
@click.option("--not-found", is_flag=True, help="Also what a service did not have.")
@click.pass_obj
def command(context: CliContext, *, plugin: str | None, dead: bool, not_found: bool) -> None:
    """Let the next run ask again what failed, also what it had given up (dead)."""
    from collector.engine.lock import only_run
    from collector.plugins import known_name
    from collector.store import Store

    outcomes = {"dead"} if dead else {"dead", "failed"}
    if not_found:
        outcomes.add("not-found")
    config = context.config()
    names = {entry.name for entry in config.plugins} | {"images"}
    if plugin:
        names = {known_name(plugin, names)}
    if not config.store.exists():
        click.echo("Nothing is known yet: collector run")
        return
    with only_run(config.store), Store.open(config.store) as store:
        counts = {name: store.revive(outcomes, plugin=name) for name in sorted(names)}
    click.echo(_said(counts, config))


def _said(counts: Mapping[str, int], config: Config) -> str:
    """How many of what will be asked again, and what has to be switched on first."""
    counts = {name: number for name, number in counts.items() if number}
    if not counts:
        return "Nothing to retry."
    off = [entry.name for entry in config.plugins if entry.name in counts and not entry.enabled]
    each = ", ".join(f"{number} of {name}" for name, number in counts.items())
    first = "".join(f" collector plugins enable {name};" for name in off)
    return f"{each} will be asked again:{first} collector run"
