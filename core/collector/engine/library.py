"""The library as renderers see it: rows of the store, with the image files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from attrs import field, frozen

from collector.images import Images
from collector.images.darkroom import Darkroom
from collector.images.looks import Look
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
        return self._albums(self.store.albums(self.release_keys))

    def gone(self) -> Iterator[AlbumView]:
        """Every release that was owned once, and is no longer listed."""
        return self._albums(self.store.albums_gone(self.release_keys))

    def artists(self) -> Iterator[ArtistView]:
        """Every artist credited on such a release, by slug."""
        rows = self.store.artists_shown(self.artist_keys)
        for row, picture in self._pictured(rows, "image_file"):
            yield ArtistView(row.key, row.slug, row.fields, row.sources, picture, row.albums)

    def _albums(self, rows: Iterator[AlbumRow]) -> Iterator[AlbumView]:
        for row, picture in self._pictured(rows, "cover_file"):
            yield AlbumView(
                row.key,
                row.slug,
                row.fields,
                row.sources,
                row.copies,
                row.artist_slugs,
                picture,
                row.added,
                row.gone,
            )

    def _pictured(self, rows: Iterator[R], reads: str) -> Iterator[tuple[R, ImageFile | None]]:
        """The rows with their pictures, which are made ready for some pages together."""
        while some := list(islice(rows, AHEAD)):
            files = [row.fields.get(reads) for row in some]
            looks = self.darkroom.prepare(self.images.path(one["name"]) for one in files if one)
            for row, file in zip(some, files, strict=True):
                yield row, self._picture(file, looks)

    def _picture(
        self, file: Mapping[str, Any] | None, looks: Mapping[Path, Look | None]
    ) -> ImageFile | None:
        """None also if somebody has deleted the file: the page then shows a placeholder."""
        if not file:
            return None
        path = self.images.path(file["name"])
        if not path.is_file():
            return None
        size = file["width"], file["height"]
        return ImageFile(path, file["name"], *size, file["url"], looks[path])
