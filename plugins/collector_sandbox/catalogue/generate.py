"""Worlds of made-up records, as large as wanted: up to a hundred thousand.

What is large (releases, artists, albums) is kept as numbers only and made again whenever it is
asked for; the same seed always makes the same world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from random import Random
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from collector_sandbox.catalogue.copies import FIELDS, FOLDERS, owned
from collector_sandbox.catalogue.derive import Offer, ServiceName, offer
from collector_sandbox.catalogue.ids import MADE_UP, made_barcode, made_id
from collector_sandbox.catalogue.load import USERNAME
from collector_sandbox.catalogue.lore import Lore, album_lore, artist_lore
from collector_sandbox.catalogue.read import Entry, plain
from collector_sandbox.catalogue.words import Names, is_person
from collector_sandbox.world import (
    Album,
    Copy,
    Credit,
    DiscogsArtist,
    DiscogsRelease,
    Format,
    Identifier,
    LabelRef,
    Track,
    Truth,
    World,
)

__all__ = ["generate_world"]

K = TypeVar("K")
V = TypeVar("V")

MOST = 100_000
"""So many records have titles of their own."""

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


def generate_world(records: int, seed: int) -> World:
    """A made-up world.

    Args:
        records: How many are owned, 1 to 100,000; there are 0.7 artists to each.
        seed: Chooses the world: equal seeds and sizes make equal worlds.

    Raises:
        ValueError: More records than there are titles, or none.
    """
    if not 1 <= records <= MOST:
        raise ValueError(f"between 1 and {MOST} records, not {records}")
    maker = _Maker(records, seed)
    index = _index(maker)
    releases = {maker.release_id(n): n for n in range(records)}
    artists = {maker.artist_id(i): i for i in range(maker.artists)}
    return World(
        username=USERNAME,
        folders=FOLDERS,
        fields=FIELDS,
        copies=index.copies,
        releases=_Remade(releases, lambda n: {maker.release_id(n): maker.entry(n).release}),
        artists=_Remade(artists, lambda i: {maker.artist_id(i): maker.artist(i)}),
        apple_music=_Remade(index.albums["apple"], lambda n: maker.albums("apple", n)),
        spotify=_Remade(index.albums["spotify"], lambda n: maker.albums("spotify", n)),
        articles=tuple(index.lore.articles.values()),
        entities=index.lore.entities,
        truth=Truth(
            index.right["apple"], index.right["spotify"], index.lore.albums, index.lore.artists
        ),
    )


@frozen
class _Remade(Mapping[K, V], Generic[K, V]):
    """A mapping whose values are made when they are asked for.

    Attributes:
        numbers: Key to the number of the record (or artist) that it belongs to.
        make: From a number to everything that belongs to it.
    """

    numbers: Mapping[K, int]
    make: Callable[[int], Mapping[K, V]] = field(eq=False, repr=False)

    def __getitem__(self, key: K) -> V:
        return self.make(self.numbers[key])[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


@frozen
class _Index:
    """What one walk over all records finds: whose album is whose, what is right, pages, copies."""

    albums: dict[ServiceName, dict[str, int]]
    right: dict[ServiceName, dict[int, frozenset[str]]]
    lore: Lore
    copies: tuple[Copy, ...] = ()


def _index(maker: _Maker) -> _Index:
    index = _Index({"apple": {}, "spotify": {}}, {"apple": {}, "spotify": {}}, Lore())
    for i in range(maker.artists):
        titles = [(maker.title(i), 0)]  # record number i is by artist number i
        artist_lore(index.lore, maker.artist(i), maker.about(i), titles)
    return evolve(index, copies=owned(_walk(maker, index)))


def _walk(maker: _Maker, index: _Index) -> Iterator[tuple[DiscogsRelease, int]]:
    for n in range(maker.records):
        entry = maker.entry(n)
        _index_record(index, entry, n)
        yield entry.release, 1


def _index_record(index: _Index, entry: Entry, n: int) -> None:
    apple, spotify = offer(entry, "apple"), offer(entry, "spotify")
    offers: dict[ServiceName, Offer] = {"apple": apple, "spotify": spotify}
    for service, found in offers.items():
        albums = (*found.right, *found.wrong)
        index.albums[service].update((album.id, n) for album in albums)
        if found.right:
            ids = frozenset(album.id for album in found.right)
            index.right[service][entry.release.id] = ids
    album_lore(index.lore, entry, apple, spotify)


class _Maker:
    """Makes record number ``n`` and artist number ``i``, the same ones each time."""

    def __init__(self, records: int, seed: int) -> None:
        self.records = records
        self.artists = max(1, records * 7 // 10)
        self._seed = seed
        self._names = Names.of(seed)
        self.entry = lru_cache(maxsize=256)(self._entry)
        self.albums = lru_cache(maxsize=256)(self._albums)

    def release_id(self, n: int) -> int:
        return MADE_UP + _RELEASE_STEP * n

    def artist_id(self, i: int) -> int:
        return MADE_UP + _ARTIST_STEP * i

    def title(self, n: int) -> str:
        """A title of its own; now and then an artist's first record has the artist's name."""
        if n % 41 == 7 and n < self.artists and n % 50 < 48:
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
