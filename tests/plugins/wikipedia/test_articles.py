"""What is taken from an article."""

from __future__ import annotations

from collector_wikipedia.articles import lead
from collector_wikipedia.shapes import Page


def page(title: str, extract: str) -> Page:
    return Page(title=title, extract=extract)


def test_brackets_that_sounds_leave_empty_go():
    assert lead(page("Björk", "Björk ( ; ) is a singer.")) == "Björk is a singer."


def test_a_title_of_brackets_stays():
    text = "( ) is a 2002 album."
    assert lead(page("( )", text)) == text
    assert lead(page("( ) (album)", text)) == text
