"""The library as renderers see it: rows of the store, with the image files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from attrs import field, frozen

from collector.images import Images
from collector.images.darkroom import Darkroom
from collector.images.looks import look_at
from collector.store import AlbumRow, ArtistRow, Store
from collector.views import AlbumView, ArtistView, ImageFile

__all__ = ["StoreLibrary"]

R = TypeVar("R", AlbumRow, ArtistRow)


AHEAD = 100
"""The pictures of so many records are looked at together."""


@frozen
class StoreLibrary:
    """Reads row by row, with some pages' pictures ahead.

    Attributes:
        store: Read as it goes.
        images: Where the pictures lie.
        darkroom: Makes what pages show of them.
        release_keys, artist_keys: Only these are shown; None leaves nobody out.
    """

    store: Store
    images: Images
    darkroom: Darkroom = field(factory=Darkroom)
    release_keys: Sequence[str] | None = None
    artist_keys: Sequence[str] | None = None

    def albums(self) -> Iterator[AlbumView]:
        """Every release with a copy that is not gone, newest addition first."""
        return map(self._album, self._ahead(self.store.albums(self.release_keys), "cover_file"))

    def gone(self) -> Iterator[AlbumView]:
        """Every release that was owned once, and is no longer listed."""
        rows = self.store.albums_gone(self.release_keys)
        return map(self._album, self._ahead(rows, "cover_file"))

    def artists(self) -> Iterator[ArtistView]:
        """Every artist credited on such a release, by slug."""
        for row in self._ahead(self.store.artists_shown(self.artist_keys), "image_file"):
            picture = self._picture(row.fields.get("image_file"))
            yield ArtistView(row.key, row.slug, row.fields, row.sources, picture, row.albums)

    def _ahead(self, rows: Iterator[R], reads: str) -> Iterator[R]:
        """The same rows, once there is what pages show of their pictures."""
        while some := list(islice(rows, AHEAD)):
            files = [row.fields[reads] for row in some if reads in row.fields]
            self.darkroom.prepare(self.images.path(file["name"]) for file in files)
            yield from some

    def _album(self, row: AlbumRow) -> AlbumView:
        return AlbumView(
            row.key,
            row.slug,
            row.fields,
            row.sources,
            row.copies,
            row.artist_slugs,
            self._picture(row.fields.get("cover_file")),
            row.added,
            row.gone,
        )

    def _picture(self, file: Mapping[str, Any] | None) -> ImageFile | None:
        """None also if somebody has deleted the file: the page then shows a placeholder."""
        if not file:
            return None
        path = self.images.path(file["name"])
        if not path.is_file():
            return None
        size = file["width"], file["height"]
        return ImageFile(path, file["name"], *size, file["url"], look_at(path))
