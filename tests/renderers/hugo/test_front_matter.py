"""What is written at the head of a page comes back the same, for every reader."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from collector_hugo.front_matter import dump, well_formed

TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
PAGES = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4)


def read_yaml(page: str) -> object:
    assert page.startswith("---\n")
    assert page.endswith("\n---\n")
    return yaml.safe_load(page[4:-4])


@given(PAGES)
def test_yaml_comes_back_the_same(page):
    assert read_yaml(dump(page, "yaml")) == page


@given(PAGES)
def test_json_comes_back_the_same(page):
    assert json.loads(dump(page, "json")) == page


@given(PAGES)
def test_no_line_inside_the_head_ends_it(page):
    head = dump(page, "yaml")[4:-4]
    assert not any(line.rstrip() == "---" for line in head.split("\n"))


@pytest.mark.parametrize(
    "text",
    ["no", "0o7", "1_000", "12:30", "0x1F", "1e3", ".inf", "2112", "~", "=", "2001-01-01", "null"],
)
def test_texts_that_yaml_versions_read_differently_are_quoted(text):
    assert dump({"title": text}, "yaml") == f'---\ntitle: "{text}"\n---\n'
    assert read_yaml(dump({text: text}, "yaml")) == {text: text}


def test_numbers_stay_numbers_and_texts_stay_readable():
    page = dump({"year": 1976, "title": "坂本龍一 – Ænima", "on": True, "labels": ["a"]}, "yaml")
    assert page == ('---\nyear: 1976\ntitle: "坂本龍一 – Ænima"\n"on": true\nlabels:\n- "a"\n---\n')


def test_lone_surrogates_are_replaced_and_pairs_joined():
    assert well_formed({"a": ["\ud800x", "\ud83d\ude00"]}) == {"a": ["�x", "😀"]}
    dump({"a": "\udfff"}, "yaml").encode()
    dump({"a": "\udfff"}, "json").encode()


def test_a_value_that_stands_twice_is_written_twice():
    shared = ["x"]
    assert "&" not in dump({"a": shared, "b": shared}, "yaml")
