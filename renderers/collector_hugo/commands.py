"""``collector site build`` and ``collector site serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

__all__ = ["site"]

_FOLDER = click.option(
    "--site",
    "folder",
    default="website",
    metavar="DIR",
    help="Folder of the Hugo site, relative to the workspace. Default: website.",
)


@click.group()
def site() -> None:
    """Make the finished website out of the pages, or look at it."""


@site.command()
@_FOLDER
@click.option(
    "--destination",
    default="website/public",
    metavar="DIR",
    help="Where the finished website goes, relative to the workspace. Default: website/public.",
)
@click.option("--base-url", default="", metavar="URL", help="Address the website will have.")
@click.pass_obj
def build(context: Any, folder: str, destination: str, base_url: str) -> None:
    """Build the finished website, ready to be copied to any web server."""
    from collector_hugo import finder, hugo

    workspace = _workspace(context)
    made = hugo.build(
        workspace / folder, workspace / destination, base_url=base_url, complete=finder.index
    )
    click.echo(f"The website is in {made}")


@site.command()
@_FOLDER
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=1313,
    show_default=True,
    help="Port of 127.0.0.1.",
)
@click.pass_obj
def serve(context: Any, folder: str, port: int) -> None:
    """Show the website on this machine until Ctrl-C; it follows every change."""
    from collector_hugo import hugo

    hugo.serve(_workspace(context) / folder, port=port, say=click.echo)


@site.command()
@_FOLDER
@click.argument("name", required=False, metavar="[FILE]")
@click.pass_obj
def own(context: Any, folder: str, name: str | None) -> None:
    """Copy FILE of the program's site to yours, to change it there; without it, list them all.

    Yours wins from then on; the others stay the program's, and come anew with a new version.
    """
    from collector_hugo import mounts

    there = _workspace(context) / folder
    if name is None:
        for one in mounts.ours():
            click.echo(f"{one}  (yours)" if (there / one).is_file() else one)
        return
    click.echo(f"{mounts.take_over(there, name)} is yours now")


def _workspace(context: Any) -> Path:
    """The workspace that ``collector`` was told, once it has been found to be one."""
    context.config()
    return Path(context.workspace)
