"""Made-up identities: the same words always give the same number, id or code.

Everything here comes from a hash, so a world is the same on every machine. Made-up Discogs ids
start at 90 million and made-up Wikidata ids at Q900000000000, far above what exists, so that none
can be taken for a real one. The ranges are wide enough for the ids of a hundred thousand records.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from string import ascii_letters, digits

__all__ = [
    "MADE_UP",
    "apple_id",
    "base62",
    "check_digit",
    "made_barcode",
    "made_id",
    "number",
    "share",
    "spotify_id",
    "valid_barcode",
    "wikidata_id",
]

MADE_UP = 90_000_000
"""First of the made-up Discogs ids."""

_ALPHABET = digits + ascii_letters


def number(*parts: object) -> int:
    """A 64-bit number that depends on the parts only."""
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=8).digest(), "big")


def share(*parts: object) -> float:
    """A number from 0 up to 1 that depends on the parts only."""
    return number(*parts) / 2**64


def made_id(*parts: object) -> int:
    """A made-up Discogs id (release, master, artist, label)."""
    return MADE_UP + number(*parts) % 9_000_000


def wikidata_id(*parts: object) -> str:
    """A made-up Wikidata item id."""
    return f"Q{900_000_000_000 + number('item', *parts) % 99_000_000_000}"


def apple_id(*parts: object) -> str:
    """A made-up Apple Music id: twelve digits."""
    return str(100_000_000_000 + number("apple", *parts) % 900_000_000_000)


def base62(value: int, width: int) -> str:
    """A number in base 62, cut or filled to ``width`` characters."""
    out = []
    for _ in range(width):
        value, rest = divmod(value, 62)
        out.append(_ALPHABET[rest])
    return "".join(reversed(out))


def spotify_id(*parts: object) -> str:
    """A made-up Spotify id: 22 base-62 characters."""
    return base62(number("spotify", *parts) << 64 | number("spotify, more", *parts), 22)


def check_digit(code: Iterable[str]) -> str:
    """The GS1 check digit of the digits before it: weights 3 and 1 in turn from the right."""
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed([*code])))
    return str(-weighted % 10)


def valid_barcode(code: str) -> bool:
    """Whether it is 8, 12, 13 or 14 digits with a right check digit."""
    return code.isdigit() and len(code) in {8, 12, 13, 14} and check_digit(code[:-1]) == code[-1]


def made_barcode(*parts: object, digits: int = 13) -> str:
    """A valid code from the range that GS1 leaves to shops (it starts with 2): nobody's.

    Args:
        parts: What it depends on.
        digits: 12 (UPC-A) or 13 (EAN-13).
    """
    body = "2" + f"{number('barcode', *parts):020d}"[-(digits - 2) :]
    return body + check_digit(body)
