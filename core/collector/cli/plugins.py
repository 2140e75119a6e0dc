"""``collector plugins``: which plugins there are, how they are, and their order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option
from collector.errors import BadInput

if TYPE_CHECKING:
    from collector.office.roster import PluginRow

__all__ = ["command"]


@click.group()
@workspace_option
def command() -> None:
    """List, switch and order the plugins of plugins.toml."""


@command.command("list", short_help="Every plugin, its state, and what is wrong with it.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@workspace_option
@click.pass_obj
def list_(context: CliContext, as_json: bool) -> None:
    """Every plugin in its order, its state, and what is wrong with it."""
    from collector.office.roster import order_problems, rows

    config = context.config()
    found, order = rows(config), order_problems(config)
    if as_json:
        document = {"plugins": list(map(_document, found)), "order_problems": order}
        click.echo(json.dumps(document, indent=2))
    else:
        _print(found, order)


@command.command(short_help="Switch a plugin on.")
@click.argument("name")
@workspace_option
@click.pass_obj
def enable(context: CliContext, name: str) -> None:
    """Switch a plugin on; one that plugins.toml does not name yet is added as the last."""
    from collector.office.roster import change, switched

    change(context.config(), lambda text: switched(text, name, on=True))
    click.echo(f"{name} is enabled")
    _tell_state(context, name)


@command.command()
@click.argument("name")
@workspace_option
@click.pass_obj
def disable(context: CliContext, name: str) -> None:
    """Switch a plugin off. What it said goes from the records, and comes back with it."""
    from collector.office.roster import change, switched

    change(context.config(), lambda text: switched(text, name, on=False))
    click.echo(f"{name} is disabled")


@command.command(short_help="Change the order: a later plugin's facts win.")
@click.argument("name")
@click.option("--before", metavar="OTHER", help="Put it right above OTHER.")
@click.option("--after", metavar="OTHER", help="Put it right below OTHER.")
@click.option("--first", is_flag=True, help="Put it above all.")
@click.option("--last", is_flag=True, help="Put it below all: its facts win.")
@workspace_option
@click.pass_obj
def move(
    context: CliContext, name: str, before: str | None, after: str | None, first: bool, last: bool
) -> None:
    """Change the order, which is the run order and the rank of facts (a later plugin wins)."""
    from collector.config import edit
    from collector.office.roster import change

    if sum((before is not None, after is not None, first, last)) != 1:
        raise click.UsageError("say one of --before, --after, --first and --last")

    def moved(text: str) -> str:
        rest = [one for one in edit.names(text) if one != name]
        other = before or after
        if other is not None and other not in rest:
            raise BadInput(f'"{other}" is not among the other plugins: {", ".join(rest)}')
        at = rest.index(other) + (after is not None) if other else len(rest) * last
        return edit.move(text, name, at)

    change(context.config(), moved)
    order = " > ".join(entry.name for entry in context.config().plugins)
    click.echo(f"the order is now: {order}")


def _tell_state(context: CliContext, name: str) -> None:
    """What is still missing before it can run."""
    from collector.plugins import check_order, load

    roster = load(context.config())
    plugin = roster.plugin(name)
    for problem in [*plugin.problems, *check_order(roster)]:
        click.echo(f"  {problem}")
    if plugin.hint:
        click.echo(f"  hint: {plugin.hint}")


def _document(row: PluginRow) -> dict[str, Any]:
    from attrs import asdict

    order = row.order or None
    return {**asdict(row), "order": order, "problems": list(row.problems)}


def _print(rows: list[PluginRow], order: list[str]) -> None:
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        package = f"{row.package} {row.version}".strip()
        place = row.order or "-"
        click.echo(f"{place:>3}  {row.name:<{width}}  {row.state:<13}  {package}".rstrip())
        for problem in row.problems:
            click.echo(f"       {problem}")
        if row.problems and row.hint:
            click.echo(f"       hint: {row.hint}")
    for problem in order:
        click.echo(f"order: {problem}")
