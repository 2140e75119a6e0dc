"""From facts to a record: a pure function of statements, edits and the lineup.

A hand edit wins; then ``[precedence]`` for that field, best first; then the later speaker. Empty
values never win. A small cover yields to a larger one (:data:`SMALL_COVER`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import frozen

from collector.model import Fields, Kind, Lineup

__all__ = [
    "SMALL_COVER",
    "Choice",
    "EditValue",
    "Reason",
    "Resolved",
    "Statement",
    "choose",
    "is_empty",
    "resolve",
]

SMALL_COVER = 500
"""A cover whose shorter side is known to be under so many pixels yields to a larger one."""

_HOLDERS = (str, list, tuple, dict)

Reason: TypeAlias = Literal["edit", "precedence", "order", "cover"]


@frozen
class Statement:
    """What one speaker says about a subject."""

    plugin: str
    part: str
    fields: Fields


@frozen
class EditValue:
    """A hand edit of one field.

    Attributes:
        value: A JSON value; None says "empty on purpose".
        author: Who.
        at: When, UTC ISO 8601.
    """

    value: Any
    author: str = ""
    at: str = ""


@frozen
class Resolved:
    """A record.

    Attributes:
        fields: What is shown, by field name; no value is empty.
        sources: Field to the plugin it came from, or ``edit``.
        reasons: Field to why that one was taken.
    """

    fields: Fields
    sources: Mapping[str, str]
    reasons: Mapping[str, Reason]


@frozen
class Choice:
    """Whose value of a field is shown, and why; ``winner`` is None for a hand edit."""

    value: Any
    reason: Reason
    winner: Statement | None

    @property
    def source(self) -> str:
        """The plugin's name, or ``edit``."""
        return self.winner.plugin if self.winner else "edit"


def resolve(
    kind: Kind,
    statements: Sequence[Statement],
    edits: Mapping[str, EditValue],
    lineup: Lineup,
) -> Resolved:
    """Make a record of what was said.

    Args:
        kind: What the statements are about.
        statements: At most one for a speaker, in any order. Those of speakers that are not in the
            lineup do not count.
        edits: Field to hand edit.
        lineup: Who speaks, in which order.
    """
    names = sorted({name for said in statements for name in said.fields} | edits.keys())
    heard = _latest_first(kind, statements, lineup)
    chosen = {name: _choose(kind, name, heard, edits.get(name), lineup) for name in names}
    shown = {name: one for name, one in chosen.items() if one and not is_empty(name, one.value)}
    return Resolved(
        fields={name: one.value for name, one in shown.items()},
        sources={name: one.source for name, one in shown.items()},
        reasons={name: one.reason for name, one in shown.items()},
    )


def choose(
    kind: Kind,
    name: str,
    statements: Sequence[Statement],
    edit: EditValue | None,
    lineup: Lineup,
) -> Choice | None:
    """Decide one field; None if nobody in the lineup says anything about it."""
    return _choose(kind, name, _latest_first(kind, statements, lineup), edit, lineup)


def _choose(
    kind: Kind, name: str, heard: Sequence[Statement], edit: EditValue | None, lineup: Lineup
) -> Choice | None:
    if edit is not None:
        return Choice(edit.value, "edit", None)
    first = lineup.precedence.get(f"{kind}.{name}", ())
    ranked = _ranked(name, heard, first)
    if not ranked:
        return None
    best = _large_cover(ranked) if (kind, name) == ("release", "cover") else ranked[0]
    reason: Reason = "precedence" if best.plugin in first else "order"
    return Choice(best.fields[name], reason if best is ranked[0] else "cover", best)


def is_empty(name: str, value: Any) -> bool:
    """Whether a value says nothing: None, ``""``, ``[]``, ``{}``, or 0 for a year."""
    if value is None or (isinstance(value, _HOLDERS) and not value):
        return True
    return name == "year" and value == 0


def _latest_first(kind: Kind, statements: Sequence[Statement], lineup: Lineup) -> list[Statement]:
    """The statements of those in the lineup, the latest in it first."""
    place = {(s.plugin, s.part): place for place, s in enumerate(lineup.of(kind))}
    heard = [said for said in statements if (said.plugin, said.part) in place]
    return sorted(heard, key=lambda said: -place[said.plugin, said.part])


def _ranked(name: str, heard: Sequence[Statement], first: Sequence[str]) -> list[Statement]:
    """The statements that say something of the field, best first."""
    speaking = [said for said in heard if not is_empty(name, said.fields.get(name))]
    if not first:
        return speaking
    rank = {plugin: place for place, plugin in enumerate(first)}
    return sorted(speaking, key=lambda said: rank.get(said.plugin, len(rank)))


def _large_cover(ranked: Sequence[Statement]) -> Statement:
    sides = [_shorter_side(said.fields["cover"]) for said in ranked]
    for said, side in zip(ranked, sides, strict=True):
        if side is None or side >= SMALL_COVER:
            return said
    return max(zip(ranked, sides, strict=True), key=lambda pair: pair[1] or 0)[0]


def _shorter_side(cover: Any) -> float | None:
    """Pixels; None if the size is not known."""
    if not isinstance(cover, Mapping):
        return None
    sides = [cover.get("width"), cover.get("height")]
    known = [side for side in sides if isinstance(side, int | float) and side > 0]
    return min(known) if len(known) == len(sides) else None
