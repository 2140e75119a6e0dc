"""The library as renderers see it: rows of the store, with the image files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from collector.images import Images
from collector.model import Fields, Item
from collector.store import Store

__all__ = ["Album", "Artist", "Picture", "StoreLibrary"]


@frozen
class Picture:
    """A downloaded image."""

    path: Path
    name: str
    width: int
    height: int
    source_url: str


@frozen
class Album:
    """A release; see ``AlbumView``."""

    key: str
    slug: str
    fields: Fields
    sources: Mapping[str, str]
    copies: Sequence[Item]
    artist_slugs: Sequence[str]
    cover: Picture | None
    added: str


@frozen
class Artist:
    """An artist; see ``ArtistView``."""

    key: str
    slug: str
    fields: Fields
    sources: Mapping[str, str]
    image: Picture | None
    albums: Sequence[str]


@frozen
class StoreLibrary:
    """Reads row by row."""

    store: Store
    images: Images

    def albums(self) -> Iterator[Album]:
        """Every release with a copy that is not gone, newest addition first."""
        for row in self.store.albums():
            yield Album(
                row.key,
                row.slug,
                row.fields,
                row.sources,
                row.copies,
                row.artist_slugs,
                self._picture(row.fields.get("cover_file")),
                row.added,
            )

    def artists(self) -> Iterator[Artist]:
        """Every artist credited on such a release, by slug."""
        for row in self.store.artists_shown():
            picture = self._picture(row.fields.get("image_file"))
            yield Artist(row.key, row.slug, row.fields, row.sources, picture, row.albums)

    def _picture(self, file: Mapping[str, Any] | None) -> Picture | None:
        """None also if somebody has deleted the file: the page then shows a placeholder."""
        if not file:
            return None
        path = self.images.path(file["name"])
        if not path.is_file():
            return None
        return Picture(path, file["name"], file["width"], file["height"], file["url"])
