"""``collector review``: what is in doubt, and a person's word on it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.review import Desk, Effect
    from collector.store import Store
    from collector.store.rows import MatchRow

__all__ = ["command"]

AUTHOR = "command line"
EFFECTS = {
    "shown": "taken; the pages have it after: collector render",
    "review": "noted; what is left is still in doubt",
    "nothing": "noted; the record goes without",
    "asked": "noted; the next run asks the service",
}

_record = click.argument("record")
_service = click.option("--service", default="", help="Which, if several are in doubt.")


@click.group("review", short_help="Decide what is in doubt.", invoke_without_command=True)
@workspace_option
@click.option("--service", default="", help="Only matches at this service.")
@click.option("--limit", type=click.IntRange(min=1), default=100, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def command(ctx: click.Context, *, service: str, limit: int, as_json: bool) -> None:
    """Show what waits for a decision: the candidates, and what speaks for and against each.

    On a terminal, one key decides. Elsewhere, the cases are listed; decide with the commands
    below. A decision is kept for ever, until it is taken back with `undo`.
    """
    if ctx.invoked_subcommand is not None:
        return
    context: CliContext = ctx.obj
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        with _reading(context) as store:
            _list(store, _waiting(store, service, limit), as_json=as_json)
        return
    from collector.cli.asking import ask

    with _deciding(context) as desk:
        ask(desk, _waiting(desk.store, service, limit))


def _waiting(store: Store, service: str, limit: int) -> list[MatchRow]:
    return [row for row in store.reviews(limit) if service in {"", row.service}]


def _list(store: Store, rows: list[MatchRow], *, as_json: bool) -> None:
    from collector.cli.evidence import as_document, print_case

    if as_json:
        documents = [as_document(store.view(row.subject), row) for row in rows]
        click.echo(json.dumps(documents, indent=2, ensure_ascii=False))
        return
    for row in rows:
        print_case(store.view(row.subject), row)
    if not rows:
        click.echo("Nothing is in doubt.")


@command.command("show", short_help="All candidates of a record.")
@workspace_option
@_record
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def show(context: CliContext, *, record: str, as_json: bool) -> None:
    """Show every match of RECORD (an id, a slug, a title or a name), decided or not."""
    from collector.cli.subjects import one_subject

    with _reading(context) as store:
        _list(store, store.matches(one_subject(store, record)), as_json=as_json)


@command.command("accept", short_help="It is this candidate.")
@workspace_option
@_record
@click.argument("candidate", required=False)
@_service
@click.pass_obj
def accept(context: CliContext, *, record: str, candidate: str | None, service: str) -> None:
    """Take CANDIDATE (its number or id; default: the first) for RECORD."""
    with _deciding(context) as desk:
        row = _one(desk.store, record, service)
        _say(desk.accept(row, _ids(row, [candidate or "1"])[0]))


@command.command("reject", short_help="It is not these candidates.")
@workspace_option
@_record
@click.argument("candidates", nargs=-1, required=True)
@_service
@click.pass_obj
def reject(context: CliContext, *, record: str, candidates: tuple[str, ...], service: str) -> None:
    """Rule CANDIDATES (numbers or ids) out for RECORD, for ever."""
    with _deciding(context) as desk:
        row = _one(desk.store, record, service)
        _say(desk.reject(row, _ids(row, candidates)))


@command.command("none", short_help="It is none of them.")
@workspace_option
@_record
@_service
@click.pass_obj
def none(context: CliContext, *, record: str, service: str) -> None:
    """Rule every candidate of RECORD out."""
    with _deciding(context) as desk:
        row = _one(desk.store, record, service)
        _say(desk.reject(row, [one.id for one in row.candidates]))


@command.command("pin", short_help="It is the one with this id or address.")
@workspace_option
@_record
@click.argument("service")
@click.argument("what")
@click.pass_obj
def pin(context: CliContext, *, record: str, service: str, what: str) -> None:
    """Say that RECORD is WHAT (an id, or the address of its page) at SERVICE."""
    from collector.cli.subjects import one_subject

    with _deciding(context) as desk:
        _say(desk.pin(one_subject(desk.store, record), service, what))


@command.command("undo", short_help="Take the last decision on a record back.")
@workspace_option
@_record
@click.pass_obj
def undo(context: CliContext, *, record: str) -> None:
    """Take the last decision on RECORD back."""
    from collector.cli.subjects import one_subject

    with _deciding(context) as desk:
        click.echo(f"taken back: {desk.undo(one_subject(desk.store, record))}")


# -- what they share ---------------------------------------------------------------------------


@contextmanager
def _reading(context: CliContext) -> Iterator[Store]:
    from collector.errors import BadInput
    from collector.store import Store

    path = context.config().store
    if not path.exists():
        raise BadInput("nothing is known yet", hint="Run first: collector run")
    with Store.open(path, read_only=True) as store:
        yield store


@contextmanager
def _deciding(context: CliContext) -> Iterator[Desk]:
    from collector.engine.lock import only_run
    from collector.errors import BadInput
    from collector.review import Desk
    from collector.store import Store

    path = context.config().store
    if not path.exists():
        raise BadInput("nothing is known yet", hint="Run first: collector run")
    with only_run(path), Store.open(path) as store:
        yield Desk(store, AUTHOR)


def _one(store: Store, record: str, service: str) -> MatchRow:
    """The case that is meant: of the service that is named, or the only one in doubt."""
    from collector.cli.subjects import one_subject
    from collector.errors import BadInput

    subject = one_subject(store, record)
    rows = [row for row in store.matches(subject) if row.candidates]
    meant = [row for row in rows if row.service == service] if service else rows
    doubtful = [row for row in meant if row.decision == "review"]
    found = doubtful if len(doubtful) == 1 else meant
    if len(found) == 1:
        return found[0]
    services = ", ".join(row.service for row in found or rows)
    if not services:
        raise BadInput(f"{subject} has no candidates", hint="Pin one: collector review pin")
    raise BadInput(f"which service of {subject}: {services}?", hint="Say --service NAME.")


def _ids(row: MatchRow, named: tuple[str, ...] | list[str]) -> list[str]:
    """Numbers, as they are shown, or ids."""
    from collector.errors import BadInput

    ids = {one.id for one in row.candidates}
    numbers = {str(number): one.id for number, one in enumerate(row.candidates, 1)}
    for name in named:
        if name not in ids and name not in numbers:
            raise BadInput(
                f"{row.subject} has no candidate {name} at {row.service}",
                hint="See: collector review show",
            )
    return [name if name in ids else numbers[name] for name in named]


def _say(effect: Effect) -> None:
    click.echo(EFFECTS[effect])
