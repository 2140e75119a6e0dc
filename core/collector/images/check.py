"""Is this really an image? The only sure way to tell is to decode it."""

from __future__ import annotations

import io
from contextlib import suppress

from attrs import frozen
from PIL import Image, UnidentifiedImageError

from collector.errors import MalformedAnswer
from collector.images.small import shrunk

__all__ = ["MAX_BYTES", "MAX_PIXELS", "Checked", "check"]

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 64_000_000
_TYPES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
    "GIF": ("image/gif", "gif"),
}


@frozen
class Checked:
    """What decoding an image has shown.

    Attributes:
        mime: ``image/jpeg``, ``image/png``, ``image/webp`` or ``image/gif``.
        width, height: Pixels.
        suffix: ``jpg``, ``png``, ``webp`` or ``gif``; from the content, never from the address.
        small: Its small copy; None if it is small itself, or if none can be made.
    """

    mime: str
    width: int
    height: int
    suffix: str
    small: bytes | None = None


def check(
    data: bytes, side: int, *, max_pixels: int = MAX_PIXELS, max_bytes: int = MAX_BYTES
) -> Checked:
    """Decode an image of the web whole, and make its small copy of what was unpacked.

    Args:
        data: The file.
        side: Pixels of the copy's longest side.
        max_pixels: Limit on width times height, looked at before anything is unpacked.
        max_bytes: Limit on the file's size.

    Raises:
        MalformedAnswer: It is empty, too large, cut off, or no JPEG, PNG, WebP or GIF.
    """
    if not data:
        raise MalformedAnswer("not an image: the file is empty")
    if len(data) > max_bytes:
        raise MalformedAnswer(f"image refused: {len(data)} bytes, at most {max_bytes} are taken")
    try:
        return _decode(data, side, max_pixels)
    except UnidentifiedImageError as error:
        raise MalformedAnswer(f"not an image: it starts with {data[:16]!r}") from error
    except MalformedAnswer:
        raise
    except Exception as error:  # decoders raise OSError, SyntaxError, struct.error and others
        raise MalformedAnswer(f"broken image: {error}") from error


def _decode(data: bytes, side: int, max_pixels: int) -> Checked:
    with Image.open(io.BytesIO(data), formats=tuple(_TYPES)) as image:
        _check_size(image, max_pixels)
        image.verify()
    with Image.open(io.BytesIO(data), formats=tuple(_TYPES)) as image:
        mime, suffix = _TYPES[str(image.format)]
        width, height = image.size
        large = max(width, height) > side
        # A JPEG is read to its end also when it is unpacked at an eighth, in a third of the time.
        image.draft(None, (side, side) if large else (width // 8, height // 8))
        image.load()  # verify() leaves the pixels alone, and misses a cut-off file
        small = None
        if large:
            with suppress(Exception):  # what it says of itself may be wrong, and its pixels right
                small = shrunk(image, side)
        return Checked(mime, width, height, suffix, small)


def _check_size(image: Image.Image, max_pixels: int) -> None:
    if image.width * image.height > max_pixels:
        raise MalformedAnswer(
            f"image refused: {image.width} x {image.height} pixels, at most {max_pixels} are taken"
        )
