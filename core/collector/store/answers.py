"""Recording what came of asking: facts, ledger, evidence and record in one transaction."""

from __future__ import annotations

from attrs import evolve

from collector.clock import to_iso
from collector.model import Found, Lineup, Match, NotFound
from collector.resolve import Statement
from collector.store import facts, ledger, records, subjects
from collector.store.codec import pack_candidates
from collector.store.outcome import Outcome, Recorded, inputs_of
from collector.store.part import Part

__all__ = ["MAX_ATTEMPTS", "Answers"]

MAX_ATTEMPTS = 5
"""So many failures in a row make a row dead."""


class Answers(Part):
    """Recording outcomes."""

    def answer(
        self, outcome: Outcome, lineup: Lineup, *, max_attempts: int = MAX_ATTEMPTS
    ) -> Recorded:
        """Record an outcome, all or nothing.

        Found replaces the speaker's statement, as does what was learned where nothing was found;
        not found and in doubt remove it, a failure leaves it. If the record changes, rows and
        credits follow, and the other speakers whose inputs changed become due. If the inputs
        changed while the speaker was asked (a hand edit, a pin), it is due again itself.

        Args:
            outcome: What came of asking.
            lineup: Who speaks.
            max_attempts: So many failures in a row make a row dead.

        Raises:
            BadInput: The subject is not in the store.
            PluginError: The statement is not JSON.
        """
        subject, speaker, now = outcome.subject, outcome.speaker, self._clock.now()
        with self._db.transaction():
            before = subjects.record(self._db, subject)
            view = subjects.decided(self._db, subject, before.fields)
            asked = inputs_of(view, speaker)
            row = ledger.next_row(
                ledger.row_of(self._db, subject, speaker), outcome, now, max_attempts
            )
            if outcome.answer is None:
                ledger.put(self._db, row)
                return Recorded(frozenset(), False, row.outcome, [], [])
            self._keep(outcome, to_iso(now))
            change = records.renew(self._db, before, lineup, to_iso(now), speaker=speaker)
            again = list(change.again)
            if outcome.inputs and outcome.inputs != asked:
                row = evolve(row, next_due=to_iso(now))
                again.append(speaker)
            elif speaker.needs & change.fields:
                # Its own answer is no reason to ask it again.
                row = evolve(row, inputs=inputs_of(evolve(view, fields=change.record), speaker))
            ledger.put(self._db, row)
        return Recorded(change.fields, bool(change.fields), row.outcome, change.new_artists, again)

    def _keep(self, outcome: Outcome, now: str) -> None:
        """Keep what the speaker said, and why."""
        subject, speaker, answer = outcome.subject, outcome.speaker, outcome.answer
        learned = isinstance(answer, NotFound) and answer.fields
        told = Found(learned) if learned else answer
        if isinstance(told, Found):
            said = Statement(speaker.plugin, speaker.part, dict(told.fields))
            facts.state(
                self._db, subject, said, now, source_url=told.source_url, licence=told.licence
            )
        else:
            facts.withdraw(self._db, subject, speaker.plugin, speaker.part, now)
        self._db.write(
            "DELETE FROM matches WHERE kind = ? AND subject = ? AND plugin = ? AND part = ?",
            (subject.kind, subject.key, speaker.plugin, speaker.part),
        )
        if answer is not None and answer.match is not None:
            decision = {Found: "found", NotFound: "not-found"}.get(type(answer), "review")
            why = "" if isinstance(answer, Found) else answer.why
            key = (subject.kind, subject.key, speaker.plugin, speaker.part)
            self._put_match(key, answer.match, decision, why, now)

    def _put_match(
        self, key: tuple[str, str, str, str], match: Match, decision: str, why: str, now: str
    ) -> None:
        decided = (match.service, decision, match.rung, why)
        self._db.write(
            "INSERT INTO matches (kind, subject, plugin, part, service, decision, rung, why,"
            " scorer, candidates, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, *decided, match.scorer, pack_candidates(match.candidates), now),
        )
