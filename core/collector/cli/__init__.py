"""The command line. Only click and the standard library are imported before a command is called."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from collector import __version__
from collector.cli.group import CollectorGroup

__all__ = ["cli", "main"]

_COMMANDS = {
    "init": ("collector.cli.init:command", "Lay out a new workspace."),
    "run": ("collector.cli.run:command", "Read the collection, enrich it, render it."),
    "render": ("collector.cli.render:command", "Make the pages again, without the network."),
    "status": ("collector.cli.status:command", "Say what is done, due and stuck."),
    "retry": ("collector.cli.retry:command", "Give failed and dead subjects another chance."),
    "doctor": ("collector.cli.doctor:command", "Check settings, credentials and services."),
    "why": ("collector.cli.why:command", "Explain where a value comes from."),
    "review": ("collector.cli.review:command", "Decide what is in doubt."),
    "match": ("collector.cli.match:command", "Examine how matches are decided."),
    "skip": ("collector.cli.skip:command", "Keep a release out of processing."),
    "backup": ("collector.cli.backup:command", "Keep copies of the collection, put one back."),
    "plugins": ("collector.cli.plugins:command", "List, switch and order the plugins."),
    "completion": ("collector.cli.completion:command", "Print the shell's completion script."),
}


@click.group(cls=CollectorGroup, builtin=_COMMANDS)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder with plugins.toml. Default: here.",
)
@click.option(
    "--env",
    default="",
    envvar="COLLECTOR_ENV",
    metavar="NAME",
    help="Lay plugins.NAME.toml over plugins.toml. Default: $COLLECTOR_ENV.",
)
@click.option(
    "--debug",
    is_flag=True,
    envvar="COLLECTOR_DEBUG",
    help="Show the traceback of an unexpected error.",
)
@click.version_option(__version__, prog_name="collector")
@click.pass_context
def cli(ctx: click.Context, workspace: Path, env: str, debug: bool) -> None:  # noqa: ARG001
    """Turn a record collection into a searchable website that you keep.

    Start with `collector init`. Exit codes: 0 fine, 1 finished with failures listed,
    2 something must be changed first, 130 interrupted.
    """
    from collector.cli.options import CliContext

    ctx.obj = CliContext(workspace, env)


def main() -> None:
    """The command ``collector``; SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    cli(prog_name="collector")
