"""What a person may type for an article of Wikipedia."""

from __future__ import annotations

import pytest

from collector.api import BadInput
from collector_wikipedia.pins import article


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Dummy (album)", "Dummy (album)"),
        ("Dummy_(album)", "Dummy (album)"),
        ("Loveless: A Reappraisal", "Loveless: A Reappraisal"),
        ("en:Dummy (album)", "Dummy (album)"),
        ("de:Dummy (Album)", "de:Dummy (Album)"),
        ("https://en.wikipedia.org/wiki/Dummy_(album)", "Dummy (album)"),
        ("https://en.wikipedia.org/wiki/Dummy_(album)#Track_listing", "Dummy (album)"),
        ("https://en.m.wikipedia.org/wiki/Dummy_(album)?x=1", "Dummy (album)"),
        ("en.wikipedia.org/wiki/Dummy_(album)", "Dummy (album)"),
        ("https://de.wikipedia.org/wiki/Bj%C3%B6rk", "de:Björk"),
        ("https://de.wikipedia.org/w/index.php?title=Bj%C3%B6rk&oldid=3", "de:Björk"),
    ],
)
def test_an_address_and_a_title_name_an_article(text, meant):
    assert article(text, ("en", "de")) == meant


@pytest.mark.parametrize(
    "text",
    [
        "https://www.wikidata.org/wiki/Q2915",
        "https://example.org/wiki/Dummy",
        "https://en.wikipedia.org/",
        "https://en.wikipedia.org/wiki/",
        "https://[en.wikipedia.org/wiki/Dummy",
        "Dummy [album]",
        "Dummy|x",
        "x" * 256,
    ],
)
def test_what_names_none_is_refused_with_what_would_be_right(text):
    with pytest.raises(BadInput, match="names no article") as caught:
        article(text, ("en", "de"))
    assert text in caught.value.message
    assert "https://en.wikipedia.org/wiki/" in caught.value.hint


@pytest.mark.parametrize("text", ["fr:Dummy", "https://fr.wikipedia.org/wiki/Dummy"])
def test_another_language_must_be_in_the_settings(text):
    with pytest.raises(BadInput, match="not looked at: fr") as caught:
        article(text, ("en", "de"))
    assert "plugins.toml" in caught.value.hint
