"""Tracks by side or disc."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_hugo.sides import in_sides, length


def track(position: str, duration: str = "", **more: object) -> dict[str, object]:
    return {"position": position, "type": "track", "title": "T", "duration": duration, **more}


def heading(title: str) -> dict[str, object]:
    return {"position": "", "type": "heading", "title": title, "duration": ""}


def sides(*positions: str) -> dict[str, list[str]]:
    found = in_sides([track(one) for one in positions])
    return {name: [one["position"] for one in tracks] for name, tracks in found}


def test_a_record_has_sides():
    assert sides("A1", "A2", "B") == {"Side A": ["A1", "A2"], "Side B": ["B"]}


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("1-1", "2-10", ("Disc 1", "Disc 2")),
        ("01-01", "10-1", ("Disc 1", "Disc 10")),
        ("CD1-1", "CD2-1", ("CD 1", "CD 2")),
        ("CD-1", "DVD-1", ("CD", "DVD")),
        ("LP1-A1", "CD1", ("LP 1", "CD")),
        ("A1a", "AA1", ("Side A", "Side AA")),
        ("A2.b", "C1.2", ("Side A", "Side C")),
        ("D4", "Blu-ray2", ("Side D", "Blu-ray")),
    ],
)
def test_positions_tell_where_a_track_is(one, other, names):
    assert tuple(sides(one, one, other)) == names


@pytest.mark.parametrize(
    "positions",
    [
        ("1", "2", "3"),
        ("A1", "A2"),
        ("A", "B"),  # a single: nothing to be headed
        ("A1", "A2", "1", "2"),  # a disc that does not tell
        ("A1", "B1", "A2"),  # a side comes twice
        ("1.1", "1.2", "2.1"),  # parts of a work
        ("Video 1", "A1", "A2"),
    ],
)
def test_where_positions_tell_nothing_there_is_one_list(positions):
    assert sides(*positions) == {"": list(positions)}


def test_no_tracks_are_no_list():
    assert in_sides([]) == []


def test_a_heading_belongs_to_what_it_heads():
    tracks = [heading("Early"), track("A1"), track("A2"), heading("Late"), track("B1")]
    tracks.append(heading("The end"))
    assert [(name, len(some)) for name, some in in_sides(tracks)] == [("Side A", 3), ("Side B", 3)]


def test_a_heading_that_says_the_same_is_left_out():
    tracks = [heading("SIDE A:"), track("A1"), track("A2"), heading("Live"), track("B1")]
    found = dict(in_sides(tracks))
    assert [one["title"] for one in found["Side A"]] == ["T", "T"]
    assert [one["title"] for one in found["Side B"]] == ["Live", "T"]


def test_parts_tell_where_an_index_track_is():
    index = {"position": "", "type": "index", "title": "Suite", "sub_tracks": [track("B1a")]}
    assert [name for name, _ in in_sides([track("A1"), track("A2"), index])] == ["Side A", "Side B"]


@pytest.mark.parametrize(
    ("lengths", "together"),
    [
        (("3:30", "4:31"), "8:01"),
        (("59:59", "0:01"), "1:00:00"),
        (("1:00:00", "61:05"), "2:01:05"),
        (("3:30", ""), ""),
        (("3:30", "4.31"), ""),
        (("3:30", "4:61"), ""),
        (("3:30",), ""),
        ((), ""),
    ],
)
def test_lengths_are_summed_where_each_is_known(lengths, together):
    assert length([track("1", one) for one in lengths]) == together


def test_nothing_is_counted_twice():
    parts = [track("a", "1:00"), track("b", "2:00")]
    told = {"type": "index", "title": "Suite", "duration": "3:00", "sub_tracks": parts}
    untold = {"type": "index", "title": "Suite", "sub_tracks": parts}
    sum_of_a_side = {**heading("Side A"), "duration": "9:00"}
    assert length([sum_of_a_side, track("1", "2:00"), told]) == "5:00"
    assert length([sum_of_a_side, track("1", "2:00"), untold]) == "5:00"


anything = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)
tracks = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "position": anything | st.sampled_from(["A1", "B2", "1-1", "2-1", "CD1-1"]),
            "type": st.sampled_from(["track", "heading", "index"]) | anything,
            "title": anything,
            "duration": anything | st.sampled_from(["1:00", "59:59"]),
            "sub_tracks": anything,
        },
    ),
    max_size=8,
)


@given(tracks)
def test_every_track_is_there_once_and_in_order(some):
    headings = [one for one in some if one.get("type") == "heading"]
    found = [one for _, rows in in_sides(some) for one in rows]
    assert [one for one in found if one not in headings] == [
        one for one in some if one not in headings
    ]
    length(some)


@given(tracks)
def test_two_lists_have_two_names(some):
    names = [name for name, _ in in_sides(some) if name]
    assert len(set(names)) == len(names)
