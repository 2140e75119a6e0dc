"""Reading a record with care: a wrong shape is an absent value, never a broken page.

Fields are stated by anybody's plugin and by hand; the vocabulary promises shapes, and a page must
not fall over one field that breaks the promise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from attrs import frozen

__all__ = [
    "FORBIDDEN",
    "Shown",
    "address",
    "entries",
    "link_of",
    "names",
    "number",
    "on_the_web",
    "present",
    "text",
    "texts",
]

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
"""What no page may hold: control characters and noncharacters (the HTML standard), and marks of
order and of lines that nobody sees."""

SMALL = 480
"""Pixels: wide enough for a list."""


@frozen
class Shown:
    """An image on the site.

    Attributes:
        sizes: From small to large: ``src``, its address within the site, ``/images/...``, with
            ``width`` and ``height`` in pixels; of a drawn one the address alone.
        colour: ``#c8553a``; empty if it has none.
    """

    sizes: tuple[Mapping[str, Any], ...] = ()
    colour: str = ""

    @property
    def image(self) -> str:
        """The address of the largest; empty if there is none."""
        return str(self.sizes[-1]["src"]) if self.sizes else ""

    @property
    def thumbnail(self) -> str:
        """The address of a small one; empty if there is none but the image itself."""
        small = [one for one in self.sizes[:-1] if one["width"] <= SMALL]
        return str(small[-1]["src"]) if small else ""

    @property
    def measured(self) -> list[dict[str, Any]]:
        """The sizes, if they are known."""
        return [dict(one) for one in self.sizes if "width" in one]


def text(value: Any) -> str:
    """A text, of what a page may hold; numbers as written; empty for anything else."""
    if isinstance(value, str):
        return value if value.isprintable() else FORBIDDEN.sub("", value)
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def texts(value: Any) -> list[str]:
    """A list of texts, each once, empty ones left out; a single text is a list of one."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return list(dict.fromkeys(found for found in map(text, items) if found))


def entries(value: Any) -> list[Mapping[str, Any]]:
    """A list of mappings."""
    if not value or not isinstance(value, (list, tuple)):
        return []
    return [item for item in value if isinstance(item, Mapping)]


def names(value: Any, key: str = "name") -> list[str]:
    """One text of each mapping in a list, each once."""
    return texts([item.get(key) for item in entries(value)])


def number(value: Any) -> int | None:
    """A whole number, also when it is written as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:18])
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def link_of(value: Any, first: str) -> dict[str, str]:
    """``{id, url}`` or ``{title, url}`` of a service; empty unless both are known and good."""
    found = value if isinstance(value, Mapping) else {}
    pair = {first: text(found.get(first)), "url": address(found.get("url"))}
    return pair if all(pair.values()) else {}


def address(url: Any) -> str:
    """A whole HTTP address as a page may hold it; empty if it is none."""
    if not on_the_web(url):
        return ""
    parts = urlsplit(text(url))
    rest = (quote(part, safe="!$%&'()*+,/:;=?@~", errors="replace") for part in parts[2:])
    return urlunsplit((*parts[:2], *rest))


def on_the_web(url: Any) -> bool:
    """True for a whole HTTP address: what a page may link to."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return False
    return bool(parts and parts.scheme in {"http", "https"} and parts.netloc)


def present(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what is unknown: an absent value is an absent key."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
