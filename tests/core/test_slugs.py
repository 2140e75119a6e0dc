"""Slugs are short, never empty, and the same for the same subject."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.slugs import LENGTH, artist_slugs, release_slugs, slugify, sort_name

TEXTS = st.text(max_size=200)
KEYS = st.one_of(
    st.integers(1, 10**9).map("discogs:{}".format),
    TEXTS.map("name:{}".format),
    TEXTS.map("csv:{}".format),
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sigur Rós – ( )", "sigur-ros"),
        ("Ænima", "aenima"),
        ("Łódź", "lodz"),
        ("AC/DC", "ac-dc"),
        ("坂本龍一", "banbenlongyi"),
        ("!!!", ""),
        ("( )", ""),
    ],
)
def test_text_is_spelled_in_plain_letters(text, slug):
    assert slugify(text) == slug


def test_a_release_carries_its_id():
    assert next(release_slugs("2112", "discogs:249504")) == "2112-249504"


def test_a_release_whose_title_cannot_be_spelled_is_its_id():
    assert next(release_slugs("( )", "discogs:12")) == "12"


def test_an_artist_is_the_name_and_a_later_comer_carries_its_id():
    assert list(artist_slugs("Nirvana", "discogs:125246"))[:2] == ["nirvana", "nirvana-125246"]


def test_an_artist_that_cannot_be_spelled_is_its_id():
    assert next(artist_slugs("!!!", "discogs:7")) == "7"


def test_a_later_comer_without_an_id_gets_a_stable_hash():
    first = list(artist_slugs("Nirvana", "name:nirvana"))
    assert re.fullmatch(r"nirvana-[0-9a-f]{8}", first[1])
    assert first == list(artist_slugs("Nirvana", "name:nirvana"))


@pytest.mark.parametrize("make", [release_slugs, artist_slugs])
@given(text=TEXTS, key=KEYS)
def test_every_slug_is_short_plain_and_not_empty(make, text, key):
    for slug in make(text, key):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert len(slug) <= LENGTH


@pytest.mark.parametrize("make", [release_slugs, artist_slugs])
@given(texts=st.tuples(TEXTS, TEXTS), keys=st.tuples(KEYS, KEYS))
def test_two_subjects_always_find_two_slugs(make, texts, keys):
    """Whatever the first took, the second has one left."""
    if keys[0] != keys[1]:
        for taken in make(texts[0], keys[0]):
            assert any(slug != taken for slug in make(texts[1], keys[1]))


def test_lists_sort_without_article_case_and_accents():
    assert sort_name("The  Björk") == "bjork"
    assert sort_name("The The") == "the"
    assert sort_name("The") == "the"
