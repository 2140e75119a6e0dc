"""``collector why``: who said what about a record, and why the shown value won."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from collector.cli.options import CliContext, workspace_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from collector.errors import BadInput
    from collector.model import SubjectView
    from collector.store import Explanation, FieldWhy

__all__ = ["command"]

WIDTH = 88


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
            raise _unsaid(field, store.explain(explained.subject))
        view = store.view(explained.subject)
    if as_json:
        click.echo(json.dumps(_document(explained), indent=2, ensure_ascii=False))
        return
    click.echo(click.style(f"{explained.subject} ({explained.slug})", bold=True))
    for one in explained.fields:
        _print_field(one, _whole if field else _short)
    if field is None:
        _print_answers(explained)
    _print_matches(explained, view)


def _unsaid(field: str, whole: Explanation) -> BadInput:
    from collector.config import did_you_mean
    from collector.errors import BadInput

    names = [one.field for one in whole.fields]
    return BadInput(
        f'nobody says anything about "{field}" of {whole.subject}{did_you_mean(field, names)}',
        hint=f"Its fields are {', '.join(names)}." if names else "",
    )


def _document(explained: Explanation) -> dict[str, Any]:
    from attrs import asdict

    return asdict(explained)


def _print_field(one: FieldWhy, words: Callable[[Any], str]) -> None:
    from collector.office.words import CREDIT, reason_of, speaker_named

    reason = f" ({speaker_named(one.source)}: {reason_of(one)})" if one.reason else ""
    click.echo(f"{one.field}: {words(one.value)}" + click.style(reason, dim=True))
    for said in one.said:
        mark, part = "*" if said.shown else " ", "" if said.plugin == CREDIT else f"/{said.part}"
        click.echo(f"  {mark} {speaker_named(said.plugin)}{part}: {words(said.value)}")
        off = "" if said.speaking else "(switched off)"
        origin = " ".join(filter(None, (said.fetched_at, said.source_url, said.licence, off)))
        if origin:
            click.echo(click.style(f"      {origin}", dim=True))


def _print_answers(explained: Explanation) -> None:
    for row in explained.ledger:
        detail = row.error if row.outcome in {"failed", "dead"} else row.why
        click.echo(f"{row.plugin}/{row.part}: {row.outcome} {row.answered_at} {detail}".rstrip())


def _print_matches(explained: Explanation, view: SubjectView) -> None:
    """How each answer was chosen, and what was not; of one field, those that speak of it."""
    from collector.cli.evidence import print_case

    said = {(one.plugin, one.part) for field in explained.fields for one in field.said}
    for row in explained.matches:
        if len(explained.fields) > 1 or (row.plugin, row.part) in said:
            click.echo()
            print_case(view, row)


def _whole(value: Any) -> str:
    from collector.wording import in_words

    return in_words(value)


def _short(value: Any) -> str:
    text = _whole(value)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
