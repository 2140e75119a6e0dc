"""A click group that imports a command when it is called, and turns errors into exit codes."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click
from click.exceptions import NoSuchCommand

from collector.cli.summaries import origin, summary
from collector.errors import CollectorError, UserError

__all__ = ["CollectorGroup"]

GROUP = "collector.commands"
INTERRUPTED = "interrupted; nothing is lost"


class CollectorGroup(click.Group):
    """The program's top group.

    Args:
        builtin: Command name to where it lives (``module:attribute``) and its line of help.
    """

    def __init__(
        self, *args: Any, builtin: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._builtin = dict(builtin or {})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The built-in commands in their order, then those of plugins."""
        return self._names(_offered())

    def _names(self, offered: Mapping[str, EntryPoint]) -> list[str]:
        return [*self._builtin, *sorted(offered.keys() - self._builtin.keys())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command.

        Raises:
            UserError: It comes from a plugin and cannot be imported.
        """
        if cmd_name in self._builtin:
            module, _, attribute = self._builtin[cmd_name][0].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        point = _offered().get(cmd_name)
        try:
            return _load(point) if point else None
        except UserError:
            if ctx.resilient_parsing:  # a shell completes a word: no place for errors
                return None
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a misspelt one, click guesses among those that are not loaded too.

        Raises:
            NoSuchCommand: There is none.
        """
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in ``--help``, made without importing any command."""
        offered = _offered()  # once: it looks at every installed distribution
        rows = [
            (name, self._builtin[name][1] if name in self._builtin else summary(offered[name]))
            for name in self._names(offered)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the command line; who interrupts that is told the same as later on."""
        try:
            return super().make_context(*args, **kwargs)
        except KeyboardInterrupt:
            click.echo(INTERRUPTED, err=True)
            raise click.exceptions.Exit(130) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a number that it returns is the exit code."""
        try:
            code = super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except UserError as error:
            _tell(error)
            ctx.exit(2)
        except (KeyboardInterrupt, click.Abort):
            click.echo(INTERRUPTED, err=True)
            ctx.exit(130)
        except Exception as error:  # noqa: BLE001 - the last place to say something useful
            _tell_bug(error, debug=bool(ctx.params.get("debug")))
            ctx.exit(1)
        if isinstance(code, int) and not isinstance(code, bool):
            ctx.exit(code)
        return code


def _offered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: EntryPoint) -> click.Command:
    try:
        command = point.load()
    except Exception as error:
        raise UserError(
            f"the command {point.name} ({origin(point)}) cannot be loaded: "
            f"{type(error).__name__}: {error}",
            hint="reinstall or update that package",
        ) from error
    if not isinstance(command, click.Command):
        raise UserError(f"the command {point.name} ({origin(point)}) is no click command")
    from collector.cli.options import accept_workspace

    accept_workspace(command)
    return command


def _tell(error: CollectorError) -> None:
    """What happened, every problem on a line of its own, what to do next."""
    click.echo(f"error: {error.message}", err=True)
    for problem in getattr(error, "problems", ()):
        click.echo(f"  {problem}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)


def _tell_bug(error: Exception, *, debug: bool) -> None:
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    text = " ".join(str(error).split())
    click.echo(f"error: this is a bug: {type(error).__name__}: {text}", err=True)
    if not debug:
        click.echo("hint: `collector --debug ...` shows where; please report it", err=True)
