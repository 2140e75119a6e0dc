"""``collector skip``: what the owner never wants processed."""

from __future__ import annotations

import click

from collector.cli.options import CliContext, workspace_option

__all__ = ["command"]


@click.command("skip", short_help="Never process a release, or list what is skipped.")
@workspace_option
@click.argument("release", required=False)
@click.option("--why", default="", help="A note for yourself.")
@click.option("--undo", is_flag=True, help="Process it again.")
@click.pass_obj
def command(context: CliContext, *, release: str | None, why: str, undo: bool) -> None:
    """Skip RELEASE (an id, a slug or a title) from now on; its page goes with the next run.

    Without RELEASE, lists what is skipped.
    """
    from collector.cli.subjects import one_release
    from collector.engine.lock import only_run
    from collector.store import Store

    config = context.config()
    with only_run(config.store), Store.open(config.store) as store:
        if release is None:
            for row in store.skipped():
                click.echo(f"{row.key}  {row.title}  {row.why}".rstrip())
            return
        key = one_release(store, release)
        if undo:
            store.unskip(key, author="command line")
        else:
            store.skip(key, why, author="command line")
    click.echo(f"{key} is {'processed again' if undo else 'skipped'} from the next run on.")
