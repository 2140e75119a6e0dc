"""Asking for the albums of many releases with few requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen

from collector.api import (
    LADDER_FIELDS,
    Answer,
    Cost,
    MalformedAnswer,
    NotCached,
    RequestRefused,
    SubjectView,
)
from collector_apple_music.addresses import id_in
from collector_apple_music.catalogue import Catalogue
from collector_apple_music.quest import FOR_ALL, SERVICE, Quest
from collector_apple_music.shapes import Album

__all__ = ["Albums"]

COST = Cost(once=3, each=0.55)
"""Barcodes, ids and pages of all at once; a search for every other record."""


@frozen
class Albums:
    """Albums by barcode, by what other catalogues know, then by search; many at once."""

    catalogue: Catalogue
    name: str = "album"
    version: int = 2  # 2: states the barcode of the album
    subjects: Any = "release"
    service: str = SERVICE
    needs: frozenset[str] = LADDER_FIELDS
    provides: frozenset[str] = frozenset(
        {"release.apple_music", "release.cover", "release.editorial"}
    )
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=7)
    batch_size: int = 25
    cost: Cost = COST

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for up to twenty-five releases.

        One request for all barcodes; for what these do not decide, one for all ids that Wikidata
        knows, then a search each and one request for the pages of all that was found. A pinned
        album is asked for by its id, and nothing else instead of it.
        """
        quests = [Quest.of(view) for view in subjects]
        try:
            self._ask(quests)
        except (*FOR_ALL, NotCached) as error:
            for quest in quests:
                quest.stop(error)
        return [quest.outcome() for quest in quests]

    def read_pin(self, text: str) -> str:
        """The album's id in what a person typed; raises BadInput where there is none."""
        return id_in(text)

    def _ask(self, quests: Sequence[Quest]) -> None:
        self._together(quests, Quest.codes, self.catalogue.with_codes)
        self._together(quests, Quest.named, self.catalogue.with_ids)
        for turn in range(max((len(quest.terms) for quest in quests), default=0)):
            going = [quest for quest in quests if turn < len(quest.terms) and quest.open]
            for quest in going:
                self._search(quest, quest.terms[turn])
            self._together(going, Quest.pages, self.catalogue.with_ids)

    def _search(self, quest: Quest, term: str) -> None:
        with quest.guarded():
            quest.consider(self.catalogue.search(term))

    def _together(
        self,
        quests: Sequence[Quest],
        wanted: Callable[[Quest], Sequence[str]],
        fetch: Callable[[Sequence[str]], Sequence[Album]],
    ) -> None:
        """Fetch what all of them want at once; if that answer is malformed, one by one.

        So what is wrong with one release's album fails that release only.
        """
        asking = [(quest, wanted(quest)) for quest in quests if quest.error is None]
        everything = [one for _, values in asking for one in values]
        try:
            found = fetch(everything) if everything else ()
        except (MalformedAnswer, RequestRefused):
            self._one_by_one(asking, fetch)
            return
        for quest, values in asking:
            quest.learn(found if values else ())

    def _one_by_one(
        self,
        asking: Sequence[tuple[Quest, Sequence[str]]],
        fetch: Callable[[Sequence[str]], Sequence[Album]],
    ) -> None:
        for quest, values in asking:
            with quest.guarded():
                quest.learn(fetch(values) if values else ())
