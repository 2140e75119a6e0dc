"""Records: what holds in whatever order things happen, and when the lineup changes."""

from __future__ import annotations

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.errors import Intent
from collector.model import Found, Lineup, NotFound
from collector.store import Outcome

VALUES = st.sampled_from(["a", "b", "", None, 0, 1970, ["x"], []])
FIELDS = st.sampled_from(["title", "year", "notes"])
ANSWERS = st.one_of(
    st.dictionaries(FIELDS, VALUES, max_size=3).map(Found),
    st.just(NotFound("no")),
    st.none(),
)
STEPS = st.lists(st.tuples(st.sampled_from(["details", "albums"]), ANSWERS), max_size=8)
MANY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def play(shop, steps):
    for name, answer in steps:
        outcome = Outcome(shop.release(1), getattr(shop, name), answer, error="" if answer else "x")
        shop.store.answer(outcome, shop.lineup)


def everything(shop):
    return shop.store._db.rows("SELECT key, slug, title, year, record, sources FROM releases")


@MANY
@given(before=STEPS, after=STEPS)
def test_an_edited_field_stays_as_edited_whatever_runs(new_shop, before, after):
    shop = new_shop()
    shop.receive(shop.item(1))
    play(shop, before)
    shop.store.edit(shop.release(1), "title", "Mine", "me")
    shop.store.edit_empty(shop.release(1), "notes", "me")
    play(shop, after)
    shop.receive(shop.item(1, title="Other"), walk="w2")
    record = shop.store.record(shop.release(1))
    assert (record["title"], record.get("notes")) == ("Mine", None)


@MANY
@given(steps=STEPS)
def test_a_removed_plugin_leaves_no_trace(new_shop, steps):
    """The records are those of a store in which it never spoke."""
    lineup = Lineup(tuple(s for s in new_shop().lineup.speakers if s.plugin != "spotify"))
    both, alone = new_shop(), new_shop()
    for shop in (both, alone):
        shop.receive(shop.item(1))
    play(both, steps)
    both.store.resolve_all(lineup)
    alone.lineup = lineup
    play(alone, [step for step in steps if step[0] != "albums"])
    assert [tuple(row) for row in everything(both)] == [tuple(row) for row in everything(alone)]


@MANY
@given(steps=STEPS)
def test_resolving_twice_changes_nothing(new_shop, steps):
    shop = new_shop()
    shop.receive(shop.item(1))
    play(shop, steps)
    assert shop.store.resolve_all(shop.lineup, dry=True) == 0
    assert shop.store.resolve_all(shop.lineup) == 0


def test_another_precedence_is_counted_first_and_then_applied(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.found(shop.release(1), shop.details, notes="discogs says")
    shop.found(shop.release(1), shop.albums, notes="spotify says")
    other = evolve(shop.lineup, precedence={"release.notes": ("discogs",)})
    assert shop.store.resolve_all(other, dry=True) == 1
    assert shop.store.record(shop.release(1))["notes"] == "spotify says"
    assert shop.store.resolve_all(other) == 1
    assert shop.store.record(shop.release(1))["notes"] == "discogs says"
    assert shop.store.lineup_signature() == other.signature()


def test_another_lineup_asks_those_again_whose_inputs_changed(shop):
    shop.receive(shop.item(1))
    shop.found(shop.release(1), shop.details, title="Better")
    shop.found(shop.release(1), shop.albums, notes="n")
    assert shop.due(shop.albums) == []
    shop.store.resolve_all(Lineup((shop.listing, shop.albums)))
    assert shop.due(shop.albums) == ["discogs:1"]


def test_the_lineup_is_remembered_whole(shop):
    assert shop.store.lineup_signature() is None
    whole = evolve(shop.lineup, precedence={"artist.biography": ("wikipedia", "discogs")})
    shop.store.set_lineup(whole)
    assert shop.store.lineup() == whole


def test_columns_follow_the_record(shop):
    shop.receive(shop.item(1, title="The End"))
    shop.found(shop.release(1), shop.details, title="A Début", year=1969)
    row = shop.store._db.row("SELECT title, sort_title, year FROM releases")
    assert tuple(row) == ("A Début", "debut", 1969)
    shop.found(shop.artist(82730), shop.bio, name="Beatles, The")
    row = shop.store._db.row("SELECT name, sort_name, slug FROM artists")
    assert tuple(row) == ("Beatles, The", "beatles, the", "the-beatles")


def test_odd_values_do_not_stop_the_writer(shop):
    """Plugins can be wrong; columns take only what they can hold."""
    shop.receive(shop.item(1))
    shop.found(shop.release(1), shop.details, title=["x"], year=10**30, artists="The Beatles")
    shop.found(shop.release(1), shop.albums, artists=["x", {"id": 1}, {"name": "A"}])
    assert [row.key for row in shop.store.artists_shown()] == ["name:a"]
    assert shop.store.record(shop.release(1))["year"] == 10**30


def test_a_bad_run_and_a_good_one_agree(new_shop):
    """An intent in between, a failure, another order of answers: the same records."""
    good, bad = new_shop(), new_shop()
    for shop in (good, bad):
        shop.receive(shop.item(1))
    good.found(good.release(1), good.details, year=1969)
    good.found(good.release(1), good.albums, notes="n")
    bad.fail(bad.release(1), bad.albums, error=str(Intent("down")), error_kind="service-down")
    bad.found(bad.release(1), bad.albums, notes="n")
    bad.fail(bad.release(1), bad.details)
    bad.found(bad.release(1), bad.details, year=1969)
    assert [tuple(row) for row in everything(good)] == [tuple(row) for row in everything(bad)]
