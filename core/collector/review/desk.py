"""The desk at which a person decides; every decision is written together with what follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import NoneType
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from collector.model import Found, Lineup, Match, NotFound, Review, Speaker, Subject
from collector.review.again import answer_again
from collector.store import Outcome, Store
from collector.store.rows import MatchRow

__all__ = ["Desk", "Effect", "speaker_of_row", "with_statement"]

Effect: TypeAlias = Literal["shown", "review", "nothing", "asked"]
"""What a decision led to: a statement that is shown, another doubt, nothing at the service, or
that the next run asks."""

_EFFECTS: Mapping[type, Effect] = {
    Found: "shown",
    Review: "review",
    NotFound: "nothing",
    NoneType: "asked",
}

ASKED = "decided by hand; the next run asks"


@frozen
class Desk:
    """Takes decisions on matches.

    Attributes:
        store: Open for writing.
        author: Who decides, for the audit log.
    """

    store: Store
    author: str

    def accept(self, row: MatchRow, id: str) -> Effect:  # noqa: A002
        """It is this one: pinned, and shown at once."""
        with self.store.transaction():
            self.store.pin(row.subject, row.service, id, self.author)
            return self._settle(row)

    def reject(self, row: MatchRow, ids: Collection[str]) -> Effect:
        """It is none of these, for ever; what is left is decided anew."""
        with self.store.transaction():
            self.store.reject(row.subject, row.service, ids, self.author)
            return self._settle(row)

    def pin(self, subject: Subject, service: str, id: str) -> Effect:  # noqa: A002
        """It is the thing of this id, whether it was found or not."""
        row = self._row(subject, service)
        with self.store.transaction():
            self.store.pin(subject, service, id, self.author)
            return self._settle(row) if row else "asked"

    def id_of(self, subject: Subject, service: str, text: str) -> str:
        """The kept candidate that an id or address names; empty if it names none."""
        row = self._row(subject, service)
        known = row.candidates if row else ()
        return next((one.id for one in known if text in {one.id, one.url}), "")

    def undo(self, subject: Subject, service: str = "") -> tuple[str, Effect]:
        """Take the last decision on a subject back.

        Args:
            subject: Which.
            service: Only a decision about this service; empty for any.

        Returns:
            The service it was about, and what it led to.

        Raises:
            BadInput: There is none.
        """
        with self.store.transaction():
            service = self.store.undo_decision(subject, self.author, service)
            row = self._row(subject, service)
            return service, self._settle(row) if row else "asked"

    def _row(self, subject: Subject, service: str) -> MatchRow | None:
        return next((r for r in self.store.matches(subject) if r.service == service), None)

    def _settle(self, row: MatchRow) -> Effect:
        """Answer for the service from what is kept; else take back what may be wrong, and ask."""
        lineup = self.store.lineup()
        speaker = speaker_of_row(lineup, row) or _switched_off(row)
        view, row = self.store.view(row.subject), with_statement(self.store, row)
        answer = answer_again(view, row)
        kept = answer or NotFound(ASKED, Match(row.service, row.rung, row.candidates, row.scorer))
        inputs = self.store.inputs(view, speaker)
        self.store.answer(Outcome(row.subject, speaker, kept, inputs=inputs), lineup)
        if answer is None:
            self.store.mark_due(speaker, row.subject)
        return _EFFECTS[type(answer)] if speaker in lineup.speakers else "asked"


def with_statement(store: Store, row: MatchRow) -> MatchRow:
    """The evidence, its accepted candidate with what it states: that stands among the facts."""
    fact = store.fact(row.subject, row.plugin, row.part) if row.decision == "found" else None
    if fact is None:
        return row
    kept = [
        evolve(one, facts=fact.fields, licence=fact.licence) if one.accepted else one
        for one in row.candidates
    ]
    return evolve(row, candidates=kept)


def speaker_of_row(lineup: Lineup, row: MatchRow) -> Speaker | None:
    """Whose answer the evidence is for; None while its plugin is not enabled."""
    said = row.plugin, row.part
    return next((s for s in lineup.of(row.subject.kind) if (s.plugin, s.part) == said), None)


def _switched_off(row: MatchRow) -> Speaker:
    """Stands for a plugin that is not enabled: once it is, it is asked for being of a version."""
    return Speaker(row.plugin, row.part, row.subject.kind, version=0)
