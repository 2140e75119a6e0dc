"""What pages show of an image: small copies in WebP, and the colour that it is remembered by.

They are made once for an image, which its name tells by its content, and lie beside it. A note is
written last: what has one is complete.
"""

from __future__ import annotations

import colorsys
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from collector.errors import MalformedAnswer
from collector.files import write_atomically

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["Copy", "Look", "develop", "look_at"]

WIDTHS = (240, 480)
"""Pixels: a cover in a list, on a plain screen and on a dense one."""

LARGE, MOST = 1200, 1400
"""What is wider than the second is shown in a copy of the first, and not itself."""

QUALITY, EFFORT = 78, 2
"""More effort takes half as long again for a twentieth of the bytes."""

TURNED, UPRIGHT = 0x0112, 4
"""The note on how to turn a photo; those above the second lie on their side."""

TONES = 6
PALE = 0.12
"""What has less colour than this is grey to the eye."""


@frozen
class Copy:
    """A copy of an image: where it lies, and its pixels."""

    path: Path
    width: int
    height: int


@frozen
class Look:
    """What was made of an image.

    Attributes:
        colour: ``#c8553a``; empty if it is grey.
        copies: From small to large; none of an image that is smaller than all of them.
    """

    colour: str
    copies: tuple[Copy, ...]


def look_at(origin: Path) -> Look | None:
    """What was made of the image in a file; None if nothing was, or not all of it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        note = json.loads(_note(origin).read_bytes())
        sizes = ((int(width), int(height)) for width, height in note["sizes"])
        copies = tuple(Copy(_copy(origin, width), width, height) for width, height in sizes)
        if all(one.path.is_file() for one in copies):
            return Look(str(note["colour"]), copies)
    return None


def develop(origin: Path) -> None:
    """Make the copies of an image that has been checked, and note its colour.

    Raises:
        MalformedAnswer: It does not decode any more.
        OSError: Something cannot be written.
    """
    made, colour = _developed(origin)
    for width, _, data in made:
        write_atomically(_copy(origin, width), data)
    sizes = sorted([width, height] for width, height, _ in made)
    write_atomically(_note(origin), json.dumps({"colour": colour, "sizes": sizes}).encode())


def _developed(origin: Path) -> tuple[list[tuple[int, int, bytes]], str]:
    from PIL import Image, ImageOps

    try:
        with Image.open(origin) as image:
            width = image.height if image.getexif().get(TURNED, 1) > UPRIGHT else image.width
            widths = sorted((one for one in (*WIDTHS, *_large(width)) if one < width), reverse=True)
            largest = widths[0] if widths else width
            image.draft(None, (largest, largest))  # a JPEG is unpacked at a fraction of its size
            ImageOps.exif_transpose(image, in_place=True)  # a copy has no note on how to turn it
            flat = _flat(image)
            made = []
            for one in widths:
                flat = _narrowed(flat, one)
                made.append((*flat.size, _webp(flat)))
            return made, _colour(flat)
    except Exception as error:  # decoders raise OSError, SyntaxError, struct.error and others
        raise MalformedAnswer(f"broken image {origin}: {error}") from error


def _large(width: int) -> tuple[int, ...]:
    return (LARGE,) if width > MOST else ()


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    from PIL import Image as Pillow

    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Pillow.Resampling.HAMMING)  # half of bicubic's time


def _webp(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=EFFORT)
    return buffer.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """The image in RGB, on white where it is transparent."""
    from PIL import Image as Pillow

    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    clear = image.convert("RGBA")
    sheet = Pillow.new("RGB", clear.size, "white")
    sheet.paste(clear, mask=clear)
    return sheet


def _colour(image: Image.Image) -> str:
    """The colour that is most of it, where vivid ones count for more."""
    tones = image.resize((32, 32)).quantize(TONES)
    palette = tones.getpalette() or []
    found = [
        (count, tuple(palette[3 * at : 3 * at + 3]))
        for at, count in enumerate(tones.histogram()[: len(palette) // 3])
    ]
    vivid = [(count * _vividness(rgb), rgb) for count, rgb in found if _vividness(rgb) >= PALE]
    if not vivid:
        return ""
    red, green, blue = max(vivid)[1]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _vividness(rgb: tuple[int, ...]) -> float:
    _, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in rgb))
    return saturation * value


def _copy(origin: Path, width: int) -> Path:
    return origin.with_name(f"{origin.stem}-{width}.webp")


def _note(origin: Path) -> Path:
    return origin.with_name(f"{origin.stem}-look.json")
