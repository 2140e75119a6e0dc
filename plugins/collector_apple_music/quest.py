"""The search for one release's album among those of a whole batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from attrs import define, field

from collector.api import (
    Answer,
    AuthRequired,
    Case,
    RetryLater,
    ServiceDown,
    SubjectView,
    barcode_forms,
    same_barcode,
    search_terms,
)
from collector_apple_music.shapes import Album
from collector_apple_music.statement import state, theirs

__all__ = ["FOR_ALL", "SERVICE", "Quest"]

SERVICE = "apple-music"

COMPARED = 4
"""Search hits whose tracks are fetched; with twenty-five releases at once, a hundred."""

PROMISING = 0.6
"""What an album must be able to score: enough to be shown to a person."""

FOR_ALL = (AuthRequired, RetryLater, ServiceDown)
"""What is wrong with the service, not with one release: nobody asks on."""


@define
class Quest(Case[Album]):
    """One release on its way to an album.

    Attributes:
        terms: What to search for, best first.
        error: Why it cannot be answered; the run is told.
    """

    terms: Sequence[str] = field(init=False)
    error: Exception | None = None

    @terms.default
    def _terms(self) -> Sequence[str]:
        terms = () if self.pinned else search_terms(self.ours)
        return [f"{by} {what}".strip() for by, what in terms]

    @classmethod
    def of(cls, view: SubjectView) -> Quest:
        """Begin."""
        return cls(view, SERVICE, theirs)

    @property
    def open(self) -> bool:
        """Whether there is reason to go on."""
        return self.error is None and not self.settled

    def codes(self) -> list[str]:
        """Its barcodes, in all forms."""
        if self.pinned:
            return []
        return [form for code in self.ours.barcodes for form in barcode_forms(code)]

    def named(self) -> list[str]:
        """Ids to ask for: the one that a person chose, else those that other catalogues name."""
        if self.pinned:
            return [self.pinned]
        return self.related if self.open else []

    def pages(self) -> list[str]:
        """Albums whose tracks are not known and may decide, best first."""
        return self.promising(self.known.values(), PROMISING, COMPARED) if self.open else []

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
        return shared or album.id in {self.pinned, *self.related} or album.id in self.known

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

    def outcome(self) -> Answer | Exception:
        """The end of it."""
        return self.error or self.answer(state, "Apple Music")
