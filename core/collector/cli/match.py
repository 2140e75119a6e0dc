"""``collector match replay``: what the scorer of today makes of every decision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.review.replay import Figures, Replayed
    from collector.store import Store

__all__ = ["command"]


@click.group("match", short_help="Examine how matches are decided.")
def command() -> None:
    """Examine how matches are decided."""


@command.command("replay", short_help="Decide everything again, offline.")
@workspace_option
@click.option("--dry-run", is_flag=True, help="Only print; leave nothing to review.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def replay(context: CliContext, *, dry_run: bool, as_json: bool) -> None:
    """Score every kept candidate with the scorer of today, without asking a service.

    What a person decided is never touched; it tells how good the scorer is. An automatic decision
    that would be another one now is taken back and waits in `collector review`.

    With --json: scorer (its version), decided, left_out, accepted and accepted_right (precision),
    pinned and pinned_found (recall), calibration (low, high, right, judged) and flips (subject,
    service, before and after, each a decision and the id that is taken).
    """
    from collector.cli.deciding import reading, writing
    from collector.review import replay_all

    with (reading if dry_run else writing)(context) as store:
        found = replay_all(store, dry=dry_run)
        if as_json:
            click.echo(json.dumps(_document(found), indent=2, ensure_ascii=False))
        else:
            _print(store, found, dry=dry_run)


def _document(found: Figures) -> dict[str, Any]:
    from attrs import asdict, evolve

    plain = asdict(evolve(found, flips=()))
    return plain | {"flips": [_flip(one) for one in found.flips]}


def _flip(one: Replayed) -> dict[str, Any]:
    return {
        "subject": str(one.row.subject),
        "service": one.row.service,
        "before": list(one.before),
        "after": list(one.after),
    }


def _print(store: Store, found: Figures, *, dry: bool) -> None:
    kept = f", {found.left_out} without what was compared" if found.left_out else ""
    click.echo(f"scorer {found.scorer}: {found.decided} matches decided again{kept}")
    _share(
        "precision (what it takes, among those you judged)", found.accepted_right, found.accepted
    )
    _share("recall (what you named, taken by itself)", found.pinned_found, found.pinned)
    for one in found.calibration:
        if one.judged:
            _share(f"  best score {one.low:.2f} to {one.high:.2f}: right", one.right, one.judged)
    for flip in found.flips:
        record = store.record(flip.row.subject)
        title = record.get("title") or record.get("name", "")
        was, now = (" ".join(said).strip() for said in (flip.before, flip.after))
        what = f"{flip.row.subject.key} {title}: {flip.row.service}"
        click.echo(f"flip: {what}: was {was}, would be {now}")
    if not found.flips:
        click.echo("no decision would change")
    elif not dry:
        click.echo(f"{len(found.flips)} wait in: collector review")


def _share(what: str, part: int, whole: int) -> None:
    click.echo(f"{what}: {part} of {whole}" + (f" ({part / whole:.1%})" if whole else ""))
