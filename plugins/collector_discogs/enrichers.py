"""Details of releases and artists, asked by the id in the subject's key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta

from collector.api import Answer, Client, Found, Kind, NotFound, SkipItem, SubjectView
from collector_discogs.artist import ARTIST_FIELDS, artist_fields
from collector_discogs.markup import page_url
from collector_discogs.release import RELEASE_FIELDS, release_fields
from collector_discogs.shapes import Artist, Release

__all__ = ["ArtistEnricher", "ReleaseEnricher"]

_VARIOUS = 194  # what Discogs credits compilations to; nobody's page
_LICENCE = "CC0"  # Discogs' API terms, for all but images and genres


class _ById(ABC):
    """What both have in common: one request a subject, by the id in its key."""

    version = 1
    service = "discogs"
    needs: frozenset[str] = frozenset()
    ttl = timedelta(days=7)
    ttl_not_found = timedelta(days=7)
    batch_size = 1

    def __init__(self, client: Client) -> None:
        self._client = client

    def enrich(self, subjects: Sequence[SubjectView]) -> Sequence[Answer | Exception]:
        """Ask for each; a missing page (merged or removed) is "not found"."""
        return [self._answer(_number(view)) for view in subjects]

    @abstractmethod
    def _answer(self, number: int) -> Answer: ...


def _number(view: SubjectView) -> int:
    """The Discogs id of a subject.

    Raises:
        SkipItem: It has none.
    """
    origin, _, number = view.subject.key.partition(":")
    if origin != "discogs" or not (number.isascii() and number.isdecimal()):
        raise SkipItem(f"{view.subject} has no Discogs id")
    return int(number)


class ReleaseEnricher(_ById):
    """``/releases/{id}``: barcodes, tracks, credits, images, notes."""

    name = "release"
    subjects: Kind = "release"
    provides = frozenset(f"release.{name}" for name in RELEASE_FIELDS)

    def _answer(self, number: int) -> Answer:
        reply = self._client.get(f"releases/{number}")
        if not reply.found:
            return NotFound(f"Discogs has no release {number}: merged or removed")
        fields = release_fields(reply.read(Release))
        return Found(fields, source_url=page_url("r", number), licence=_LICENCE)


class ArtistEnricher(_ById):
    """``/artists/{id}``: profile, aliases, members, a picture."""

    name = "artist"
    subjects: Kind = "artist"
    provides = frozenset(f"artist.{name}" for name in ARTIST_FIELDS)

    def _answer(self, number: int) -> Answer:
        if number == _VARIOUS:
            raise SkipItem("Various is not an artist")
        reply = self._client.get(f"artists/{number}")
        if not reply.found:
            return NotFound(f"Discogs has no artist {number}: merged or removed")
        fields = artist_fields(reply.read(Artist))
        return Found(fields, source_url=page_url("a", number), licence=_LICENCE)
