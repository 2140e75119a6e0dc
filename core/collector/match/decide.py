"""From scored candidates to a decision: the work first, then its edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from attrs import evolve, frozen

from collector.match import recordings
from collector.match.apart import names_another
from collector.match.barcode import same_barcode
from collector.match.evidence import compared
from collector.match.records import Ours, Theirs
from collector.match.relations import Relations
from collector.match.score import Scored, score
from collector.match.similarity import title_similarity
from collector.match.titles import split_title
from collector.match.tracks import SAME_TRACKS
from collector.model import Candidate, Match

__all__ = ["SCORER_VERSION", "Decision", "decide"]

SCORER_VERSION = 5
"""Raised when the same candidates can be decided differently."""

ACCEPT, MARGIN, REVIEW = 0.90, 0.05, 0.60
LIKE = 0.5
"""An identifier that leads to another title is an error in somebody's data."""

NOTHING = Relations()

_OTHERS = {
    "another volume",
    "another artist",
    "other tracks",
    "another work",
    "another of its kind",
}
"""Caps that speak of another thing, whatever its identifier."""

YEARS = 3
"""So many years may lie between a record and the date that a service gives."""

_RUNGS = ("relation", "barcode")
"""Identifiers that decide a match, the stronger first."""

KEPT = 10
"""Candidates that are kept as evidence."""


@frozen
class Decision:
    """What became of the candidates.

    Attributes:
        verdict: ``accept``, ``review`` or ``none``.
        accepted: The chosen one, if any.
        match: The evidence.
        editions: Ids of all that are editions of the accepted work.
    """

    verdict: Literal["accept", "review", "none"]
    accepted: Theirs | None
    match: Match
    editions: frozenset[str] = frozenset()


def decide(
    ours: Ours,
    offers: Iterable[Theirs],
    *,
    service: str,
    rung: str = "text",
    pinned: str = "",
    rejected: Collection[str] = (),
    relations: Relations = NOTHING,
) -> Decision:
    """Choose among candidates.

    Args:
        ours: The release.
        offers: What the service has; the same id counts once.
        service: Its name, for the evidence.
        rung: How they were found: ``relation``, ``barcode`` or ``text``.
        pinned: Id that a person chose: accepted whatever the score, and nothing else instead of it.
        rejected: Ids that a person ruled out.
        relations: What other catalogues know.
    """
    unique = {offer.id: offer for offer in offers if offer.id not in rejected}
    lifted = (_lifted(ours, one, relations) for one in unique.values())
    scored = sorted(lifted, key=_rank, reverse=True)
    if pinned in unique:
        return _decision("accept", unique[pinned], scored, service, "pin")
    if pinned:
        return _decision("none", None, scored, service, "pin")
    alive = [one for one in scored if not one.veto]
    if not alive or alive[0].score < REVIEW:
        return _decision("none", None, scored, service, rung)
    best = alive[0]
    same = [one for one in alive if _same_work(best, one)]
    rivals = [one.score for one in alive if one not in same]
    if best.score < ACCEPT or best.score - max(rivals, default=0.0) < MARGIN:
        return _decision("review", None, scored, service, rung)
    decision = _decision("accept", _edition(ours, same), scored, service, rung)
    return evolve(decision, editions=frozenset(one.theirs.id for one in same))


def _rank(one: Scored) -> tuple[float, str]:
    return one.score, one.theirs.id


def _lifted(ours: Ours, theirs: Theirs, relations: Relations) -> Scored:
    """A verified identifier outweighs a differing text, if nothing rules it out."""
    plain = score(ours, theirs)
    verified = dict(relations.speak_for(theirs))
    if any(same_barcode(code, theirs.barcode) for code in ours.barcodes):
        verified["barcode"] = 1.0
    against = set(plain.caps) & _OTHERS
    if plain.components.get("tracks", 0.0) >= SAME_TRACKS:
        against -= {"another artist"}  # composer, conductor, orchestra: shops name others first
    if "far more tracks" in plain.caps:
        against = set(plain.caps) - {"far more tracks"}
    if not verified or plain.veto or against or title_similarity(ours.title, theirs.title) < LIKE:
        return plain
    lifted = 0.85 + 0.10 * plain.score + 0.05
    evidence = {**plain.components, **verified}
    return Scored(theirs, round(lifted, 4), evidence, plain.caps)


def _same_work(best: Scored, one: Scored) -> bool:
    """Whether two candidates are editions of one work; ten of them are no doubt."""
    mine, other = split_title(best.theirs.title), split_title(one.theirs.title)
    verified = (
        min(best.components.get("tracks", 0.0), one.components.get("tracks", 0.0)) >= SAME_TRACKS
    )
    if _ours_twice(best, one):
        return True
    return one is best or (
        not one.caps.keys() & _OTHERS
        and (mine.core, mine.numbers) == (other.core, other.numbers)
        and (mine.colour == other.colour or verified)
        and not names_another(mine, other, verified=verified)
        and (verified or _near(best.theirs.year, one.theirs.year))
    )


def _ours_twice(best: Scored, one: Scored) -> bool:
    """Whether both are known to hold our whole list: "Thriller" and "Thriller 25"."""
    both = (best, one)
    if min(it.score for it in both) < ACCEPT:
        return False
    if all(
        recordings.agree(it.components.get("tracks"), it.components.get("lengths")) for it in both
    ):
        return True
    mine, other = split_title(best.theirs.title), split_title(one.theirs.title)
    short, long = sorted((mine.core, other.core), key=len)
    goes_on = f"{long} ".startswith(f"{short} ") and mine.changing == other.changing
    whole = all(it.components.get("tracks", 0.0) >= recordings.WHOLE for it in both)
    return whole and goes_on and not names_another(mine, other, verified=True)


def _near(year: int, other: int) -> bool:
    """Whether two years tell no two records of one name apart."""
    return not (year and other) or abs(year - other) <= YEARS


def _edition(ours: Ours, same: Sequence[Scored]) -> Theirs:
    """The edition: tracks known, same barcode, likest title, nearest count, shortest title."""

    def fitness(one: Scored) -> tuple[object, ...]:
        count = one.theirs.count
        return (
            bool(ours.tracks) and "tracks" not in one.components,
            "barcode" not in one.components,
            -one.components["title"],
            abs(count - len(ours.tracks)) if count and ours.tracks else 0,
            len(one.theirs.title),
            -one.score,
            one.theirs.id,
        )

    return min((one for one in same if one.score >= ACCEPT), key=fitness).theirs


def _decision(
    verdict: Literal["accept", "review", "none"],
    accepted: Theirs | None,
    scored: Sequence[Scored],
    service: str,
    rung: str,
) -> Decision:
    best = accepted.id if accepted else ""
    kept = [one for one in scored if one.theirs.id == best]
    kept += [one for one in scored if one.theirs.id != best]
    evidence = [_candidate(one, accepted=one.theirs.id == best) for one in kept[:KEPT]]
    if accepted and rung != "pin":
        rung = next((one for one in _RUNGS if one in kept[0].components), rung)
    return Decision(verdict, accepted, Match(service, rung, evidence, SCORER_VERSION))


def _candidate(one: Scored, *, accepted: bool) -> Candidate:
    theirs = one.theirs
    return Candidate(
        theirs.id,
        theirs.title,
        theirs.artist,
        theirs.url,
        one.score,
        one.evidence,
        theirs.year or None,
        theirs.count or None,
        accepted=accepted,
        offer=compared(theirs),
    )
