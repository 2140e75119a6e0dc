"""Discogs' markup becomes Markdown in which nothing of it can act."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from collector_discogs.markup import to_markdown

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("[a=Nirvana (2)]", "Nirvana"),
        ("[l=EMI] [r=1] [m=2]", "EMI [release 1]({0}release/1) [master 2]({0}master/2)"),
        ("[a7] and [a8]", "[Known]({0}artist/7) and [artist 8]({0}artist/8)"),
        (
            "[l5] [r6] [m7]",
            "[label 5]({0}label/5) [release 6]({0}release/6) [master 7]({0}master/7)",
        ),
        ("[url=http://x.org]a [b]b[/b][/url]", "[a **b**](http://x.org)"),
        ("[url]http://x.org[/url]", "[http\\://x.org](http://x.org)"),
        ("[URL=http://x.org]x[/URL] [B]y[/B]", "[x](http://x.org) **y**"),
        ("[url=javascript:alert(1)]x[/url]", "x"),
        ("[url=http://x.org]never closed", "never closed"),
        ("[b][i]x[/i][/b] [u]y[/u]", "***x*** y"),
        ("[/b]orphan[/i][/url]", "orphan"),
        ("[b]one [i]two[/b] three[/i]", "**one** ***two*** *three*"),
        ("[x]kept[/x] [g=gone] [s12]", "kept"),
        ("sung [sic] on [A1]", r"sung \[sic\] on \[A1\]"),
        ("one\r\ntwo\r\n\r\nthree", "one\\\ntwo\n\nthree"),
        ("<b>&amp; {{< x >}}", r"\<b\>\&amp; \{\{\< x \>\}\}"),
        ("[a=<script>]", r"\<script\>"),
        ('[url=http://x.org/"onload="x]x[/url]', "[x](http://x.org/%22onload=%22x)"),
        ("[a", r"\[a"),
        ("", ""),
    ],
)
def test_each_tag_has_its_markdown(markup, markdown):
    expected = markdown.replace("{0}", "https://www.discogs.com/")
    assert to_markdown(markup, {"a7": "Known"}) == expected


_TAGS = ["[b]", "[/b]", "[i]", "[/i]", "[u]", "[a=", "[a1", "]", "[x]", "[/x]"]
_LINKS = ["[url=http://x.org/]", "[url]", "[url=", "[/url]"]
_PIECES = st.sampled_from(
    [*_TAGS, *_LINKS, "\r\n", "<script>", "1. ", "- ", "*", "_", "(", "word", " "]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=16).map("".join))
def test_any_markup_makes_only_text_emphasis_and_web_links(markup):
    html = _PARSER.render(to_markdown(markup))
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br", "em", "strong", "a"}
    assert all(url.startswith(("http://", "https://")) for url in re.findall('href="([^"]*)', html))
