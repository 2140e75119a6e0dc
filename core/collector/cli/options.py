"""What all commands share: the workspace they work in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import evolve, frozen

if TYPE_CHECKING:
    from collector.config import Config

__all__ = ["CliContext", "workspace_option"]

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
    """Let a command take ``--workspace DIR`` after its name, too. Put it above ``@pass_obj``."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The folder with plugins.toml. Default: here.",
        expose_value=False,
        is_eager=True,
        callback=_store,
    )(command)


def _store(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.obj = evolve(ctx.obj, workspace=value)
