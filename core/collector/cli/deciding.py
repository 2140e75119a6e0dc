"""What the commands that decide share: the open store, the case that is meant, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collector.cli.options import CliContext
    from collector.model import Subject
    from collector.review import Desk, Effect
    from collector.store import Store
    from collector.store.rows import MatchRow

__all__ = ["deciding", "ids_of", "nothing", "one_case", "reading", "tell", "writing"]

AUTHOR = "command line"


@contextmanager
def reading(context: CliContext) -> Iterator[Store]:
    """The store, to look at.

    Raises:
        BadInput: There is none yet.
    """
    from collector.errors import BadInput
    from collector.store import Store

    path = context.config().store
    if not path.exists():
        raise BadInput("nothing is known yet", hint="Run first: collector run")
    with Store.open(path, read_only=True) as store:
        yield store


@contextmanager
def writing(context: CliContext) -> Iterator[Store]:
    """The store, to change, while no run goes on.

    Raises:
        BadInput: There is no store yet.
        StoreBusy: A run goes on.
    """
    from collector.engine.lock import only_run
    from collector.errors import BadInput
    from collector.store import Store

    path = context.config().store
    if not path.exists():
        raise BadInput("nothing is known yet", hint="Run first: collector run")
    with only_run(path), Store.open(path) as store:
        yield store


@contextmanager
def deciding(context: CliContext) -> Iterator[Desk]:
    """The desk at that store; raises as :func:`writing`."""
    from collector.review import Desk

    with writing(context) as store:
        yield Desk(store, AUTHOR)


def one_case(context: CliContext, store: Store, record: str, service: str) -> MatchRow:
    """The case that is meant: of the service that is named, or the only one in doubt.

    Raises:
        BadInput: There is no such record or service, no case, or more than one.
    """
    from collector.cli.services import Services
    from collector.cli.subjects import one_subject
    from collector.errors import BadInput

    subject = one_subject(store, record)
    rows = [row for row in store.matches(subject) if row.candidates]
    if service:
        Services(context.config(), store).known(service, subject.kind)
    meant = [row for row in rows if row.service == service] if service else rows
    doubtful = [row for row in meant if row.decision == "review"]
    found = doubtful if len(doubtful) == 1 else meant
    if len(found) == 1:
        return found[0]
    if not found:
        where = f" at {service}" if service else ""
        raise BadInput(f"{subject} has no candidates{where}", hint="Pin one: collector review pin")
    services = ", ".join(row.service for row in found)
    raise BadInput(f"which service of {subject}: {services}?", hint="Say --service NAME.")


def ids_of(row: MatchRow, named: Sequence[str]) -> list[str]:
    """The ids of candidates: numbers, as they are shown, or ids.

    Raises:
        BadInput: One of them is neither.
    """
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


def nothing(service: str) -> str:
    """What is said where nothing waits, of one service or of all (empty)."""
    return f"Nothing is in doubt{' at ' + service if service else ''}."


def tell(
    command: str,
    subject: Subject,
    service: str,
    effect: Effect,
    ids: Sequence[str] = (),
    *,
    as_json: bool,
) -> None:
    """Say what a decision led to, in words or as a document."""
    if not as_json:
        from collector.office.words import EFFECTS

        click.echo(f"{service}: {'taken back' if command == 'undo' else EFFECTS[effect]}")
        return
    said = {"command": command, "subject": str(subject), "service": service}
    document = {**said, "ids": list(ids), "effect": effect}
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))
