"""``collector render``: pages from the store, without a request."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from collector.cli.options import CliContext, workspace_option

__all__ = ["command"]


@click.command("render", short_help="Write the pages again, without a request.")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def command(context: CliContext, *, as_json: bool) -> None:
    """Write the pages from what the store knows. No request is sent; what is equal stays."""
    from collector.engine.handover import keeping_lists
    from collector.engine.lock import only_run
    from collector.engine.rendering import render_all, settle
    from collector.engine.workshop import Options, open_workshop
    from collector.images.darkroom import Darkroom
    from collector.store import Store

    pages: list[Any] = []
    failures: list[str] = []

    def failed(renderer: str, error: str) -> None:
        failures.append(f"{renderer}: the pages could not be written: {error}")

    with open_workshop(context.workspace, context.env, options=Options(offline=True)) as workshop:
        path = workshop.config.store
        with only_run(path), Store.open(path, clock=workshop.clock) as store, Darkroom() as room:
            kept = keeping_lists(store, workshop)
            settle(store, kept, lambda text: click.echo(text, err=as_json))
            render_all(store, kept, pages.append, failed, darkroom=room, anew=True)
    if as_json:
        figures = {
            p.renderer: {"written": p.written, "same": p.same, "removed": p.removed} for p in pages
        }
        click.echo(json.dumps(figures, indent=2))
    for page in pages if not as_json else ():
        click.echo(
            f"{page.renderer}: {page.written} files written, {page.same} as before,"
            f" {page.removed} removed"
        )
    for line in failures:
        click.echo(line, err=True)
    sys.exit(1 if failures else 0)
