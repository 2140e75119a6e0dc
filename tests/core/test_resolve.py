"""Resolution: edits, precedence, order, the cover rule; and what holds for any facts at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.model import Lineup, Speaker
from collector.resolve import EditValue, Resolved, Statement, choose, resolve

NAMES = ("discogs", "apple-music", "spotify", "wikipedia")
LINEUP = Lineup(tuple(Speaker(name, "albums", "release") for name in NAMES))


def said(plugin, part="albums", **fields):
    return Statement(plugin, part, fields)


def cover(url, width=None, height=None):
    return {"url": url} | ({"width": width, "height": height} if width else {})


def test_the_later_speaker_refines_the_earlier():
    record = resolve("release", [said("spotify", year=2), said("discogs", year=1)], {}, LINEUP)
    assert record == Resolved({"year": 2}, {"year": "spotify"}, {"year": "order"})


def test_precedence_goes_before_order_and_the_others_follow_latest_first():
    lineup = Lineup(LINEUP.speakers, {"release.notes": ("apple-music", "discogs")})
    known = [said(name, notes=name) for name in NAMES]
    order = []
    while known:
        choice = choose("release", "notes", known, None, lineup)
        order.append(choice.source)
        known = [one for one in known if one is not choice.winner]
    assert order == ["apple-music", "discogs", "wikipedia", "spotify"]


def test_a_precedence_for_artists_says_nothing_of_releases():
    lineup = Lineup(LINEUP.speakers, {"artist.notes": ("discogs",)})
    known = [said("discogs", notes="d"), said("spotify", notes="s")]
    assert resolve("release", known, {}, lineup).sources == {"notes": "spotify"}


def test_of_one_plugin_the_later_part_wins():
    parts = (Speaker("discogs", "list", "release"), Speaker("discogs", "details", "release"))
    known = [said("discogs", "details", title="b"), said("discogs", "list", title="a")]
    assert resolve("release", known, {}, Lineup(parts)).fields == {"title": "b"}


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_empty_values_never_win(empty):
    known = [said("discogs", notes="d"), said("spotify", notes=empty)]
    assert resolve("release", known, {}, LINEUP).fields == {"notes": "d"}


def test_year_zero_says_nothing_but_other_zeros_do():
    known = [said("discogs", year=0, rating=0, live=False)]
    assert resolve("release", known, {}, LINEUP).fields == {"rating": 0, "live": False}


def test_those_who_are_not_in_the_lineup_do_not_count():
    known = [said("discogs", year=1), said("stranger", year=2, mood="odd")]
    assert resolve("release", known, {}, LINEUP).fields == {"year": 1}


def test_a_hand_edit_wins_over_everybody():
    record = resolve("release", [said("spotify", year=2)], {"year": EditValue(1999)}, LINEUP)
    assert record == Resolved({"year": 1999}, {"year": "edit"}, {"year": "edit"})


def test_empty_on_purpose_shows_nothing():
    record = resolve("release", [said("spotify", year=2)], {"year": EditValue(None)}, LINEUP)
    assert record == Resolved({}, {}, {})


@pytest.mark.parametrize(
    ("discogs", "spotify", "shown", "reason"),
    [
        (cover("d", 600, 600), cover("s", 500, 640), "s", "order"),
        (cover("d", 600, 600), cover("s", 640, 499), "d", "cover"),
        (cover("d"), cover("s", 300, 300), "d", "cover"),
        (cover("d", 600, 600), cover("s"), "s", "order"),
        (cover("d", 400, 400), cover("s", 300, 900), "d", "cover"),
        (cover("d", 300, 300), cover("s", 300, 300), "s", "order"),
    ],
)
def test_a_small_cover_yields_to_a_larger_one(discogs, spotify, shown, reason):
    known = [said("discogs", cover=discogs), said("spotify", cover=spotify)]
    record = resolve("release", known, {}, LINEUP)
    assert (record.fields["cover"]["url"], record.reasons["cover"]) == (shown, reason)


def test_a_small_cover_chosen_by_hand_stays():
    known = [said("discogs", cover=cover("d", 900, 900))]
    edit = {"cover": EditValue(cover("mine", 90, 90))}
    assert resolve("release", known, edit, LINEUP).fields["cover"]["url"] == "mine"


# -- for any facts -----------------------------------------------------------------------------

FIELDS = st.sampled_from(["title", "year", "notes", "cover", "genres"])
VALUES = st.one_of(
    st.none(),
    st.text(max_size=3),
    st.integers(0, 3),
    st.lists(st.integers(0, 2), max_size=2),
    st.builds(cover, st.text(max_size=2), st.integers(1, 900), st.integers(1, 900)),
)
KNOWN = st.lists(
    st.builds(
        Statement,
        st.sampled_from([*NAMES, "stranger"]),
        st.just("albums"),
        st.dictionaries(FIELDS, VALUES, max_size=4),
    ),
    max_size=5,
    unique_by=lambda one: one.plugin,
)
EDITS = st.dictionaries(FIELDS, VALUES.map(EditValue), max_size=2)
LINEUPS = st.builds(
    Lineup,
    st.permutations(LINEUP.speakers).map(tuple),
    st.dictionaries(
        FIELDS.map("release.{}".format),
        st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
        max_size=2,
    ),
)


@given(KNOWN, EDITS, LINEUPS, st.randoms())
def test_the_order_in_which_facts_came_does_not_matter(known, edits, lineup, random):
    shuffled = random.sample(known, len(known))
    assert resolve("release", known, edits, lineup) == resolve("release", shuffled, edits, lineup)


@given(KNOWN, EDITS, LINEUPS)
def test_a_plugin_that_is_removed_leaves_no_trace(known, edits, lineup):
    """Whether its facts are deleted or it is only taken out of the lineup."""
    gone = "spotify"
    without = [one for one in known if one.plugin != gone]
    speakers = tuple(s for s in lineup.speakers if s.plugin != gone)
    record = resolve("release", without, edits, lineup)
    assert record == resolve("release", known, edits, Lineup(speakers, lineup.precedence))
    assert gone not in record.sources.values()


@given(KNOWN, EDITS, LINEUPS)
def test_edited_fields_are_as_edited_whatever_is_said(known, edits, lineup):
    record = resolve("release", known, edits, lineup)
    alone = resolve("release", [], edits, lineup)
    for field in edits:
        assert record.fields.get(field) == alone.fields.get(field)


@given(KNOWN, EDITS, LINEUPS)
def test_every_shown_value_was_said_by_its_source(known, edits, lineup):
    record = resolve("release", known, edits, lineup)
    facts = {one.plugin: one.fields for one in known}
    for field, value in record.fields.items():
        source = record.sources[field]
        assert value == (edits[field].value if source == "edit" else facts[source][field])


@given(KNOWN, LINEUPS)
def test_what_resolved_resolves_to_itself(known, lineup):
    record = resolve("release", known, {}, lineup)
    again = [Statement("discogs", "albums", record.fields)]
    assert resolve("release", again, {}, lineup).fields == record.fields
