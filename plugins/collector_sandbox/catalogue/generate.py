"""Worlds of made-up records, as large as wanted: up to a hundred thousand.

What is large (releases, artists, albums) is kept as numbers only and made again whenever it is
asked for; the same seed always makes the same world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from attrs import evolve, field, frozen

from collector_sandbox.catalogue.copies import FIELDS, FOLDERS, owned
from collector_sandbox.catalogue.derive import Offer, offer
from collector_sandbox.catalogue.load import USERNAME
from collector_sandbox.catalogue.lore import Lore, album_lore, artist_lore
from collector_sandbox.catalogue.make import Maker
from collector_sandbox.catalogue.read import Entry
from collector_sandbox.catalogue.service import ServiceName
from collector_sandbox.world import (
    Copy,
    DiscogsRelease,
    Truth,
    World,
)

__all__ = ["generate_world"]

K = TypeVar("K")
V = TypeVar("V")

MOST = 100_000
"""So many records have titles of their own."""


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
    maker = Maker(records, seed)
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


def _index(maker: Maker) -> _Index:
    index = _Index({"apple": {}, "spotify": {}}, {"apple": {}, "spotify": {}}, Lore())
    for i in range(maker.artists):
        titles = [(maker.title(i), 0)]  # record number i is by artist number i
        artist_lore(index.lore, maker.artist(i), maker.about(i), titles)
    return evolve(index, copies=owned(_walk(maker, index)))


def _walk(maker: Maker, index: _Index) -> Iterator[tuple[DiscogsRelease, int]]:
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
