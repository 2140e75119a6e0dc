"""``collector demo``: everything once, on a small world of its own."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collector_sandbox.server.sandbox import Sandbox
    from collector_sandbox.world import World

__all__ = ["demo", "program_called"]


@click.command("demo")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    metavar="DIR",
    help="The demo's workspace. Default: demo.",
)
@click.option(
    "--records", type=click.IntRange(min=1), help="Made-up records instead of the catalogue."
)
@click.option("--seed", default=1, help="Of the made-up records.")
@click.option("--serve", is_flag=True, help="Show the site afterwards, until Ctrl-C.")
def demo(folder: Path, records: int | None, seed: int, *, serve: bool) -> None:
    """Run everything on a small world of its own, without any account.

    Starts a sandbox that behaves like Discogs, Apple Music, Spotify and Wikipedia on this
    machine, points the ordinary plugins at it, runs, and builds the site.
    """
    from collector_sandbox.demo import Demo, become, run_demo
    from collector_sandbox.server import Options, Sandbox

    workspace = Demo(folder)
    workspace.prepare()
    options = Options(minute=workspace.seconds)
    sandbox = Sandbox(_world(records, seed), options, workspace.credentials())
    with _start(sandbox, workspace.port):
        code = run_demo(workspace, sandbox, click.echo)
    if code > 1:
        sys.exit(code)
    click.echo(f"\nThe site is in {folder / 'website' / 'public'}.")
    if serve:
        click.echo(f"$ collector site serve --workspace {folder}")
        become(folder, "site", "serve")
    again = ["demo", "--serve"]
    again += [] if folder == Path("demo") else ["--dir", str(folder)]
    again += ["--records", str(records), "--seed", str(seed)] if records else []
    click.echo(f"Look at it: {shlex.join([*program_called(), *again])}")
    sys.exit(code)


def program_called() -> list[str]:
    """How this program is called, so that a line of it works when it is pasted."""
    called = Path(sys.argv[0])
    if called.suffix == ".py":  # python -m collector
        return [sys.executable, "-m", "collector"]
    found = shutil.which(called.name)
    on_path = found is not None and Path(found).resolve() == called.resolve()
    return [called.name if on_path else str(called)]


def _world(records: int | None, seed: int) -> World:
    from collector_sandbox.catalogue import generate_world, load_world

    return load_world() if records is None else generate_world(records, seed)


def _start(sandbox: Sandbox, port: int) -> Sandbox:
    """On the port of the last time, if it is still free."""
    try:
        return sandbox.start(port)
    except OSError:
        return sandbox.start()
