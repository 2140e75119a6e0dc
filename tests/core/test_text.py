"""Plain text and HTML become Markdown that shows them, checked with a CommonMark parser."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from collector.api import clean_artist_name, from_html, markdown_escape, markdown_link

# Hugo's parser knows tables and strikethrough as well.
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_SPECIAL = st.text(alphabet="ab1 \n\\`*_[]()<>&;~|$#{}!.+-=:>/wh\t", max_size=40)
_ANY = st.one_of(_SPECIAL, st.text(max_size=60))


def render(markdown: str) -> str:
    return _PARSER.render(markdown)


def shown(html: str) -> str:
    """The text that a browser shows, with white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def visible(plain: str) -> str:
    kept = re.sub("[\x00-\x08\x0e-\x1b\x1f\x7f]", "", plain)
    return " ".join(kept.split())


@given(_ANY)
def test_escaped_text_shows_exactly_the_plain_text(plain):
    assert shown(render(markdown_escape(plain))) == visible(plain)


@given(_ANY)
def test_escaped_text_makes_nothing_but_paragraphs_and_breaks(plain):
    tags = set(re.findall(r"<(\w+)", render(markdown_escape(plain))))
    assert tags <= {"p", "br"}


@given(_ANY)
def test_escaped_text_holds_no_active_character(plain):
    markdown = re.sub(r"\\.", "", markdown_escape(plain))
    assert not re.search(r"[`*_\[\]<>~|#{}]", markdown)


@pytest.mark.parametrize(
    ("plain", "markdown"),
    [
        ("1. one", r"1\. one"),
        ("2) two", r"2\) two"),
        ("- dash", r"\- dash"),
        ("+ plus", r"\+ plus"),
        ("# head", r"\# head"),
        ("> quote", r"\> quote"),
        ("===", r"\==="),
        ("    code", "code"),
        ("a\nb", "a\\\nb"),
        ("a\r\n\r\n\r\nb", "a\n\nb"),
        ("a\\\nb", "a\\\\  \nb"),
        ("{{< shortcode >}}", r"\{\{\< shortcode \>\}\}"),
        ("www.example.org", r"www\.example.org"),
        ("http://example.org", r"http\://example.org"),
        ("\x00\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_each_active_beginning_is_escaped(plain, markdown):
    assert markdown_escape(plain) == markdown


def test_an_exclamation_mark_makes_no_image_of_a_link_that_follows():
    page = markdown_escape("Wow!") + markdown_link("here", "https://example.org")
    assert "<img" not in render(page)


def test_a_link_percent_encodes_what_would_end_it():
    link = markdown_link("a [b]", "https://example.org/x (1)?q=ü&lt;")
    assert link == r"[a \[b\]](https://example.org/x%20%281%29?q=%C3%BC&amp;lt;)"
    assert 'href="https://example.org/x%20%281%29?q=%C3%BC&amp;lt;"' in render(link)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.org", "//x.org", "x", "", "http://[", "https://"]
)
def test_a_link_elsewhere_than_the_web_is_only_its_text(url):
    assert markdown_link("# text", url) == r"\# text"


@given(_ANY, _ANY)
def test_a_link_is_one_link_or_none(text, rest):
    html = render(markdown_link(text, "https://example.org/" + rest))
    assert html.count("<a ") == 1
    assert "<img" not in html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <i>two</i></p><p><b>three</b></p>", "One *two*\n\n**three**"),
        ("<b>a <i>b</i> c</b>", "**a** ***b*** **c**"),
        ("a<br/>b<br>c", "a\\\nb\\\nc"),
        ("<i> spaced </i>out", "*spaced* out"),
        ("x<b>(y)</b>z", "x(y)z"),
        ('<a href="https://x.org">see <em>it</em></a>!', "[see *it*](https://x.org)\\!"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<script>alert(1)</script><style>p{}</style>ok", "ok"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("AC&amp;DC &lt;b&gt;", r"AC\&DC \<b\>"),
        ("1 < 2", r"1 \< 2"),
        ("</i></b></a>text<i>", "text"),
        ("<![foo[ <!-- never closed", ""),
        ("<b></b>", ""),
    ],
)
def test_html_keeps_its_emphasis_breaks_and_links_only(html, markdown):
    assert from_html(html) == markdown


_TAGS = ["<i>", "</i>", "<b>", "</b>", "<br>", "<p>", "</p>", "<a href='http://x.org/('>", "</a>"]
_PIECES = st.sampled_from(
    [*_TAGS, "<script>", "<!--", "<![x", "&lt;", "&#0;", "word", " ", "(", "*"]
)
_HTML = st.lists(st.one_of(_PIECES, _SPECIAL), max_size=12).map("".join)


@given(_HTML)
def test_markdown_of_any_html_holds_only_the_allowed_tags(html):
    tags = set(re.findall(r"<(\w+)", render(from_html(html))))
    assert tags <= {"p", "br", "em", "strong", "a"}


@given(st.lists(st.sampled_from([*_TAGS, "word", " ", "(", ")", "*", "é"]), max_size=14))
def test_markdown_of_html_shows_the_text_of_the_html(pieces):
    expected = re.sub(r"<(?:br|/?p)>", " ", "".join(pieces))
    assert shown(render(from_html("".join(pieces)))) == shown(expected)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Nirvana (2)", "Nirvana"),
        ("Nirvana*", "Nirvana"),
        ("Nirvana (2)*", "Nirvana"),
        ("Sunn O)))", "Sunn O)))"),
        ("(2)", "(2)"),
        ("*", "*"),
        ("!!!", "!!!"),
    ],
)
def test_a_name_loses_its_number_and_asterisk(name, clean):
    assert clean_artist_name(name) == clean
