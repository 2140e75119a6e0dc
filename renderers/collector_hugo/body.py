"""Bodies: Markdown in which foreign text stays text.

Two kinds of text come in. *Plain* text (titles, names) loses every meaning it could have in
Markdown, HTML, a table or a Hugo shortcode. *Markdown* text (biographies, notes) keeps paragraphs,
emphasis, lists and links, and loses HTML, shortcodes, images, headings, tables and fences: what
could reach beyond its own block.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from collector.api import markdown_escape, markdown_link
from collector_hugo.front_matter import well_formed
from collector_hugo.values import FORBIDDEN

__all__ = ["Markdown", "block", "finalize", "link", "plain"]


class Markdown(str):
    """Text that may stand in a page as it is."""

    __slots__ = ()


# Letters and digits with single spaces mean nothing else, unless a digit comes first.
_WORDS = re.compile(r"[^\W\d_][^\W_]*(?: [^\W_]+)*")
# An address between angle brackets is a link and not HTML.
_HTML = re.compile(r"(\\*)<(?!https?://[^\s<>\"]*>)")
_FENCE = re.compile(r"`{3,}|~{3,}")
_HEADING = re.compile(r"^([ \t>]*)#", re.MULTILINE)
# The line that makes the one above it a heading, or the head of a table.
_UNDERLINE = re.compile(r"^([ \t>]*)(?=[-=:|][-=:| \t]*$)", re.MULTILINE)


@lru_cache(maxsize=4096)  # lengths, roles and names come again and again
def plain(text: str) -> Markdown:
    """A text as Markdown that shows exactly it, on one line, in a table cell or anywhere else."""
    if _WORDS.fullmatch(text):  # most texts, and ten times faster
        return Markdown(text)
    return Markdown(markdown_escape(" ".join(text.split())))


def block(text: str) -> Markdown:
    """Foreign Markdown, with what could reach beyond its own block taken away."""
    lines = well_formed(text).replace("\r\n", "\n").replace("\r", "\n")
    safe = _HTML.sub(_unless_escaped, FORBIDDEN.sub("", lines))
    safe = safe.replace("{{", "{&#123;").replace("{%", "{&#37;").replace("![", "!\\[")
    safe = _FENCE.sub(lambda found: "".join(f"\\{mark}" for mark in found[0]), safe)
    safe = _UNDERLINE.sub(r"\1\\", _HEADING.sub(r"\1\\#", safe))
    return Markdown(safe.strip())


def link(text: str, url: Any) -> Markdown:
    """A link, or the text alone if the address is none of the web."""
    return Markdown(markdown_link(text, url if isinstance(url, str) else ""))


def finalize(value: Any) -> str:
    """What a template prints: :class:`Markdown` as it is, anything else as plain text."""
    if value is None:
        return ""
    return value if isinstance(value, Markdown) else plain(str(value))


def _unless_escaped(found: re.Match[str]) -> str:
    slashes = found[1]
    return found[0] if len(slashes) % 2 else f"{slashes}&lt;"
