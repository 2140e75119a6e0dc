"""One key decides: the queue of doubts on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from collector.cli.evidence import print_case

if TYPE_CHECKING:
    from collector.model import Subject
    from collector.review import Desk
    from collector.store.rows import MatchRow

__all__ = ["ask"]

KEYS = "1-9 it is this one · n none of these · s skip · u undo the last · q quit"
NOTED = {
    "shown": "taken",
    "review": "noted; what is left is in doubt",
    "nothing": "noted: it is not there",
    "asked": "noted; the next run asks",
}


def ask(desk: Desk, rows: Sequence[MatchRow], empty: str) -> None:
    """Go through the cases; every key is written at once, so that nothing is lost on the way.

    Args:
        desk: Where decisions are written.
        rows: The cases.
        empty: What to say if there are none.
    """
    decided: list[tuple[int, Subject]] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        click.echo(click.style(f"[{at + 1} of {len(rows)}]", dim=True))
        print_case(desk.store.view(row.subject), row)
        key = _key(len(row.candidates))
        if key == "q":
            break
        if key == "u":
            at = _undo(desk, decided, at)
            continue
        if key != "s":
            click.echo(NOTED[_decide(desk, row, key)] + "\n")
            decided.append((at, row.subject))
        at += 1
    click.echo(_goodbye(len(decided), len(rows)) if rows else empty)


def _decide(desk: Desk, row: MatchRow, key: str) -> str:
    if key == "n":
        return desk.reject(row, [one.id for one in row.candidates])
    return desk.accept(row, row.candidates[int(key) - 1].id)


def _undo(desk: Desk, decided: list[tuple[int, Subject]], at: int) -> int:
    """Back to the case that was decided last."""
    if not decided:
        click.echo("nothing to take back\n")
        return at
    before, subject = decided.pop()
    desk.undo(subject)
    click.echo("taken back\n")
    return before


def _key(count: int) -> str:
    allowed = {str(number) for number in range(1, min(count, 9) + 1)} | set("nsuq")
    click.echo(KEYS)
    while (key := click.getchar()) not in allowed:
        if key in {"\x03", "\x04"}:
            raise click.Abort
    return key


def _goodbye(decided: int, waiting: int) -> str:
    left = f"; {waiting - decided} still in doubt" if waiting > decided else ""
    shown = ". The pages have it after: collector render" if decided else ""
    return f"{decided} decided{left}{shown}"
