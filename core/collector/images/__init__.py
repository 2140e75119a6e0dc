"""Images: checked by decoding them, kept by content, and drawn where there is none."""

from __future__ import annotations

from collector.images.folder import Images, StoredImage
from collector.images.placeholder import placeholder

__all__ = ["Images", "StoredImage", "placeholder"]
