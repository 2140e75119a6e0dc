"""Which album of Spotify a release is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import evolve, frozen

from collector.api import (
    Answer,
    Decision,
    Found,
    NotFound,
    Ours,
    Review,
    SubjectView,
    Theirs,
    TrackRef,
    barcode_forms,
    decide,
    ours_of,
    promise,
    same_barcode,
    search_terms,
)
from collector_spotify.catalogue import HITS, Catalogue
from collector_spotify.shapes import Album

__all__ = ["Albums"]

SERVICE = "spotify"
COMPARED = 3
"""Search hits whose tracks are fetched, one request each, until one decides."""

SPELLED_ALIKE = 0.9
"""The artist component from which on a name is the same name."""

PROMISING = 0.80
"""What an album must be able to score to be worth a request."""


@frozen
class Albums:
    """Albums by their words, then by barcode."""

    catalogue: Catalogue
    name: str = "album"
    version: int = 1
    subjects: Any = "release"
    service: str = SERVICE
    needs: frozenset[str] = frozenset(
        f"release.{name}"
        for name in ("title", "artists", "year", "labels", "formats", "barcodes", "tracklist")
    )
    provides: frozenset[str] = frozenset({"release.spotify", "release.spotify_artists"})
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=7)
    batch_size: int = 1

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for one release."""
        return [self._one(view) for view in subjects]

    def _one(self, view: SubjectView) -> Answer:
        ours, albums = ours_of(view), dict[str, Album]()
        pin = view.pins.get(SERVICE, "")
        if pin:
            return self._pinned(ours, view, pin)
        if not ours.title:
            return NotFound("the record has no title to search for")
        rejected = view.rejected.get(SERVICE, frozenset())
        for found in self._steps(ours, albums, rejected):
            albums |= found
            decision = _decide(ours, albums.values(), view, "text")
            if decision.verdict == "accept" and _verified(ours, decision):
                return _answer(albums, decision)
        return _answer(albums, _decide(ours, albums.values(), view, "text"))

    def _pinned(self, ours: Ours, view: SubjectView, pin: str) -> Answer:
        """The album that a person chose, or none: nothing else is looked for."""
        album = self.catalogue.album(pin)
        # The id stays the one that was chosen, whichever id the answer carries.
        known = {pin: evolve(album, id=pin)} if album else dict[str, Album]()
        decision = _decide(ours, known.values(), view, "pin")
        if not album:
            return NotFound(f"the pinned album {pin} is not at Spotify", decision.match)
        return _answer(known, decision)

    def _steps(
        self, ours: Ours, known: Mapping[str, Album], rejected: frozenset[str]
    ) -> Iterator[dict[str, Album]]:
        """Ways to the album, cheapest first; each is gone only if those before did not decide.

        The words come before the barcode: one search finds nearly every album, and its page
        tells the barcode too, while the barcode's forms cost a search each.
        """
        for query in _queries(ours, known):
            hits = {album.id: album for album in self.catalogue.search(query)}
            new = {key: hits[key] for key in hits.keys() - known.keys() - rejected}
            yield new
            for album_id in _promising(ours, new.values()):
                yield self._details(album_id)
        if _barcode_may_help(ours, known.values()):
            yield from map(self._with_code, ours.barcodes)

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
            if any(same_barcode(code, _code(album)) for album in known.values()):
                break
        return known


def _queries(ours: Ours, known: Mapping[str, Album]) -> Iterator[str]:
    """Filters first; then the plain words, which forgive more, and other spellings."""
    (by, what), *others = search_terms(ours)
    if by:
        yield f"album:{_quoted(what)} artist:{_quoted(by)}"
    if not 0 < len(known) < HITS:  # else these words have shown all there is
        yield f"{by} {what}".strip()
    yield from (f"{by} {what}" for by, what in others)


def _barcode_may_help(ours: Ours, hits: Collection[Album]) -> bool:
    """Whether the words may have missed the album.

    A barcode counts only with a title that is alike. A short list of hits has shown all titles
    of these words; and where the artist is spelled as we do, its albums stand first.
    """
    if 0 < len(hits) < HITS:
        return False
    found = decide(ours, map(_theirs, hits), service=SERVICE).match.candidates
    return not any(one.components.get("artist", 0.0) >= SPELLED_ALIKE for one in found)


def _promising(ours: Ours, hits: Iterable[Album]) -> list[str]:
    """Those whose page is worth a request: nearest in year and number of tracks first."""
    offers = [(promise(ours, _theirs(hit)), hit) for hit in hits]
    good = [
        (-score, abs(hit.total_tracks - len(ours.tracks)), len(hit.name), hit.id)
        for score, hit in offers
        if score >= PROMISING
    ]
    return [hit_id for *_, hit_id in sorted(good)[:COMPARED]]


def _verified(ours: Ours, decision: Decision) -> bool:
    """Whether the accepted album's tracks were compared, if there is anything to compare."""
    best = decision.match.candidates[0]
    return not ours.tracks or "tracks" in best.components or decision.match.rung == "pin"


def _quoted(text: str) -> str:
    """A value of several words; a quotation mark inside would end it."""
    return '"' + " ".join(text.replace('"', " ").split()) + '"'


def _decide(ours: Ours, albums: Iterable[Album], view: SubjectView, rung: str) -> Decision:
    return decide(
        ours,
        map(_theirs, albums),
        service=SERVICE,
        rung=rung,
        pinned=view.pins.get(SERVICE, ""),
        rejected=view.rejected.get(SERVICE, frozenset()),
    )


def _theirs(album: Album) -> Theirs:
    names = tuple(artist.name for artist in album.artists)
    year = album.release_date[:4]
    return Theirs(
        album.id,
        album.name,
        ", ".join(names),
        url=album.external_urls.spotify,
        year=int(year) if year.isdecimal() else 0,
        tracks=tuple(
            TrackRef(track.name, track.duration_ms // 1000)
            for track in album.tracks.items
            if track is not None
        ),
        track_count=album.total_tracks,
        barcode=_code(album),
        artists=names,
    )


def _code(album: Album) -> str:
    return album.external_ids.upc or album.external_ids.ean


def _answer(albums: Mapping[str, Album], decision: Decision) -> Answer:
    if decision.verdict == "review":
        return Review(decision.match, "good, but not good enough to be sure")
    if decision.accepted is None:
        return NotFound("no album of Spotify is this record", decision.match)
    album, url = albums[decision.accepted.id], decision.accepted.url
    artists = [
        {"id": artist.id, "name": artist.name, "url": artist.external_urls.spotify}
        for artist in album.artists
    ]
    fields: dict[str, Any] = {"spotify": {"id": album.id, "url": url}}
    if artists:
        fields["spotify_artists"] = artists
    return Found(fields, decision.match, source_url=url)
