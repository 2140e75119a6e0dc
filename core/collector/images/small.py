"""A small copy of an image, for lists: a phone must not load sixty covers of 3000 pixels."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageOps

from collector.errors import MalformedAnswer

__all__ = ["shrink", "shrunk"]

_QUALITY = 80


def shrink(origin: Path, side: int) -> bytes:
    """Make a small JPEG of an image that has been checked.

    Args:
        origin: The image's file.
        side: Pixels of the longest side at most; nothing is enlarged.

    Raises:
        MalformedAnswer: It does not decode any more.
    """
    try:
        with Image.open(origin) as image:
            image.draft(None, (side, side))  # a JPEG is then unpacked at a fraction of its size
            return shrunk(image, side)
    except Exception as error:  # decoders raise OSError, SyntaxError, struct.error and others
        raise MalformedAnswer(f"broken image {origin}: {error}") from error


def shrunk(image: Image.Image, side: int) -> bytes:
    """A small JPEG of an open image, which may be changed by that."""
    ImageOps.exif_transpose(image, in_place=True)  # the copy carries no note on how to turn it
    flat = _flat(image)
    flat.thumbnail((side, side), Image.Resampling.HAMMING)  # half of bicubic's time
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """The image in RGB, on white where it is transparent: JPEG knows no transparency."""
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    clear = image.convert("RGBA")
    sheet = Image.new("RGB", clear.size, "white")
    sheet.paste(clear, mask=clear)
    return sheet
