"""What was compared, kept with a decision, so that it can be decided again without a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collector.match.records import Theirs, TrackRef
from collector.model import Candidate

__all__ = ["compared", "theirs_of"]


def compared(theirs: Theirs) -> dict[str, Any]:
    """The part of an offer that :class:`Candidate` has no place for, as JSON.

    What is empty is left out: a collection has tens of thousands of these.
    """
    said = {
        "kind": theirs.kind,
        "label": theirs.label,
        "barcode": theirs.barcode,
        "artists": list(theirs.artists),
        "artist_ids": list(theirs.artist_ids),
        "tracks": [[track.title, track.seconds] for track in theirs.tracks],
    }
    return {name: value for name, value in said.items() if value}


def theirs_of(candidate: Candidate) -> Theirs:
    """The offer that a candidate was."""
    said: Mapping[str, Any] = candidate.offer
    return Theirs(
        candidate.id,
        candidate.title,
        candidate.artist,
        url=candidate.url,
        year=candidate.year or 0,
        tracks=tuple(TrackRef(title, seconds) for title, seconds in said.get("tracks", ())),
        track_count=candidate.tracks or 0,
        label=said.get("label", ""),
        barcode=said.get("barcode", ""),
        artists=tuple(said.get("artists", ())),
        artist_ids=tuple(said.get("artist_ids", ())),
        kind=said.get("kind", ""),
    )
