"""Discogs' own markup, as in profiles and notes, as Markdown.

``[a=Name]``, ``[a123]``, ``[l..]``, ``[r..]``, ``[m..]`` (artist, label, release, master),
``[url=..]text[/url]``, ``[url]..[/url]``, ``[b]``, ``[i]``, ``[u]``. Tags nest. What has the form
of a tag and is none of these goes; a word in brackets (``[sic]``) is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from collector.api import clean_artist_name, from_html

__all__ = ["page_url", "to_markdown"]

_PAGES = {"a": "artist", "l": "label", "r": "release", "m": "master"}
_BARE_URL = re.compile(r"\[url\]([^\[\]]*)\[/url\]", re.IGNORECASE)
_TAG = re.compile(r"\[(?P<closes>/?)(?P<name>[a-z]+)(?:=(?P<value>[^\[\]]*)|(?P<id>\d+))?\]")
_CAPITAL_TAG = re.compile(r"\[/?(?:URL\b|[BIU]\])")
_LINE_END = re.compile(r"\r\n|\r|\n")


def page_url(letter: str, number: int | str) -> str:
    """The page of an artist (``a``), label (``l``), release (``r``) or master (``m``)."""
    return f"https://www.discogs.com/{_PAGES[letter]}/{number}"


def to_markdown(markup: str, names: Mapping[str, str] | None = None) -> str:
    """Discogs markup as safe Markdown.

    Args:
        markup: As Discogs sends it.
        names: Names of what numbers stand for, as far as they are known: ``{"a123": "Name"}``;
            other numbers become ``artist 123``.
    """
    lowered = _CAPITAL_TAG.sub(lambda found: found[0].lower(), markup)
    text = _BARE_URL.sub(r"[url=\1]\1[/url]", lowered)
    pieces: list[str] = []
    end = 0
    for tag in _TAG.finditer(text):
        pieces += [_plain(text[end : tag.start()]), _html(tag, text, names or {})]
        end = tag.end()
    return from_html("".join([*pieces, _plain(text[end:])]))


def _plain(text: str) -> str:
    return "<br>".join(escape(line) for line in _LINE_END.split(text))


def _html(tag: re.Match[str], text: str, names: Mapping[str, str]) -> str:
    """One tag as HTML; empty for one that goes."""
    name, value = tag["name"], tag["value"]
    if name in _PAGES and not tag["closes"] and (value or tag["id"]):
        return _reference(name, tag["id"] or value, names)
    if name in {"b", "i"} and value is None and not tag["id"]:
        return f"<{tag['closes']}{name}>"
    if name == "url":
        return _anchor(tag, text)
    is_word = not (tag["closes"] or value is not None or tag["id"])
    return _plain(tag[0]) if is_word and f"[/{name}]" not in text else ""


def _reference(letter: str, value: str, names: Mapping[str, str]) -> str:
    if not value.isdecimal():
        return escape(clean_artist_name(value))
    shown = names.get(letter + value) or f"{_PAGES[letter]} {value}"
    return f'<a href="{page_url(letter, value)}">{escape(shown)}</a>'


def _anchor(tag: re.Match[str], text: str) -> str:
    if tag["closes"]:
        return "</a>"
    # Without an end, all the rest of the text would become the link.
    if text.find("[/url]", tag.end()) < 0:
        return ""
    return f'<a href="{escape(tag["value"] or "")}">'
