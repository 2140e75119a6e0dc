"""``collector review``: what is in doubt, and a person's word on it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.store import Store
    from collector.store.rows import MatchRow

__all__ = ["command"]

F = TypeVar("F", bound=Callable[..., Any])

_record = click.argument("record")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def _service(said: str) -> Callable[[F], F]:
    return click.option("--service", default="", metavar="NAME", help=said)


_which = _service("Which, if several are in doubt.")


@click.group("review", short_help="Decide what is in doubt.", invoke_without_command=True)
@workspace_option
@_service("Only matches at this service.")
@click.option("--limit", type=click.IntRange(min=1), default=100, help="At most so many.")
@_json
@click.pass_context
def command(ctx: click.Context, *, service: str, limit: int, as_json: bool) -> None:
    """Show what waits for a decision: the candidates, and what speaks for and against each.

    On a terminal, one key decides. Elsewhere, the cases are listed; decide with the commands
    below. A decision is kept for ever, until it is taken back with `undo`.

    With --json, a command below that decides prints its name (command), subject, service, the
    ids it was about (ids; none for `undo`) and what came of it (effect): shown, review (what is
    left is in doubt), nothing (the record goes without) or asked (the next run asks).
    """
    if ctx.invoked_subcommand is not None:
        return
    from collector.cli.deciding import deciding, nothing, reading

    context: CliContext = ctx.obj
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        with reading(context) as store:
            _list(store, _waiting(context, store, service, limit), nothing(service), as_json)
        return
    from collector.cli.asking import ask

    with deciding(context) as desk:
        ask(desk, _waiting(context, desk.store, service, limit), nothing(service))


def _waiting(context: CliContext, store: Store, service: str, limit: int) -> list[MatchRow]:
    from collector.cli.services import Services

    if service:
        Services(context.config(), store).known(service)
    return store.reviews(limit, service)


def _list(store: Store, rows: Sequence[MatchRow], empty: str, as_json: bool) -> None:
    from collector.cli.evidence import as_document, print_case

    if as_json:
        documents = [as_document(store.view(row.subject), row) for row in rows]
        click.echo(json.dumps(documents, indent=2, ensure_ascii=False))
        return
    for row in rows:
        print_case(store.view(row.subject), row)
    if not rows:
        click.echo(empty)


@command.command("show", short_help="All candidates of a record.")
@workspace_option
@_record
@_json
@click.pass_obj
def show(context: CliContext, *, record: str, as_json: bool) -> None:
    """Show every match of RECORD (an id, a slug, a title or a name), decided or not."""
    from collector.cli.deciding import reading
    from collector.cli.subjects import one_subject

    with reading(context) as store:
        subject = one_subject(store, record)
        _list(store, store.matches(subject), f"Nothing was compared with {subject}.", as_json)


@command.command("accept", short_help="It is this candidate.")
@workspace_option
@_record
@click.argument("candidate", default="1")
@_which
@_json
@click.pass_obj
def accept(
    context: CliContext, *, record: str, candidate: str, service: str, as_json: bool
) -> None:
    """Take CANDIDATE (its number or id; default: the first) for RECORD."""
    from collector.cli.deciding import deciding, ids_of, one_case, tell

    with deciding(context) as desk:
        row = one_case(context, desk.store, record, service)
        ids = ids_of(row, [candidate])
        effect = desk.accept(row, ids[0])
    tell("accept", row.subject, row.service, effect, ids, as_json=as_json)


@command.command("reject", short_help="It is not these candidates.")
@workspace_option
@_record
@click.argument("candidates", nargs=-1, required=True)
@_which
@_json
@click.pass_obj
def reject(
    context: CliContext, *, record: str, candidates: tuple[str, ...], service: str, as_json: bool
) -> None:
    """Rule CANDIDATES (numbers or ids) out for RECORD, for ever."""
    from collector.cli.deciding import deciding, ids_of, one_case, tell

    with deciding(context) as desk:
        row = one_case(context, desk.store, record, service)
        ids = ids_of(row, candidates)
        effect = desk.reject(row, ids)
    tell("reject", row.subject, row.service, effect, ids, as_json=as_json)


@command.command("none", short_help="It is none of them.")
@workspace_option
@_record
@_which
@_json
@click.pass_obj
def none(context: CliContext, *, record: str, service: str, as_json: bool) -> None:
    """Rule every candidate of RECORD out, at the service that is in doubt or named."""
    from collector.cli.deciding import deciding, one_case, tell

    with deciding(context) as desk:
        row = one_case(context, desk.store, record, service)
        ids = [one.id for one in row.candidates]
        effect = desk.reject(row, ids)
    tell("none", row.subject, row.service, effect, ids, as_json=as_json)


@command.command("pin", short_help="It is the one with this id or address.")
@workspace_option
@_record
@click.argument("service")
@click.argument("what")
@_json
@click.pass_obj
def pin(context: CliContext, *, record: str, service: str, what: str, as_json: bool) -> None:
    """Say that RECORD is WHAT (an id, or the address of its page) at SERVICE."""
    from collector.cli.deciding import deciding, tell
    from collector.cli.services import Services
    from collector.cli.subjects import one_subject

    text = what.strip()
    with deciding(context) as desk:
        subject, services = one_subject(desk.store, record), Services(context.config(), desk.store)
        kept = desk.id_of(subject, service, text)
        id_ = kept or services.read_pin(subject, service, text)
        effect = desk.pin(subject, service, id_)
    tell("pin", subject, service, effect, [id_], as_json=as_json)


@command.command("undo", short_help="Take the last decision on a record back.")
@workspace_option
@_record
@_service("The last decision about this one.")
@_json
@click.pass_obj
def undo(context: CliContext, *, record: str, service: str, as_json: bool) -> None:
    """Take the last decision on RECORD back."""
    from collector.cli.deciding import deciding, tell
    from collector.cli.services import Services
    from collector.cli.subjects import one_subject

    with deciding(context) as desk:
        subject = one_subject(desk.store, record)
        if service:
            Services(context.config(), desk.store).known(service, subject.kind)
        named, effect = desk.undo(subject, service)
    tell("undo", subject, named, effect, as_json=as_json)
