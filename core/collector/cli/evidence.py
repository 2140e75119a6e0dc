"""A match as people read it: ours above the candidates, and what speaks for and against each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from attrs import asdict

from collector.match import ours_of
from collector.match.words import in_words
from collector.office.words import decision_of

if TYPE_CHECKING:
    from collector.match import Ours
    from collector.model import Candidate, SubjectView
    from collector.store.rows import MatchRow

__all__ = ["as_document", "print_case"]


def as_document(view: SubjectView, row: MatchRow) -> dict[str, Any]:
    """A case as JSON."""
    ours, rejected = ours_of(view), view.rejected.get(row.service, frozenset())
    candidates = [
        asdict(one) | {"words": list(in_words(ours, one)), "rejected": one.id in rejected}
        for one in row.candidates
    ]
    return asdict(row) | {"subject": str(row.subject), "candidates": candidates}


def print_case(view: SubjectView, row: MatchRow) -> None:
    """Print a case.

    Args:
        view: The subject, with what a person decided.
        row: The evidence.
    """
    ours, rejected = ours_of(view), view.rejected.get(row.service, frozenset())
    status = decision_of(row)
    click.echo(click.style(f"{row.service}: {_ours(ours, view.fields)}", bold=True))
    click.echo(click.style(f"  {row.subject}, {status}", dim=True))
    for number, candidate in enumerate(row.candidates, 1):
        _print_candidate(number, candidate, ours, ruled_out=candidate.id in rejected)
    click.echo()


def _ours(ours: Ours, fields: Any) -> str:
    title = ours.title or str(fields.get("name", ""))
    year = str(max(ours.years)) if ours.years else ""
    return _line(title, ours.credits[0] if ours.credits else "", year, len(ours.tracks))


def _print_candidate(number: int, one: Candidate, ours: Ours, *, ruled_out: bool) -> None:
    mark = "*" if one.accepted else " "
    what = _line(one.title, one.artist, str(one.year or ""), one.tracks or 0)
    no = " (ruled out by you)" if ruled_out else ""
    click.echo(f"{mark} {number}  {what}  {one.score:.0%}{no}")
    for text in (", ".join(in_words(ours, one)), one.url or one.id):
        if text:
            click.echo(click.style(f"     {text}", dim=True))


def _line(title: str, artist: str, year: str, tracks: int) -> str:
    counted = "1 track" if tracks == 1 else f"{tracks} tracks" if tracks else ""
    by = f"{title} by {artist}" if artist else title
    return ", ".join(word for word in (by, year, counted) if word)
