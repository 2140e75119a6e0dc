"""The two sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from collector.match.normalise import artist_key, romanised, title_key
from collector.model import SubjectView

__all__ = ["COMPARED_FIELDS", "Ours", "Theirs", "TrackRef", "ours_of"]

COMPARED_FIELDS = frozenset(
    f"release.{name}"
    for name in ("title", "artists", "year", "labels", "formats", "barcodes", "tracklist")
)
"""What an enricher needs that compares releases with a service's albums."""

_NUMBERED = re.compile(r"\(\d+\)")

_PART = re.compile(r"\b(?:teil|part|side|seite|face|lato|kant|sida)\W+\w+\W*$", re.IGNORECASE)

SIDES = 6
"""So many parts of one work may be sides."""

SIDE = 600
"""Tracks of ten minutes and more each are sides of a record: elsewhere they may be many."""


@frozen
class TrackRef:
    """A track: its title, and its length in seconds (0: unknown)."""

    title: str
    seconds: int = 0


@frozen(slots=False)  # what is worked out once is then found without a detour
class Ours:
    """A release of the collection; what follows from it is worked out once for all candidates.

    Attributes:
        credits: Every form in which all artists together may be written.
        artists: For each credited artist, the keys of its names.
        years: Of the release and of its master.
        kinds: ``single`` and ``ep``, as its format says.
        album: Whether its format says that it is a long one.
        artist_ids: For each credited artist, its ids at the service that is asked; often
            none is known.
    """

    title: str
    credits: tuple[str, ...] = ()
    artists: tuple[frozenset[str], ...] = ()
    years: tuple[int, ...] = ()
    tracks: tuple[TrackRef, ...] = ()
    labels: tuple[str, ...] = ()
    barcodes: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    album: bool = False
    artist_ids: tuple[frozenset[str], ...] = ()

    @cached_property
    def various(self) -> bool:
        """Whether it is a compilation of many artists."""
        return any("various" in keys for keys in self.artists)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The keys of its credits."""
        return tuple(map(artist_key, self.credits))

    @cached_property
    def namesakes(self) -> bool:
        """Whether another artist of the name is known: Discogs numbers these."""
        return any(_NUMBERED.search(form) for form in self.credits)

    @cached_property
    def in_sides(self) -> bool:
        """Whether its tracks are whole sides, as of plays and mixes."""
        if not self.tracks:
            return False
        if self.album and len(self.tracks) <= 2 and not any(one.seconds for one in self.tracks):
            return True
        numbered = len(self.tracks) <= SIDES and all(
            _PART.search(track.title) for track in self.tracks
        )
        return numbered or min(track.seconds for track in self.tracks) >= SIDE

    @cached_property
    def words(self) -> str:
        """Title and artists, for vetoes."""
        return " ".join((self.title, *self.credits))

    def romanised(self) -> Ours:
        """The same in Latin letters."""
        return evolve(
            self,
            title=romanised(self.title),
            credits=tuple(map(romanised, self.credits)),
            artists=tuple(frozenset(map(artist_key, map(romanised, one))) for one in self.artists),
            tracks=tuple(map(_romanised, self.tracks)),
        )


@frozen(slots=False)
class Theirs:
    """A candidate at a service.

    Attributes:
        artists: Names, one by one, if the service tells them apart.
        artist_ids: The service's ids of them, if it gives any.
        kind: ``album`` or ``single``, if the service says so.
        tracks: Empty if they are not known.
        track_count: 0 if unknown.
    """

    id: str
    title: str
    artist: str
    url: str = ""
    year: int = 0
    tracks: tuple[TrackRef, ...] = ()
    track_count: int = 0
    label: str = ""
    barcode: str = ""
    artists: tuple[str, ...] = ()
    kind: str = ""
    artist_ids: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Tracks; 0 if unknown."""
        return self.track_count or len(self.tracks)

    @cached_property
    def remastered(self) -> bool:
        """Whether most of its tracks are called so: what the album's title may leave out."""
        marked = sum("remaster" in track.title.casefold() for track in self.tracks)
        return 2 * marked > len(self.tracks)

    @property
    def words(self) -> str:
        """Title and artist."""
        return f"{self.title} {self.artist}"

    def romanised(self) -> Theirs:
        """The same in Latin letters."""
        return evolve(
            self,
            title=romanised(self.title),
            artist=romanised(self.artist),
            artists=tuple(map(romanised, self.artists)),
            tracks=tuple(map(_romanised, self.tracks)),
        )


