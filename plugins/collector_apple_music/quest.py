"""The search for one release's album: what is known so far, and what follows from it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from attrs import define, field

from collector.api import (
    Answer,
    AuthRequired,
    Decision,
    NotFound,
    Ours,
    RetryLater,
    Review,
    ServiceDown,
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
from collector_apple_music.shapes import Album
from collector_apple_music.statement import found

__all__ = ["FOR_ALL", "SERVICE", "Quest"]

SERVICE = "apple-music"

COMPARED = 4
"""Search hits whose tracks are fetched; with twenty-five releases at once, a hundred."""

PROMISING = 0.6
"""What an album must be able to score: enough to be shown to a person."""

FOR_ALL = (AuthRequired, RetryLater, ServiceDown)
"""What is wrong with the service, not with one release: nobody asks on."""


@define
class Quest:
    """One release on its way to an album.

    Attributes:
        view: The release.
        ours: Its comparable side.
        terms: What to search for, best first.
        known: Albums that may be it, by id.
        error: Why it cannot be answered; the run is told.
    """

    view: SubjectView
    ours: Ours
    terms: Sequence[str]
    known: dict[str, Album] = field(factory=dict)
    error: Exception | None = None

    @classmethod
    def of(cls, view: SubjectView) -> Quest:
        """Begin."""
        ours = ours_of(view)
        terms = [] if SERVICE in view.pins else search_terms(ours)
        return cls(view, ours, [f"{by} {what}".strip() for by, what in terms])

    @property
    def pinned(self) -> str:
        """The album that a person chose; nothing else is looked for."""
        return self.view.pins.get(SERVICE, "")

    @property
    def open(self) -> bool:
        """Whether there is reason to go on."""
        return self.error is None and not self._settled()

    def _settled(self) -> bool:
        """Accepted on all evidence: a search hit alone lacks the tracks."""
        decision = self.decision()
        if decision.accepted is None:
            return False
        compared = "tracks" in decision.match.candidates[0].components
        return compared or not self.ours.tracks or decision.match.rung == "pin"

    def codes(self) -> list[str]:
        """Its barcodes, in all forms."""
        if self.pinned:
            return []
        return [form for code in self.ours.barcodes for form in barcode_forms(code)]

    def pin(self) -> list[str]:
        """What to ask for the album that a person chose."""
        return [self.pinned] if self.pinned else []

    def promising(self) -> list[str]:
        """Albums whose tracks are not known and may decide, best first."""
        if not self.open:
            return []
        rejected = self.view.rejected.get(SERVICE, frozenset())
        unknown = [
            album
            for album in self.known.values()
            if not album.relationships.tracks.data and album.id not in rejected
        ]
        offers = [(promise(self.ours, _theirs(album)), album.id) for album in unknown]
        good = sorted((offer for offer in offers if offer[0] >= PROMISING), reverse=True)
        return [album_id for _, album_id in good[:COMPARED]]

    def consider(self, hits: Iterable[Album]) -> None:
        """Take the hits of its own search; they lack the tracks."""
        for album in hits:
            self.known.setdefault(album.id, album)

    def learn(self, albums: Iterable[Album]) -> None:
        """Take what belongs to this release out of an answer that may be for many.

        An album that comes with its tracks replaces the search hit.
        """
        for album in albums:
            whole = bool(album.relationships.tracks.data)
            if self._mine(album) and (whole or album.id not in self.known):
                self.known[album.id] = album

    def _mine(self, album: Album) -> bool:
        code = album.attributes.upc
        shared = any(same_barcode(code, own) for own in self.ours.barcodes)
        return shared or album.id == self.pinned or album.id in self.known

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """What goes wrong for this release alone is no reason to fail the others."""
        try:
            yield
        except FOR_ALL:
            raise
        except Exception as error:  # noqa: BLE001 - handed to the run, which names it
            self.error = error

    def stop(self, error: Exception) -> None:
        """The service answers no more: what has been found by now is kept."""
        if self.open:
            self.error = error

    def decision(self) -> Decision:
        """What is known now."""
        return decide(
            self.ours,
            [_theirs(album) for album in self.known.values()],
            service=SERVICE,
            pinned=self.pinned,
            rejected=self.view.rejected.get(SERVICE, frozenset()),
        )

    def outcome(self) -> Answer | Exception:
        """The end of it."""
        if self.error is not None:
            return self.error
        decision = self.decision()
        if decision.accepted is not None:
            return found(self.known[decision.accepted.id], decision.match)
        if decision.verdict == "review":
            return Review(decision.match, "good, but not good enough to be sure")
        if self.pinned:
            return NotFound(
                f"the pinned album {self.pinned} is not in the catalogue", decision.match
            )
        if not self.terms:
            return NotFound("the record has no title to search for", decision.match)
        return NotFound("no album of the catalogue is this record", decision.match)


def _theirs(album: Album) -> Theirs:
    facts = album.attributes
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
