"""HTML of the services as Markdown: an allow-list of tags, everything else only as its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import groupby
from string import punctuation

from attrs import evolve, frozen

from collector.text import (
    LINE_ENDS,
    escape_inline,
    guard_start,
    join_lines,
    link_target,
    printable,
)

__all__ = ["from_html"]

_STYLES = {"i": "italic", "em": "italic", "b": "bold", "strong": "bold"}
_BLOCKS = frozenset({"blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS |= {"hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
_SILENT = frozenset({"script", "style"})
# The parser of the standard library may raise on some of these; none holds text.
_DECLARATIONS = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_BLANK = re.compile(r"[ \t\n\r\f]+")


def from_html(html: str) -> str:
    """HTML of a service as Markdown.

    ``i``, ``em``, ``b``, ``strong``, ``br``, ``p`` and ``a`` keep their meaning; every other tag
    leaves only its text (block tags also a paragraph's end), scripts and styles leave nothing.
    Emphasis that Markdown could not show in its place (inside a word, next to punctuation) is
    dropped rather than shown as asterisks.

    Args:
        html: A fragment; it may be broken or hostile.
    """
    reader = _Reader()
    reader.feed(_DECLARATIONS.sub("", html))
    reader.close()
    return join_lines([_line(list(runs)) for runs in _split_lines(reader.runs)])


@frozen
class _Run:
    """Text of one look. A line feed alone is a line break; two make a paragraph's end."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    @property
    def is_marked(self) -> bool:
        return self.bold or self.italic


class _Reader(HTMLParser):
    """Reads HTML into runs; tolerates every order of opening and closing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[_Run] = []
        self._open = {"bold": 0, "italic": 0}
        self._hrefs: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _STYLES:
            self._open[_STYLES[tag]] += 1
        elif tag == "a":
            self._hrefs.append(link_target(dict(attrs).get("href") or ""))
        elif tag == "br":
            self.runs.append(_Run("\n"))
        self._silent = tag in _SILENT  # their content can hold no tags
        self._end_block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag in _STYLES:
            self._open[_STYLES[tag]] = max(0, self._open[_STYLES[tag]] - 1)
        elif tag == "a" and self._hrefs:
            self._hrefs.pop()
        self._end_block(tag)

    def handle_data(self, data: str) -> None:
        text = printable(_BLANK.sub(" ", data))
        if text and not self._silent:
            href = self._hrefs[-1] if self._hrefs else ""
            bold, italic = self._open["bold"] > 0, self._open["italic"] > 0
            self.runs.append(_Run(LINE_ENDS.sub(" ", text), bold, italic, href))

    def _end_block(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.runs.extend((_Run("\n"), _Run("\n")))


def _split_lines(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    line: list[_Run] = []
    for run in runs:
        if run.text == "\n":
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _line(runs: list[_Run]) -> str:
    """One line: links hold their runs, everything else stands bare."""
    parts: list[str] = []
    for href, group in groupby(_merged(runs), key=lambda run: run.href):
        inner = _emphasised(list(group))
        parts.append(_linked(inner, href) if href else inner)
    return guard_start("".join(parts).strip())


def _linked(inner: str, href: str) -> str:
    lead, shown, tail = _cut(inner)
    return f"{lead}[{shown}]({href}){tail}" if shown else inner


def _merged(runs: Sequence[_Run]) -> list[_Run]:
    """Neighbours of one look become one run."""
    merged: list[_Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and evolve(run, text="") == evolve(last, text=""):
            merged[-1] = evolve(last, text=last.text + run.text)
        else:
            merged.append(run)
    return merged


def _emphasised(runs: Sequence[_Run]) -> str:
    """Runs of one link (or of none) with their marks, where Markdown can show them."""
    out = ""
    for place, run in enumerate(runs):
        lead, core, tail = _cut(run.text)
        mark = "**" * run.bold + "*" * run.italic
        after = tail or "".join(later.text for later in runs[place + 1 : place + 2])
        # Marks that touch the marks before them would be read as one row of asterisks.
        touches = not lead and out.endswith("*") and place > 0 and runs[place - 1].is_marked
        if core and mark and not touches and _flanks(lead or out, core, after):
            out += f"{lead}{mark}{escape_inline(core)}{mark}{tail}"
        else:
            out += escape_inline(run.text)
    return out


def _cut(text: str) -> tuple[str, str, str]:
    """White space before, the text, white space after."""
    core = text.strip()
    lead, _, tail = text.partition(core) if core else (text, "", "")
    return lead, core, tail


def _flanks(before: str, core: str, after: str) -> bool:
    """Whether marks around ``core`` would be read as marks (CommonMark, section 6.2)."""
    opens = not _is_sign(core[0]) or _parts(before[-1:])
    closes = not _is_sign(core[-1]) or _parts(after[:1])
    return opens and closes


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _parts(char: str) -> bool:
    """White space, an edge or punctuation: what may stand between a word and a mark."""
    return not char or char.isspace() or char in punctuation or unicodedata.category(char)[0] == "P"
