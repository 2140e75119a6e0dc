"""What renderers read: records with their copies and image files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from attrs import frozen

from collector.images.looks import MOST, Copy, Look
from collector.model import Fields, Item

__all__ = ["AlbumView", "ArtistView", "ImageFile", "RenderContext"]


@frozen
class ImageFile:
    """An image in the images' folder.

    Attributes:
        path: Where it lies, absolute.
        name: ``ab12....jpg``: its hash and type.
        width, height: Pixels.
        source_url: Where it came from.
        look: Its copies in WebP, of 240 and 480 pixels' width and, of an image wider than 1,400,
            of 1,200; and its colour. None if nothing can be made of it.
    """

    path: Path
    name: str
    width: int
    height: int
    source_url: str
    look: Look | None = None

    @property
    def shown(self) -> tuple[Copy, ...]:
        """From small to large, what pages show: of a very large image its copies alone."""
        copies = self.look.copies if self.look else ()
        itself = Copy(self.path, self.width, self.height)
        return (*copies, itself) if self.width <= MOST or not copies else copies


@frozen
class AlbumView:
    """A release as a renderer sees it.

    Attributes:
        key, slug: Identity.
        fields: The resolved record.
        sources: Field to the plugin it came from; ``edit`` for a hand edit.
        copies: The owned copies (not gone), oldest first; none of an album that is gone.
        artist_slugs: Of the credited artists that have a page, in the order of the credit.
        cover: The image chosen and downloaded, or None.
        added: When the first copy came, UTC ISO 8601.
        gone: When the last copy was found missing, the same; empty while one is owned.
        images: Further pictures that were downloaded, in the order of their source.
    """

    key: str
    slug: str
    fields: Fields
    sources: Mapping[str, str]
    copies: Sequence[Item]
    artist_slugs: Sequence[str]
    cover: ImageFile | None
    added: str
    gone: str = ""
    images: Sequence[ImageFile] = ()


@frozen
class ArtistView:
    """An artist as a renderer sees it; ``albums`` are the slugs of the releases owned."""

    key: str
    slug: str
    fields: Fields
    sources: Mapping[str, str]
    image: ImageFile | None
    albums: Sequence[str]


@frozen
class RenderContext:
    """What else a renderer may know: the workspace's folder, and the time."""

    workspace: Path
    now: datetime
