"""Values as people read them."""

from __future__ import annotations

import pytest

from collector.wording import in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("two\n lines", "two lines"),
        (1976, "1976"),
        (0, "0"),
        (True, "yes"),
        ([], "nothing"),
        ({}, "nothing"),
        (None, "nothing"),
        (["Rock", "Prog"], "Rock, Prog"),
        ([{"key": "discogs:1", "name": "Rush"}], "Rush"),
        ({"key": "discogs:1"}, "nothing"),
        (
            [{"name": "A", "catno": "1"}, {"name": "B", "id": 2, "catno": ""}],
            "A (catno 1); B (id 2)",
        ),
        (
            {"height": 600, "url": "https://x/1.jpg", "sizes": [1, 2], "small": False},
            "https://x/1.jpg (height 600, sizes 1, 2, small no)",
        ),
        ({"page_id": 7, "lang": "en"}, "page id 7, lang en"),
        ({"name": "Vinyl", "qty": 2, "descriptions": ["LP"]}, "Vinyl (qty 2, descriptions LP)"),
    ],
)
def test_a_value_in_words(value, words):
    assert in_words(value) == words
