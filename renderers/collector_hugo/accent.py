"""The accent of a page: the hue of its cover, in steps for which the site has colours.

How light and how vivid an accent is the site decides, so that it can be read in light and dark.
"""

from __future__ import annotations

import math
import re

from collector_hugo.values import Shown

__all__ = ["STEP", "accent_of", "hue_of"]

STEP = 15
"""Degrees between two hues; the eye hardly tells them apart."""


def accent_of(image: Shown) -> str:
    """What the site calls the accent of an image, ``hue-210``; empty if it is grey."""
    hue = hue_of(image.colour)
    return "" if hue is None else f"hue-{hue}"


def hue_of(colour: str) -> int | None:
    """The hue of a colour in OKLCH, from 0 to 345 degrees; None of what is no colour.

    Args:
        colour: ``#c8553a``.
    """
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        return None
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    # From linear sRGB to the responses of the eye's cones, and on: Björn Ottosson's values.
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return round(math.degrees(math.atan2(b, a)) / STEP) * STEP % 360


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
