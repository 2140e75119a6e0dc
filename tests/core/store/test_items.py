"""What a source lists: rows, slugs, credits, and walks that end or break off."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.clock import to_iso
from collector.errors import PluginError
from collector.model import Item, Lineup


def test_a_first_item_makes_a_release_and_its_artists(shop):
    received = shop.receive(shop.item(1))
    assert received.new == [shop.release(1), shop.artist(82730)]
    assert (received.changed, received.same) == ([], 0)
    assert shop.store.view(shop.release(1)).fields["title"] == "Abbey Road"
    assert shop.store.view(shop.artist(82730)).fields == {
        "name": "The Beatles",
        "release_titles": ["Abbey Road"],
    }


def test_the_same_list_again_says_nothing_new(shop):
    items = [shop.item(1), shop.item(2, title="Help!")]
    shop.receive(*items)
    again = shop.receive(*items, walk="w2")
    assert (again.new, again.changed, again.same) == ([], [], 2)


def test_a_new_rating_changes_the_copy_and_not_the_record(shop):
    shop.receive(shop.item(1))
    better = shop.item(1, rating=5)
    assert shop.store.item_state("discogs", better) == "changed"
    received = shop.receive(better)
    assert (received.new, received.changed, received.same) == ([], [], 0)
    assert shop.store.copies("discogs:1")[0].rating == 5


def test_a_new_title_changes_the_record_and_never_the_slug(shop):
    shop.receive(shop.item(1))
    assert shop.receive(shop.item(1, title="Abbey Rd")).changed == [shop.release(1)]
    assert shop.slugs("releases") == {"discogs:1": "abbey-road-1"}
    assert shop.store.record(shop.release(1))["title"] == "Abbey Rd"


def test_a_state_is_new_changed_or_same(shop):
    item = shop.item(1)
    assert shop.store.item_state("discogs", item) == "new"
    shop.receive(item)
    assert shop.store.item_state("discogs", item) == "same"
    assert shop.store.item_state("csv", item) == "new"


def test_two_copies_are_one_release(shop):
    first = shop.item(1, added="2020-01-02T00:00:00Z")
    second = evolve(first, instance="other", added="2019-01-01T00:00:00Z")
    assert shop.receive(first, second).new == [shop.release(1), shop.artist(82730)]
    (album,) = shop.store.albums()
    assert [copy.instance for copy in album.copies] == ["other", "i1"]
    assert album.added == "2019-01-01T00:00:00Z"


def test_slugs_are_given_in_the_order_of_the_list(shop):
    us, uk = ("discogs:125246", "Nirvana"), ("discogs:307513", "Nirvana")
    nobody, cased = ("name:nirvana", "Nirvana"), ("discogs:9", "NIRVANA")
    shop.receive(shop.item(1, artists=[us, uk]), shop.item(2, artists=[nobody, cased, us]))
    slugs = shop.slugs()
    assert slugs["discogs:125246"] == "nirvana"
    assert slugs["discogs:307513"] == "nirvana-307513"
    assert slugs["discogs:9"] == "nirvana-9"
    assert slugs["name:nirvana"].startswith("nirvana-")
    assert len(set(slugs.values())) == 4


def test_slugs_are_the_same_whether_a_walk_broke_off_or_not(new_shop):
    items = [new_shop().item(n, artists=[(f"discogs:{n}", "Nirvana")]) for n in range(5)]
    whole, broken = new_shop(), new_shop()
    whole.receive(*items)
    broken.receive(*items[:2])
    broken.receive(*items[1:4], walk="w2")
    broken.receive(*items, walk="w3")
    assert whole.slugs() == broken.slugs()


NAMES = st.one_of(st.sampled_from(["Nirvana", "NIRVANA", "nirvana 2", "!!!", "2"]), st.text())


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(NAMES, min_size=1, max_size=8), later=st.lists(NAMES, max_size=8))
def test_slugs_are_unique_and_never_change(new_shop, names, later):
    """Whatever subjects are called, and whatever they are called later."""
    shop = new_shop()
    for called, walk in ((names, "w1"), (later, "w2")):
        credit = [(f"discogs:{n}", name) for n, name in enumerate(called)]
        by_name = [(f"name:{name.casefold()}", name) for name in called]
        shop.receive(*(shop.item(n, title=t) for n, t in enumerate(called)), walk=walk)
        shop.receive(shop.item(99, artists=credit + by_name), walk=walk)
        known = {table: shop.slugs(table) for table in ("releases", "artists")}
        if walk == "w1":
            first = known
    for table, slugs in known.items():
        assert len(set(slugs.values())) == len(slugs)
        assert slugs.items() >= first[table].items()


def test_an_artist_credited_twice_is_one(shop):
    both = [("discogs:1", "A"), ("discogs:2", "B"), ("discogs:1", "A")]
    shop.receive(shop.item(1, artists=both))
    (album,) = shop.store.albums()
    assert album.artist_slugs == ("a", "b")


def test_an_artist_without_a_key_is_known_by_name(shop):
    shop.receive(Item("i", "csv:1", {"title": "T", "artists": [{"name": "Örjan"}]}))
    assert shop.slugs() == {"name:örjan": "orjan"}


def test_half_characters_do_not_stop_a_page(shop):
    """JSON can carry what no file can: a lone surrogate."""
    received = shop.receive(shop.item(1, title="A\ud83c", notes="\udfff"))
    assert received.new[0] == shop.release(1)
    assert shop.store.record(shop.release(1))["title"] == "A?"
    assert shop.receive(shop.item(1, title="A\ud83c", notes="\udfff")).same == 1


def test_an_item_that_is_not_json_is_the_plugins_fault(shop):
    with pytest.raises(PluginError, match="not JSON"):
        shop.receive(Item("i", "x:1", {"title": "T", "tags": {1, 2}}))
    assert list(shop.store.albums()) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rating": "five"}, "copy i1: rating is 'five', expected 0 to 5"),
        ({"rating": 10**30}, "copy i1: rating is 1000"),
        ({"rating": None}, "copy i1: rating is None"),
        ({"notes": None}, "copy i1: notes is None"),
        ({"instance": 7}, "copy 7: instance is 7"),
        ({"fields": None}, "copy i1: fields is None"),
        ({"custom": ["a"]}, r"copy i1: custom is \['a'\]"),
    ],
)
def test_an_item_that_the_store_cannot_hold_is_the_plugins_fault(shop, wrong, said):
    with pytest.raises(PluginError, match=said):
        shop.receive(evolve(shop.item(1), **wrong))
    with pytest.raises(PluginError, match="expected an Item"):
        shop.receive({"instance": "1"})
    assert list(shop.store.albums()) == []


def test_a_moved_copy_leaves_its_old_release(shop):
    shop.receive(shop.item(1))
    shop.receive(evolve(shop.item(2), instance="i1"))
    assert [album.key for album in shop.store.albums()] == ["discogs:2"]


# -- walks -------------------------------------------------------------------------------------


def test_a_full_walk_marks_what_it_did_not_see_as_gone(shop):
    shop.receive(shop.item(1), shop.item(2, artists=[("discogs:5", "Solo")]))
    shop.receive(shop.item(1), walk="w2")
    assert shop.store.finish_walk("discogs", "w2", full=True) == 1
    assert [album.key for album in shop.store.albums()] == ["discogs:1"]
    assert [artist.slug for artist in shop.store.artists_shown()] == ["the-beatles"]
    assert shop.store.counts().gone == 1
    assert shop.store.last_full_walk("discogs") == shop.clock.now()


def test_what_is_gone_is_kept_and_comes_back_as_it_was(shop):
    shop.receive(shop.item(1))
    shop.found(shop.release(1), shop.details, notes="kept")
    shop.store.finish_walk("discogs", "w2", full=True)
    assert shop.due(shop.albums) == []
    received = shop.receive(shop.item(1), walk="w3")
    assert received.changed == [shop.release(1), shop.artist(82730)]
    (album,) = shop.store.albums()
    assert (album.slug, album.fields["notes"]) == ("abbey-road-1", "kept")


def test_what_is_gone_is_kept_apart_with_the_day_it_went(shop):
    shop.receive(shop.item(1), shop.item(2, title="Kept"))
    shop.receive(shop.item(2, title="Kept"), walk="w2")
    assert list(shop.store.albums_gone()) == []
    shop.store.finish_walk("discogs", "w2", full=True)
    (album,) = shop.store.albums_gone()
    assert (album.key, album.slug, album.copies) == ("discogs:1", "abbey-road-1", ())
    assert album.gone == to_iso(shop.clock.now())
    shop.receive(shop.item(1), walk="w3")
    assert list(shop.store.albums_gone()) == []


def test_one_copy_of_two_that_is_gone_leaves_the_album_owned(shop):
    shop.receive(shop.item(1), evolve(shop.item(1), instance="second"))
    shop.receive(shop.item(1), walk="w2")
    assert shop.store.finish_walk("discogs", "w2", full=True) == 1
    assert [album.key for album in shop.store.albums()] == ["discogs:1"]
    assert list(shop.store.albums_gone()) == []


def test_what_is_skipped_or_went_with_its_source_is_not_kept_as_gone(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.store.finish_walk("discogs", "w2", full=True)
    shop.store.skip("discogs:1", "lent", "me")
    assert [album.key for album in shop.store.albums_gone()] == ["discogs:2"]
    shop.store.set_lineup(Lineup((shop.details,)))
    assert list(shop.store.albums_gone()) == []


def test_many_that_are_gone_come_once_each(shop):
    shop.receive(*(shop.item(n) for n in range(1, 402)))
    shop.store.finish_walk("discogs", "w2", full=True)
    keys = [album.key for album in shop.store.albums_gone()]
    assert keys == [f"discogs:{n}" for n in range(1, 402)]


def test_a_quick_walk_removes_nothing(shop):
    shop.receive(shop.item(1))
    assert shop.store.finish_walk("discogs", "w2", full=False) == 0
    assert shop.store.counts().copies == 1
    assert shop.store.last_full_walk("discogs") is None


def test_a_walk_says_nothing_of_another_sources_copies(shop):
    shop.receive(shop.item(1))
    shop.receive(evolve(shop.item(2)), plugin="csv")
    shop.store.finish_walk("csv", "w9", full=True)
    assert [album.key for album in shop.store.albums()] == ["discogs:1"]


def test_copies_of_a_source_that_lists_no_more_are_gone_until_it_lists_again(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.receive(shop.item(2), plugin="csv")
    assert shop.store.listed_twice() == (1, ["csv", "discogs"])
    assert shop.store.retire({"csv"}) == 2
    assert shop.store.listed_twice() == (0, [])
    assert [(album.key, len(album.copies)) for album in shop.store.albums()] == [("discogs:2", 1)]
    assert shop.store.retire({"csv"}) == 0
    shop.receive(shop.item(1), shop.item(2))
    assert len(list(shop.store.albums())) == 2
    assert shop.store.retire(()) == 3


def test_a_walk_that_broke_off_goes_on_from_its_checkpoint(shop):
    assert shop.store.checkpoint("discogs") is None
    assert shop.store.walk_in_progress("discogs") is None
    shop.store.save_checkpoint("discogs", "w1", {"page": 3})
    assert shop.store.checkpoint("discogs") == {"page": 3}
    assert shop.store.walk_in_progress("discogs") == "w1"
    shop.store.finish_walk("discogs", "w1", full=True)
    assert shop.store.checkpoint("discogs") is None
    assert shop.store.walk_in_progress("discogs") is None


def test_receiving_without_the_sources_plugin_keeps_the_fact_for_later(shop):
    """A disabled plugin's facts stay stored, and come back."""
    whole, shop.lineup = shop.lineup, Lineup((shop.details,))
    shop.receive(shop.item(1))
    assert [album.fields for album in shop.store.albums()] == [{}]
    assert shop.store.record(shop.release(1)) == {}
    assert shop.store.resolve_all(whole) == 1
    assert shop.store.record(shop.release(1))["title"] == "Abbey Road"


def test_copies_that_a_source_lists_are_counted_while_they_are_owned(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.receive(shop.item(1), walk="w2")
    assert shop.store.copies_of("discogs") == 2
    shop.store.finish_walk("discogs", "w2", full=True)
    assert (shop.store.copies_of("discogs"), shop.store.copies_of("csv")) == (1, 0)
