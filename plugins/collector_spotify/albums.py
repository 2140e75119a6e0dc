"""Which album of Spotify a release is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from attrs import evolve, frozen

from collector.api import (
    LADDER_FIELDS,
    Answer,
    Case,
    Cost,
    SubjectView,
    barcode_forms,
    same_barcode,
    search_terms,
)
from collector_spotify.addresses import id_in
from collector_spotify.catalogue import HITS, Catalogue
from collector_spotify.shapes import Album
from collector_spotify.statement import state, theirs

__all__ = ["Albums"]

SERVICE = "spotify"
COMPARED = 3
"""Search hits whose tracks are fetched, one request each, until one decides."""

SPELLED_ALIKE = 0.9
"""The artist component from which on a name is the same name."""

PROMISING = 0.80
"""What an album must be able to score to be worth a request."""


RELATED = 2
"""Albums that other catalogues name, of which so many are looked at."""

COST = Cost(each=1.75)
"""A search and a page for most; the page alone where another catalogue names the album."""


@frozen
class Albums:
    """Albums by what other catalogues know, by their words, then by barcode."""

    catalogue: Catalogue
    name: str = "album"
    version: int = 2  # 2: states the barcode of the album
    subjects: Any = "release"
    service: str = SERVICE
    needs: frozenset[str] = LADDER_FIELDS | {"release.apple_music"}
    provides: frozenset[str] = frozenset({"release.spotify", "release.spotify_artists"})
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=7)
    batch_size: int = 1
    cost: Cost = COST

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for one release."""
        return [self._one(view) for view in subjects]

    def read_pin(self, text: str) -> str:
        """The album's id in what a person typed; raises BadInput where there is none."""
        return id_in(text)

    def _one(self, view: SubjectView) -> Answer:
        case = Case(view, SERVICE, theirs)
        if case.pinned:
            self._pinned(case)
        elif case.ours.title:
            self._climb(case)
        return case.answer(state, "Spotify")

    def _pinned(self, case: Case[Album]) -> None:
        if album := self.catalogue.album(case.pinned):
            # The id stays the one that was chosen, whichever id the answer carries.
            case.known[case.pinned] = evolve(album, id=case.pinned)

    def _climb(self, case: Case[Album]) -> None:
        for found in self._steps(case):
            case.known |= found
            if case.settled:
                return

    def _steps(self, case: Case[Album]) -> Iterator[dict[str, Album]]:
        """Ways to the album, cheapest first; each is gone only if those before did not decide.

        An id that is known already costs one request, a search and a page two. The words come
        before the barcode: one search finds nearly every album, and its page tells the barcode
        too, while the barcode's forms cost a search each.
        """
        for album_id in case.related[:RELATED]:
            yield self._details(album_id)
        for query in _queries(case):
            hits = {album.id: album for album in self.catalogue.search(query)}
            new = {key: hits[key] for key in hits.keys() - case.known.keys() - case.rejected}
            yield new
            for album_id in case.promising(new.values(), PROMISING, COMPARED):
                yield self._details(album_id)
        if _barcode_may_help(case):
            yield from map(self._with_code, case.ours.barcodes)

    def _details(self, album_id: str) -> dict[str, Album]:
        album = self.catalogue.album(album_id)
        return {album.id: album} if album else {}

    def _with_code(self, code: str) -> dict[str, Album]:
        """The album that carries a barcode, in one of the forms in which it may be held.

        Search hits lack the code, so the album itself is asked; a hit that carries another code
        is kept, for it was offered, but does not end the search.
        """
        known: dict[str, Album] = {}
        for form in barcode_forms(code):
            for hit in self.catalogue.search(f"upc:{form}")[:1]:
                known |= self._details(hit.id)
            if any(same_barcode(code, theirs(album).barcode) for album in known.values()):
                break
        return known


def _queries(case: Case[Album]) -> Iterator[str]:
    """Filters first; then the plain words, which forgive more, and other spellings."""
    (by, what), *others = search_terms(case.ours)
    if by:
        yield f"album:{_quoted(what)} artist:{_quoted(by)}"
    if not 0 < len(case.known) < HITS:  # else these words have shown all there is
        yield f"{by} {what}".strip()
    yield from (f"{by} {what}" for by, what in others)


def _quoted(text: str) -> str:
    """A value of several words; a quotation mark inside would end it."""
    return '"' + " ".join(text.replace('"', " ").split()) + '"'


def _barcode_may_help(case: Case[Album]) -> bool:
    """Whether the words may have missed the album.

    A barcode counts only with a title that is alike. A short list of hits has shown all titles
    of these words; and where the artist is spelled as we do, its albums stand first.
    """
    if 0 < len(case.known) < HITS:
        return False
    found = case.decision().match.candidates
    return not any(one.components.get("artist", 0.0) >= SPELLED_ALIKE for one in found)
