"""Plain text of others made safe: it becomes Markdown that shows exactly this text.

What the services send is data. After these functions it can neither open a tag, break a table,
start a list nor become a Hugo shortcode. The rules are those of CommonMark 0.31, with the
extensions that Goldmark adds: tables, strikethrough, definition lists, bare links, attributes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, groupby
from urllib.parse import quote, urlsplit

__all__ = [
    "LINE_ENDS",
    "clean_artist_name",
    "escape_inline",
    "guard_start",
    "join_lines",
    "link_target",
    "markdown_escape",
    "markdown_link",
    "printable",
]

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# A final exclamation mark would make an image of a link that follows.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$#{}@]|!\Z")
# A bare address would become a link.
_BARE_LINK = re.compile(r"(?<=www)\.|:(?=//)", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,9}[.)]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STAR = re.compile(r"(?<=[^*\s])\*$")  # one star marks a name variation; two are a name's own
_NUMBERED = re.compile(r"\s+\(\d+\)$")


def markdown_escape(plain: str) -> str:
    r"""Plain text as Markdown that shows exactly this text.

    Args:
        plain: Any text. One line break stays a line break, an empty line starts a paragraph;
            white space at the ends of lines goes, as HTML would not show it.

    Returns:
        Markdown without a line break at the end; ``"1. *a*"`` becomes ``"1\. \*a\*"``.
    """
    lines = [_escape_line(line) for line in LINE_ENDS.split(printable(plain))]
    return join_lines(lines)


def markdown_link(text: str, url: str) -> str:
    """A link in Markdown, on one line.

    Args:
        text: What is shown, plain; the address if it is empty.
        url: Where it leads; anything but a whole http or https address leaves the text alone.
    """
    shown = escape_inline(" ".join(printable(text).split()))
    target = link_target(url)
    if not target:
        return guard_start(shown)
    return f"[{shown or escape_inline(target)}]({target})"


def clean_artist_name(name: str) -> str:
    """An artist's name as printed: without Discogs' number (``Nirvana (2)``) and asterisk.

    A name that would become empty stays as it is.
    """
    stripped = name.strip()
    return _NUMBERED.sub("", _STAR.sub("", stripped)) or stripped


# -- plain text --------------------------------------------------------------------------------


def printable(text: str) -> str:
    """Without control characters, and without what no file could be written with."""
    return _UNPRINTABLE.sub("", _SURROGATES.sub("\ufffd", text).replace("\t", " "))


def escape_inline(text: str) -> str:
    """Escape what is active anywhere in a line; not what is so at its start only."""
    escaped = _ACTIVE.sub(lambda found: "\\" + found[0], text)
    return _BARE_LINK.sub(lambda found: "\\" + found[0], escaped)


def guard_start(line: str) -> str:
    """A line start that would open a list, a heading's underline or a definition is escaped."""
    if line[:1] in {"-", "+", "=", ":"}:
        return "\\" + line
    if ordinal := _ORDINAL.match(line):
        mark = ordinal.end() - 1
        return line[:mark] + "\\" + line[mark:]
    return line


def _escape_line(line: str) -> str:
    return guard_start(escape_inline(line.strip()))


def join_lines(lines: Sequence[str]) -> str:
    """Lines into paragraphs: empty lines part them, other line ends become hard breaks."""
    groups = groupby(lines, key=bool)
    return "\n\n".join(_broken(list(group)) for filled, group in groups if filled)


def _broken(lines: list[str]) -> str:
    # Goldmark reads no hard break in three backslashes at a line's end; two blanks say the same.
    breaks = ["  \n" if line.endswith("\\") else "\\\n" for line in lines[:-1]]
    return "".join(chain(*zip(lines, [*breaks, ""], strict=True)))


def link_target(url: str) -> str:
    """An address as it may stand in a Markdown link; empty if it is not for the web."""
    cleaned = printable(url).strip()
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    return _ENTITY.sub("&amp;", quote(cleaned, safe=":/?#@!&,;=%+"))
