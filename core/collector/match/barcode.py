"""Barcodes as sleeves, Discogs and shops write them: spaced, padded, wrong."""

from __future__ import annotations

__all__ = ["barcode_forms", "clean_barcode", "same_barcode"]

_LENGTHS = (8, 12, 13, 14)


def clean_barcode(text: str) -> str:
    """The digits of a barcode; empty if they are none (wrong length or check digit, all zeros)."""
    digits = "".join(character for character in text if character in "0123456789")
    return digits if len(digits) in _LENGTHS and _checks(digits) and digits.strip("0") else ""


def _checks(digits: str) -> bool:
    """The GS1 rule: from the right, every other digit weighs three."""
    body, check = digits[:-1], int(digits[-1])
    total = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body))
    )
    return (10 - total % 10) % 10 == check


def barcode_forms(text: str) -> tuple[str, ...]:
    """The forms under which a service may hold a code: as given, then 12, 13 and 14 digits."""
    code = clean_barcode(text)
    if not code:
        return ()
    bare = code.lstrip("0")
    padded = [bare.zfill(length) for length in (12, 13, 14) if len(bare) <= length]
    return tuple(dict.fromkeys([code, *padded]))


def same_barcode(one: str, other: str) -> bool:
    """Whether two codes are the same, but for leading zeros; a placeholder is never the same."""
    mine, theirs = clean_barcode(one).lstrip("0"), clean_barcode(other).lstrip("0")
    return bool(mine) and mine == theirs
