"""Bodies: Markdown in which foreign text stays text.

Two kinds of text come in. *Plain* text (titles, names) loses every meaning it could have in
Markdown, HTML, a table or a Hugo shortcode. *Markdown* text (biographies, notes) keeps paragraphs,
emphasis, lists and links, and loses HTML, shortcodes, images, headings and fences: what could
reach beyond its own block.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

from collector_hugo.front_matter import well_formed

__all__ = ["Markdown", "block", "finalize", "link", "plain"]


class Markdown(str):
    """Text that may stand in a page as it is."""

    __slots__ = ()


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_INLINE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "|": "&#124;",
        "{": "&#123;",
        "}": "&#125;",
        **{mark: "\\" + mark for mark in "\\`*_[]~$"},
    }
)
_AT_START = re.compile(r"^(?=[-+=:#])")
_NUMBER_AT_START = re.compile(r"^(\d+)(?=[.)])")
# An address between angle brackets is a link and not HTML.
_HTML = re.compile(r"<(?!https?://[^\s<>\"]*>)")
_FENCE = re.compile(r"`{3,}|~{3,}")
_HEADING = re.compile(r"^([ \t]*)#", re.MULTILINE)
_SAFE_IN_ADDRESS = "/:?#@!$&*+,;=%~-._"


def plain(text: str) -> Markdown:
    """A text as Markdown that shows exactly it, on one line, in a table cell or anywhere else."""
    line = " ".join(_CONTROLS.sub(" ", well_formed(text)).split()).translate(_INLINE)
    line = _NUMBER_AT_START.sub(r"\1" + "\\\\", _AT_START.sub(r"\\", line))
    # A "!" before a link would make it an image.
    return Markdown(re.sub(r"!$", r"\\!", line))


def block(text: str) -> Markdown:
    """Foreign Markdown, with what could reach beyond its own block taken away."""
    lines = well_formed(text).replace("\r\n", "\n").replace("\r", "\n")
    safe = _HTML.sub("&lt;", _CONTROLS.sub("", lines))
    safe = safe.replace("{{", "{&#123;").replace("{%", "{&#37;").replace("![", "!\\[")
    safe = _FENCE.sub(lambda found: "".join(f"\\{mark}" for mark in found[0]), safe)
    return Markdown(_HEADING.sub(r"\1\\#", safe).strip())


def link(text: str, url: Any) -> Markdown:
    """A link, or the text alone if the address is none of the web."""
    if not isinstance(url, str) or not _of_the_web(url):
        return plain(text)
    address = quote(well_formed(url), safe=_SAFE_IN_ADDRESS).replace("&", "&amp;")
    return Markdown(f"[{plain(text)}]({address})")


def finalize(value: Any) -> str:
    """What a template prints: :class:`Markdown` as it is, anything else as plain text."""
    if value is None:
        return ""
    return value if isinstance(value, Markdown) else plain(str(value))


def _of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
