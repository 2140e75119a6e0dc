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
from collector.model import Fields
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
        for row, portrait, _ in self._pictured(rows, "image_file"):
            yield ArtistView(row.key, row.slug, row.fields, row.sources, portrait, row.albums)

    def _albums(self, rows: Iterator[AlbumRow]) -> Iterator[AlbumView]:
        for row, cover, others in self._pictured(rows, "cover_file"):
            yield AlbumView(
                row.key,
                row.slug,
                row.fields,
                row.sources,
                row.copies,
                row.artist_slugs,
                cover,
                row.added,
                row.gone,
                others,
            )

    def _pictured(
        self, rows: Iterator[R], reads: str
    ) -> Iterator[tuple[R, ImageFile | None, list[ImageFile]]]:
        """The rows with the picture chosen and the others, made ready for some pages together."""
        while some := list(islice(rows, AHEAD)):
            files = [_files(row.fields, reads) for row in some]
            names = [one["name"] for of_row in files for one in of_row if one]
            looks = self.darkroom.prepare(map(self.images.path, names))
            for row, (chosen, *others) in zip(some, files, strict=True):
                pictures = [self._picture(one, looks) for one in others]
                yield row, self._picture(chosen, looks), [one for one in pictures if one]

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


def _files(fields: Fields, reads: str) -> list[Mapping[str, Any] | None]:
    """The picture chosen, if any, and those others that are not the same."""
    chosen = fields.get(reads)
    others = {one["hash"]: one for one in fields.get("image_files") or ()}
    others.pop(chosen["hash"] if chosen else None, None)
    return [chosen, *others.values()]
