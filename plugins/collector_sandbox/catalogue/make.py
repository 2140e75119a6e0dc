"""One made-up record or artist by its number: always the same one for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import Any

from collector_sandbox.catalogue.derive import offer
from collector_sandbox.catalogue.ids import MADE_UP, made_barcode, made_id
from collector_sandbox.catalogue.read import Entry, plain
from collector_sandbox.catalogue.service import ServiceName
from collector_sandbox.catalogue.words import Names, is_person
from collector_sandbox.world import (
    Album,
    Credit,
    DiscogsArtist,
    DiscogsRelease,
    Format,
    Identifier,
    LabelRef,
    Track,
)

__all__ = ["Maker"]

# Steps between ids, so that neighbours do not look alike; 100,000 of them stay below 100 million.
_RELEASE_STEP, _MASTER_STEP, _ARTIST_STEP = 83, 97, 91

_GENRES = ("Rock", "Rock", "Electronic", "Jazz", "Funk / Soul", "Pop", "Hip Hop", "Classical")
_COUNTRIES = ("UK", "US", "Germany", "France", "Japan", "Europe", "")
# Kind, tracks and format, in the shares of a usual shelf.
_KINDS = (
    *[("album", 10, Format("Vinyl", "1", ("LP", "Album")))] * 6,
    *[("album", 12, Format("CD", "1", ("Album",)))] * 2,
    ("single", 2, Format("Vinyl", "1", ('7"', "Single", "45 RPM"))),
    ("ep", 4, Format("Vinyl", "1", ('12"', "EP"))),
)


class Maker:
    """Makes record number ``n`` and artist number ``i``, the same ones each time.

    Attributes:
        records, artists: How many there are of each.
        entry: From a record's number to the record; the last few are kept.
        albums: From a service and a record's number to the albums there, by id.
    """

    def __init__(self, records: int, seed: int) -> None:
        self.records = records
        self.artists = max(1, records * 7 // 10)
        self._seed = seed
        self._names = Names.of(seed)
        self.entry = lru_cache(maxsize=256)(self._entry)
        self.albums = lru_cache(maxsize=256)(self._albums)

    def release_id(self, n: int) -> int:
        """The Discogs id of record number ``n``."""
        return MADE_UP + _RELEASE_STEP * n

    def artist_id(self, i: int) -> int:
        """The Discogs id of artist number ``i``."""
        return MADE_UP + _ARTIST_STEP * i

    def title(self, n: int) -> str:
        """A title of its own; now and then an artist's first record has the artist's name."""
        own = n % 41 == 7 and n % 3 != 2 and n % 50 < 48  # no band: some albums are called alike
        if own and n < self.artists:
            return self._names.artist(n)
        return self._names.album(n)

    def about(self, i: int) -> Mapping[str, Any]:
        """Two of three artists have an article."""
        kind = "musician" if is_person(i) else "band"
        known = {"about": f"a {kind} that does not exist", "is": "person" if is_person(i) else kind}
        name = self._names.artist(i)
        if name.endswith(" (2)"):
            return {**known, "article": f"{plain(name)} (second {kind})"}
        return known if self._random("about", i).random() < 0.65 else {}

    def artist(self, i: int) -> DiscogsArtist:
        """Artist number ``i``."""
        name = self._names.artist(i)
        return DiscogsArtist(
            id=self.artist_id(i), name=name, profile=f"[b]{plain(name)}[/b], artist number {i}."
        )

    def _albums(self, service: ServiceName, n: int) -> dict[str, Album]:
        found = offer(self.entry(n), service)
        return {album.id: album for album in (*found.right, *found.wrong)}

    def _random(self, *words: object) -> Random:
        return Random(f"{self._seed} {words}")  # noqa: S311  a world, not a secret

    def _entry(self, n: int) -> Entry:
        chance = self._random("record", n)
        kind, count, made = chance.choice(_KINDS)
        knobs = {s: "absent" for s in ("apple", "spotify") if chance.random() < 0.15}
        release = self._release(n, chance, made, count + chance.randrange(3))
        return Entry(release, f"{self._seed} {n}", kind, knobs)

    def _release(self, n: int, chance: Random, made: Format, tracks: int) -> DiscogsRelease:
        artist = n if n < self.artists else int(self.artists * chance.random() ** 2)
        year = 0 if chance.random() < 0.03 else 1960 + chance.randrange(65)
        first = max(1960, year - chance.choice((0, 0, 0, 1, 20))) if year else 0
        label = f"{self._names.track(chance.random())} Records"
        return DiscogsRelease(
            id=self.release_id(n),
            title=self.title(n),
            artists=(Credit(self.artist_id(artist), self._names.artist(artist)),),
            year=year,
            released=_released(year, chance),
            country=chance.choice(_COUNTRIES),
            master_id=MADE_UP + _MASTER_STEP * n if chance.random() < 0.9 else 0,
            master_year=first,
            labels=(LabelRef(made_id("label", label), label, f"{label[:3].upper()} {n % 997}"),),
            formats=(made,),
            genres=(chance.choice(_GENRES),),
            identifiers=self._identifiers(n, chance),
            tracklist=self._tracks(chance, tracks, made.name),
            images=() if chance.random() < 0.03 else ((600, 600),),
        )

    def _identifiers(self, n: int, chance: Random) -> tuple[Identifier, ...]:
        if chance.random() > 0.6:
            return ()
        return (Identifier("Barcode", made_barcode(self._seed, n, digits=chance.choice((12, 13)))),)

    def _tracks(self, chance: Random, count: int, medium: str) -> tuple[Track, ...]:
        if chance.random() < 0.03:
            return ()
        timed, half = chance.random() < 0.6, (count + 1) // 2
        places = [f"A{n + 1}" if n < half else f"B{n - half + 1}" for n in range(count)]
        if medium == "CD":
            places = [str(n + 1) for n in range(count)]
        return tuple(
            Track(place, self._names.track(chance.random()), _duration(chance) if timed else "")
            for place in places
        )


def _released(year: int, chance: Random) -> str:
    form = chance.choice(("{y}", "{y}-{m:02}-00", "{y}-{m:02}-{d:02}"))
    written = form.format(y=year, m=1 + chance.randrange(12), d=1 + chance.randrange(28))
    return written if year else ""


def _duration(chance: Random) -> str:
    return f"{2 + chance.randrange(5)}:{chance.randrange(60):02}"
