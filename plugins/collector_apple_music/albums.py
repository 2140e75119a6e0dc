"""Which album of the catalogue a release is, and what is taken from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    from_html,
    ours_of,
)
from collector_apple_music.catalogue import Catalogue
from collector_apple_music.shapes import Album, Artwork

__all__ = ["Albums"]

SERVICE = "apple-music"
LARGEST = 3000
"""Pixels; larger artwork is of no use on a page."""

COMPARED = 6
"""Search hits whose tracks are fetched; the right one is among the first or not there."""


@frozen
class Albums:
    """Albums by barcode, many at once; the rest by search."""

    catalogue: Catalogue
    name: str = "album"
    version: int = 1
    subjects: Any = "release"
    service: str = SERVICE
    needs: frozenset[str] = frozenset(
        f"release.{name}"
        for name in ("title", "artists", "year", "labels", "formats", "barcodes", "tracklist")
    )
    provides: frozenset[str] = frozenset(
        {"release.apple_music", "release.cover", "release.editorial"}
    )
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=7)
    batch_size: int = 25

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Answer for up to twenty-five releases: one request for all their barcodes."""
        codes = [
            form
            for view in subjects
            for code in view.fields.get("barcodes") or ()
            for form in barcode_forms(code)
        ]
        pins = [view.pins[SERVICE] for view in subjects if SERVICE in view.pins]
        known = self.catalogue.with_codes(codes) + self.catalogue.with_ids(pins)
        return [self._guarded(view, known) for view in subjects]

    def _guarded(self, view: SubjectView, known: Sequence[Album]) -> Answer | Exception:
        """One subject's malformed answer is no reason to fail the batch."""
        try:
            return self._one(view, known)
        except Exception as error:  # noqa: BLE001 - handed to the run, which names it
            return error

    def _one(self, view: SubjectView, known: Sequence[Album]) -> Answer:
        ours = ours_of(view)
        by_id = {album.id: album for album in known}
        pin = view.pins.get(SERVICE, "")
        decision = _decide(ours, by_id.values(), view, "barcode")
        if decision.verdict == "accept" and (pin or decision.match.rung == "barcode"):
            return _found(by_id, decision)
        if not ours.title:
            return NotFound("the record has no title to search for")
        by_id |= {album.id: album for album in self._hits(ours)}
        return _answer(by_id, _decide(ours, by_id.values(), view, "text"))

    def _hits(self, ours: Ours) -> list[Album]:
        """Search hits; the plausible ones with their tracks."""
        hits: dict[str, Album] = {}
        for term in _terms(ours):
            hits.update({album.id: album for album in self.catalogue.search(term)})
            likely = decide(ours, map(_theirs, hits.values()), service=SERVICE).match.candidates
            plausible = [one.id for one in likely if one.score >= 0.5][:COMPARED]
            if plausible:
                detailed = self.catalogue.with_ids(plausible)
                return list((hits | {album.id: album for album in detailed}).values())
        return list(hits.values())


def _terms(ours: Ours) -> list[str]:
    """What to search for: the whole credit, then the title alone for compilations of many."""
    if ours.various:
        return [ours.title]
    forms = [f"{credit} {ours.title}" for credit in ours.credits]
    return list(dict.fromkeys(" ".join(form.split()) for form in forms))


def _decide(ours: Ours, albums: Any, view: SubjectView, rung: str) -> Decision:
    return decide(
        ours,
        [_theirs(album) for album in albums if album.attributes],
        service=SERVICE,
        rung=rung,
        pinned=view.pins.get(SERVICE, ""),
        rejected=view.rejected.get(SERVICE, frozenset()),
    )


def _theirs(album: Album) -> Theirs:
    facts = album.attributes
    if facts is None:
        return Theirs(album.id, "", "")
    tracks = [song.attributes for song in album.relationships.tracks.data if song.attributes]
    year = facts.releaseDate[:4]
    return Theirs(
        album.id,
        facts.name,
        facts.artistName,
        url=facts.url,
        year=int(year) if year.isdecimal() else 0,
        tracks=tuple(TrackRef(one.name, one.durationInMillis // 1000) for one in tracks),
        track_count=facts.trackCount,
        label=facts.recordLabel,
        barcode=facts.upc,
    )


def _answer(by_id: Mapping[str, Album], decision: Decision) -> Answer:
    if decision.verdict == "accept":
        return _found(by_id, decision)
    if decision.verdict == "review":
        return Review(decision.match, "good, but not good enough to be sure")
    return NotFound("no album of the catalogue is this record", decision.match)


def _found(by_id: Mapping[str, Album], decision: Decision) -> Found:
    if decision.accepted is None:
        raise AssertionError("an accepted decision names what it accepted")
    album = by_id[decision.accepted.id]
    facts = album.attributes
    fields: dict[str, Any] = {"apple_music": {"id": album.id, "url": decision.accepted.url}}
    if facts and facts.artwork:
        fields["cover"] = _cover(facts.artwork)
    if facts and facts.editorialNotes and (text := from_html(facts.editorialNotes.standard)):
        fields["editorial"] = text
    return Found(fields, decision.match, source_url=decision.accepted.url)


def _cover(artwork: Artwork) -> dict[str, Any]:
    """The template filled in; the service never enlarges."""
    width, height = min(artwork.width, LARGEST), min(artwork.height, LARGEST)
    values = {"{w}": str(width), "{h}": str(height), "{c}": "bb", "{f}": "jpg"}
    url = artwork.url
    for name, value in values.items():
        url = url.replace(name, value)
    return {"url": url, "width": width, "height": height}
