"""One release at one service: what is known so far, and what follows from it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from attrs import define, field

from collector.match.decide import REVIEW, Decision, decide
from collector.match.records import COMPARED_FIELDS, Ours, Theirs, ours_of
from collector.match.relations import Relations, relations_of
from collector.match.score import promise
from collector.model import Answer, Candidate, Fields, Found, NotFound, Review, SubjectView

__all__ = ["LADDER_FIELDS", "Case"]

LADDER_FIELDS = COMPARED_FIELDS | {"release.wikidata", "release.wikidata_artists"}
"""What an enricher reads that finds albums with a :class:`Case`."""

A = TypeVar("A")


@define
class Case(Generic[A]):
    """A release on its way to an album.

    The rungs of the ladder (pin, relation, barcode, text) are climbed by the enricher, in the order
    that costs its service least. What they bring is put into ``known``, and weighed here.

    Attributes:
        view: The release.
        service: The service's name, under which a person's decisions are kept.
        theirs: Gives an album's comparable side.
        known: Albums that may be it, by id.
        ours: The release's comparable side.
        relations: What other catalogues know of it.
    """

    view: SubjectView
    service: str
    theirs: Callable[[A], Theirs]
    known: dict[str, A] = field(factory=dict)
    ours: Ours = field(init=False)
    relations: Relations = field(init=False)

    @ours.default
    def _ours(self) -> Ours:
        return ours_of(self.view, self.service)

    @relations.default
    def _relations(self) -> Relations:
        return relations_of(self.view, self.service)

    @property
    def pinned(self) -> str:
        """The album that a person chose: nothing else is looked for. Empty if nobody did."""
        return self.view.pins.get(self.service, "")

    @property
    def rejected(self) -> frozenset[str]:
        """The albums that a person ruled out."""
        return self.view.rejected.get(self.service, frozenset())

    @property
    def related(self) -> list[str]:
        """Albums that another catalogue names as this one: Wikidata knows ids at many services.

        They save searches, and decide a match unless what is compared speaks against it.
        """
        return [one for one in self.relations.ids if one not in self.rejected]

    @property
    def settled(self) -> bool:
        """Accepted on all evidence: an album whose tracks are not known yet may be another."""
        decision = self.decision()
        if decision.accepted is None:
            return False
        compared = "tracks" in decision.match.candidates[0].components
        return compared or not self.ours.tracks or bool(self.pinned)

    def promising(self, albums: Iterable[A], least: float, most: int) -> list[str]:
        """Which albums' tracks are worth a request, best first.

        Args:
            albums: Those with tracks and those that were ruled out are passed over.
            least: What an album must be able to score.
            most: So many ids at the most.
        """
        offers = [one for one in map(self.theirs, albums) if one.id not in self.rejected]
        good = [
            (-score, abs(one.count - len(self.ours.tracks)), len(one.title), one.id)
            for one in offers
            if not one.tracks and (score := promise(self.ours, one)) >= least
        ]
        return [album_id for *_, album_id in sorted(good)[:most]]

    def decision(self) -> Decision:
        """What is known now."""
        return decide(
            self.ours,
            map(self.theirs, self.known.values()),
            service=self.service,
            pinned=self.pinned,
            rejected=self.rejected,
            relations=self.relations,
        )

    def answer(self, state: Callable[[A], Fields], shop: str) -> Answer:
        """The end of it.

        Args:
            state: Gives the fields that an album states.
            shop: The service's name as people know it.
        """
        decision = self.decision()
        taken = decision.accepted
        # With what others would state, so that a person's choice shows without a request.
        match = decision.match
        if taken is not None:
            facts = {one.id: state(self.known[one.id]) for one in match.candidates if _serious(one)}
            return Found(state(self.known[taken.id]), match.stating(facts), source_url=taken.url)
        if decision.verdict == "review":
            facts = {one.id: state(self.known[one.id]) for one in match.candidates}
            return Review(match.stating(facts), "good, but not good enough to be sure")
        return NotFound(self._why_not(shop), match)

    def _why_not(self, shop: str) -> str:
        if self.pinned:
            return f"the pinned album {self.pinned} is not at {shop}"
        if not self.ours.title:
            return "the record has no title to search for"
        return f"no album of {shop} is this record"


def _serious(one: Candidate) -> bool:
    """Whether a person may rather have meant this one, and all of it is known.

    What the accepted one states is kept as such.
    """
    return not one.accepted and one.score >= REVIEW and "tracks" in one.offer
