"""What is typed is what is kept, or it is said what is wrong and where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.office import shape_of, shapes
from collector_admin.values import control_for, fingerprint, read, written

words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("field", "control"),
    [
        ("title", "line"),
        ("notes", "text"),
        ("genres", "lines"),
        ("year", "number"),
        ("tracklist", "json"),
    ],
)
def test_each_field_has_a_fitting_control(field: str, control: str) -> None:
    assert control_for(shape_of("release", field), None) == control


def test_a_field_of_a_plugins_own_is_a_text_if_it_has_one() -> None:
    assert control_for(None, "calm") == "text"
    assert control_for(None, {"mood": "calm"}) == "json"


@given(st.lists(words, min_size=1))
def test_a_list_is_read_as_it_was_written(values: list[str]) -> None:
    shape = shape_of("release", "genres")
    assert read("lines", shape, written("lines", values)).value == values


@given(st.lists(st.fixed_dictionaries({"name": words, "role": words}), min_size=1))
def test_a_table_is_read_as_it_was_written(values: list[dict[str, str]]) -> None:
    typed = read("json", shape_of("release", "credits"), written("json", values))
    assert (typed.value, typed.problems) == (values, ())


@given(st.sampled_from(["release", "artist"]), st.data(), json_values)
def test_nothing_that_is_typed_breaks_the_reading(kind, data, value) -> None:
    field = data.draw(st.sampled_from(sorted(shapes(kind))))
    for control in ("line", "text", "lines", "number", "json"):
        read(control, shape_of(kind, field), json.dumps(value))
        read(control, shape_of(kind, field), str(value))


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("title", " ", "there is nothing in it"),
        ("year", "soon", "a whole number is needed"),
        ("year", "19", "it must be from 1860 to 2200"),
        ("release_date", "1.3.1976", "this cannot be right; it looks like 1976"),
        ("barcodes", "12345678\n99", "[2]: this cannot be right"),
        ("credits", '[{"name": "A"}]', "[1]: role is missing"),
        ("tracklist", '[{"title": ""}]', "[1].title: there is nothing in it"),
        ("tracklist", '[\n  {"title": }\n]', "line 2, column 13"),
        ("cover", "{}", "url is missing"),
        ("labels", "[]", "a list with something in it is needed"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(field: str, text: str, problem: str) -> None:
    shape = shape_of("release", field)
    typed = read(control_for(shape, None), shape, text)
    assert any(one.startswith(problem) for one in typed.problems), typed.problems


def test_the_same_value_has_the_same_fingerprint() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint("\udc80") != fingerprint(None)
