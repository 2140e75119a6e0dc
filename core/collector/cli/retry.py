"""``collector retry``: what failed is asked again in the next run."""

from __future__ import annotations

import click

from collector.cli.options import CliContext, workspace_option

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
    if plugin:
        known_name(plugin, {entry.name for entry in config.plugins} | {"images"})
    with only_run(config.store), Store.open(config.store) as store:
        count = store.revive(outcomes, plugin=plugin)
    click.echo(f"{count} will be asked again: collector run" if count else "Nothing to retry.")