def _romanised(track: TrackRef) -> TrackRef:
    return TrackRef(romanised(track.title), track.seconds)


def ours_of(view: SubjectView, service: str = "") -> Ours:
    """The comparable side of a release's record.

    Args:
        view: The release.
        service: Whose ids of the artists count; without it, none.
    """
    fields = view.fields
    credited = fields.get("artists") or ()
    formats = fields.get("formats") or ()
    years = (fields.get("year"), (fields.get("discogs") or {}).get("master_year"))
    return Ours(
        title=str(fields.get("title", "")),
        credits=_credits(credited),
        artists=tuple(frozenset(_names(one)) for one in credited),
        artist_ids=_artist_ids(fields, service.replace("-", "_")),
        years=tuple(year for year in years if year),
        tracks=_telling(
            str(fields.get("title", "")), tuple(_tracks(fields.get("tracklist") or ()))
        ),
        labels=tuple(label.get("name", "") for label in fields.get("labels") or ()),
        barcodes=tuple(fields.get("barcodes") or ()),
        kinds=_kinds(formats),
        album=bool(_descriptions(formats) & {"lp", "album"}),
    )


def _names(credit: Mapping[str, Any]) -> list[str]:
    return [artist_key(credit[name]) for name in ("name", "anv") if credit.get(name)]


def _artist_ids(fields: Mapping[str, Any], shop: str) -> tuple[frozenset[str], ...]:
    known = {one["key"]: one.get(shop) or () for one in fields.get("wikidata_artists") or ()}
    return tuple(frozenset(known.get(one.get("key"), ())) for one in fields.get("artists") or ())


_FEATURED = re.compile(r"\s+(?:feat(?:uring)?|ft)\b\.?\s.*", re.IGNORECASE)


def _credits(credited: Any) -> tuple[str, ...]:
    """The credit joined as printed, with names and with their variations."""
    forms = []
    for prefer in ("anv", "name"):
        parts = []
        for one in credited:
            name = one.get(prefer) or one.get("name", "")
            parts.append(f"{name} {one.get('join') or ','}")
        joined = " ".join(parts).rstrip(" ,")
        forms += [joined, _FEATURED.sub("", joined)]
    return tuple(dict.fromkeys(form for form in forms if form))


def _tracks(tracklist: Any) -> list[TrackRef]:
    """Tracks only; a work in several parts counts once, under its own title."""
    return [
        TrackRef(track["title"], _seconds(track.get("duration", "")))
        for track in tracklist
        if track.get("type") != "heading" and track.get("title")
    ]


def _telling(title: str, tracks: tuple[TrackRef, ...]) -> tuple[TrackRef, ...]:
    """None where they tell nothing: untitled ones, or one of several minutes named like the album.

    What one catalogue has in one piece ("E2-E4"), or without names, others cut and name.
    """
    names = {title_key(track.title) for track in tracks}
    whole = names == {title_key(title)} and tracks[0].seconds >= SIDE
    return () if whole or (len(tracks) > 1 and names == {"untitled"}) else tracks


def _seconds(duration: str) -> int:
    """``3:32`` or ``1:02:03`` in seconds; 0 for anything else."""
    parts = duration.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return 0
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total


def _descriptions(formats: Any) -> set[str]:
    return {word.casefold() for one in formats for word in one.get("descriptions") or ()}


def _kinds(formats: Any) -> frozenset[str]:
    said = _descriptions(formats)
    kinds = {"single"} if said & {"single", "maxi-single"} else set[str]()
    return frozenset(kinds | ({"ep"} if said & {"ep", "mini-album"} else set()))
