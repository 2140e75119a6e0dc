"""``collector why``: who said what about a record, and why the shown value won."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collector.store import Explanation, FieldWhy

__all__ = ["command"]

WIDTH = 88
REASONS = {
    "edit": "edited by hand, and so locked",
    "precedence": "first in [precedence] for this field",
    "order": "the last plugin in plugins.toml that says something",
    "cover": "the best-ranked cover of at least 500 pixels",
}


@click.command("why", short_help="Explain every value of a record.")
@workspace_option
@click.argument("record")
@click.argument("field", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def command(context: CliContext, *, record: str, field: str | None, as_json: bool) -> None:
    """Explain RECORD (an id, a slug, a title or a name), or one FIELD of it.

    For every field: each source's value, when and where it was fetched, and the rule that chose
    the one that is shown. Then what each service answered, and how a match was decided.
    """
    from collector.cli.subjects import one_subject
    from collector.errors import BadInput
    from collector.store import Store

    path = context.config().store
    if not path.exists():
        raise BadInput("nothing is known yet", hint="Run first: collector run")
    with Store.open(path, read_only=True) as store:
        explained = store.explain(one_subject(store, record), field)
    if field and not any(one.said or one.reason for one in explained.fields):
        raise BadInput(f'nobody says anything about "{field}" of {explained.subject}')
    if as_json:
        click.echo(json.dumps(_document(explained), indent=2, ensure_ascii=False))
        return
    click.echo(click.style(f"{explained.subject} ({explained.slug})", bold=True))
    for one in explained.fields:
        _print_field(one)
    if field is None:
        _print_answers(explained)


def _document(explained: Explanation) -> dict[str, Any]:
    from attrs import asdict

    return asdict(explained)


def _print_field(one: FieldWhy) -> None:
    reason = f" ({one.source or 'nobody'}: {REASONS[one.reason]})" if one.reason else ""
    click.echo(f"{one.field}: {_short(one.value)}" + click.style(reason, dim=True))
    for said in one.said:
        mark = "*" if said.shown else " "
        origin = f" {said.source_url}" if said.source_url else ""
        off = "" if said.speaking else ", switched off"
        click.echo(f"  {mark} {said.plugin}/{said.part}: {_short(said.value)}")
        click.echo(
            click.style(f"      {said.fetched_at}{origin} {said.licence}".rstrip() + off, dim=True)
        )


def _print_answers(explained: Explanation) -> None:
    for row in explained.ledger:
        detail = row.error if row.outcome in {"failed", "dead"} else row.why
        click.echo(f"{row.plugin}/{row.part}: {row.outcome} {row.answered_at} {detail}".rstrip())
    for match in explained.matches:
        for candidate in match.candidates:
            mark = "*" if candidate.accepted else " "
            parts = ", ".join(f"{name} {value:.2f}" for name, value in candidate.components.items())
            click.echo(
                f"  {mark} {match.service} by {match.rung or 'nothing'}: {candidate.artist}"
                f" - {candidate.title} [{candidate.id}] {candidate.score:.2f} {parts}".rstrip()
            )


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
