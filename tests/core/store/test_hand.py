"""What people do: edits, pins, rejections, skipping; each leaves a line in the audit log."""

from __future__ import annotations

import pytest

from collector.errors import BadInput
from collector.model import NotFound


@pytest.fixture
def one(shop):
    shop.receive(shop.item(1))
    return shop.release(1)


def test_an_edit_wins_until_it_is_reverted(shop, one):
    assert shop.store.edit(one, "title", "Mine", "ann").fields == {"title"}
    shop.found(one, shop.details, title="Theirs")
    assert shop.store.record(one)["title"] == "Mine"
    assert shop.store.revert(one, "title", "bob").fields == {"title"}
    assert shop.store.record(one)["title"] == "Theirs"
    logged = [(row.author, row.action, row.before, row.after) for row in shop.store.audit(one)]
    assert logged == [("bob", "revert", "Mine", "Theirs"), ("ann", "edit", "Abbey Road", "Mine")]


def test_an_edit_is_made_while_no_plugin_is_loaded(shop, one):
    """The store remembers the lineup of the last run."""
    shop.found(one, shop.details, year=1969)
    shop.store.edit(one, "notes", "n", "me")
    assert shop.store.record(one)["year"] == 1969


def test_empty_on_purpose_hides_what_plugins_say(shop, one):
    shop.store.edit_empty(one, "title", "me")
    assert "title" not in shop.store.record(one)
    assert shop.store.edits(one)["title"].value is None
    assert [field for _, field, _ in shop.store.all_edits()] == ["title"]


def test_an_edited_artist_credit_makes_artists(shop, one):
    credit = [{"key": "name:me", "name": "Me"}]
    change = shop.store.edit(one, "artists", credit, "me")
    assert [artist.key for artist in change.new_artists] == ["name:me"]
    assert [artist.slug for artist in shop.store.artists_shown()] == ["me"]
    assert shop.store.view(change.new_artists[0]).fields["name"] == "Me"


def test_an_edit_asks_the_speakers_that_read_the_field(shop, one):
    shop.found(one, shop.albums, notes="n")
    assert shop.store.edit(one, "title", "Mine", "me").again == [shop.albums]
    assert shop.due(shop.albums) == [one.key]


def test_edits_that_make_no_sense_are_refused(shop, one):
    with pytest.raises(BadInput):
        shop.store.edit(one, "title", "", "me")
    with pytest.raises(BadInput):
        shop.store.revert(one, "title", "me")
    with pytest.raises(BadInput):
        shop.store.edit(shop.release(404), "title", "x", "me")
    assert shop.store.audit() == []


def test_a_pin_is_seen_by_the_speaker_and_asks_it_again(shop, one):
    shop.ask(one, shop.albums, NotFound("no"))
    shop.found(one, shop.details, year=1)
    shop.store.pin(one, "spotify", "s1", "me")
    assert shop.store.view(one).pins == {"spotify": "s1"}
    assert (shop.due(shop.albums), shop.due(shop.details)) == ([one.key], [])
    shop.store.pin(one, "spotify", "s2", "me")
    assert shop.store.view(one).pins == {"spotify": "s2"}
    shop.store.unpin(one, "spotify", "me")
    assert shop.store.view(one).pins == {}
    assert [row.action for row in shop.store.audit(one)] == ["unpin", "pin", "pin"]


def test_rejections_add_up_and_change_the_inputs(shop, one):
    before = shop.store.inputs(shop.store.view(one), shop.albums)
    shop.store.reject(one, "spotify", ["s1"], "me")
    shop.store.reject(one, "spotify", ["s2"], "me")
    view = shop.store.view(one)
    assert view.rejected == {"spotify": {"s1", "s2"}}
    assert shop.store.inputs(view, shop.albums) != before
    assert shop.store.inputs(view, shop.details) == shop.store.inputs(view, shop.details)
    shop.store.unreject(one, "spotify", "s1", "me")
    assert [decision.id for decision in shop.store.decisions(one)] == ["s2"]


def test_a_pin_while_the_speaker_is_asked_is_not_lost(shop, one):
    inputs_before = shop.store.inputs(shop.store.view(one), shop.details)
    shop.store.pin(one, "discogs", "9", "me")
    assert shop.store.inputs(shop.store.view(one), shop.details) != inputs_before


def test_decisions_outlive_answers(shop, one):
    shop.store.reject(one, "spotify", ["s1"], "me")
    shop.ask(one, shop.albums, NotFound("no"))
    assert shop.store.decisions()[0].verdict == "reject"


def test_what_is_not_there_cannot_be_taken_back(shop, one):
    with pytest.raises(BadInput):
        shop.store.unpin(one, "spotify", "me")
    with pytest.raises(BadInput):
        shop.store.unreject(one, "spotify", "s1", "me")
    with pytest.raises(BadInput):
        shop.store.unskip("discogs:1", "me")


def test_a_release_can_be_skipped_before_it_is_known(shop):
    shop.store.skip("discogs:2", "not mine", "me")
    shop.receive(shop.item(2), shop.item(1))
    assert [album.key for album in shop.store.albums()] == ["discogs:1"]
    (row,) = shop.store.skipped()
    assert (row.key, row.title, row.why) == ("discogs:2", "Abbey Road", "not mine")
    shop.store.unskip("discogs:2", "me")
    assert len(list(shop.store.albums())) == 2
