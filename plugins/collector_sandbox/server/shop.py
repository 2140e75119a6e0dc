"""What Apple Music and Spotify look albums and artists up in, made from the albums of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from collector_sandbox.server.relevance import SearchIndex
from collector_sandbox.world import Album, ServiceArtist

__all__ = ["Shop", "stored_upc"]


def stored_upc(item: Album, *, padded: bool) -> str:
    """The barcode as the service has it: as in the world, or with 14 digits."""
    return item.upc.zfill(14) if padded and item.upc else item.upc


class Shop:
    """Indexes over a service's albums, each built when first needed.

    Args:
        albums: Id to album.
    """

    def __init__(self, albums: Mapping[str, Album]) -> None:
        self.albums = albums

    def with_code(self, code: str, *, padded: bool) -> Sequence[Album]:
        """The albums that carry a barcode, written as the service stores it; newest first."""
        same = self._by_number.get(code.zfill(14), ())
        return [album for album in same if stored_upc(album, padded=padded) == code]

    def find_albums(self, query: str, **fields: str) -> Sequence[Album]:
        """Albums by words of ``album`` and ``artist``, best first."""
        return self._album_words.search(query, **fields)

    def find_artists(self, query: str) -> Sequence[ServiceArtist]:
        """Artists by their names, best first."""
        return self._artist_words.search(query)

    @cached_property
    def newest(self) -> Sequence[Album]:
        """All albums; newer editions stand first, which is what crowds out originals."""
        albums = sorted(self.albums.values(), key=lambda each: each.id)
        return sorted(albums, key=lambda each: each.date, reverse=True)

    @cached_property
    def artists(self) -> Mapping[str, ServiceArtist]:
        """Id to artist."""
        return {artist.id: artist for album in self.albums.values() for artist in album.artists}

    @cached_property
    def by_artist(self) -> Mapping[str, Sequence[Album]]:
        """Artist's id to its albums, newest first."""
        found: defaultdict[str, list[Album]] = defaultdict(list)
        for album in self.newest:
            for artist in album.artists:
                found[artist.id].append(album)
        return dict(found)

    @cached_property
    def _by_number(self) -> Mapping[str, Sequence[Album]]:
        found: defaultdict[str, list[Album]] = defaultdict(list)
        for album in self.newest:
            if album.upc:
                found[album.upc.zfill(14)].append(album)
        return dict(found)

    @cached_property
    def _album_words(self) -> SearchIndex[Album]:
        artist = lambda each: " ".join(one.name for one in each.artists)  # noqa: E731
        return SearchIndex(self.newest, {"album": lambda each: each.name, "artist": artist})

    @cached_property
    def _artist_words(self) -> SearchIndex[ServiceArtist]:
        people = sorted(self.artists.values(), key=lambda each: each.id)
        # A query usually holds an album's words too.
        return SearchIndex(people, {"artist": lambda each: each.name}, least=0.25)
