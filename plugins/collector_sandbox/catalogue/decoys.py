"""Near misses: albums that a search finds beside a record's own, and that are never right.

A record's ``decoys`` are ``"kind|name"``, ``"kind|name|artist"``, or a mapping, which may have
``tracks``, ``only: apple`` and ``upc: barcode`` (it carries the record's barcode). Kinds are
``live``, ``remix``, ``karaoke``, ``tribute``, ``lullaby``, ``quartet`` (the same tracks in
another dress), ``single`` (one track), ``other`` and ``volume`` (other tracks). A record that
says nothing of decoys has one by rule, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from collector_sandbox.catalogue.ids import made_barcode, share
from collector_sandbox.catalogue.read import Entry, plain
from collector_sandbox.catalogue.service import (
    MAKE_ID,
    ServiceName,
    barcode_of,
    listed,
    service_artist,
)
from collector_sandbox.world import Album, AlbumTrack

__all__ = ["decoys"]

_BANDS = {
    "tribute": "The Evening Tribute Players",
    "karaoke": "Sing-Along Backing Band",
    "lullaby": "Small Hours Lullabies",
    "quartet": "The Side Street String Quartet",
}


def decoys(entry: Entry, service: ServiceName, base: Album) -> Iterator[Album]:
    """The near misses of a record, made from its own album at the service."""
    for raw in entry.knobs.get("decoys", _ruled(entry)):
        one = _written_out(raw) if isinstance(raw, str) else raw
        if one.get("only", service) == service:
            yield _decoy(entry, service, base, one)


def _written_out(text: str) -> Mapping[str, Any]:
    return dict(zip(("kind", "name", "by"), text.split("|"), strict=False))


def _ruled(entry: Entry) -> Iterator[str]:
    title, artist = entry.release.title, plain(entry.release.artists[0].name)
    luck = share("decoy", entry.work)
    if entry.kind != "album" or artist == "Various" or luck > 0.42:
        return
    if luck < 0.14:
        yield f"live|{title} (Live)"
    elif luck < 0.22:
        yield f"tribute|{title}: A Tribute to {artist}"
    elif luck < 0.29:
        yield f"karaoke|{title} (Karaoke Version)"
    elif luck < 0.35:
        yield f"remix|{title} (Remixes)"
    else:
        yield f"lullaby|Lullaby Renditions of {artist}"


def _decoy(entry: Entry, service: ServiceName, base: Album, one: Mapping[str, Any]) -> Album:
    kind, name = one["kind"], one["name"]
    barcode = barcode_of(entry) if one.get("upc") == "barcode" else ""
    single = kind == "single"
    by = one.get("by") or _BANDS.get(kind)
    return evolve(
        base,
        id=MAKE_ID[service]("decoy", entry.work, kind, name),
        name=name,
        artists=(service_artist(service, by),) if by else base.artists,
        upc=barcode or made_barcode("decoy", entry.work, kind, name, digits=12),
        kind="single" if single else "album",
        tracks=listed(one["tracks"]) if "tracks" in one else _tracks(kind, base, name),
        editorial="",
    )


def _tracks(kind: str, base: Album, name: str) -> tuple[AlbumTrack, ...]:
    """Other works have other tracks; a version has the same ones in another dress."""
    if kind == "single":
        return (AlbumTrack(name, base.tracks[0].seconds if base.tracks else 0),)
    if kind in {"other", "volume"}:
        return tuple(AlbumTrack(f"{name}, Part {n}") for n in range(1, 10))
    dress = {"live": " (Live)", "remix": " (Remix)", "karaoke": " (Karaoke Version)"}.get(kind, "")
    return tuple(
        evolve(track, title=track.title + dress, seconds=_performed(kind, track))
        for track in base.tracks
    )


def _performed(kind: str, track: AlbumTrack) -> int:
    """Nobody plays a piece twice in the same time; karaoke is made to fit the record."""
    if kind == "karaoke" or not track.seconds:
        return track.seconds
    return track.seconds + 12 + int(48 * share("performed", kind, track.title))
