"""The two sides of a labelled decision, made of a record and what is otherwise.

Both sides begin as the record (an offer may be ``of`` another one) and change it by

- ``title``, ``artist``, ``year``, ``label``: instead of the record's;
- ``tracks``: ``same``, ``none``, ``untimed``, or tracks written as in a record; then ``take``: only
  so many; ``plus``: tracks after them; ``each``: added to every title; ``longer``: seconds added;
- ``barcode``: digits, ``own``, or the name of the record whose (made-up) code it is;
- ours: ``master`` (year), ``format``, and ``as: csv``, a row that has no tracks, formats or codes;
- offers: ``count`` of tracks, and ``as``: ``apple`` (the default), ``spotify`` (no label, artists
  one by one), ``hit`` (of a Spotify search: no tracks, label or code).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen
from labelled_records import (
    Record,
    Track,
    code,
    credits_of,
    number,
    printed,
    records,
    refs,
    split,
    tracks_of,
)

from collector.match.records import Ours, Theirs, ours_of
from collector.model import Subject, SubjectView

__all__ = ["Case", "offer", "our_side"]

TRACKS = frozenset(("tracks", "take", "plus", "each", "longer"))
SHARED = TRACKS | {"title", "artist", "year", "label", "barcode", "as"}
OURS = SHARED | {"master", "format"}
OFFER = SHARED | {"of", "count"}
VARIOUS = {"Various": "Various Artists"}


@frozen
class Case:
    """A decision.

    Attributes:
        name: Of its own.
        record: Of ours; the split goes by this.
        family: What it is about.
        right: Ids of the offers any of which is right; empty if none is.
    """

    name: str
    record: str
    family: str
    ours: Ours
    offers: tuple[Theirs, ...]
    right: frozenset[str]


def our_side(base: Record, spec: Mapping[str, Any]) -> Ours:
    """The record as it stands in the collection, through the real path."""
    _check(base, spec, OURS)
    fields: dict[str, Any] = {
        "title": spec.get("title", base.title),
        "artists": _artists(base, spec),
        "year": int(spec.get("year", base.year)),
        "labels": [{"name": spec.get("label", base.label)}],
        "discogs": {"id": number(base.name) % 10**7},
    }
    if "master" in spec:
        fields["discogs"]["master_year"] = int(spec["master"])
    if spec.get("as") != "csv":
        fields |= _details(base, spec)
    subject = Subject("release", f"discogs:{fields['discogs']['id']}")
    return ours_of(SubjectView(subject, {name: it for name, it in fields.items() if it}))


def _artists(base: Record, spec: Mapping[str, Any]) -> list[dict[str, str]]:
    credited = credits_of(spec["artist"]) if "artist" in spec else base.artists
    forms = [
        {"key": f"name:{one.name.casefold()}", "name": one.name, "anv": one.anv, "join": one.join}
        for one in credited
    ]
    return [{key: text for key, text in form.items() if text} for form in forms]


def _details(base: Record, spec: Mapping[str, Any]) -> dict[str, Any]:
    descriptions = split(spec["format"]) if "format" in spec else base.descriptions
    lines = enumerate(_tracks(base, spec), start=1)
    return {
        "formats": [{"name": "Vinyl", "qty": 1, "descriptions": list(descriptions)}],
        "barcodes": [_barcode(base, spec["barcode"])] if spec.get("barcode") else [],
        "tracklist": [
            {"position": str(place), "type": it.kind, "title": it.title, "duration": it.duration}
            for place, it in lines
        ],
    }


def offer(identity: str, base: Record, spec: Mapping[str, Any]) -> Theirs:
    """What a service offers."""
    base = records()[spec["of"]] if "of" in spec else base
    _check(base, spec, OFFER)
    artists = credits_of(spec["artist"]) if "artist" in spec else base.artists
    tracks = refs(_tracks(base, spec))
    whole = Theirs(
        identity,
        spec.get("title", base.title),
        VARIOUS.get(printed(artists), printed(artists)),
        year=int(spec.get("year", base.year)),
        tracks=tracks,
        track_count=int(spec.get("count", len(tracks))),
        label=spec.get("label", base.label),
        barcode=_barcode(base, spec["barcode"]) if spec.get("barcode") else "",
    )
    names = tuple(VARIOUS.get(one.name, one.name) for one in artists)
    return _shaped(whole, names, spec.get("as", "apple"))


def _shaped(whole: Theirs, names: tuple[str, ...], shape: str) -> Theirs:
    if shape == "apple":
        return whole
    listed = evolve(whole, artist=", ".join(names), artists=names, label="")
    return listed if shape == "spotify" else evolve(listed, tracks=(), barcode="")


def _tracks(base: Record, spec: Mapping[str, Any]) -> tuple[Track, ...]:
    said = spec.get("tracks", "same")
    fixed = {
        "same": base.tracks,
        "none": (),
        "untimed": tuple(evolve(one, duration="") for one in base.tracks),
    }
    tracks = fixed[said] if said in fixed else tracks_of(said)
    tracks = tracks[: int(spec.get("take", len(tracks)))]
    longer, each = int(spec.get("longer", 0)), spec.get("each", "")
    changed = (evolve(one.longer(longer), title=one.title + each) for one in tracks)
    return (*changed, *tracks_of(spec.get("plus", "")))


def _barcode(base: Record, said: str) -> str:
    return said if said.isdecimal() else code(base.name if said == "own" else said)


def _check(base: Record, spec: Mapping[str, Any], known: frozenset[str]) -> None:
    if spec.keys() - known or spec.get("as", "csv") not in {"csv", "apple", "spotify", "hit"}:
        raise ValueError(f"{base.name}: not understood: {dict(spec)}")
    named = spec.get("barcode", "own")
    if not named.isdecimal() and named != "own" and named not in records():
        raise ValueError(f"{base.name}: no record {named}")
