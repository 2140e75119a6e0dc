"""The library as renderers see it: rows of the store, with the image files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from collector.images import Images
from collector.store import AlbumRow, Store
from collector.views import AlbumView, ArtistView, ImageFile

__all__ = ["StoreLibrary"]


@frozen
class StoreLibrary:
    """Reads row by row."""

    store: Store
    images: Images

    def albums(self) -> Iterator[AlbumView]:
        """Every release with a copy that is not gone, newest addition first."""
        return map(self._album, self.store.albums())

    def gone(self) -> Iterator[AlbumView]:
        """Every release that was owned once, and is no longer listed."""
        return map(self._album, self.store.albums_gone())

    def artists(self) -> Iterator[ArtistView]:
        """Every artist credited on such a release, by slug."""
        for row in self.store.artists_shown():
            picture = self._picture(row.fields.get("image_file"))
            yield ArtistView(row.key, row.slug, row.fields, row.sources, picture, row.albums)

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
        name, width, height = file["name"], file["width"], file["height"]
        path = self.images.path(name)
        if not path.is_file():
            return None
        small = self.images.small(name, width, height)
        return ImageFile(path, name, width, height, file["url"], small)
