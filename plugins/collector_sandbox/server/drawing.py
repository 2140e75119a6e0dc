"""Covers and portraits, drawn: the same subject always gives the same picture."""

from __future__ import annotations

import colorsys
import io
import random
from functools import lru_cache

from anyascii import anyascii
from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw", "initials", "with_comment"]

_SHAPES = 5


@lru_cache(maxsize=64)
def draw(subject: str, title: str, width: int, height: int) -> bytes:
    """A JPEG of shapes in colours that the subject gives, with the title's initials.

    Args:
        subject: What the colours and shapes hang on, such as ``R-249504-0``.
        title: Whose initials are written on it.
        width: Pixels.
        height: Pixels.
    """
    dice = random.Random(subject)  # noqa: S311 - a picture, not a secret
    hue = dice.random()
    picture = Image.new("RGB", (width, height), _colour(hue, 0.45, 0.35))
    pen = ImageDraw.Draw(picture)
    for _ in range(_SHAPES):
        _shape(pen, dice, hue, width, height)
    size = max(8, min(width, height) // 3)
    pen.text(
        (width / 2, height / 2),
        initials(title),
        fill=_colour(hue + 0.5, 0.15, 0.98),
        font=ImageFont.load_default(size),
        anchor="mm",
    )
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=82)
    return memory.getvalue()


def with_comment(jpeg: bytes, comment: str) -> bytes:
    """The same picture in another file: with a comment behind its first marker."""
    text = comment.encode()
    return jpeg[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + jpeg[2:]


def initials(title: str) -> str:
    """Up to three capitals of a title's words, in Latin letters; a star if it has none."""
    heads = [word[0] for word in anyascii(title).split() if word[0].isalnum()]
    return "".join(heads[:3]).upper() or "*"


def _shape(
    pen: ImageDraw.ImageDraw, dice: random.Random, hue: float, width: int, height: int
) -> None:
    radius = dice.uniform(0.12, 0.42) * min(width, height)
    x, y = dice.random() * width, dice.random() * height
    fill = _colour(hue + dice.uniform(-0.12, 0.12), dice.uniform(0.3, 0.7), dice.uniform(0.4, 0.95))
    box = (x - radius, y - radius, x + radius, y + radius)
    if dice.random() < 0.6:
        pen.ellipse(box, fill=fill)
    else:
        pen.regular_polygon((x, y, radius), dice.choice((3, 4, 6)), dice.randrange(90), fill=fill)


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
