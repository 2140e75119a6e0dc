"""Foreign text stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_hugo.body import Markdown, block, finalize, link, plain

ANY = st.text(st.characters(codec=None))  # lone surrogates too


def test_plain_text_loses_every_other_meaning():
    assert plain("a | *b*\n{{< c >}}") == "a \\| \\*b\\* \\{\\{\\< c \\>\\}\\}"
    assert plain("- 坂本龍一") == "\\- 坂本龍一"
    assert plain(" \t\n ") == ""


@given(ANY)
def test_plain_text_is_one_line_in_which_nothing_is_active(text):
    line = plain(text)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)
    assert not set(bare) & set("\n\r<>{}|[]*_`&\x00\x1b\u2028\u2029")
    assert line == line.strip()
    line.encode()


@given(ANY)
def test_a_block_holds_no_html_shortcode_image_fence_or_heading(text):
    safe = block(text + "\n<script>{{< x >}}{{% y %}}{% z %}![i](u)```~~~\n# h\n<!-- c -->")
    assert not re.search(r"(?<!\\)<(script|!--)", safe)
    assert "{{" not in safe
    assert "{%" not in safe
    assert "![" not in safe
    assert "```" not in safe
    assert "~~~" not in safe
    assert not any(line.lstrip(" \t").startswith("#") for line in safe.splitlines())
    safe.encode()


def test_a_block_keeps_paragraphs_emphasis_lists_links_and_what_is_escaped_already():
    text = "One *two* **three**.\n\n- [four](https://a.example/b)\n- <https://c.example>\n\n`code`"
    escaped = "1 \\< 2, \\{\\{\\< x \\>\\}\\}"
    assert block(text) == text
    assert block(escaped) == escaped


@pytest.mark.parametrize(
    "text",
    [
        "{{{< x >}}}",
        "{{{{",
        "<<script>",
        "<https://a.example/ onclick=x>",
        '<https://a.example/"x>',
        "<HTTPS://x>",
        "</p>",
        "<javascript:alert(1)>",
    ],
)
def test_a_block_is_not_fooled_by_doubled_or_dressed_up_marks(text):
    assert "<" not in block(text)
    assert "{{" not in block(text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "", None, 7])
def test_only_addresses_of_the_web_become_links(url):
    assert link("*T*", url) == "\\*T\\*"
    assert link("*T*", "https://a.example/(x)") == "[\\*T\\*](https://a.example/%28x%29)"


@pytest.mark.parametrize(
    "text", ["a\n---", "a\n===", "| a |\n| --- |", "a | b\n:-: | -", "> a\n> -"]
)
def test_a_block_makes_no_table_and_no_underlined_heading(text):
    assert "\n\\" in block(text) or "> \\-" in block(text)


def test_templates_print_plain_text_unless_it_is_made_markdown():
    assert finalize("*") == "\\*"
    assert finalize(Markdown("*")) == "*"
    assert finalize(None) == ""
    assert finalize(1976) == "1976"
