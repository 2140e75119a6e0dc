"""``collector backup``: copies of the store, and one of them put back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.errors import StoreError
    from collector.store.backup_names import Backup
    from collector.store.backups import Backups, Contents

__all__ = ["command"]


@click.group("backup", short_help="Keep copies of the collection, and put one back.")
@workspace_option
def command() -> None:
    """Keep copies of the collection, and put one back. They lie in backups/, beside the store.

    In a backup is all of the store: what you own, what each source said, your corrections,
    decisions and skips. Not in it are plugins.toml, templates/ and website/, which are files of
    yours to copy, pictures and the cache, which services give again, and secrets.
    """


@command.command("create", short_help="Copy the store, also while a run goes on.")
@workspace_option
@click.option("--note", default="", help="A note for yourself.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def create(context: CliContext, *, note: str, as_json: bool) -> None:
    """Copy the store as it is now, and check the copy. A run may go on meanwhile."""
    from collector.errors import BadInput

    backups = _backups(context)
    with backups.opened() as store:
        if store is None:
            raise BadInput("nothing is known yet", hint="Run first: collector run")
        backup = backups.create(store, "manual", note)
    contents = backups.examine(backup, thoroughly=False)
    if as_json:
        click.echo(_json(_row(backup, contents)))
        return
    click.echo(f"{backup.path}\n  {_figures(contents)}, checked")
    click.echo("  without plugins.toml, templates/, website/ and pictures: collector backup --help")


@command.command("list", short_help="Every backup, newest first.")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def list_(context: CliContext, *, as_json: bool) -> None:
    """Every backup, newest first: when and why it was made, and what is in it."""
    backups = _backups(context)
    rows = [_looked_at(backups, backup) for backup in backups.all()]
    if as_json:
        click.echo(_json([_row(backup, seen) for backup, seen in rows]))
        return
    for backup, seen in rows:
        click.echo(f"{backup.name}  {_described(backup, seen)}")
    if not rows:
        click.echo("No backup yet: collector backup create")


@command.command("verify", short_help="Examine a backup: is it whole?")
@workspace_option
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="Examine every backup.")
@click.pass_obj
def verify(context: CliContext, *, name: str | None, every: bool) -> None:
    """Examine the backup NAME (default: the newest), every page of it."""
    from collector.errors import BadInput, StoreError

    if name and every:
        raise BadInput("which: NAME, or --all?", hint="Say one of them.")
    backups = _backups(context)
    wrong: list[StoreError] = []
    for backup in [backups.named(name)] if name else _some(backups, every=every):
        try:
            seen = backups.examine(backup, thoroughly=True)
        except StoreError as error:
            wrong.append(error)
        else:
            click.echo(f"{backup.name}  good: {_figures(seen)}, schema {seen.schema}")
    if wrong:
        raise _refusal(wrong)


@command.command("restore", short_help="Put a backup in the place of the store.")
@workspace_option
@click.argument("name")
@click.pass_obj
def restore(context: CliContext, *, name: str) -> None:
    """Put the backup NAME in the place of the store. What is there is kept as a backup, too."""
    from collector.engine.lock import only_run
    from collector.store.restoring import restore as put_back

    backups = _backups(context)
    backup = backups.named(name)
    with only_run(backups.store):
        done = put_back(backups, backup)
    click.echo(f"{backups.store} is as in {backup.name}: {_figures(done.contents)}")
    if done.before:
        click.echo(f"  what was there: {done.before.name}")
    if done.aside:
        click.echo(f"  the damaged one was put aside: {done.aside}")
    click.echo("  to have its pages, too: collector render")


@command.command("prune", short_help="Remove old backups.")
@workspace_option
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="Keep the N newest.")
@click.option(
    "--older-than",
    type=click.IntRange(min=0, max=100_000),
    metavar="DAYS",
    help="Remove only those that are older than this.",
)
@click.pass_obj
def prune(context: CliContext, *, keep: int | None, older_than: int | None) -> None:
    """Remove old backups; the 10 newest stay, if nothing else is said.

    The newest one that is in order always stays. Files with other names are left alone.
    """
    age = None if older_than is None else timedelta(days=older_than)
    removed = _backups(context).prune(keep, age)
    for backup in removed:
        click.echo(f"removed: {backup.name}")
    if not removed:
        click.echo("Nothing to remove.")


# -- what they share ---------------------------------------------------------------------------


def _backups(context: CliContext) -> Backups:
    from collector.store.backups import Backups

    return Backups(context.config().store)


def _some(backups: Backups, *, every: bool) -> list[Backup]:
    from collector.errors import BadInput

    there = backups.all()
    if not there:
        raise BadInput("there is no backup yet", hint="Make one: collector backup create")
    return there if every else there[:1]


def _looked_at(backups: Backups, backup: Backup) -> tuple[Backup, Contents | StoreError]:
    from collector.errors import StoreError

    try:
        return backup, backups.examine(backup, thoroughly=False)
    except StoreError as error:
        return backup, error


def _refusal(wrong: list[StoreError]) -> StoreError:
    from collector.errors import StoreError

    if len(wrong) == 1:
        return wrong[0]
    said = "; ".join(str(error) for error in wrong)
    return StoreError(f"{len(wrong)} backups cannot be used: {said}", hint=wrong[0].hint)


def _row(backup: Backup, seen: Contents | StoreError) -> dict[str, Any]:
    from attrs import asdict

    from collector.clock import to_iso
    from collector.errors import StoreError

    empty = {"size": None, "schema": None, "records": None, "note": ""}
    return {
        "name": backup.name,
        "path": str(backup.path),
        "made_at": to_iso(backup.at),
        "kind": backup.kind,
        **(empty if isinstance(seen, StoreError) else asdict(seen)),
        "problem": str(seen) if isinstance(seen, StoreError) else "",
    }


def _described(backup: Backup, seen: Contents | StoreError) -> str:
    from collector.clock import to_iso
    from collector.errors import StoreError

    if isinstance(seen, StoreError):
        return f"{to_iso(backup.at)}  {backup.kind}  cannot be used: {seen}"
    note = " ".join(seen.note.split())
    why = f"{backup.kind}: {note}" if note else backup.kind
    return f"{to_iso(backup.at)}  {_figures(seen)}, schema {seen.schema}, {why}"


def _figures(contents: Contents) -> str:
    from rich.filesize import decimal

    return f"{contents.records} records, {decimal(contents.size)}"


def _json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
