"""Which album of Spotify a release is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen

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
)
from collector_spotify.catalogue import Catalogue
from collector_spotify.shapes import Album

__all__ = ["Albums"]

SERVICE = "spotify"
COMPARED = 3
"""Search hits whose tracks are fetched, one request each."""


@frozen
class Albums:
    """Albums by barcode, then by search."""

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
        if pin and (pinned := self.catalogue.album(pin)):
            return _answer({pin: pinned}, _decide(ours, [pinned], view, "pin"))
        for code in ours.barcodes:
            albums |= self._with_code(code)
            decision = _decide(ours, albums.values(), view, "barcode")
            if decision.verdict == "accept" and decision.match.rung == "barcode":
                return _answer(albums, decision)
        if not ours.title:
            return NotFound("the record has no title to search for")
        albums |= self._hits(ours, view)
        return _answer(albums, _decide(ours, albums.values(), view, "text"))

    def _with_code(self, code: str) -> dict[str, Album]:
        """The album that carries a barcode, in one of the forms in which it may be held.

        Search hits lack the code, so the album itself is asked.
        """
        for form in barcode_forms(code):
            for hit in self.catalogue.search(f"upc:{form}")[:1]:
                album = self.catalogue.album(hit.id)
                return {album.id: album} if album else {}
        return {}

    def _hits(self, ours: Ours, view: SubjectView) -> dict[str, Album]:
        """Search hits; the plausible ones with their tracks."""
        hits: dict[str, Album] = {}
        for query in _queries(ours):
            hits |= {album.id: album for album in self.catalogue.search(query)}
            likely = _decide(ours, hits.values(), view, "text").match.candidates
            plausible = [one.id for one in likely if one.score >= 0.5][:COMPARED]
            if plausible:
                detailed = [self.catalogue.album(album_id) for album_id in plausible]
                return hits | {album.id: album for album in detailed if album}
        return hits


def _queries(ours: Ours) -> list[str]:
    """Filters first; then the plain words, which forgive more."""
    title = _quoted(ours.title)
    if ours.various:
        return [f"album:{title}", ours.title]
    filtered = [f"album:{title} artist:{_quoted(credit)}" for credit in ours.credits]
    plain = [f"{credit} {ours.title}" for credit in ours.credits[:1]]
    return list(dict.fromkeys([*filtered, *plain]))


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
        barcode=album.external_ids.upc or album.external_ids.ean,
        artists=names,
    )


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
