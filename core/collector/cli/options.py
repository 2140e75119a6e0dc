"""What all commands share: the workspace they work in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import evolve, frozen

if TYPE_CHECKING:
    from collector.config import Config

__all__ = ["CliContext", "accept_workspace", "workspace_option"]

F = TypeVar("F", bound=Callable[..., Any])


@frozen
class CliContext:
    """What the top group knows; commands get it with ``@click.pass_obj``.

    Attributes:
        workspace: The folder with ``plugins.toml``.
        env: Name of the overlay; empty for none.
    """

    workspace: Path
    env: str

    def config(self) -> Config:
        """Read the workspace's configuration.

        Raises:
            ConfigError: It is missing or wrong.
        """
        from collector.config import read_config

        return read_config(self.workspace, self.env)


def workspace_option(command: F) -> F:
    """Let a command take ``--workspace DIR`` after its name, too."""
    return click.option("--workspace", **_OPTION)(command)


def accept_workspace(command: click.Command) -> None:
    """Give a plugin's command, and the commands below it, ``--workspace`` if it has none."""
    if not any("--workspace" in option.opts for option in command.params):
        command.params.append(click.Option(["--workspace"], **_OPTION))
    if isinstance(command, click.Group):
        for below in command.commands.values():
            accept_workspace(below)


def _store(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.obj = evolve(ctx.obj, workspace=value)


_OPTION: dict[str, Any] = {
    "type": click.Path(path_type=Path),
    "metavar": "DIR",
    "help": "The folder with plugins.toml. Default: here.",
    "expose_value": False,
    "is_eager": True,
    "callback": _store,
}
